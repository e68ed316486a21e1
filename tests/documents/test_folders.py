from __future__ import annotations

import pytest

from guard.documents import Document, markdown
from guard.documents.folders import after_clones, inside, leaves, working_folders


def document(text: str, path: str = "docs/a/b.md", language: str = "markdown") -> Document:
    return Document(path, text, markdown.read(text), language=language)


@pytest.mark.parametrize(
    ("text", "path", "language", "folders"),
    [
        ("```sh\nls\n```", "docs/a/b.md", "markdown", ("docs/a", "docs", "")),
        ("```sh\ncd x\nls\n```", "docs/b.md", "markdown", ("docs/x", "x")),
        ("```sh\ncd ..\nls\n```", "docs/b.md", "markdown", ("",)),
        ("```sh\ncd $X\nls\n```", "b.md", "markdown", ()),
        ("```sh\nls\n```", ".github/workflows/a.yml", "workflow", ("",)),
    ],
)
def test_where_commands_run(text: str, path: str, language: str, folders: tuple[str, ...]) -> None:
    found = document(text, path, language)
    assert working_folders(found, found.claims.commands[-1]) == folders


@pytest.mark.parametrize(
    ("folder", "path", "whole"),
    [("", "a", "a"), ("a", "../b", "b"), ("a", "..", ""), ("", "..", None), ("a", "../../b", None), ("", "/b", None)],
)
def test_paths_stay_inside(folder: str, path: str, whole: str | None) -> None:
    assert inside(folder, path) == whole


@pytest.mark.parametrize("path", ["/a", "~/a", "C:/a", "https://e.org/a", "git@e.org:a", "github.com/a/b"])
def test_paths_that_leave(path: str) -> None:
    assert leaves(path)
    assert not leaves("a/b")


def test_a_clone_counts_for_the_rest_of_its_block() -> None:
    text = "```sh\na\ngit clone -b x https://e.org/b.git\nc\n```\n```sh\nd\n```\n"
    found = [(command.words[0].text, url) for command, url in after_clones(document(text).claims.commands)]
    assert found == [("a", ""), ("git", ""), ("c", "https://e.org/b.git"), ("d", "")]
