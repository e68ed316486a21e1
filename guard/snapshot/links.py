"""Follows symlinks by their texts alone, so that no step ever leaves the root."""

from __future__ import annotations

from collections.abc import Callable

_HOPS = 40
_LONGEST = 4096


class Astray(Exception):  # noqa: N818
    """The path leads to no place in the root; the message says how, in a few words."""


def resolve(path: str, readlink: Callable[[str], str | None], root: str = "") -> str:
    """The root-relative path that `path` leads to, every symlink on the way followed. "" is the root itself.

    `readlink` gives the text of the symlink at a root-relative path, None for anything else. The place that comes out
    need not exist. `root` is the absolute path that absolute links are held against.
    """
    if len(path) > _LONGEST:
        raise Astray("path is too long")
    done: list[str] = []
    todo = path.split("/")[::-1]
    hops = 0
    while todo:
        name = todo.pop()
        if name in ("", "."):
            continue
        if name == "..":
            if not done:
                raise Astray("leads out of the repository")
            done.pop()
            continue
        done.append(name)
        target = readlink("/".join(done))
        if target is None:
            continue
        hops += 1
        if hops > _HOPS:
            raise Astray("symlinks in a loop")
        if target.startswith("/"):
            target = _inside(target, root)
            done.clear()
        else:
            done.pop()
        todo.extend(target.split("/")[::-1])
    return "/".join(done)


def _inside(target: str, root: str) -> str:
    if root and (target == root or target.startswith(root.rstrip("/") + "/")):
        return target[len(root) :]
    raise Astray("leads out of the repository")
