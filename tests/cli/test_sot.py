"""`guard sot` as people meet it: real processes in real repositories."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

BEGIN, END = "<!-- guard:begin toc -->", "<!-- guard:end -->"
STALE = f"# A\n\n{BEGIN}\n- [Gone](#gone)\n{END}\n\n## One\n\n## Two\n"
FRESH = f"# A\n\n{BEGIN}\n- [One](#one)\n- [Two](#two)\n{END}\n\n## One\n\n## Two\n"
COUNT = "There are <!-- guard:begin count of=docs/*.md -->9<!-- guard:end --> pages.\n"


def git(folder: Path, *args: str) -> str:
    words = ["git", "-c", "user.name=a", "-c", "user.email=a@b.c", "-c", "core.quotePath=false", *args]
    return subprocess.run(words, cwd=folder, check=True, capture_output=True).stdout.decode("utf-8", "surrogateescape")


def environment(folder: Path) -> dict[str, str]:
    return {**os.environ, "GUARD_CACHE_DIR": str(folder.parent / "cache")}


def sot(folder: Path, *args: str, command: str = "sot", cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "guard", command, *args],
        cwd=cwd or folder,
        env=environment(folder),
        capture_output=True,
        encoding="utf-8",
        errors="surrogateescape",
        check=False,
        timeout=300,
    )


def write(folder: Path, files: Mapping[str, str | bytes]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)


def commit(folder: Path) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "1", "--allow-empty")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A repository without a commit."""
    found = tmp_path / "work"
    found.mkdir()
    git(found, "init", "-q")
    return found


@pytest.fixture
def repository(folder: Path) -> Path:
    """One stale section in README.md, two in docs/a.md of which one is fresh."""
    write(folder, {"README.md": STALE, "docs/a.md": COUNT + "\n" + FRESH, "docs/b.md": "# B\n"})
    commit(folder)
    return folder


def state(folder: Path) -> dict[str, tuple[bytes, int, int]]:
    """Bytes, time and mode of every file, git's own included."""
    found = {}
    for path in sorted(folder.rglob("*")):
        status = path.lstat()
        data = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
        found[str(path.relative_to(folder))] = data, status.st_mtime_ns, status.st_mode
    return found


def untouched(done: subprocess.CompletedProcess[str]) -> subprocess.CompletedProcess[str]:
    assert "Traceback" not in done.stderr
    return done


class TestShown:
    def test_the_difference_is_shown_and_nothing_is_written(self, repository: Path) -> None:
        before = state(repository)
        done = sot(repository)
        assert done.returncode == 0
        assert "--- a/README.md\n+++ b/README.md\n" in done.stdout
        assert "-- [Gone](#gone)\n+- [One](#one)\n+- [Two](#two)\n" in done.stdout
        assert "+There are <!-- guard:begin count of=docs/*.md -->2<!-- guard:end --> pages." in done.stdout
        assert done.stderr == "2 of 3 sections are stale; `guard sot --execute` writes them\n"
        assert state(repository) == before

    def test_the_difference_is_one_that_git_applies(self, repository: Path) -> None:
        shown = sot(repository).stdout
        subprocess.run(["git", "apply"], cwd=repository, input=shown.encode(), check=True)
        assert sot(repository, "--check").returncode == 0

    def test_quietly(self, repository: Path) -> None:
        done = sot(repository, "-q")
        assert (done.returncode, done.stdout) == (0, "")
        assert done.stderr == "2 of 3 sections are stale; `guard sot --execute` writes them\n"

    def test_nothing_to_show(self, folder: Path) -> None:
        write(folder, {"README.md": FRESH})
        done = sot(folder)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "1 section as the sources say\n")
        done = sot(folder, "--quiet")
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")

    def test_what_a_formatter_left_is_fresh(self, folder: Path) -> None:
        write(folder, {"README.md": FRESH.replace("- [", "* [").replace("-->\n", "-->\n\n")})
        assert sot(folder, "--check").returncode == 0


