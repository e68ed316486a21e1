"""The cache of claims: the same claims with it and without it, and no failure of it matters."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from guard.documents import Claims
from guard.engine import Cache, Library, pool
from guard.snapshot import Snapshot

TEXTS = {f"docs/{n}.md": f"# T{n}\n\n[a](b{n}.md) `src/x{n}.py`\n" + "word " * 4000 for n in range(60)}


def claims_with(cache: Cache | None) -> dict[str, Claims]:
    library = Library(Snapshot.of(TEXTS), cache)
    library.load(TEXTS)
    return {path: library.claims_of(path) for path in TEXTS}


@pytest.fixture
def plain() -> dict[str, Claims]:
    return claims_with(None)


def test_the_second_reading_is_the_first(tmp_path: Path, plain: dict[str, Claims]) -> None:
    first, second = Cache(tmp_path, "/r"), Cache(tmp_path, "/r")
    assert claims_with(first) == plain
    assert claims_with(second) == plain
    first.close()
    second.close()


@pytest.mark.parametrize("damage", [b"", b"no database", b"SQLite format 3\0" + b"x" * 5000])
def test_a_damaged_file_is_made_anew(tmp_path: Path, plain: dict[str, Claims], damage: bytes) -> None:
    cache = Cache(tmp_path, "/r")
    claims_with(cache)
    cache.close()
    (file,) = tmp_path.glob("*.sqlite")
    file.write_bytes(damage)
    assert claims_with(Cache(tmp_path, "/r")) == plain
    assert claims_with(Cache(tmp_path, "/r")) == plain


def test_claims_of_another_shape_are_not_believed(tmp_path: Path, plain: dict[str, Claims]) -> None:
    import sqlite3

    cache = Cache(tmp_path, "/r")
    claims_with(cache)
    cache.close()
    (file,) = tmp_path.glob("*.sqlite")
    connection = sqlite3.connect(file)
    with connection:
        connection.execute("UPDATE claims SET value = x'93a178a179a17a'")
    connection.close()
    assert claims_with(Cache(tmp_path, "/r")) == plain


def test_a_folder_that_cannot_be_made(tmp_path: Path, plain: dict[str, Claims]) -> None:
    (tmp_path / "file").write_text("in the way")
    assert claims_with(Cache(tmp_path / "file/below", "/r")) == plain


def test_two_processes_at_once(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from guard.engine import Cache, Library; from guard.snapshot import Snapshot\n"
        "texts = {f'{n}.md': f'[a]({n}.md)' for n in range(300)}\n"
        "for _ in range(5):\n"
        "    library = Library(Snapshot.of(texts), Cache(Path(sys.argv[1]), '/r')); library.load(texts)\n"
        "    assert all(library.claims_of(path).links[0].destination == path for path in texts)\n"
    )
    processes = [subprocess.Popen([sys.executable, "-c", program, str(tmp_path)]) for _ in range(2)]
    assert [process.wait(60) for process in processes] == [0, 0]


def test_workers_read_what_one_process_reads(monkeypatch: pytest.MonkeyPatch, plain: dict[str, Claims]) -> None:
    assert sum(map(len, TEXTS.values())) > pool.WORTH_IT, "the texts are many enough for workers"
    monkeypatch.setattr(pool, "WORTH_IT", 10**9)
    assert claims_with(None) == plain


def test_what_cannot_be_read_says_so() -> None:
    snapshot = Snapshot.of({"a.md": "x"}, {"b.md": "../outside.md"})
    assert Library(snapshot).claims_of("b.md").unread[0].reason
