"""What cargo knows by name: the crates of a workspace, their targets, their features."""

from __future__ import annotations

import pytest

from guard.documents.runners import crate_calls
from guard.documents.shell import inline
from guard.facts.runnables import Crates
from guard.snapshot import Snapshot

_FILES = {
    "Cargo.toml": '[package]\nname = "app"\nedition = "2021"\n[workspace]\nmembers = ["crates/*"]\nexclude = ["crates/old"]\n',
    "src/main.rs": "",
    "src/bin/tool.rs": "",
    "src/bin/big/main.rs": "",
    "src/bin/big/helper.rs": "",
    "examples/hello.rs": "",
    "tests/all/main.rs": "",
    "crates/core/Cargo.toml": (
        '[package]\nname = "app-core"\nedition = "2021"\n[features]\nfull = ["dep:tls", "json"]\njson = []\n'
        '[dependencies]\nserde = {version = "1", optional = true}\ntls = {version = "1", optional = true}\n'
        '[target."cfg(unix)".dependencies]\nnix = {version = "1", optional = true}\n[[bench]]\nname = "speed"\npath = "benches/a.rs"\n'
    ),
    "crates/core/src/lib.rs": "",
    "crates/core/benches/a.rs": "",
    "crates/core/benches/b.rs": "",
    "crates/old/Cargo.toml": '[package]\nname = "app-old"\n',
    "extra/Cargo.toml": '[package]\nname = "extra"\nedition = "2021"\nautobins = false\n[[bin]]\nname = "x"\n',
    "extra/src/main.rs": "",
    "Cargo.lock": '[[package]]\nname = "libc"\n',
    ".cargo/config.toml": '[alias]\nxtask = "run -p xtask --"\n',
}


def crates(**more: str) -> Crates:
    return Crates(Snapshot.of({**_FILES, **more}))


@pytest.mark.parametrize(
    ("crate", "kind", "names"),
    [
        ("app", "bin", {"app", "tool", "big"}),
        ("app", "example", {"hello"}),
        ("app", "test", {"all"}),
        ("app", "feature", {"default"}),
        ("app-core", "bin", set()),
        ("app-core", "bench", {"speed", "b"}),
        ("app-core", "feature", {"default", "full", "json", "serde", "nix"}),
        ("extra", "bin", {"x"}),
    ],
)
def test_names_of_a_crate(crate: str, kind: str, names: set[str]) -> None:
    found = next(one for one in crates().all if one.name == crate)
    assert found.listed(kind).targets == names


def test_members_of_a_workspace() -> None:
    found = crates()
    assert {one.name for one in found.members("Cargo.toml")} == {"app", "app-core"}
    assert found.workspace_of("crates/core/Cargo.toml") == "Cargo.toml"
    assert found.workspace_of("crates/old/Cargo.toml") is None


def test_what_a_member_depends_on_by_path_is_a_member() -> None:
    more = {"Cargo.toml": _FILES["Cargo.toml"] + '[dependencies]\nextra = {path = "extra"}\n'}
    assert {one.name for one in crates(**more).members("Cargo.toml")} == {"app", "app-core", "extra"}


def ask(line: str, *folders: str, **more: str) -> bool | str:
    """Whether the name that the line gives cargo is there, or why that cannot be said."""
    command = next(iter(inline(line, 1, 1)), None)
    assert command is not None
    call = list(crate_calls(command))[-1]
    listed = crates(**more).asked(call, folders)
    return listed if isinstance(listed, str) else any(one.has(call.name.text.rpartition("/")[2]) for one in listed)


@pytest.mark.parametrize(
    ("line", "folder", "said"),
    [
        ("cargo run --bin tool", "", True),
        ("cargo run --bin tol", "", False),
        ("cargo run --bin x", "", "another crate has it"),
        ("cargo run --bin x", "extra", True),
        ("cargo run --bin app", "crates/core/src", "another crate has it"),
        ("cargo build -p app-core -F json", "", True),
        ("cargo build -p app-core -F tls", "", False),
        ("cargo build -p app -F json", "", False),
        ("cargo build -p other -F json", "", "of a package that is not here"),
        ("cargo build --workspace -F json", "", True),
        ("cargo build -F app-core/json", "", True),
        ("cargo build -F app-core/jso", "", False),
        ("cargo build -F serde/derive", "", "of a package that is not here"),
        ("cargo test -p app-core@1.0.0", "", True),
        ("cargo test -p libc", "", "a package of somebody else's"),
        ("cargo test -p serde", "", "a package of somebody else's"),
        ("cargo test -p app-cor", "", False),
        ("cargo test -p path+file:///x", "", "a package by its place"),
        ("cargo run --bin x", "gone", "no Cargo.toml here"),
        ("cargo run --manifest-path extra/Cargo.toml --bin x", "", True),
        ("cargo run --manifest-path gone/Cargo.toml --bin x", "", "no Cargo.toml here"),
        ("cargo xtask", "", True),
        ("cargo xtasks", "", False),
    ],
)
def test_what_cargo_is_asked(line: str, folder: str, said: bool | str) -> None:
    assert ask(line, folder) == said


@pytest.mark.parametrize(
    "more",
    [
        {"crates/bad/Cargo.toml": "[\n"},
        {"Cargo.toml": _FILES["Cargo.toml"].replace('"crates/*"', '"crates/*", "vendored"')},
    ],
)
def test_what_is_not_all(more: dict[str, str]) -> None:
    assert str(ask("cargo run --bin tol", "", **more)).startswith("not all are known")


def test_a_broken_sample_does_not_matter() -> None:
    assert ask("cargo run --bin tol", "", **{"tests/samples/Cargo.toml": "[\n"}) is False


def test_an_old_edition_looks_for_nothing_beside_what_it_lists() -> None:
    files = {
        "Cargo.toml": '[package]\nname = "a"\n[[bin]]\nname = "b"\npath = "b.rs"\n',
        "src/main.rs": "",
        "src/bin/c.rs": "",
    }
    (crate,) = Crates(Snapshot.of(files)).all
    assert crate.listed("bin").targets == {"b"}


@pytest.mark.parametrize(
    "text",
    [
        "package = 3\n",
        "[package]\nname = 3\n",
        "workspace = 3\n",
        "[workspace]\nmembers = 3\nexclude = [3]\n",
        '[package]\nname = "a"\nworkspace = 3\nbin = 3\nfeatures = 3\ndependencies = [1]\ntarget = {x = 3}\n',
        '[package]\nname = "a"\n[[bin]]\nname = 3\npath = 3\n[features]\nx = 3\n[dependencies]\ny = {path = 3, optional = 3}\n',
        '[package]\nname = "a"\nworkspace = "../../../x"\n[dependencies]\na = {path = "."}\n',
    ],
)
def test_manifests_of_odd_shapes(text: str) -> None:
    found = Crates(Snapshot.of({"Cargo.toml": text, "sub/Cargo.toml": text}))
    assert {one.name for one in found.all} <= {"a"}
    assert {one.path for path in ("Cargo.toml", "sub/Cargo.toml") for one in found.selected(path, whole=True)} <= {
        "Cargo.toml",
        "sub/Cargo.toml",
    }
    assert isinstance(ask("cargo build -p b -F x", "", **{"Cargo.toml": text}), str)