class TestCheck:
    def test_a_stale_section_fails(self, repository: Path) -> None:
        before = state(repository)
        done = sot(repository, "--check")
        assert done.returncode == 1
        assert "+- [One](#one)" in done.stdout
        assert "2 of 3 sections are stale" in done.stderr
        assert state(repository) == before, "--check writes nothing"

    def test_a_fresh_one_passes(self, repository: Path) -> None:
        before = state(repository)
        assert sot(repository, "--check", "--path", "docs/a.md", "toc").returncode == 0
        assert state(repository) == before

    def test_not_both(self, repository: Path) -> None:
        done = sot(repository, "--check", "--execute")
        assert done.returncode == 2
        assert "one of them" in done.stderr


class TestExecute:
    def test_what_is_stale_is_written_and_all_else_stays(self, repository: Path) -> None:
        os.chmod(repository / "README.md", 0o640)  # noqa: PTH101
        before = state(repository)
        done = sot(repository, "--execute")
        assert (done.returncode, done.stdout) == (0, "")
        assert done.stderr == "wrote 1 section in README.md\nwrote 1 section in docs/a.md\n"
        after = state(repository)
        assert after["README.md"][0].decode() == FRESH
        assert after["README.md"][2] & 0o777 == 0o640
        assert after["docs/a.md"][0].decode() == COUNT.replace("9", "2") + "\n" + FRESH
        changed = {name for name in after if after[name] != before.get(name)}
        assert {name for name in changed if not name.startswith(".git/")} <= {"README.md", "docs/a.md", "docs"}
        assert after.keys() == before.keys()

    def test_a_second_time_writes_nothing(self, repository: Path) -> None:
        sot(repository, "--execute")
        before = state(repository)
        done = sot(repository, "--execute")
        assert (done.returncode, done.stderr) == (0, "3 sections as the sources say\n")
        assert state(repository) == before
        assert sot(repository, "--check").returncode == 0

    def test_sections_that_are_made_of_one_another_come_to_rest_in_one_run(self, folder: Path) -> None:
        """The table of contents has the heading that the excerpt below it brings in."""
        text = f"{BEGIN}\n{END}\n\n## Own\n\n<!-- guard:begin excerpt of=b.txt language=none -->\n<!-- guard:end -->\n"
        write(folder, {"a.md": text, "b.txt": "## Deep\n"})
        done = sot(folder, "--execute")
        assert done.returncode == 0
        assert "- [Own](#own)\n- [Deep](#deep)\n" in (folder / "a.md").read_text()
        assert done.stderr == "wrote 2 sections in a.md\nwrote 1 section in a.md\n"
        assert sot(folder, "--check").returncode == 0

    def test_sections_that_chase_each_other_end_with_an_error(self, folder: Path) -> None:
        """Each is what the other says and a letter more."""
        settings = "".join(
            f'[[derived]]\nname = "{one}"\nfile = "{one}.txt"\nstart = "S"\nend = "E"\n'
            f'template = "{{{{ t.text }}}}{one}"\nsources = {{ t = {{ excerpt = "{two}.txt", lines = "2" }} }}\n'
            for one, two in ("xy", "yx")
        )
        write(folder, {"guard.toml": settings, "x.txt": "S\n1\nE\n", "y.txt": "S\n2\nE\n"})
        done = sot(folder, "--execute")
        assert done.returncode == 2
        assert done.stderr.endswith("guard: these sections change one another and do not come to rest: x, y\n")

    def test_a_fault_anywhere_writes_nothing(self, repository: Path) -> None:
        write(repository, {"docs/b.md": "# B\n\n<!-- guard:begin toc -->\n"})
        before = state(repository)
        for mode in ("--execute", "--check", "--quiet"):
            done = sot(repository, mode)
            assert (done.returncode, done.stdout) == (2, "")
            assert done.stderr == "guard: docs/b.md:3: has no guard:end below it\n"
        assert state(repository) == before

    def test_a_text_that_would_swallow_its_marker_is_not_written(self, folder: Path) -> None:
        text = "<!-- guard:begin excerpt of=a.txt language=none -->\n<!-- guard:end -->\n"
        write(folder, {"README.md": text, "a.txt": "```\nnever closed\n"})
        done = sot(folder, "--execute")
        assert done.returncode == 2
        assert (
            "README.md:1: section excerpt cannot be derived: the text would not stay between its markers" in done.stderr
        )
        assert (folder / "README.md").read_text() == text

    def test_crlf_stays_crlf_and_a_mark_stays_a_mark(self, folder: Path) -> None:
        write(
            folder,
            {"README.md": b"\xef\xbb\xbf" + STALE.replace("\n", "\r\n").encode(), "b.md": STALE.replace("\n", "\r")},
        )
        assert sot(folder, "--execute").returncode == 0
        assert (folder / "README.md").read_bytes() == b"\xef\xbb\xbf" + FRESH.replace("\n", "\r\n").encode()
        assert (folder / "b.md").read_bytes() == FRESH.replace("\n", "\r").encode()

    def test_bytes_that_are_no_text_stay(self, folder: Path) -> None:
        write(folder, {"README.md": b"\xff\0" + STALE.encode() + b"\xc3\n\0"})
        assert sot(folder, "--execute").returncode == 0
        assert (folder / "README.md").read_bytes() == b"\xff\0" + FRESH.encode() + b"\xc3\n\0"

    def test_a_read_only_file_is_written_as_any_other(self, repository: Path) -> None:
        """Its folder decides, as with git itself; the mode stays."""
        os.chmod(repository / "README.md", 0o444)  # noqa: PTH101
        assert sot(repository, "--execute", "toc").returncode == 0
        assert (repository / "README.md").read_text() == FRESH
        assert (repository / "README.md").stat().st_mode & 0o777 == 0o444

    @pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
    def test_a_read_only_folder_is_told(self, repository: Path) -> None:
        os.chmod(repository, 0o500)  # noqa: PTH101
        try:
            done = untouched(sot(repository, "--execute", "--path", "README.md"))
        finally:
            os.chmod(repository, 0o700)  # noqa: PTH101
        assert done.returncode == 2
        assert "README.md: " in done.stderr
        assert (repository / "README.md").read_text() == STALE

    def test_hard_links_are_refused(self, repository: Path) -> None:
        os.link(repository / "README.md", repository.parent / "twin")
        done = sot(repository, "--execute", "toc")
        assert done.returncode == 2
        assert "README.md: has another name (a hard link)" in done.stderr
        assert (repository / "README.md").read_text() == STALE


