from __future__ import annotations

import os
import random
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from guard.storage import StorageError, append, check, create_folder, lock, replace

Python = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def python() -> Python:
    """Starts another Python on some lines of code, which find their words in `sys.argv`."""
    head = "import sys, os, resource, time\nfrom pathlib import Path\nfrom guard.storage import *\n"

    def start(code: str, *words: object) -> subprocess.Popen[str]:
        args = [sys.executable, "-c", head + code, *map(str, words)]
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
        return subprocess.Popen(args, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    return start


def temporary_files(folder: Path) -> list[Path]:
    return list(folder.glob(".guard-*"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.md"
    path.write_bytes(b"old")
    return path


def test_replace(file: Path) -> None:
    replace(file, b"new\r\n\xff", expected=b"old")
    assert file.read_bytes() == b"new\r\n\xff"
    assert os.listdir(file.parent) == ["a.md"]  # noqa: PTH208


def test_replace_makes_a_file_that_was_not_there(tmp_path: Path) -> None:
    mask = os.umask(0o027)
    try:
        replace(tmp_path / "new.md", b"new", expected=None)
    finally:
        os.umask(mask)
    assert (tmp_path / "new.md").read_bytes() == b"new"
    assert stat.S_IMODE((tmp_path / "new.md").stat().st_mode) == 0o640


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o755, 0o666, 0o444])
def test_the_mode_stays(file: Path, mode: int) -> None:
    file.chmod(mode)
    replace(file, b"new", expected=b"old")
    assert stat.S_IMODE(file.stat().st_mode) == mode


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_the_owner_stays(file: Path) -> None:
    os.chown(file, 65534, 65534)
    replace(file, b"new", expected=b"old")
    assert (file.stat().st_uid, file.stat().st_gid) == (65534, 65534)


@pytest.mark.parametrize(
    ("now", "expected", "says"),
    [
        (b"other", b"old", "changed since guard read it"),
        (b"old and more", b"old", "changed since guard read it"),
        (b"ol", b"old", "changed since guard read it"),
        (b"", b"old", "changed since guard read it"),
        (None, b"old", "is not there any more"),
        (b"old", None, "is there already"),
    ],
)
def test_a_file_that_is_not_as_expected_stays(
    tmp_path: Path, now: bytes | None, expected: bytes | None, says: str
) -> None:
    path = tmp_path / "a.md"
    if now is not None:
        path.write_bytes(now)
    for attempt in (partial(replace, path, b"new", expected=expected), partial(check, path, expected)):
        with pytest.raises(StorageError, match=rf"{path}: {says}"):
            attempt()
    assert (path.read_bytes() if path.exists() else None) == now
    assert not temporary_files(tmp_path)


def refused(path: Path) -> str:
    """What replace says of a file that holds "old"; append must refuse it too."""
    with pytest.raises(StorageError) as caught:
        replace(path, b"new", expected=b"old")
    with pytest.raises(StorageError):
        append(path, b"new")
    assert str(path) in str(caught.value)
    assert not temporary_files(path.parent)
    return str(caught.value)


@pytest.mark.parametrize("target", ["a.md", "nowhere"])
def test_symlinks_are_refused(file: Path, target: str) -> None:
    link = file.with_name("link.md")
    link.symlink_to(target)
    assert "symlink" in refused(link)
    with pytest.raises(StorageError):
        replace(link, b"new", expected=None)
    assert link.is_symlink()
    assert file.read_bytes() == b"old"
    assert not file.with_name("nowhere").exists()


def test_hard_links_are_refused(file: Path) -> None:
    file.with_name("twin.md").hardlink_to(file)
    assert "hard link" in refused(file)
    assert file.read_bytes() == b"old"


def test_folders_and_pipes_are_refused(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    refused(tmp_path / "folder")
    refused(tmp_path / "pipe")


@pytest.mark.parametrize("name", ["nowhere/a.md", "nul\0byte", "\ud800", "x" * 300])
def test_places_that_cannot_be_written(tmp_path: Path, name: str) -> None:
    for attempt in (partial(replace, tmp_path / name, b"", expected=None), partial(append, tmp_path / name, b"")):
        with pytest.raises(StorageError):
            attempt()


def test_a_kill_leaves_the_old_bytes_or_the_new_ones(file: Path, python: Python) -> None:
    old, new = b"o" * 300_000, b"n" * 300_000
    file.write_bytes(old)
    code = """
old, new, path = b"o" * 300_000, b"n" * 300_000, Path(sys.argv[1])
print("ready", flush=True)
while True:
    replace(path, new, expected=old)
    replace(path, old, expected=new)
"""
    pauses = random.Random(0)  # noqa: S311
    for _ in range(12):
        child = python(code, file)
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        time.sleep(pauses.uniform(0, 0.03))
        child.send_signal(signal.SIGKILL)
        child.communicate()
        found = file.read_bytes()
        assert found in (old, new)
        if found == new:
            replace(file, old, expected=new)


def test_a_change_made_while_the_new_bytes_are_written_is_seen(file: Path, python: Python) -> None:
    code = """
path = Path(sys.argv[1])

def change(event, args):
    if event == "open" and ".guard-" in str(args[0]):
        path.write_bytes(b"theirs")

sys.addaudithook(change)
replace(path, b"new", expected=b"old")
"""
    _, err = python(code, file).communicate()
    assert f"StorageError: {file}: changed since guard read it" in err
    assert file.read_bytes() == b"theirs"
    assert not temporary_files(file.parent)


FULL = "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\npath = Path(sys.argv[1])\n"


@pytest.mark.parametrize("call", ["replace(path, b'n' * 150_000, expected=b'old')", "append(path, b'n' * 150_000)"])
def test_a_full_disk_leaves_the_old_file_and_nothing_else(file: Path, python: Python, call: str) -> None:
    code = f"{FULL}try:\n    {call}\nexcept StorageError as error:\n    print(error)\n"
    out, err = python(code, file).communicate()
    assert out.startswith(f"{file}: ")
    assert not err
    assert file.read_bytes() == b"old"
    assert os.listdir(file.parent) == ["a.md"]  # noqa: PTH208


def test_a_full_disk_makes_no_new_file(tmp_path: Path, python: Python) -> None:
    code = f"{FULL}replace(path, b'n' * 150_000, expected=None)"
    _, err = python(code, tmp_path / "new.md").communicate()
    assert "StorageError" in err
    assert not list(tmp_path.iterdir())


def test_append_adds_what_it_is_given_and_no_more(tmp_path: Path) -> None:
    path = tmp_path / "runs.jsonl"
    append(path, b"one")
    append(path, b"\ntwo\n")
    append(path, b"")
    assert path.read_bytes() == b"one\ntwo\n"


def test_appends_of_several_processes_stay_whole(tmp_path: Path, python: Python) -> None:
    path = tmp_path / "runs.jsonl"
    code = """
for number in range(100):
    with lock(Path(sys.argv[1] + ".lock")):
        append(Path(sys.argv[1]), f"{sys.argv[2]} {number} {'x' * 500}\\n".encode())
"""
    children = [python(code, path, name) for name in "abc"]
    assert [child.communicate()[1] for child in children] == ["", "", ""]
    lines = path.read_text().splitlines()
    assert sorted(lines) == sorted(f"{name} {number} {'x' * 500}" for name in "abc" for number in range(100))


def test_create_folder(tmp_path: Path) -> None:
    create_folder(tmp_path / "a" / "b")
    create_folder(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b").is_dir()
    (tmp_path / "file").write_text("")
    for path in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(StorageError, match="file"):
            create_folder(path)


HOLD = """
with lock(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_lock_that_is_held_says_by_whom_and_is_free_after_a_kill(tmp_path: Path, python: Python) -> None:
    path = tmp_path / "guard.lock"
    holder = python(HOLD, path)
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        for _ in range(2):  # waiting in vain takes nothing away from the words
            with (
                pytest.raises(StorageError, match=rf"{path}: locked by process {holder.pid} on \S+ since 2"),
                lock(path, timeout=0.2),
            ):
                pass
    finally:
        holder.kill()
        holder.communicate()
    with lock(path, timeout=5):
        assert f"process {os.getpid()} " in path.read_text()
    assert path.exists()


def test_a_lock_that_was_released_can_be_had_again(tmp_path: Path) -> None:
    path = tmp_path / "guard.lock"
    for _ in range(2):
        with pytest.raises(ZeroDivisionError), lock(path, timeout=0):
            raise ZeroDivisionError
    inode = path.stat().st_ino
    with lock(path, timeout=0):
        pass
    assert path.stat().st_ino == inode


def test_words_left_by_others_lock_nothing(tmp_path: Path) -> None:
    path = tmp_path / "guard.lock"
    path.write_text("process 1 on elsewhere since 1970\n" * 100)
    with lock(path, timeout=0):
        assert path.read_text().count("\n") == 1


def test_counting_under_a_lock_loses_nothing(tmp_path: Path, python: Python) -> None:
    path = tmp_path / "count"
    path.write_text("0")
    code = """
path = Path(sys.argv[1])
for _ in range(60):
    with lock(path.with_name("lock"), timeout=60):
        old = path.read_bytes()
        replace(path, str(int(old) + 1).encode(), expected=old)
"""
    children = [python(code, path) for _ in range(2)]
    assert [child.communicate()[1] for child in children] == ["", ""]
    assert path.read_text() == "120"


def test_a_lock_is_not_taken_through_a_symlink(tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("precious")
    (tmp_path / "lock").symlink_to("precious")
    with pytest.raises(StorageError), lock(tmp_path / "lock", timeout=0):
        pass
    assert (tmp_path / "precious").read_text() == "precious"
