"""The same command on the same repository prints the same: then the last run's report is printed again.

What a report depends on is the command line, the console, guard itself, the day, and the repository: what git lists, the
state of each of those files, HEAD, git's own settings. When all of it is as it was, nothing need be read or parsed, and
this module gets by with a few imports of the standard library. Any doubt means a real run.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
from typing import NamedTuple

from guard.hardened import FLAGS, LISTING, environment, program
from guard.itself import fingerprint

MAGIC = b"guard replay 1\n"
_LIMIT = 20.0
_SETTLED = 100_000_000
"""Nanoseconds after which a change of a file shows in its times."""
_GIT = (b"packed-refs", b"config", b"shallow", b"info/exclude")
# Options whose effect goes beyond the standard output, or that read what is not of the tree.
_NEVER = (
    "--fix",
    "--diff",
    "--no-cache",
    "--config",
    "--changed",
    "--staged",
    "--stdin-filename",
    "--watch",
    "--cache-dir",
    "--output-format=",
    "-v",
)
_CONSOLE = (
    "NO_COLOR",
    "FORCE_COLOR",
    "TERM",
    "COLUMNS",
    "LINES",
    "GUARD_OUTPUT_FORMAT",
    "PYTHONIOENCODING",
    "PYTHONUTF8",
    "LANG",
    "LC_ALL",
    "LC_CTYPE",
)


class Told:
    """Filled by a run that printed one report on the standard output and nothing else worth repeating."""

    root = ""
    asked: dict[str, bool]
    report: bytes | None = None


class Look(NamedTuple):
    """The state of a repository: a digest of it, and when its youngest file was changed (nanoseconds since the epoch)."""

    digest: bytes
    youngest: int


def key(arguments: list[str], cache: str) -> str | None:
    """The file that holds the report of this very command, here and on this console; None where it must run."""
    if arguments[:1] != ["check"] or os.name == "nt" or "-" in arguments:
        return None
    if any(one.startswith(_NEVER) or "=" in one for one in arguments):
        return None
    digest = hashlib.blake2b(digest_size=16)
    parts = [
        *arguments,
        os.getcwd(),  # noqa: PTH109
        str(sys.stdout.isatty()),
        _day(),
        *(f"{name}={os.environ.get(name)}" for name in _CONSOLE),
    ]
    if sys.stdout.isatty():
        parts.append(str(os.get_terminal_size()))
    digest.update("\0".join(parts).encode("utf-8", "surrogateescape"))
    digest.update(fingerprint())
    return os.path.join(cache, "replies", digest.hexdigest())  # noqa: PTH118


def printed_again(path: str) -> int | None:
    """Prints what is kept at `path` if the repository is as it was; its exit code, or None where a run is needed."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            kept = file.read()
    except OSError:
        return None
    found = _parse(kept)
    if found is None:
        return None
    now = look(found.root, found.asked)
    if now is None or now.digest != found.digest:
        return None
    sys.stdout.flush()
    sys.stdout.buffer.write(found.report)
    sys.stdout.buffer.flush()
    return found.code


def root_above(folder: str) -> str | None:
    """The nearest folder at or above `folder` that holds a `.git` folder."""
    while not os.path.isdir(f"{folder}/.git"):  # noqa: PTH112
        above = os.path.dirname(folder)  # noqa: PTH120
        if above == folder:
            return None
        folder = above
    return folder


def keep(path: str, before: Look, kept: Kept) -> None:
    """Keeps a report at `path`. `before` is how the repository looked when the run began, asked nothing.

    Nothing is kept if it looks otherwise now, or if a file was changed so lately that one more change might not show.
    """
    now = look(kept.root, {})
    after = look(kept.root, kept.asked)
    if now != before or after is None or after.youngest > time.time_ns() - _SETTLED:
        return
    sealed = _sealed(kept._replace(digest=after.digest))
    temporary = f"{path}.{os.getpid()}"
    try:
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)  # noqa: PTH103, PTH120
        with open(temporary, "wb") as file:  # noqa: PTH123
            file.write(sealed)
        os.replace(temporary, path)  # noqa: PTH105
    except OSError:
        return


class Kept(NamedTuple):
    """A report and what it depended on. `asked` are places that were looked for beside the listed files."""

    root: str
    asked: dict[str, bool]
    code: int
    report: bytes
    digest: bytes = b""