class TestNamesAndPaths:
    def test_only_those_that_are_named(self, repository: Path) -> None:
        assert sot(repository, "--execute", "toc").stderr == "wrote 1 section in README.md\n"
        assert sot(repository, "--check", "toc").returncode == 0
        assert sot(repository, "--check", "count").returncode == 1
        assert sot(repository, "--check", "to?", "nt", "c*").returncode == 2
        assert sot(repository, "--check", "*").returncode == 1

    def test_only_below_a_path(self, repository: Path) -> None:
        done = sot(repository, "--check", "--path", "README.md")
        assert done.stderr == "1 of 1 section is stale; `guard sot --execute --path README.md` writes it\n"
        for path in ("docs", "docs/", "./docs/../docs/a.md", str(repository / "docs")):
            assert "1 of 2 sections is stale" in sot(repository, "--check", "--path", path).stderr
        assert "2 of 3" in sot(repository, "--check", "--path", "docs", "--path", ".").stderr

    def test_paths_are_seen_from_where_one_stands(self, repository: Path) -> None:
        done = sot(repository, "--execute", "--path", "a.md", cwd=repository / "docs")
        assert done.stderr == "wrote 1 section in docs/a.md\n"
        assert sot(repository, "--check", cwd=repository / "docs").returncode == 1, "README.md is asked too"

    @pytest.mark.parametrize(
        ("args", "said"),
        [
            (["conut"], "guard: no section is called conut: did you mean count?\n"),
            (["toc", "coutn"], "guard: no section is called coutn: did you mean count?\n"),
            (["zzz"], "guard: no section is called zzz: there are toc, count\n"),
            (["TOC", "zzz"], "guard: no section is called TOC or zzz: there are toc, count\n"),
            (
                ["count", "--path", "README.md"],
                "guard: no section in README.md is called count: there are toc, count\n",
            ),
            (["--path", "docs/b.md"], "guard: no derived section in docs/b.md: elsewhere there are toc, count\n"),
            (["--path", "nowhere"], "guard: no derived section in nowhere: elsewhere there are toc, count\n"),
        ],
    )
    def test_what_is_not_there_is_an_error(self, repository: Path, args: list[str], said: str) -> None:
        before = state(repository)
        for mode in ([], ["--check"], ["--execute"]):
            done = sot(repository, *mode, *args)
            assert (done.returncode, done.stdout, done.stderr) == (2, "", said)
        assert state(repository) == before

    def test_a_path_outside_is_an_error(self, repository: Path, tmp_path: Path) -> None:
        done = sot(repository, "--path", str(tmp_path))
        assert done.returncode == 2
        assert "is not in" in done.stderr

    def test_no_section_at_all(self, folder: Path) -> None:
        write(folder, {"README.md": "# A\n"})
        for args in ([], ["--check"], ["toc"], ["--path", "."]):
            done = sot(folder, *args)
            assert done.returncode == 2
            assert done.stderr.startswith(f"guard: no derived section in {folder}")

    def test_a_name_with_the_signs_of_a_pattern_is_found_as_it_is(self, folder: Path) -> None:
        write(folder, {"README.md": STALE.replace("toc -->", 'toc name="a [b]*" -->')})
        done = sot(folder, "--check", "a [b]*")
        assert done.returncode == 1
        assert "`guard sot --execute 'a [b]*'` writes it" in done.stderr

    def test_faults_of_others_do_not_stand_in_the_way(self, repository: Path) -> None:
        write(repository, {"docs/b.md": "<!-- guard:begin count of=*.nothing name=none --><!-- guard:end -->\n"})
        assert sot(repository, "--check").returncode == 2
        assert sot(repository, "--check", "none").returncode == 2
        assert sot(repository, "--execute", "toc", "count").returncode == 0
        assert sot(repository, "--check", "toc", "count").returncode == 0


