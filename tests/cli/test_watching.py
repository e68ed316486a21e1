"""`guard check --watch` as a process that runs until it is interrupted."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from queue import Queue
from threading import Thread

import pytest

LIMIT = 60
"""Seconds after which a line that does not come is a failure."""


class Watch:
    """A running `guard check --watch`; its lines, of both streams, in their order."""

    def __init__(self, folder: Path, *args: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-u", "-m", "guard", "check", "--watch", *args],
            cwd=folder,
            env={**os.environ, "GUARD_CACHE_DIR": str(folder.parent / "cache")},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.lines: Queue[str] = Queue()
        Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.lines.put(line)

    def round(self) -> str:
        """What one run says, up to where it waits."""
        said = ""
        while not (line := self.lines.get(timeout=LIMIT)).startswith("watching "):
            said += line
        return said

    def end(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(LIMIT)


@pytest.fixture(params=["git", "no git"])
def folder(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    folder = tmp_path / "work"
    folder.mkdir()
    if request.param == "git":
        subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    (folder / "README.md").write_text("[x](gone.md)\n", encoding="utf-8")
    return folder


@pytest.fixture
def watch(folder: Path) -> Iterator[Watch]:
    watch = Watch(folder)
    yield watch
    watch.process.kill()
    watch.process.wait()


def test_it_runs_again_after_each_change_and_ends_with_the_last_code(folder: Path, watch: Watch) -> None:
    assert "link leads nowhere: gone.md" in watch.round()
    (folder / "gone.md").write_text("here\n", encoding="utf-8")
    assert "link leads nowhere" not in watch.round()
    (folder / "gone.md").unlink()
    assert "link leads nowhere: gone.md" in watch.round()
    assert watch.end() == 1


def test_a_broken_setting_is_told_and_mended_underway(folder: Path, watch: Watch) -> None:
    watch.round()
    (folder / "guard.toml").write_text('selekt = ["links"]\n', encoding="utf-8")
    assert "selekt" in watch.round()
    (folder / "guard.toml").write_text('ignore = ["broken-link"]\n', encoding="utf-8")
    said = watch.round()
    assert "selekt" not in said
    assert "leads nowhere" not in said
    assert watch.end() == 0


def test_what_it_mends_does_not_keep_it_running(folder: Path) -> None:
    (folder / "README.md").write_text("[x](Readme.md)\n", encoding="utf-8")
    watch = Watch(folder, "--fix")
    try:
        assert "mended 1 finding" in watch.round()
        assert "mended" not in watch.round()
        (folder / "README.md").write_text("[x](README.md) [y](ReadMe.md)\n", encoding="utf-8")
        assert "mended 1 finding" in watch.round()
    finally:
        watch.process.kill()
        watch.process.wait()
