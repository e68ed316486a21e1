import subprocess
from pathlib import Path
from typing import Any

import pytest

from guard.model import Status
from guard.settings import Globs, Settings, SettingsError, load
from guard.settings.sources import LARGEST
from guard.snapshot import Snapshot, take

FULL = """\
exclude = ["docs/old/", "*.tmp.md"]
include = ["*.txt"]
select = ["links"]
ignore = ["bare-url"]
extend-select = ["text"]
preview = true
fail-on = "error"
baseline = "ci/baseline.json"
anchors = "gitlab"
repository = "https://example.org/a/b"

[status]
historical = ["docs/log/**"]
living = ["docs/log/README.md"]

[rules.dead-link]
severity = "info"
allow = ["x"]

[[contracts]]
type = "required-file"
name = "licence"
severity = "error"
file = "LICENSE"

[[contracts]]
type = "required-file"
file = "NOTICE"
"""


def read(text: str, **words: Any) -> Settings:
    return load(Snapshot.of({"guard.toml": text}), **words)


def complaint(text: str, **words: Any) -> str:
    with pytest.raises(SettingsError) as caught:
        read(text, **words)
    return str(caught.value)


def test_without_a_file_everything_has_its_default() -> None:
    settings = load(Snapshot.of({}))
    assert settings == Settings()
    assert settings.select is None
    assert (settings.fail_on, settings.baseline, settings.anchors) == ("warning", "guard-baseline.json", "auto")


def test_every_key() -> None:
    settings = read(FULL)
    assert settings.exclude.patterns == ("docs/old/", "*.tmp.md")
    assert settings.include.patterns == ("*.txt",)
    assert (settings.select, settings.ignore, settings.extend_select) == (("links",), ("bare-url",), ("text",))
    assert settings.preview
    assert (settings.fail_on, settings.anchors, settings.baseline) == ("error", "gitlab", "ci/baseline.json")
    assert settings.repository == "https://example.org/a/b"
    assert settings.status == (
        (Status.HISTORICAL, Globs(("docs/log/**",))),
        (Status.LIVING, Globs(("docs/log/README.md",))),
    )
    (table,) = settings.rules
    assert (table.name, table.severity, table.options) == ("dead-link", "info", {"allow": ["x"]})
    licence, notice = settings.contracts
    assert (licence.number, licence.type, licence.name, licence.severity) == (0, "required-file", "licence", "error")
    assert (licence.options, notice.options) == ({"file": "LICENSE"}, {"file": "NOTICE"})
    assert (notice.number, notice.name, notice.severity) == (1, "", None)


def test_statuses_keep_the_order_of_the_file() -> None:
    settings = read('[status]\nliving = ["a"]\nledger = ["b"]\nhistorical = ["c"]\n')
    assert [status for status, _ in settings.status] == [Status.LIVING, Status.LEDGER, Status.HISTORICAL]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("\nexlude = []", "guard.toml:2: exlude: no such key; did you mean exclude?"),
        ("[[contract]]", "guard.toml:1: contract: no such key; did you mean contracts?"),
        (
            "x = 1",
            (
                "guard.toml:1: x: no such key; known keys: exclude, include, select, ignore, extend-select, preview, "
                "fail-on, baseline, anchors, repository, status, rules, contracts, derived"
            ),
        ),
        ('exclude = "docs"', "guard.toml:1: exclude: expected `array`, got `str`"),
        ("exclude = [\n  'a',\n  3,\n]", "guard.toml:3: exclude[1]: expected `str`, got `int`"),
        (
            "exclude = [\n  'a',\n  '[z-a]',\n]",
            "guard.toml:3: exclude[1]: not a pattern; patterns are written as in .gitignore",
        ),
        ("preview = 1", "guard.toml:1: preview: expected `bool`, got `int`"),
        ("fail-on = 'eror'", "guard.toml:1: fail-on: no such value: eror; did you mean error?"),
        ("fail-on = 'off'", "guard.toml:1: fail-on: no such value: off; one of error, warning, info"),
        ("fail-on = 1", "guard.toml:1: fail-on: must be one of error, warning, info"),
        ("anchors = 'guthub'", "guard.toml:1: anchors: no such value: guthub; did you mean github?"),
        (
            "baseline = '../b.json'",
            (
                "guard.toml:1: baseline: not a path inside the repository: ../b.json; "
                "relative to the root, with forward slashes"
            ),
        ),
        (
            "baseline = '/etc/passwd'",
            (
                "guard.toml:1: baseline: not a path inside the repository: /etc/passwd; "
                "relative to the root, with forward slashes"
            ),
        ),
        ("status = 1", "guard.toml:1: status: must be a table"),
        (
            "[status]\nliving = []\nhistorial = []",
            "guard.toml:3: status.historial: no such key; did you mean historical?",
        ),
        (
            "[status]\nliving = ['ok', '']",
            "guard.toml:2: status.living[1]: a pattern that can match nothing; patterns are written as in .gitignore",
        ),
        ("[rules]\ndead-link = 'off'", "guard.toml:2: rules.dead-link: must be a table"),
        (
            "[rules.dead-link]\nseverity = 'wraning'",
            "guard.toml:2: rules.dead-link.severity: no such value: wraning; did you mean warning?",
        ),
        (
            "[rules.'odd name']\nseverity = 1",
            'guard.toml:2: rules."odd name".severity: must be one of error, warning, info, off',
        ),
        (
            "[contracts]\ntype = 'x'",
            "guard.toml:1: contracts: must be a list of tables; each begins with [[contracts]]",
        ),
        (
            "[[contracts]]\ntype = 'x'\n[[contracts]]\nname = 'x'",
            "guard.toml:3: contracts[1]: a contract needs a type; guard rules lists the contract types",
        ),
        ("[[contracts]]\ntype = ['x']", "guard.toml:2: contracts[0].type: expected `str`, got `array`"),
        ("a = 1\nb =", "guard.toml:2: not TOML: Invalid value"),
        ("a = 1\na = 2", "guard.toml:2: not TOML: Cannot overwrite a value"),
        ("a = [1,\n\n", "guard.toml:1: not TOML: Invalid value"),
        ("a = " + "9" * 5000, "guard.toml: not TOML: a value out of all bounds"),
        ("a = 1\n" + ".".join("b" * 30) + " = 1", "guard.toml:2: a key with more than 20 dots"),
        ("a = 1\nb = " + "[" * 9000, "guard.toml:2: nested more than 40 deep"),
        ("#" * (LARGEST + 1), "guard.toml: larger than 256 kB"),
        ("# ok\n# caf\udce9", "guard.toml:2: not UTF-8"),
    ],
)
def test_a_complaint_names_the_file_the_line_the_key_and_the_cure(text: str, said: str) -> None:
    assert complaint(text) == said