class TestEditedByHand:
    def committed(self, folder: Path, files: Mapping[str, str]) -> None:
        write(folder, files)
        commit(folder)

    def test_it_is_told_with_the_difference_before_it_is_replaced(self, folder: Path) -> None:
        self.committed(folder, {"README.md": FRESH})
        write(folder, {"README.md": STALE})
        done = sot(folder)
        assert done.stderr.startswith("guard: README.md:3: section toc was edited by hand\n")
        done = sot(folder, "--execute")
        assert done.returncode == 0
        assert done.stderr == "guard: README.md:3: section toc was edited by hand\nwrote 1 section in README.md\n"
        assert "-- [Gone](#gone)\n+- [One](#one)\n" in done.stdout
        assert (folder / "README.md").read_text() == FRESH

    @pytest.mark.parametrize("lead", ["> ", "- ", "      "])
    def test_in_a_quote_and_in_a_list_as_well(self, folder: Path, lead: str) -> None:
        goes_on = lead.replace("-", " ")
        head = "# A\n\n" + ("1.    x\n\n" if lead.isspace() else "")
        text = f"{head}{lead}{BEGIN}\n{goes_on}- [One](#one)\n{goes_on}{END}\n\n## One\n"
        self.committed(folder, {"README.md": text})
        assert sot(folder, "--check").returncode == 0
        write(folder, {"README.md": text.replace("[One]", "[Two]")})
        assert "section toc was edited by hand" in sot(folder, "--check").stderr
        assert sot(folder, "--execute").returncode == 0
        assert (folder / "README.md").read_text() == text

    def test_a_source_that_changed_is_no_edit(self, folder: Path) -> None:
        self.committed(folder, {"README.md": FRESH})
        write(folder, {"README.md": FRESH + "\n## Three\n"})
        assert "by hand" not in sot(folder).stderr

    def test_what_another_section_of_the_name_says_is_no_edit(self, folder: Path) -> None:
        """Three files match one pattern in HEAD, and now three match the other: nobody has edited anything."""
        text = "<!-- guard:begin count of=*.a -->1<!-- guard:end --> <!-- guard:begin count of=*.b -->2<!-- guard:end -->\n"
        self.committed(folder, {"README.md": text, "1.a": "", "1.b": "", "2.b": ""})
        write(folder, {"2.a": ""})
        done = sot(folder, "--check")
        assert done.returncode == 1
        assert "by hand" not in done.stderr

    def test_without_a_commit_nobody_is_blamed(self, folder: Path) -> None:
        write(folder, {"README.md": STALE})
        done = sot(folder, "--check")
        assert (done.returncode, "by hand" in done.stderr) == (1, False)
        assert sot(folder, "--execute").returncode == 0
        assert (folder / "README.md").read_text() == FRESH

    def test_nor_where_the_document_is_new(self, folder: Path) -> None:
        self.committed(folder, {"other.md": FRESH})
        write(folder, {"README.md": STALE})
        assert "by hand" not in sot(folder, "--check").stderr


