"""Templates that were written to get out, to hang, to fill the memory, or just wrong."""

from __future__ import annotations

import datetime as dt
import os
import time
from pathlib import Path
from typing import Any

import pytest

from guard.derive.sources.error import SourceError
from guard.derive.templates import render


def rendered(template: str, **data: Any) -> str:
    (result,) = render([(template, data)])
    assert isinstance(result, str), result
    return result


def refused(template: str, **data: Any) -> str:
    (result,) = render([(template, data)])
    assert isinstance(result, SourceError), result
    return str(result)


@pytest.mark.parametrize(
    ("template", "data", "text"),
    [
        ("", {}, ""),
        ("{{ a }}", {"a": 1}, "1"),
        ("{{ a }}|{{ b }}|{{ c }}", {"a": None, "b": True, "c": False}, "|true|false"),
        ("{{ a.b }} {{ a['c d'] }} {{ e[0] }}", {"a": {"b": 1, "c d": 2}, "e": [3]}, "1 2 3"),
        ("{% for one in a %}\n- {{ one }}\n{% endfor %}\n", {"a": ["x", "y"]}, "- x\n- y\n"),
        ("  {% if a %}\nyes\n  {% endif %}\n", {"a": 1}, "yes\n"),
        ("{{ a | cell }}", {"a": "x | y \\| z\n w"}, "x \\| y \\| z w"),
        ("{{ a | cell }}", {"a": None}, ""),
        ("<{{ a }}>", {"a": "<b> & c"}, "<<b> & c>"),
        ("{{ a }}", {"a": "\udcff é ∑ 𝄞 \0"}, "\udcff é ∑ 𝄞 \0"),
        ("\udcff{{ a }}\0", {"a": 1}, "\udcff1\0"),
        ("{{ a }}", {"a": 2**200}, str(2**200)),
        ("{{ a.b }}", {"a": {"b": dt.date(2020, 1, 2)}}, "2020-01-02"),
        ("{{ a['1'] }}", {"a": {1: "x"}}, "x"),
        ("{{ a|map(attribute='b')|join(',') }}", {"a": [{"b": 1}, {"b": 2}]}, "1,2"),
        ("{% macro m(x) %}[{{ x }}]{% endmacro %}{{ m(1) }}", {}, "[1]"),
        ("{{ range(3)|list }}", {}, "[0, 1, 2]"),
        ("{{ a }}", {"a": "<f at 0x7f0000001000>"}, "<f at 0x7f0000001000>"),
        ("{% raw %}{{ a }}{% endraw %}", {}, "{{ a }}"),
        ("{{ '%s-%s'|format(1, 2) }} {{ '{}'.format(3) }}", {}, "1-2 3"),
    ],
)
def test_what_templates_are_for(template: str, data: dict[str, Any], text: str) -> None:
    assert rendered(template, **data) == text


@pytest.mark.parametrize(
    "template",
    [
        "{{ ''.__class__ }}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ ''['__class__'] }}",
        "{{ ''|attr('__class__') }}",
        "{{ ''|attr('__cl' ~ 'ass__') }}",
        "{{ ['']|map(attribute='__class__')|list }}",
        "{{ [['']]|map('attr', '__class__')|list }}",
        "{{ ['']|groupby('__class__')|list }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ joiner.__init__.__globals__ }}",
        "{{ namespace.__init__.__globals__ }}",
        "{{ dict.__base__ }}",
        "{{ range.__class__ }}",
        "{{ self.__init__.__globals__ }}",
        "{{ self._TemplateReference__context }}",
        "{{ self._TemplateReference__context.environment }}",
        "{{ a.append.__self__ }}",
        "{{ a.append(1) }}",
        "{% set _ = a.clear() %}",
        "{% set _ = d.update({'x': 1}) %}",
        "{{ d.pop('x') }}",
        "{{ '{0.__class__}'.format(1) }}",
        "{{ '{0.__class__.__mro__}'.format('') }}",
        "{{ '{a.__class__}'.format(a=1) }}",
        "{{ '{a.__class__}'.format_map({'a': 1}) }}",
        "{% set f = '{0.__class__}'.format %}{{ f(1) }}",
        "{{ ['{0.__class__}'.format]|map('attr', '__call__')|list }}",
        "{{ ('{0.__class__}'|attr('format'))(1) }}",
        "{{ '{0.__class__}'|map('format', 1)|list }}{{ ['{0.__class__}']|map('attr', 'format')|first()(1) }}",
        "{% macro m() %}{% endmacro %}{{ m.__globals__ }}",
        "{% macro m() %}{{ caller.__globals__ }}{% endmacro %}{% call m() %}{% endcall %}",
        "{% for x in [1] %}{{ loop.__init__.__globals__ }}{% endfor %}",
        "{{ (1|abs).__class__ }}",
        "{{ (a for b in c) }}",
        "{{ [x for x in a] }}",
        "{{ lambda: 1 }}",
        "{{ import os }}",
        "{{ __import__('os') }}",
        "{{ open('/etc/passwd') }}",
        "{{ eval('1') }}",
        "{{ request }}{{ config }}{{ get_flashed_messages }}",
        "{% include '/etc/passwd' %}",
        "{% include ['a', 'b'] %}",
        "{% import 'os' as os %}",
        "{% from 'os' import system %}",
        "{% extends 'a' %}",
        "{% debug %}",
        "{% do a.append(1) %}",
        "{{ a|random }}",
        "{{ lipsum() }}",
        "{{ a|pprint }}",
        "{{ joiner() }}",
        "{{ a|map('string') }}",
        "{{ '' ~ a|map('string') }}",
        "{{ a|map('string')|upper }}",
        "{{ a|map('string')|e }}",
        "{{ a.index }}",
    ],
)
def test_nothing_gets_out_and_nothing_is_left_to_chance(template: str) -> None:
    said = refused(template, a=["x"], d={"x": 1})
    assert said.startswith("template: ")
    assert "\n" not in said
    assert "Traceback" not in said