def test_a_file_with_windows_line_ends_and_a_byte_order_mark() -> None:
    data = b"\xef\xbb\xbfpreview = true\r\n\r\nexlude = []\r\n"
    with pytest.raises(SettingsError, match=r"^guard\.toml:3: exlude: "):
        load(Snapshot.of({"guard.toml": data}))


@pytest.mark.parametrize("name", ["guard.toml", ".guard.toml", ".config/guard.toml"])
def test_the_names_of_the_file(name: str) -> None:
    settings = load(Snapshot.of({name: "preview = true"}))
    assert settings.preview
    assert settings.origins.path == name


def test_a_file_that_is_not_at_the_root_is_none() -> None:
    assert (
        load(Snapshot.of({"sub/guard.toml": "preview = true", "sub/pyproject.toml": "[tool.guard]\nx = 1"}))
        == Settings()
    )


def test_pyproject() -> None:
    text = '[project]\nname = "x"\n\n[tool.guard]\npreview = true\n\n[tool.guard.rules.dead-link]\nseverity = "of"\n'
    with pytest.raises(SettingsError) as caught:
        load(Snapshot.of({"pyproject.toml": text}))
    assert str(caught.value) == ("pyproject.toml:8: rules.dead-link.severity: no such value: of; did you mean off?")
    assert load(Snapshot.of({"pyproject.toml": text.replace('"of"', '"off"')})).preview