class TestPlaces:
    def test_outside_of_git(self, tmp_path: Path) -> None:
        folder = tmp_path / "plain"
        write(folder, {"README.md": STALE})
        assert sot(folder, "--check").returncode == 1
        assert sot(folder, "--execute").returncode == 0
        assert (folder / "README.md").read_text() == FRESH

    def test_a_clone_without_history(self, repository: Path) -> None:
        git(repository.parent, "clone", "-q", "--depth=1", f"file://{repository}", "shallow")
        assert sot(repository.parent / "shallow", "--execute").returncode == 0

    def test_an_empty_repository(self, folder: Path) -> None:
        done = untouched(sot(folder))
        assert done.returncode == 2

    def test_what_git_ignores_is_left_alone(self, folder: Path) -> None:
        write(folder, {".gitignore": "b.md\n", "README.md": STALE, "b.md": STALE})
        assert sot(folder, "--execute").stderr == "wrote 1 section in README.md\n"
        assert (folder / "b.md").read_text() == STALE

    def test_a_symlinked_target_is_refused(self, folder: Path, tmp_path: Path) -> None:
        (tmp_path / "outside.md").write_text("S\nE\n")
        write(folder, {"real.md": "S\nE\n", "guard.toml": declared("link.md", "text")})
        for target in ("real.md", str(tmp_path / "outside.md")):
            (folder / "link.md").unlink(missing_ok=True)
            (folder / "link.md").symlink_to(target)
            done = untouched(sot(folder, "--execute"))
            assert done.returncode == 2
            assert "link.md" in done.stderr
            assert (folder / "real.md").read_text() == "S\nE\n"
            assert (tmp_path / "outside.md").read_text() == "S\nE\n"

    def test_documents_that_are_symlinks_are_not_written_through(self, folder: Path, tmp_path: Path) -> None:
        (tmp_path / "outside.md").write_text(STALE)
        (folder / "README.md").symlink_to(tmp_path / "outside.md")
        assert untouched(sot(folder, "--execute")).returncode == 2
        assert (tmp_path / "outside.md").read_text() == STALE

    def test_a_symlinked_folder(self, folder: Path, tmp_path: Path) -> None:
        write(tmp_path / "elsewhere", {"a.md": STALE})
        (folder / "docs").symlink_to(tmp_path / "elsewhere")
        write(folder, {"guard.toml": declared("docs/a.md", "text", start="# A", end="## Two")})
        done = untouched(sot(folder, "--execute"))
        assert done.returncode == 2
        assert (tmp_path / "elsewhere/a.md").read_text() == STALE

    @pytest.mark.parametrize("what", ["folder", "missing", "ignored", "fifo"])
    def test_a_declared_file_that_is_none(self, folder: Path, what: str) -> None:
        write(folder, {"guard.toml": declared("target", "text"), ".gitignore": "target\n" if what == "ignored" else ""})
        if what == "folder":
            write(folder, {"target/a": ""})
        elif what == "ignored":
            write(folder, {"target": "S\nE\n"})
        elif what == "fifo":
            os.mkfifo(folder / "target")
        done = untouched(sot(folder, "--execute"))
        assert done.returncode == 2
        assert "target: section d cannot be derived: " in done.stderr


def declared(file: str, template: str, *, start: str = "S", end: str = "E", name: str = "d", more: str = "") -> str:
    return (
        f"[[derived]]\nname = {json.dumps(name)}\nfile = {json.dumps(file)}\n"
        f"start = {json.dumps(start)}\nend = {json.dumps(end)}\ntemplate = {json.dumps(template)}\n{more}"
    )


