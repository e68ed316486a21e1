"""The one way guard writes a file: whole or not at all, and never through a link."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from pathlib import Path
from stat import S_IMODE, S_ISREG

# Not every system has all of these. O_NONBLOCK: a FIFO that has taken the file's place must not hold guard up.
_FLAGS = sum(getattr(os, flag, 0) for flag in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY"))


class StorageError(Exception):
    """The file was not written and is as it was. The message names it and says why."""


def replace(path: Path, data: bytes, *, expected: bytes | None) -> None:
    """Puts `data` in the place of the file's bytes, which must be `expected` (None: there must be no file yet).

    A kill at any moment leaves the old or the new bytes. Mode and, where it may be set, owner stay.
    """
    with _errors(path):
        old = _checked(path, expected)
        temporary = path.with_name(f".guard-{os.urandom(8).hex()}.tmp")
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _FLAGS, 0o666 if old is None else 0o600)
        try:
            with os.fdopen(descriptor, "wb") as file:
                if old is not None:
                    _take_after(file.fileno(), old)
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            _checked(path, expected)
            os.replace(temporary, path)  # noqa: PTH105
        except BaseException:
            with contextlib.suppress(FileNotFoundError):
                temporary.unlink()
            raise
        _sync_folder(path.parent)


def check(path: Path, expected: bytes | None) -> None:
    """Raises StorageError unless `replace` would find the file fit and as expected."""
    with _errors(path):
        _checked(path, expected)


def append(path: Path, data: bytes) -> None:
    """Adds `data`, and nothing else, to the end of the file with one write; makes the file if there is none.

    Call it under a lock: a write that was cut short (a full disk) is taken back to where the file ended before.
    """
    with _errors(path):
        new = not os.path.lexists(path)
        descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | _FLAGS, 0o666)
        try:
            status = os.fstat(descriptor)
            _refuse_odd(path, status)
            _write_or_undo(path, descriptor, data, status.st_size)
        finally:
            os.close(descriptor)
        if new:
            _sync_folder(path.parent)


def create_folder(path: Path) -> None:
    """Makes the folder and those above it. It may be there already."""
    with _errors(path):
        path.mkdir(parents=True, exist_ok=True)


@contextlib.contextmanager
def lock(path: Path, *, timeout: float = 10.0) -> Iterator[None]:
    """Holds the kernel's lock on the file at `path`, which stays there for good.

    The file says who holds it, for the message of those who waited in vain; nobody concludes anything from it.
    """
    from filelock import FileLock, Timeout

    with _errors(path):
        # A lock that is only a file's existence would be broken by a kill; better no lock at all than that.
        file_lock = FileLock(
            path, timeout=timeout, preserve_lock_file=True, fallback_to_soft=False, on_acquired=_write_holder
        )
        try:
            file_lock.acquire()
        except Timeout:
            raise StorageError(f"{path}: locked by {_holder(path)}; tried for {timeout:g} s") from None
    try:
        yield
    finally:
        file_lock.release()


@contextlib.contextmanager
def _errors(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise StorageError(f"{path}: {reason}") from error


def _checked(path: Path, expected: bytes | None) -> os.stat_result | None:
    """The file's status, once its bytes have been found to be `expected`."""
    try:
        status = path.lstat()
    except FileNotFoundError:
        if expected is None:
            return None
        raise StorageError(f"{path}: is not there any more") from None
    if expected is None:
        raise StorageError(f"{path}: is there already")
    _refuse_odd(path, status)
    with os.fdopen(os.open(path, os.O_RDONLY | _FLAGS), "rb") as file:
        if file.read(len(expected) + 1) != expected:
            raise StorageError(f"{path}: changed since guard read it; run guard again")
    return status


def _write_or_undo(path: Path, descriptor: int, data: bytes, size: int) -> None:
    try:
        if os.write(descriptor, data) != len(data):
            raise StorageError(f"{path}: no room for all that was to be added, so nothing was")
        os.fsync(descriptor)
    except BaseException:
        os.ftruncate(descriptor, size)
        raise


def _refuse_odd(path: Path, status: os.stat_result) -> None:
    if not S_ISREG(status.st_mode):
        raise StorageError(f"{path}: guard writes to no symlinks, devices or folders")
    if status.st_nlink > 1:
        raise StorageError(f"{path}: has another name (a hard link), which would part from this one")


def _take_after(descriptor: int, old: os.stat_result) -> None:
    if os.name == "nt":
        return
    status = os.fstat(descriptor)
    if (status.st_uid, status.st_gid) != (old.st_uid, old.st_gid):
        with contextlib.suppress(PermissionError):
            os.fchown(descriptor, old.st_uid, old.st_gid)
    os.fchmod(descriptor, S_IMODE(old.st_mode))


def _sync_folder(folder: Path) -> None:
    # The bytes are in place already, and not every system can do this.
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _write_holder(descriptor: int) -> None:
    import socket

    now = time.strftime("%Y-%m-%d %H:%M:%S %z")
    holder = f"process {os.getpid()} on {socket.gethostname()} since {now}\n"
    # The lock holds without these words too.
    with contextlib.suppress(OSError):
        os.ftruncate(descriptor, 0)
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.write(descriptor, holder.encode())


def _holder(path: Path) -> str:
    try:
        with os.fdopen(os.open(path, os.O_RDONLY | _FLAGS), "rb") as file:
            words = file.read(200).decode("utf-8", "replace").split()
    except OSError:
        return "another process"
    return " ".join(words) or "another process"