@pytest.mark.parametrize(
    "text", ["", "[tool.ruff]\n", "[tool.other]\nname = 'guard'\n", "not toml at all", "[tool.other.guard]\nx = 1\n"]
)
def test_a_pyproject_without_settings_is_passed_over(text: str) -> None:
    snapshot = Snapshot.of({"pyproject.toml": text, ".guard.toml": "preview = true"})
    assert load(snapshot).origins.path == ".guard.toml"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("tool.guard = 1", "pyproject.toml: tool.guard: must be a table"),
        ("[tool.guard]\nx =", "pyproject.toml:2: not TOML: Invalid value"),
    ],
)
def test_a_pyproject_whose_settings_cannot_be_read(text: str, said: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load(Snapshot.of({"pyproject.toml": text}))
    assert str(caught.value) == said


@pytest.mark.parametrize(
    ("first", "second"),
    [("guard.toml", ".guard.toml"), (".guard.toml", ".config/guard.toml"), ("guard.toml", "pyproject.toml")],
)
def test_two_files_at_once_are_named_both(first: str, second: str) -> None:
    texts = {first: "", second: "[tool.guard]" if second == "pyproject.toml" else ""}
    with pytest.raises(SettingsError) as caught:
        load(Snapshot.of(texts))
    assert str(caught.value) == f"{first}: {second} holds settings too; keep one of them"


def test_a_file_that_git_ignores(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    (tmp_path / ".gitignore").write_text("guard.toml\n")
    (tmp_path / "guard.toml").write_text("preview = true\n")
    with pytest.raises(SettingsError) as caught:
        load(take(tmp_path))
    assert str(caught.value) == "guard.toml: git ignores this file; track it, or pass --config guard.toml"


def test_a_link_out_of_the_repository_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "outside.toml").write_text("preview = true\n")
    root = tmp_path / "repository"
    root.mkdir()
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    (root / "guard.toml").symlink_to("../outside.toml")
    with pytest.raises(SettingsError, match=r"^guard\.toml: cannot be read: "):
        load(take(root))


def test_a_file_named_on_the_command_line_is_read_instead(tmp_path: Path) -> None:
    other = tmp_path / "other.toml"
    other.write_bytes(b"\xef\xbb\xbf\nexlude = []\n")
    assert complaint("preview = true", config=[str(other)]).startswith(f"{other}:2: exlude: ")
    other.write_text("fail-on = 'info'\n")
    settings = read("preview = true", config=[str(other)])
    assert (settings.fail_on, settings.preview) == ("info", False)


def test_a_pyproject_named_on_the_command_line(tmp_path: Path) -> None:
    other = tmp_path / "pyproject.toml"
    other.write_text("[tool.guard]\npreview = true\n")
    assert read("", config=[str(other)]).preview
    other.write_text("[tool.x]\n")
    assert complaint("", config=[str(other)]) == f"{other}: tool.guard: no such table"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            {"config": ["nowhere.toml"]},
            "--config: nowhere.toml: No such file or directory; a file, or key=value in TOML's syntax",
        ),
        ({"config": ["."]}, "--config: .: Is a directory; a file, or key=value in TOML's syntax"),
        ({"config": ["a\0b"]}, "--config: a\0b: embedded null byte; a file, or key=value in TOML's syntax"),
        ({"config": ["a.toml", "b.toml"]}, "--config: two files: a.toml and b.toml; name one"),
        (
            {"config": ["a.toml"], "isolated": True},
            "--isolated: reads no file, but --config names a.toml; drop one of them",
        ),
        (
            {"config": ["fail-on=error"]},
            '--config: fail-on: not TOML: Invalid value; strings are quoted: fail-on="error"',
        ),
        ({"config": ["fail-on='eror'"]}, "--config: fail-on: no such value: eror; did you mean error?"),
        (
            {"config": ["rules.dead-link.severity='of'"]},
            "--config: rules.dead-link.severity: no such value: of; did you mean off?",
        ),
        ({"config": ["prevew=true"]}, "--config: prevew: no such key; did you mean preview?"),
        ({"config": ["preview=1"]}, "--config: preview: expected `bool`, got `int`"),
        (
            {"config": ["caf\udce9=1"]},
            "--config: caf\udce9=1: No such file or directory; a file, or key=value in TOML's syntax",
        ),
        ({"config": ["repository='caf\udce9'"]}, "--config: repository: not UTF-8"),
        ({"flags": {"fail-on": "eror"}}, "--fail-on: fail-on: no such value: eror; did you mean error?"),
    ],
)
def test_what_is_wrong_on_the_command_line(words: dict[str, Any], said: str) -> None:
    assert complaint("", **words) == said


def test_single_values_go_over_the_file() -> None:
    settings = read(
        FULL,
        config=[
            "exclude=['x']",
            "rules.dead-link.allow=['y']",
            "rules.shouting.severity='off'",
            'rules."bare-url" = {severity="info"}',
            " preview = false",
        ],
    )
    assert settings.exclude.patterns == ("x",)
    assert not settings.preview
    assert [(table.name, table.severity, table.options) for table in settings.rules] == [
        ("dead-link", "info", {"allow": ["y"]}),
        ("shouting", "off", {}),
        ("bare-url", "info", {}),
    ]


def test_isolated_reads_no_file_but_takes_single_values() -> None:
    settings = read(FULL, isolated=True, config=["anchors='kramdown'"])
    assert (settings.anchors, settings.preview, settings.exclude.patterns) == ("kramdown", False, ())


def test_a_value_from_the_command_line_hides_the_lines_of_the_file() -> None:
    text = "exclude = [\n'a',\n'b',\n]\nfail-on = 'error'\n"
    assert complaint(text, config=["exclude=['a', 1]"]) == "--config: exclude[1]: expected `str`, got `int`"
    assert complaint(f"{text}ignore = 1", config=["exclude=['a']"]).startswith("guard.toml:6: ignore: ")


def test_flags_replace_but_extend_select_adds() -> None:
    flags = {"select": ("paths",), "extend-select": ("layout",), "preview": False}
    settings = read(FULL, flags=flags, config=["preview=true"])
    assert settings.select == ("paths",)
    assert settings.extend_select == ("text", "layout")
    assert not settings.preview
    places = [settings.origins.place(("extend-select", number)).path for number in (0, 1)]
    assert places == ["guard.toml", "--extend-select"]
    assert read("", flags=flags).extend_select == ("layout",)


def test_an_error_says_its_parts() -> None:
    with pytest.raises(SettingsError) as caught:
        read("\nexlude = []")
    error = caught.value
    assert (error.path, error.line, error.key) == ("guard.toml", 2, "exlude")
    assert (error.message, error.cure) == ("no such key", "did you mean exclude?")