class TestSources:
    @pytest.mark.parametrize(
        ("of", "said"),
        [
            ("../../secret.txt", "not a path inside the repository"),
            ("/etc/passwd", "not a path inside the repository"),
            ("a/../../secret.txt", "not a path inside the repository"),
            (".git/config", "not a path inside the repository"),
            ("link.txt", "link.txt: "),
            ("up/secret.txt", "up/secret.txt: "),
            ("loop.txt", "loop.txt: "),
            ("docs", "docs: "),
            ("big.txt", "big.txt: larger than"),
            ("missing.txt", "missing.txt: not a file of the repository"),
            ("pipe", "pipe: "),
        ],
    )
    @pytest.mark.parametrize("kind", ["producer", "template", "template-file"])
    def test_what_must_not_be_read_is_not(self, folder: Path, tmp_path: Path, of: str, said: str, kind: str) -> None:
        (tmp_path / "secret.txt").write_text("secret")
        (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
        (folder / "up").symlink_to("..")
        (folder / "loop.txt").symlink_to("loop.txt")
        os.mkfifo(folder / "pipe")
        write(folder, {"docs/a.md": ""})
        with (folder / "big.txt").open("wb") as file:
            file.truncate(100 * 1024 * 1024)
        if kind == "producer":
            write(folder, {"README.md": f"<!-- guard:begin excerpt of={of} -->\n<!-- guard:end -->\n"})
        else:
            more = f"[derived.sources]\nx = {{ excerpt = {json.dumps(of)} }}\n"
            text = declared("README.md", "{{ x.text }}", more=more)
            if kind == "template-file":
                text = declared("README.md", "").replace('template = ""', f"template-file = {json.dumps(of)}")
            write(folder, {"README.md": "S\nE\n", "guard.toml": text})
        done = untouched(sot(folder, "--execute"))
        assert (done.returncode, done.stdout) == (2, "")
        assert said in done.stderr
        assert "secret\n" not in done.stderr
        assert "root:" not in done.stderr


class TestTemplates:
    def test_one_bad_template_among_good_ones_is_told_alone(self, folder: Path) -> None:
        settings = "\n".join(
            declared(f"{name}.txt", template, name=name)
            for name, template in [
                ("a", "good"),
                ("b", "x\n{{ nothing }}"),
                ("c", "{{ 'x' * 10**12 }}"),
                ("d", "good too"),
            ]
        )
        write(folder, {"guard.toml": settings, **{f"{name}.txt": "S\nE\n" for name in "abcd"}})
        done = untouched(sot(folder, "--check"))
        assert done.returncode == 2
        assert done.stderr.splitlines() == [
            "guard: b.txt:1: section b cannot be derived: template: line 2: 'nothing' is undefined",
            "guard: c.txt:1: section c cannot be derived: template: needs more memory than a template may have",
        ]
        assert sot(folder, "--execute", "a", "d").returncode == 0
        assert (folder / "d.txt").read_text() == "S\ngood too\nE\n"

    def test_sources_that_are_no_utf8(self, folder: Path) -> None:
        more = '[derived.sources]\nx = { excerpt = "latin.txt" }\n'
        write(
            folder,
            {"guard.toml": declared("a.txt", "{{ x.text }}", more=more), "a.txt": "S\nE\n", "latin.txt": b"\xe9\n"},
        )
        assert untouched(sot(folder, "--execute")).returncode == 0
        assert (folder / "a.txt").read_bytes() == b"S\n\xe9\nE\n"
        assert sot(folder, "--check").returncode == 0

    def test_values_that_no_template_can_be_given(self, folder: Path) -> None:
        more = '[derived.sources]\nx = { value = "a.toml", key = "x" }\n'
        number = "0x" + "f" * 5000
        write(
            folder,
            {"guard.toml": declared("a.txt", "{{ x }}", more=more), "a.txt": "S\nE\n", "a.toml": f"x = {number}\n"},
        )
        done = untouched(sot(folder, "--check"))
        assert done.returncode == 2
        assert "a.txt:1: section d cannot be derived: " in done.stderr


class TestConsole:
    HOSTILE = "\x1b]0;x\x07\x1b[2J\u202e\u200b\r\n::error::x\n##[error]y\x0c::warning::z\u2028::error::w"

    def quiet(self, done: subprocess.CompletedProcess[str]) -> None:
        said = untouched(done).stdout + done.stderr
        assert not {character for character in said if character < " " and character != "\n"}
        assert not set("\x7f\x9b\u202e\u200b\u2028") & set(said)
        assert not [line for line in said.split("\n") if line.lstrip().startswith("::")]
        assert "##[" not in said

    def test_hostile_texts_reach_it_as_visible_signs(self, folder: Path) -> None:
        commit(folder)
        write(folder, {"README.md": f"{BEGIN}\n{self.HOSTILE}\n{END}\n\n## {self.HOSTILE}\n"})
        for args in ([], ["--check"]):
            done = sot(folder, *args)
            assert "\\x1b[2J" in done.stdout
            self.quiet(done)
        self.quiet(sot(folder, "--execute"))

    def test_hostile_names(self, folder: Path) -> None:
        name = "\x1b[31m\n::error::x\u202e.md"
        write(folder, {name: FRESH, "b.md": STALE.replace("toc -->", "toc name='\x1b[2J\n::error::' -->")})
        commit(folder)
        write(folder, {name: STALE})
        for args in ([], ["--check"], ["nothing"], ["--execute"]):
            done = sot(folder, *args)
            assert "\\x1b[" in done.stdout + done.stderr
            self.quiet(done)
        assert sot(folder, "--check").returncode == 0

    @pytest.mark.parametrize(
        "marker",
        [
            "guard:begin \x1b[2J\n::error::x",
            "guard:begin toc \x1b[2J=1",
            "guard:begin toc '\x1b[2J",
            "guard:begin count of='\x1b[2J\n::error::'",
            "guard:begin excerpt of='\x1b[2J\n::error::x.md'",
            "guard:begin excerpt of=README.md heading='\x1b[2J\u202e'",
        ],
    )
    def test_hostile_markers(self, folder: Path, marker: str) -> None:
        write(folder, {"README.md": f"<!-- {marker} -->\n<!-- guard:end -->\n"})
        done = sot(folder, "--check")
        assert done.returncode == 2
        assert done.stderr.startswith("guard: README.md:1: ")
        self.quiet(done)

    def test_hostile_settings(self, folder: Path) -> None:
        hostile = "\x1b[2J\u202e::error::"
        write(folder, {"guard.toml": declared("a.txt", "{{ a['" + hostile + "'] }}", name=hostile, start=hostile)})
        write(folder, {"a.txt": f"{hostile}\nE\n"})
        self.quiet(sot(folder, "--check"))
        write(folder, {"a.txt": ""})
        self.quiet(sot(folder, "--check"))

    def test_a_name_can_be_pasted(self, folder: Path) -> None:
        """What a message tells one to run does no more than it says."""
        write(folder, {"README.md": STALE.replace("toc -->", "toc name='x; echo $(id)' -->")})
        done = sot(folder, command="check")
        assert (
            "`guard sot --execute 'x; echo $(id)'` writes it"
            in sot(folder, "--output-format", "full", command="check").stdout
        )
        assert done.returncode == 1


class TestTogether:
    def many(self, folder: Path, count: int) -> None:
        write(folder, {f"{number}.md": STALE for number in range(count)})
        commit(folder)

    def test_two_at_once(self, folder: Path) -> None:
        self.many(folder, 30)
        words = [sys.executable, "-m", "guard", "sot", "--execute"]
        children = [
            subprocess.Popen(words, cwd=folder, env=environment(folder), stderr=subprocess.PIPE, text=True)
            for _ in range(3)
        ]
        said = [child.communicate(timeout=300)[1] for child in children]
        assert [child.returncode for child in children] == [0, 0, 0], said
        assert {path.read_text() for path in folder.glob("*.md")} == {FRESH}
        assert "".join(said).count("wrote 1 section") == 30, "each file was written once"
        assert git(folder, "status", "--porcelain").count("\n") == 30

    def test_a_kill_leaves_old_or_new_files(self, folder: Path) -> None:
        self.many(folder, 40)
        words = [sys.executable, "-m", "guard", "sot", "--execute"]
        began = time.monotonic()
        subprocess.run(words, cwd=folder, env=environment(folder), check=True, capture_output=True)
        whole = time.monotonic() - began
        pauses = random.Random(1)  # noqa: S311
        for _ in range(10):
            git(folder, "checkout", "-q", ".")
            child = subprocess.Popen(words, cwd=folder, env=environment(folder), stderr=subprocess.DEVNULL)
            time.sleep(pauses.uniform(whole * 0.3, whole))
            child.send_signal(signal.SIGKILL)
            child.wait()
            texts = [path.read_text() for path in sorted(folder.glob("*.md"))]
            assert len(texts) == 40
            assert set(texts) <= {STALE, FRESH}
            # The kill may come between the making of the new file and its taking the old one's place.
            others = [line for line in git(folder, "status", "--porcelain").splitlines() if not line.endswith(".md")]
            assert re.fullmatch(r"(\?\? \.guard-[0-9a-f]{16}\.tmp)?", "\n".join(others))
            for path in folder.glob(".guard-*.tmp"):
                path.unlink()
        # No lock is left behind either.
        assert sot(folder, "--execute").returncode == 0
        assert {path.read_text() for path in folder.glob("*.md")} == {FRESH}


class TestGuardCheck:
    """The rule says what the command says, whatever the document's status."""

    def findings(self, folder: Path) -> list[Any]:
        """What is said of sections, and of nothing that stands in them."""
        report = json.loads(sot(folder, "--output-format", "json", command="check").stdout)
        return [one for one in report["findings"] if one["rule"] == "stale-section"]

    @pytest.mark.parametrize("status", ["living", "historical", "generated", "proposal", "ledger"])
    def test_it_is_found_shown_and_mended(self, folder: Path, status: str) -> None:
        head = f"---\nguard: {status}\n---\n\n"
        write(folder, {"README.md": head + STALE, "docs/other.md": "# B\n"})
        (only,) = self.findings(folder)
        assert (only["path"], only["line"], only["severity"]) == ("README.md", 8, "error")
        assert only["message"] == "the section toc is not what its source says"
        assert only["fix"]["safe"] is True
        shown = sot(folder, "--output-format", "full", command="check")
        assert shown.returncode == 1
        assert "`- [Gone](#gone)` should be `- [One](#one)`" in shown.stdout
        assert "`guard sot --execute toc` writes it" in shown.stdout
        assert sot(folder, "--fix", command="check").returncode == 0
        assert (folder / "README.md").read_text() == head + FRESH
        assert sot(folder, "--check").returncode == 0
        assert sot(folder, command="check").returncode == 0

    @pytest.mark.parametrize(
        "status",
        [
            "historical",
            "generated",
            "ledger",
        ],
    )
    def test_a_committed_one_too(self, folder: Path, status: str) -> None:
        write(folder, {"README.md": f"---\nguard: {status}\n---\n\n" + STALE})
        commit(folder)
        assert sot(folder, "--check").returncode == 1
        assert len(self.findings(folder)) == 1

    def test_a_file_that_is_no_document(self, folder: Path) -> None:
        makefile = "# BEGIN\nall:\n# END\n"
        write(
            folder,
            {
                "Makefile": makefile,
                "README.md": "# A\n",
                "guard.toml": declared("Makefile", "all: a b\n\techo", start="# BEGIN", end="# END"),
            },
        )
        (only,) = self.findings(folder)
        assert (only["path"], only["line"]) == ("Makefile", 2)
        assert "`all:` should be `all: a b`" in sot(folder, "--output-format", "full", command="check").stdout
        assert sot(folder, "--fix", command="check").returncode == 0
        assert (folder / "Makefile").read_text() == "# BEGIN\nall: a b\n\techo\n# END\n"
        assert sot(folder, "--check").returncode == 0

    def test_faults_are_findings(self, folder: Path) -> None:
        write(folder, {"README.md": f"# A\n\n{BEGIN}\n\n## One\n"})
        (only,) = self.findings(folder)
        assert only["message"] == "the section guard:begin cannot be derived: has no guard:end below it"
        assert only["fix"] is None
        assert only["line"] == 3

    @pytest.mark.parametrize("format_name", ["full", "concise", "json", "sarif", "github", "markdown"])
    def test_hostile_sections_in_every_format(self, folder: Path, format_name: str) -> None:
        hostile = TestConsole.HOSTILE
        write(
            folder,
            {"README.md": f"<!-- guard:begin toc name='\x1b[2J\n::error::' -->\n{hostile}\n{END}\n\n## {hostile}\n"},
        )
        done = untouched(sot(folder, "--output-format", format_name, command="check"))
        assert done.returncode == 1
        assert "\x1b" not in done.stdout
        assert "\u202e" not in done.stdout or format_name in {"json", "sarif"}
        assert not [line for line in done.stdout.split("\n") if line.lstrip().startswith("::error::x")]
