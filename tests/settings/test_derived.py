"""`[[derived]]`: what is read, and every complaint with its file and line."""

from __future__ import annotations

from typing import Any

import pytest

from guard.facts.declared import Declared
from guard.model import Span
from guard.settings import SettingsError, load
from guard.snapshot import Snapshot

FIRST = """\
anchors = "github"

[[derived]]
name = "a"
file = "README.md"
start = "<!-- A -->"
end = "<!-- /A -->"
"""


def read(text: str, **words: Any) -> tuple[Declared, ...]:
    return load(Snapshot.of({"guard.toml": text}), **words).derived


def complaint(text: str, **words: Any) -> str:
    with pytest.raises(SettingsError) as caught:
        read(text, **words)
    return str(caught.value)


def test_nothing_is_declared_by_default() -> None:
    assert read("") == ()
    assert read("derived = []") == ()


def test_a_template() -> None:
    (one,) = read(FIRST + 'template = "{{ x.count }}"\nsources.x = { files = "*.md", ignore = ["a"] }\n')
    assert (one.name, one.file, one.start, one.end) == ("a", "README.md", "<!-- A -->", "<!-- /A -->")
    assert (one.template, one.template_file, one.producer, one.options) == ("{{ x.count }}", "", "", None)
    assert [(source.name, source.kind) for source in one.sources] == [("x", "files")]
    assert (one.sources[0].options.of, one.sources[0].options.ignore) == ("*.md", ("a",))
    assert (one.path, one.span and one.span.line) == ("guard.toml", 3)
    assert isinstance(one.span, Span)


def test_a_template_file_and_a_producer() -> None:
    second = FIRST.partition("\n\n")[2].replace('"a"', '"b"')
    one, two = read(FIRST + 'template-file = "t/a.j2"\n' + second + 'producer = "toc"\noptions = { depth = 2 }\n')
    assert (one.template, one.template_file, one.sources) == ("", "t/a.j2", ())
    assert (two.producer, two.options.depth, two.options.start) == ("toc", 2, 2)
    assert two.span
    assert two.span.line == 9


def test_a_producer_without_options() -> None:
    (one,) = read(FIRST + 'producer = "toc"\n')
    assert one.options.depth == 3


def test_several_sections_of_one_file() -> None:
    second = FIRST.partition("\n\n")[2].replace('"a"', '"b"')
    assert [one.name for one in read(FIRST + 'template = "x"\n' + second + 'template = "y"\n')] == ["a", "b"]


def test_pyproject_says_it_too() -> None:
    text = FIRST.replace("anchors", "[tool.guard]\nanchors").replace("[[derived]]", "[[tool.guard.derived]]")
    (one,) = load(Snapshot.of({"pyproject.toml": text + 'template = "x"\n'})).derived
    assert (one.path, one.span and one.span.line) == ("pyproject.toml", 4)
    with pytest.raises(SettingsError) as caught:
        load(Snapshot.of({"pyproject.toml": text}))
    assert str(caught.value).startswith("pyproject.toml:4: ")


def test_the_command_line_says_it_too() -> None:
    said = complaint("", config=['derived=[{name="a"}]'])
    assert said == "--config: derived[0]: a derived section needs file"


