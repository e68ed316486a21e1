"""The `ports` of a service, in the short and the long form."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guard.documents import yaml
from guard.documents.yaml import Mapping, Node, Scalar
from guard.facts.compose.model import Port, Value

_DEFAULT = re.compile(r"\$\{\w{1,80}+:?-([^{}]{0,200})\}")


def read_ports(path: str, node: Node | None) -> Iterator[Port]:
    for item in node.items if isinstance(node, yaml.Sequence) else ():
        if isinstance(item, Scalar):
            yield short(Value(item.text, path, item.span))
        elif isinstance(item, Mapping):
            target, published, protocol = (_text(item.get(key)) for key in ("target", "published", "protocol"))
            value = Value(f"{published}:{target}", path, item.span)
            literal = "$" not in published + target
            yield Port(_filled(published), _filled(target), protocol or "tcp", literal, value)


def short(value: Value) -> Port:
    """`[[address:]published:]target[/protocol]`"""
    text, _, protocol = _filled(value.text).partition("/")
    rest, _, target = text.rpartition(":")
    published = rest.rpartition(":")[2]
    return Port(published, target, protocol or "tcp", "$" not in value.text, value)


def _filled(text: str) -> str:
    return _DEFAULT.sub(r"\1", text)


def _text(node: Node | None) -> str:
    return node.text if isinstance(node, Scalar) else ""