def _sealed(kept: Kept) -> bytes:
    asked = "\0".join(f"{int(there)}{path}" for path, there in sorted(kept.asked.items()))
    parts = [
        kept.root.encode("utf-8", "surrogateescape"),
        asked.encode("utf-8", "surrogateescape"),
        kept.digest,
        b"%d" % kept.code,
        kept.report,
    ]
    body = b"".join(b"%d:%b" % (len(part), part) for part in parts)
    return MAGIC + hashlib.blake2b(body, digest_size=16).digest() + body


def _parse(sealed: bytes) -> Kept | None:
    """None for anything that guard has not written whole."""
    body = sealed[len(MAGIC) + 16 :]
    if sealed[: len(MAGIC) + 16] != MAGIC + hashlib.blake2b(body, digest_size=16).digest():
        return None
    parts: list[bytes] = []
    while body:
        size, _, rest = body.partition(b":")
        parts.append(rest[: int(size)])
        body = rest[int(size) :]
    root, asked, digest, code, report = parts
    places = asked.decode("utf-8", "surrogateescape").split("\0") if asked else []
    return Kept(
        root.decode("utf-8", "surrogateescape"), {one[1:]: one[0] == "1" for one in places}, int(code), report, digest
    )


def look(root: str, asked: dict[str, bool]) -> Look | None:
    """How the repository at `root` looks; None where it cannot be told, or where `asked` would be answered otherwise."""
    listing = _listing(root)
    if listing is None or any(os.path.lexists(f"{root}/{path}") != there for path, there in asked.items()):
        return None
    digest = hashlib.blake2b(listing, digest_size=16)
    youngest = 0
    base = os.fsencode(root) + b"/"
    for path in (*_paths(listing), *(b".git/" + name for name in _GIT)):
        try:
            found = os.lstat(base + path)
        except OSError:
            digest.update(b"-")
            continue
        digest.update(
            b"%d %d %d %d %d," % (found.st_mode, found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)
        )
        youngest = max(youngest, found.st_mtime_ns)
    digest.update(_head(base + b".git/"))
    return Look(digest.digest(), youngest)


def _listing(root: str) -> bytes | None:
    """What git lists, by one process and without the `subprocess` module, which takes longer to import than git runs."""
    import select

    git = program()
    if git is None or not os.path.isdir(f"{root}/.git"):  # noqa: PTH112 - worktrees and submodules run for real
        return None
    reader, writer = os.pipe()
    null = os.open(os.devnull, os.O_RDWR)
    try:
        child = os.posix_spawn(
            git,
            [git, "-C", root, *FLAGS, *LISTING],
            environment(),
            file_actions=[
                (os.POSIX_SPAWN_DUP2, null, 0),
                (os.POSIX_SPAWN_DUP2, writer, 1),
                (os.POSIX_SPAWN_DUP2, null, 2),
                (os.POSIX_SPAWN_CLOSE, reader),
            ],
        )
    finally:
        os.close(writer)
        os.close(null)
    parts: list[bytes] = []
    deadline = time.monotonic() + _LIMIT
    with open(reader, "rb", buffering=0) as stream:  # noqa: PTH123
        while select.select([stream], [], [], max(deadline - time.monotonic(), 0))[0]:
            part = stream.read(1 << 20)
            if not part:
                break
            parts.append(part)
        else:
            os.kill(child, 9)
    return b"".join(parts) if os.waitpid(child, 0)[1] == 0 else None


def _paths(listing: bytes) -> list[bytes]:
    return [
        record[2:] if record.startswith(b"? ") else record.partition(b"\t")[2] for record in listing.split(b"\0")[:-1]
    ]


def _head(folder: bytes) -> bytes:
    """The commit that HEAD names: its history is a fact."""
    try:
        with open(folder + b"HEAD", "rb") as file:  # noqa: PTH123
            head = file.read(4096)
        if not head.startswith(b"ref: "):
            return head
        with open(folder + head[5:].strip(), "rb") as file:  # noqa: PTH123
            return file.read(4096)
    except OSError:
        return b""


def _day() -> str:
    """Suppressions expire by the day (UTC)."""
    return str(int(time.time()) // 86400)