def test_what_is_not_safe_is_not_there() -> None:
    assert rendered("{{ ''.__class__ is defined }} {{ self.__class__|default('none') }}") == "false none"


@pytest.mark.parametrize(
    ("template", "line", "part"),
    [
        ("{{ nothing }}", 1, "'nothing' is undefined"),
        ("a\n\n{{ a.nothing }}", 3, "no attribute 'nothing'"),
        ("a\n{{ a['no\x1b[31mthing'] }}", 2, "has no attribute 'no"),
        ("{{ a[3] }}", 1, "has no element"),
        ("{% for x in nothing %}{% endfor %}", 1, "'nothing' is undefined"),
        ("\n{% if nothing %}{% endif %}", 2, "'nothing' is undefined"),
        ("{% macro m(x) %}\n{{ x.y }}{% endmacro %}\n{{ m(1) }}", 2, "no attribute 'y'"),
        ("{{ nothing|cell }}", 1, "'nothing' is undefined"),
        ("\n{{ 1 // 0 }}", 2, "zero"),
        ("{{ 'a' + 1 }}", 1, "str"),
        ("{{ a|map(attribute='nothing')|list }}", 1, "has no attribute 'nothing'"),
        ("{% endfor %}", 1, "unknown tag 'endfor'"),
        ("\n\n{% for %}", 3, "Expected an expression"),
        ("{{ 'a", 1, "unexpected char"),
        ("\n{% if a %}", 2, "Unexpected end of template"),
        ("{% unknown %}", 1, "unknown tag 'unknown'"),
        ("\n{{ a|unknown }}", 2, "No filter named 'unknown'"),
        ("{{ a is unknown }}", 1, "No test named 'unknown'"),
        ("\n{{", 2, ""),
        ("{# a", 1, "Missing end of comment tag"),
        ("{% break %}", 1, "unknown tag 'break'"),
        ("{% for x in a %}" * 25 + "{% endfor %}" * 25, 0, "nested"),
        ("{{ " + "(" * 3000 + ")" * 3000 + " }}", 0, ""),
        ("{{ " + "-" * 50_000 + "1 }}", 0, ""),
        ("{% if a %}" * 3000 + "{% endif %}" * 3000, 0, ""),
    ],
)
def test_what_is_wrong_is_told_with_its_line(template: str, line: int, part: str) -> None:
    said = refused(template, a=["x"])
    assert part in said
    assert said.startswith(f"template: line {line}: " if line else "template: ")
    assert len(said) < 400


BOMBS = [
    "{% macro m() %}{{ m() }}{{ m() }}{% endmacro %}{{ m() }}",
    "{{ (10**9999)|string * 9 }}",
    "{{ 'x' * 10**12 }}",
    "{{ 'x' * 2000000000 }}",
    "{{ 'x' * 2000000 }}",
    "{{ ['x' * 1000000] * 10000 }}",
    "{{ [0] * 10**11 }}",
    "{{ 'x'.ljust(10**11) }}",
    "{{ '%99999999999d' % 1 }}",
    "{{ '{:99999999999}'.format(1) }}",
    "{{ 'x'|center(10**11) }}",
    "{{ 'x'|indent(10**11, true) }}",
    "{{ 'xx'.replace('x', 'x' * 30000).replace('x', 'x' * 30000) }}",
    "{% set a = namespace(b='x') %}{% for i in range(99) %}{% set a.b = a.b ~ a.b %}{% endfor %}",
    "{% set a = namespace(b=[]) %}{% for i in range(99999) %}{% set a.b = [a.b, 'x' * 99999 ~ i] %}{% endfor %}",
    "{% set a = namespace(b=[]) %}{% for i in range(99999) %}{% set a.b = [a.b] %}{% endfor %}{{ a.b }}",
    "{{ range(10**9)|list }}",
    "{{ range(10**6)|sum }}",
    "{{ ('a' * 100000)|urlize }}{{ ('a@' * 900000)|urlize }}",
    "{{ ('(' * 400000 ~ 'www.')|urlize }}{% for i in range(999) %}{{ ('<' * 99999)|striptags }}{% endfor %}",
    "{{ ('a ' * 600000)|wordwrap(1) }}",
    "{{ [1]|batch(10**10, 0)|list }}",
]