# What is added to FIRST, the line that is named, the key, and what is said. FIRST has seven lines.
COMPLAINTS = [
    ("", 3, "derived[0]", "a derived section has exactly one of template, template-file, producer"),
    ('template = "x"\nproducer = "toc"', 3, "derived[0]", "a derived section has exactly one of"),
    ('template = "x"\ntemplate-file = "a"', 3, "derived[0]", "a derived section has exactly one of"),
    ('templat = "x"', 8, "derived[0].templat", "no such key; did you mean template?"),
    ('zzz = "x"', 8, "derived[0].zzz", "no such key; known keys: name, file, start, end, template"),
    ("template = 3", 8, "derived[0].template", "expected `str`, got `int`"),
    ('template = ""', 8, "derived[0].template", "is empty"),
    ('template = " \\n "', 8, "derived[0].template", "is empty"),
    ('template-file = "../a"', 8, "derived[0].template-file", "not a path inside the repository: ../a"),
    ('template-file = "/etc/passwd"', 8, "derived[0].template-file", "not a path inside the repository"),
    ('template-file = ""', 8, "derived[0].template-file", "not a path inside the repository"),
    ('template-file = ["a"]', 8, "derived[0].template-file", "expected `str`, got `array`"),
    ('producer = "tok"', 8, "derived[0].producer", "no producer is called tok; one of toc, tree"),
    ('producer = "indx"', 8, "derived[0].producer", "no producer is called indx; did you mean index?"),
    ("producer = true", 8, "derived[0].producer", "expected `str`, got `bool`"),
    ('producer = ""', 8, "derived[0].producer", "is empty"),
    ('producer = "toc"\noptions = 3', 9, "derived[0].options", "must be a table"),
    ('producer = "toc"\noptions.dept = 3', 9, "derived[0].options.dept", "toc has no such option; did you mean depth?"),
    ('producer = "toc"\noptions.depth = "3"', 9, "derived[0].options.depth", "expected `int`, got `str`"),
    ('producer = "toc"\n[derived.options]\ndepth = 1\nstart = 1.5', 11, "derived[0].options.start", "expected `int`"),
    ('producer = "count"', 3, "derived[0].options", "count needs of"),
    ('producer = "count"\noptions = {}', 9, "derived[0].options", "count needs of"),
    ('producer = "count"\noptions = { of = "a", ignore = "b" }', 9, "derived[0].options.ignore", "expected `array`"),
    (
        'producer = "count"\noptions = { of = "a", ignore = ["b", 3] }',
        9,
        "derived[0].options.ignore[1]",
        "expected `str`",
    ),
    ('producer = "toc"\nsources = {}', 9, "derived[0].sources", "belong to a template; a producer has options"),
    ('template = "x"\noptions = {}', 9, "derived[0].options", "belong to a producer; a template has sources"),
    ('template = "x"\nsources = []', 9, "derived[0].sources", "must be a table"),
    ('template = "x"\nsources.x = "a"', 9, "derived[0].sources.x", "must be a table"),
    (
        'template = "x"\nsources.x = {}',
        9,
        "derived[0].sources.x",
        "a source names exactly one kind; one of ledger, table",
    ),
    (
        'template = "x"\nsources.x = { env = "a", table = "b" }',
        9,
        "derived[0].sources.x",
        "a source names exactly one kind; it names table and env",
    ),
    ('template = "x"\nsources.x = { env = 3 }', 9, "derived[0].sources.x.env", "expected `str`, got `int`"),
    ('template = "x"\nsources.x = { value = "a" }', 9, "derived[0].sources.x", "value needs key"),
    (
        'template = "x"\nsources.x = { value = "a", kee = "b" }',
        9,
        "derived[0].sources.x.kee",
        "value has no such option",
    ),
    (
        'template = "x"\nsources.x = { files = "a", dates = 1 }',
        9,
        "derived[0].sources.x.dates",
        "expected `bool`, got `int`",
    ),
    ('template = "x"\nsources.x-y = { env = "a" }', 9, "derived[0].sources.x-y", "a template cannot name this source"),
    ('template = "x"\nsources."1" = { env = "a" }', 9, "derived[0].sources.1", "a template cannot name this source"),
    ('template = "x"\nsources."" = { env = "a" }', 9, 'derived[0].sources.""', "a template cannot name this source"),
    (
        'template = "x"\nsources.true = { env = "a" }',
        9,
        "derived[0].sources.true",
        "a template cannot name this source",
    ),
    ('template = "x"\nsources.not = { env = "a" }', 9, "derived[0].sources.not", "a template cannot name this source"),
]


