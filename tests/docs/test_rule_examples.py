"""Every example of every rule is a test: what the rule says of it, and what it is after every fix."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from guard.catalog import Entry, catalog
from guard.documents import Document
from guard.documents.languages import language_of, reader_of
from guard.documents.readers import read
from guard.facts import Facts
from guard.facts.history import TableHistory
from guard.mend import plan, splice
from guard.model import Finding
from guard.rule import Example
from guard.session import Session
from guard.snapshot import Snapshot

WITHOUT_BAD = {"ignored-target"}
"""Rules whose bad case exists only on a disk; it is tested below."""


def _examples() -> Iterator[object]:
    for entry in catalog():
        for number, example in enumerate(entry.module.EXAMPLES):
            kind = "bad" if example.says else "good"
            yield pytest.param(entry, example, id=f"{entry.name}-{number}-{kind}")


def findings_of(entry: Entry, example: Example) -> tuple[Document, list[Finding]]:
    """What the rule finds in the example's document, in the order of the document."""
    snapshot = Snapshot.of({example.path: example.text, **example.files})
    language = language_of(example.path) or "markdown"
    facts = Facts(
        snapshot,
        lambda path: read(reader_of(path, language_of(path) or "markdown"), snapshot.text(path)),
        repository=example.remote,
        history=TableHistory(example.gone),
    )
    document = Document(
        example.path, example.text, read(reader_of(example.path, language), example.text), language=language
    )
    if entry.options is None:
        outcomes = entry.module.check(document, facts)
    else:
        options = msgspec.convert(example.options, entry.options, strict=False)
        outcomes = entry.module.check(document, facts, options)
    found = [outcome for outcome in outcomes if isinstance(outcome, Finding)]
    return document, sorted(found, key=lambda one: one.span)


@pytest.mark.parametrize(("entry", "example"), list(_examples()))
def test_example(entry: Entry, example: Example) -> None:
    document, found = findings_of(entry, example)
    assert tuple(finding.message for finding in found) == example.says
    assert all(finding.evidence for finding in found), "a finding without evidence is not shown"
    assert all(document.source(finding.span) for finding in found)
    if example.fixed is None:
        assert not any(finding.fix for finding in found), "the example does not show what its fix makes"
    else:
        chosen = plan(found, {example.path: example.text.encode()}, unsafe=True)
        assert splice(example.text.encode(), chosen.edits[example.path]).decode() == example.fixed


@pytest.mark.parametrize("entry", catalog(), ids=lambda entry: entry.name)
def test_every_rule_shows_what_it_finds_and_what_it_leaves(entry: Entry) -> None:
    examples = entry.module.EXAMPLES
    assert any(not example.says for example in examples)
    assert entry.name in WITHOUT_BAD or any(example.says for example in examples)
    assert entry.summary.endswith((".", ")")), "the first line of the docstring is the rule's summary"


@pytest.mark.parametrize(("target", "found"), [("build/out.md", ["build/out.md"]), ("build/none.md", []), ("a.md", [])])
def test_a_link_to_an_ignored_file_of_this_disk_is_found(tmp_path: Path, target: str, found: list[str]) -> None:
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    for name, text in {
        ".gitignore": "build/\n",
        "README.md": f"[x]({target})\n",
        "a.md": "",
        "build/out.md": "",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    judged = Session.open(tmp_path, flags={"select": ["ignored-target"]}).hold().findings
    assert [finding.subject for finding in judged] == found
    assert all(finding.evidence for finding in judged)
