"""What git ignores: a document may name such a path though nobody has it in the repository."""

from __future__ import annotations

from functools import cached_property
from posixpath import dirname

from guard.snapshot import Snapshot, Unreadable


class Ignored:
    """The rules of every `.gitignore` of the snapshot, the deeper one winning, as git has it."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    @cached_property
    def _specs(self) -> dict[str, object]:
        from pathspec import GitIgnoreSpec

        specs: dict[str, object] = {}
        for path in self._snapshot.entries:
            if path == ".gitignore" or path.endswith("/.gitignore"):
                try:
                    lines = self._snapshot.text(path).splitlines()
                    specs[dirname(path)] = GitIgnoreSpec.from_lines(lines, backend="re2")
                except (ValueError, Unreadable):
                    continue
        return specs

    def __call__(self, path: str) -> bool:
        """Whether git would ignore a file or folder at `path`, or a folder above it."""
        parts = path.strip("/").split("/")
        heads = ["/".join(parts[:count]) for count in range(1, len(parts) + 1)]
        return any(self._decides(head + "/") or self._decides(head) for head in heads)

    def _decides(self, path: str) -> bool:
        folder = dirname(path.rstrip("/"))
        while True:
            spec = self._specs.get(folder)
            if spec is not None:
                relative = path[len(folder) + 1 :] if folder else path
                verdict = spec.check_file(relative).include  # type: ignore[attr-defined]
                if verdict is not None:
                    return bool(verdict)
            if not folder:
                return False
            folder = dirname(folder)
