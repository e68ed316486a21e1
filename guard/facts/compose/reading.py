"""One compose file's text -> what it says."""

from __future__ import annotations

from collections.abc import Iterator

from guard.documents import yaml
from guard.documents.claims import Unread
from guard.documents.yaml import Entry, Mapping, Node, Scalar
from guard.facts.compose.model import Build, ComposeFile, EnvFile, Extends, Service, Value
from guard.facts.compose.ports import read_ports

# Any of these lets a service run without another file.
_STANDING = ("image", "build", "extends", "provider")
# A file in the oldest form has no `services`: every key at its top is one.
_TOP = frozenset({"version", "services", "name", "include", "volumes", "networks", "configs", "secrets", "models"})


def read(path: str, text: str) -> ComposeFile:
    root = yaml.read(text)
    if isinstance(root, Unread):
        template = "{{" in text or "{%" in text
        return ComposeFile(path, reason="a template" if template else f"line {root.line}: {root.reason}")
    if not isinstance(root, Mapping):
        return ComposeFile(path, reason="" if isinstance(root, Scalar) and root.kind == "null" else "not a mapping")
    top = root.entries()
    services = _services(path, top)
    later = [service.name.text for service in services if not service.name.literal]
    name = _value(path, top["name"].value) if "name" in top else None
    return ComposeFile(
        path,
        services,
        includes=tuple(_includes(path, top)),
        name=name,
        reason=f"service {later[0]} is named later" if later else "",
    )


def is_compose(text: str) -> bool:
    """Whether a text of any name reads as a compose file."""
    root = yaml.read(text)
    return isinstance(root, Mapping) and isinstance(root.get("services"), Mapping)


def _services(path: str, top: dict[str, Entry]) -> tuple[Service, ...]:
    if "services" in top:
        node = top["services"].value
        entries = node.entries() if isinstance(node, Mapping) else {}
    elif any(key in _TOP or key.startswith("x-") for key in top):
        entries = {}
    else:
        entries = {key: entry for key, entry in top.items() if _is_service(entry.value)}
    return tuple(_service(path, entry) for entry in entries.values())


def _is_service(node: Node) -> bool:
    return isinstance(node, Mapping) and any(key in node.entries() for key in ("image", "build"))


def _service(path: str, entry: Entry) -> Service:
    said = entry.value.entries() if isinstance(entry.value, Mapping) else {}

    def get(key: str) -> Node | None:
        return said[key].value if key in said else None

    return Service(
        name=Value(entry.key.text, path, entry.key.span),
        stands_alone=any(key in said for key in _STANDING),
        image=_value(path, get("image")),
        container_name=_value(path, get("container_name")),
        build=_build(path, get("build")),
        ports=tuple(read_ports(path, get("ports"))),
        expose=tuple(_values(path, get("expose"))),
        env_files=tuple(_env_files(path, get("env_file"))),
        depends_on=tuple(_values(path, get("depends_on"))),
        profiles=tuple(_values(path, get("profiles"))),
        extends=_extends(path, get("extends")),
    )


def _build(path: str, node: Node | None) -> Build | None:
    if isinstance(node, Mapping):
        dockerfile, target = _value(path, node.get("dockerfile")), _value(path, node.get("target"))
        return Build(_value(path, node.get("context")), dockerfile, target, node.get("dockerfile_inline") is not None)
    return Build(_value(path, node)) if node is not None else None


def _env_files(path: str, node: Node | None) -> Iterator[EnvFile]:
    for item in node.items if isinstance(node, yaml.Sequence) else (node,):
        required = item.get("required") if isinstance(item, Mapping) else None
        value = _value(path, item.get("path") if isinstance(item, Mapping) else item)
        if value:
            yield EnvFile(value, not (isinstance(required, Scalar) and required.text.lower() == "false"))


def _extends(path: str, node: Node | None) -> Extends | None:
    if isinstance(node, Mapping):
        service = _value(path, node.get("service"))
        return Extends(service, _value(path, node.get("file"))) if service else None
    service = _value(path, node)
    return Extends(service) if service else None


def _includes(path: str, top: dict[str, Entry]) -> Iterator[Value]:
    node = top["include"].value if "include" in top else None
    for item in node.items if isinstance(node, yaml.Sequence) else (node,):
        yield from _values(path, item.get("path") if isinstance(item, Mapping) else item)


def _values(path: str, node: Node | None) -> Iterator[Value]:
    """A scalar, the scalars of a list, or the keys of a mapping."""
    if isinstance(node, Mapping):
        yield from (Value(entry.key.text, path, entry.key.span) for entry in node.entries().values())
        return
    for item in node.items if isinstance(node, yaml.Sequence) else (node,):
        if value := _value(path, item):
            yield value


def _value(path: str, node: Node | None) -> Value | None:
    if not isinstance(node, Scalar) or node.kind == "null":
        return None
    return Value(node.text, path, node.span)