@pytest.mark.parametrize(("more", "line", "key", "said"), COMPLAINTS)
def test_what_is_wrong_is_told_with_its_place(more: str, line: int, key: str, said: str) -> None:
    assert complaint(f"{FIRST}{more}\n").startswith(f"guard.toml:{line}: {key}: {said}")


@pytest.mark.parametrize(
    ("old", "new", "line", "key", "said"),
    [
        ('name = "a"\n', "", 3, "derived[0]", "a derived section needs name"),
        ('file = "README.md"\n', "", 3, "derived[0]", "a derived section needs file"),
        ('start = "<!-- A -->"\n', "", 3, "derived[0]", "a derived section needs start"),
        ('end = "<!-- /A -->"\n', "", 3, "derived[0]", "a derived section needs end"),
        ('"a"', '""', 4, "derived[0].name", "is empty"),
        ('"a"', "[]", 4, "derived[0].name", "expected `str`, got `array`"),
        ('"a"', '"a\\nb"', 4, "derived[0].name", "is one line"),
        ('"a"', '"a\\rb"', 4, "derived[0].name", "is one line"),
        ('"README.md"', '"../README.md"', 5, "derived[0].file", "not a path inside the repository: ../README.md"),
        ('"README.md"', '"/README.md"', 5, "derived[0].file", "not a path inside the repository: /README.md"),
        ('"README.md"', '"./README.md"', 5, "derived[0].file", "not a path inside the repository: ./README.md"),
        ('"README.md"', '"docs\\\\README.md"', 5, "derived[0].file", "not a path inside the repository"),
        ('"README.md"', '"C:/README.md"', 5, "derived[0].file", "not a path inside the repository"),
        ('"README.md"', '""', 5, "derived[0].file", "not a path inside the repository"),
        ('"README.md"', "3", 5, "derived[0].file", "expected `str`, got `int`"),
        ('"<!-- A -->"', '" "', 6, "derived[0].start", "is empty"),
        ('"<!-- A -->"', "3", 6, "derived[0].start", "expected `str`, got `int`"),
        ('"<!-- A -->"', '"a\\nb"', 6, "derived[0].start", "is one line"),
        ('"<!-- /A -->"', '"a\\r"', 7, "derived[0].end", "is one line"),
        ('"<!-- /A -->"', '"""\n"""', 7, "derived[0].end", "is empty"),
        ('"<!-- /A -->"', '"<!-- A -->"', 7, "derived[0].end", "the two markers must differ"),
    ],
)
def test_what_is_wrong_with_the_section_itself(old: str, new: str, line: int, key: str, said: str) -> None:
    text = FIRST.replace(old, new, 1) + 'template = "x"\n'
    assert complaint(text).startswith(f"guard.toml:{line}: {key}: {said}")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("\nderived = 3\n", "guard.toml:2: derived: must be a list of tables; each begins with [[derived]]"),
        ('\n[derived]\nname = "a"\n', "guard.toml:2: derived: must be a list of tables; each begins with [[derived]]"),
        ("derived = [3]\n", "guard.toml:1: derived[0]: must be a table"),
        ("[[derive]]\n", "guard.toml:1: derive: no such key; did you mean derived?"),
    ],
)
def test_what_is_no_list_of_sections(text: str, said: str) -> None:
    assert complaint(text) == said


def test_two_of_one_name() -> None:
    second = FIRST.partition("\n\n")[2]
    said = complaint(f'{FIRST}template = "x"\n{second}template = "y"\n')
    assert said == "guard.toml:10: derived[1].name: derived[0] is called a too"


def test_the_second_section_has_its_own_lines() -> None:
    second = FIRST.partition("\n\n")[2].replace('"a"', '"b"')
    said = complaint(f'{FIRST}template = "x"\n{second}producer = "nothing"\n')
    assert said.startswith("guard.toml:14: derived[1].producer: no producer is called nothing")
