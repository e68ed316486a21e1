"""`[[derived]]`: sections of documents that guard writes from their sources."""

from __future__ import annotations

from typing import Any

from guard.derive.producers import PRODUCERS
from guard.derive.producers import options_of as producer_options
from guard.derive.sources import KINDS
from guard.derive.sources import options_of as source_options
from guard.facts.declared import Declared, SourceOf
from guard.settings.convert import converted, inside, only, options, table_of
from guard.settings.errors import did_you_mean
from guard.settings.origins import Key, Origins

_KEYS = ("name", "file", "start", "end", "template", "template-file", "sources", "producer", "options")
_MAKERS = ("template", "template-file", "producer")
_TAKEN = frozenset({"true", "false", "none", "True", "False", "None", "not", "self"})
"""Words that mean something else in every template."""


def derived(value: object, origins: Origins) -> tuple[Declared, ...]:
    if not isinstance(value, list):
        raise origins.error(("derived",), "must be a list of tables", "each begins with [[derived]]")
    found = tuple(_one(number, raw, origins) for number, raw in enumerate(value))
    names: dict[str, int] = {}
    for number, one in enumerate(found):
        if one.name in names:
            raise origins.error(("derived", number, "name"), f"derived[{names[one.name]}] is called {one.name} too")
        names[one.name] = number
    return found


def _one(number: int, value: object, origins: Origins) -> Declared:
    key: Key = ("derived", number)
    raw = table_of(value, key, origins)
    only(raw, _KEYS, key, origins)
    for name in ("name", "file", "start", "end"):
        if name not in raw:
            raise origins.error(key, f"a derived section needs {name}")
    makers = [name for name in _MAKERS if name in raw]
    if len(makers) != 1:
        raise origins.error(key, f"a derived section has exactly one of {', '.join(_MAKERS)}")
    texts = {name: _text(raw, name, key, origins) for name in ("name", "start", "end", "template", "producer")}
    if texts["start"] == texts["end"]:
        raise origins.error((*key, "end"), "the two markers must differ")
    place = origins.place(key)
    return Declared(
        name=texts["name"],
        file=inside(raw["file"], (*key, "file"), origins),
        start=texts["start"],
        end=texts["end"],
        template=texts["template"],
        template_file=inside(raw["template-file"], (*key, "template-file"), origins) if "template-file" in raw else "",
        sources=_sources(raw, key, origins),
        producer=_producer(texts["producer"], key, origins),
        options=_options(texts["producer"], raw, key, origins),
        path=place.path,
        span=place.span,
    )


def _text(raw: dict[str, Any], name: str, key: Key, origins: Origins) -> str:
    text = converted(raw.get(name, ""), str, (*key, name), origins)
    if name in raw and not text.strip():
        raise origins.error((*key, name), "is empty")
    if name in {"start", "end", "name"} and {"\n", "\r"} & set(text):
        raise origins.error((*key, name), "is one line")
    return text


def _producer(name: str, key: Key, origins: Origins) -> str:
    if name and name not in PRODUCERS:
        cure = did_you_mean(name, PRODUCERS) or f"one of {', '.join(PRODUCERS)}"
        raise origins.error((*key, "producer"), f"no producer is called {name}", cure)
    return name


def _options(producer: str, raw: dict[str, Any], key: Key, origins: Origins) -> Any:
    if not producer:
        if "options" in raw:
            raise origins.error((*key, "options"), "belong to a producer; a template has sources")
        return None
    if "sources" in raw:
        raise origins.error((*key, "sources"), "belong to a template; a producer has options")
    where = (*key, "options")
    table = table_of(raw.get("options", {}), where, origins)
    return options(table, producer_options(producer), where, origins, owner=producer)


def _sources(raw: dict[str, Any], key: Key, origins: Origins) -> tuple[SourceOf, ...]:
    where = (*key, "sources")
    table = table_of(raw.get("sources", {}), where, origins)
    return tuple(_source(name, value, (*where, name), origins) for name, value in table.items())


def _source(name: str, value: object, key: Key, origins: Origins) -> SourceOf:
    """`{ ledger = "docs/BUILDS.md", id = "BUILD-<n>" }`: the kind is a key, and its value is what is read."""
    raw = dict(table_of(value, key, origins))
    if not name.isidentifier() or name in _TAKEN:
        cure = f"not one of {', '.join(sorted(_TAKEN))}" if name in _TAKEN else "letters, digits and _"
        raise origins.error(key, "a template cannot name this source", cure)
    kinds = [kind for kind in KINDS if kind in raw]
    if len(kinds) != 1:
        found = f"it names {' and '.join(kinds)}" if kinds else f"one of {', '.join(KINDS)}"
        raise origins.error(key, "a source names exactly one kind", found)
    of = converted(raw.pop(kinds[0]), str, (*key, kinds[0]), origins)
    return SourceOf(name, kinds[0], options({"of": of, **raw}, source_options(kinds[0]), key, origins, owner=kinds[0]))