@pytest.mark.parametrize("template", BOMBS)
def test_a_bomb_is_told_of(template: str) -> None:
    """Through limits of time and memory, which the system enforces; the run goes on."""
    said = refused(template)
    assert said.startswith("template: ")
    assert len(said) < 400


def test_good_templates_among_bad_ones_are_rendered() -> None:
    results = render(
        [
            ("{{ a }}", {"a": "one"}),
            ("{{ 10 ** (10**10) }}", {}),
            ("{{ nothing }}", {}),
            ("{{ a }}", {"a": "two"}),
            ("{{ 'x' * 10**12 }}", {}),
            ("{% for", {}),
            ("{{ a }}", {"a": "three"}),
        ]
    )
    assert [one for one in results if isinstance(one, str)] == ["one", "two", "three"]
    assert [results.index(one) for one in results if isinstance(one, str)] == [0, 3, 6]
    assert "does not come to an end" in str(results[1])


ENDLESS = [
    "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
    "{{ [1]|slice(10**10)|list }}",
    "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(60) }}",
]


def test_many_templates_without_an_end_do_not_hold_up_a_run_for_ever() -> None:
    began = time.monotonic()
    results = [str(one) for one in render([(template, {}) for template in ENDLESS * 60])]
    # Twelve minutes if each had its time.
    assert time.monotonic() - began < 120
    assert len(results) == 180
    assert all("does not come to an end" in one for one in results[:3])
    assert all("others did not come to an end" in one for one in results[3:])


def test_each_template_has_its_own_time() -> None:
    """Together these take longer than one may."""
    slow = "{% for a in range(3000) %}{% for b in range(900) %}{% endfor %}{% endfor %}{{ n }}"
    results = render([(slow, {"n": number}) for number in range(40)])
    assert results == [str(number) for number in range(40)]


@pytest.mark.parametrize(
    "data",
    [
        {"a": int("9" * 4300) ** 2},
        {"a": {(1, 2): 3}},
        {"a": object()},
    ],
)
def test_values_that_cannot_be_handed_over(data: dict[str, Any]) -> None:
    results = render([("{{ a }}", data), ("good", {})])
    assert "cannot be given these sources" in str(results[0])
    assert results[1] == "good"


def test_values_that_are_nested_too_deeply() -> None:
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    results = render([("{{ a }}", {"a": deep}), ("good", {})])
    assert isinstance(results[0], SourceError)
    assert results[1] == "good"


def test_values_cannot_be_taken_for_another_job() -> None:
    hostile = '\n["text", "x"]\n["{{ 7 * 7 }}", {}]\n\u2028'
    assert render([("{{ a }}", {"a": hostile}), ("b", {})]) == [hostile, "b"]


def test_nothing_to_do() -> None:
    assert render([]) == []


def test_modules_of_the_working_directory_are_not_imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("jinja2", "json", "resource", "markupsafe", "sitecustomize"):
        (tmp_path / f"{name}.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')\n")
    monkeypatch.chdir(tmp_path)
    assert rendered("{{ 1 }}") == "1"
    assert not (tmp_path / "ran").exists()


def test_a_template_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    render([("{{ 'x' * 10**12 }}", {}), ("{{ 'x' * 2000000 }}", {}), ("{% for", {})])
    assert os.listdir(tmp_path) == []  # noqa: PTH208 - whatever it may be called


def test_the_same_every_time(monkeypatch: pytest.MonkeyPatch) -> None:
    template = (
        "{{ a }}{{ a|map('upper')|list }}{{ d }}{% for k in d %}{{ k }}{% endfor %}{{ a|unique|list }}{{ d|tojson }}"
    )
    texts = set()
    for seed in ("0", "1", "2"):
        monkeypatch.setenv("PYTHONHASHSEED", seed)
        monkeypatch.setenv("LANG", "tr_TR.UTF-8" if seed == "1" else "C")
        texts.add(rendered(template, a=["x", "i", "y"], d={"b": 1, "a": 2}))
    assert len(texts) == 1
