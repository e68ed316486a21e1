import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guard.engine.choosing import candidates
from guard.model import Status
from guard.settings import Settings, load
from guard.snapshot import Snapshot, take
from guard.status import NOT_DOCUMENTS, by_name, is_document_by_default, older_pages, says_generated, status_of

BY_NAME = {
    Status.LIVING: """
README.md
docs/guide.md
docs/new/old-habits.md
docs/oldest/guide.md
docs/archiving.md
docs/archive.md
legacy.md
LEGACY
docs/deprecated-features.md
CHANGELOG.py
news.py
docs/changelog-guide.md
docs/release-notes-process.md
docs/changes-to-the-api.md
docs/newsletter.md
docs/commands/history.md
docs/reference/cli/changes.md
docs/features/audit-log.md
docs/features/chat-history.md
docs/log.md
docs/history-api.md
docs/logging.md
docs/blogging.md
docs/catalog.md
docs/dialog.md
RELEASE.md
docs/releasing.md
releases/README.md
releases/how-to.md
docs/explanation.md
docs/planet.md
docs/EXPLANATION.md
docs/PLANETS.md
docs/planning.md
docs/todo-app.md
docs/adr/README.md
docs/decisions/index.md
docs/decision-making.md
.claude/commands/plan.md
.claude/commands/flow-2-plan.md
.claude/skills/changelog.md
rfcs/README.md
plans/index.md
changelog.d/README.md
.changeset/README.md
src/blog/setup.md
blog/docs/setup.md
docs/ports-8080.md
docs/iso-20250199.md
docs/ticket-12025013199.md
docs/2025-13-01-x.md
docs/2025/guide.md
docs/3.2.md
.github/workflows/changelog.yml
docs/plans.yml
services/plan.yaml
generated.md
docs/generated/api.md
""",
    Status.HISTORICAL: """
CHANGELOG.md
CHANGELOG
changelog.txt
CHANGELOG-1.x.md
packages/a/CHANGELOG.rst
docs/changelog_old.md
CHANGES
CHANGES.rst
CHANGES_API.md
changes-2.0.md
HISTORY.md
docs/history.md
NEWS
news.md
RELEASES.md
docs/releases.md
release-notes.md
docs/release_notes_2.md
docs/ReleaseNotes.md
release-notes/v1.2.3.md
docs/release-notes/2.0/2.0.1.md
docs/releases/1.4.md
releases/2024.1-rc1.md
docs/whatsnew/3.12.rst
docs/adr/0001-use-x.md
docs/adrs/1.md
doc/architecture-decisions/x.md
docs/decisions/template.md
docs/rfcs/0001-x.md
_posts/welcome.md
docs/blog/hello.md
website/blog/hello/index.md/x.md
blog/hello.md
blog/2021-08-26-welcome/index.md
archive/x.md
docs/archive/README.md
docs/Archived/x/y.md
_archive/x.md
docs/superseded/x.md
docs/deprecated/x.md
old/docker-compose.yml
src/legacy/notes.md
BUILD_HISTORY.md
docs/version-history.md
DEBUG_LOG.md
AUDIT_LOG.md
docs/decision-log.md
docs/worklog.md
docs/my-devlog.md
2025-01-31-x.md
docs/x_20250131.md
docs/x-2025_01_31.md
REPORT_2026-01-03.md
reports/2025-01.md
reports/2025-01-31/summary.md
audits/2026-01-21/README.md
changelog.d/123.bugfix.md
.changeset/brave-cats-sing.md
newsfragments/12.feature.rst
changelog/unreleased.md
archive/IMPLEMENTATION_PLAN.md
docs/x.generated.md/archive/y.md
""",
    Status.PROPOSAL: """
docs/x.proposal.md
docs/new-cache-proposal.md
proposals/x.md
openspec/changes/x/design.md
proposals/12-name/README.md
rfcs/0001-x.md
docs/plans/x.md
.plans/x.md
IMPLEMENTATION_PLAN.md
PLAN_OF_ATTACK.md
docs/MIGRATION-PLANS.md
tasks/003/01_plan.md
plan.md
ROADMAP.md
docs/roadmap-2027.md
product-roadmap.md
TODO
TODO.md
TODO_BACKEND.md
todo.md
BACKLOG.md
docs/backlog.md
""",
    Status.GENERATED: """
docs/api.generated.md
src/schema.generated.yml
docs/adr/x.generated.md
""",
}


@pytest.mark.parametrize(
    ("path", "status"), [(path, status) for status, paths in BY_NAME.items() for path in paths.split()]
)
def test_what_a_name_says(path: str, status: Status) -> None:
    assert by_name(path) is status


@given(st.text(alphabet="aL/._-0129 PLANlog\u00e9\udc80\n", min_size=1, max_size=40))
def test_every_path_has_a_status(path: str) -> None:
    assert by_name(path) in Status
    assert is_document_by_default(path) in (True, False)


@pytest.mark.parametrize("folder", sorted(NOT_DOCUMENTS))
def test_other_peoples_files_are_no_documents(folder: str) -> None:
    assert not is_document_by_default(f"{folder}/README.md")
    assert not is_document_by_default(f"a/{folder}/b/c.md")
    assert is_document_by_default(f"my-{folder}/a.md")
    assert is_document_by_default(f"docs/{folder}")


@pytest.mark.parametrize(
    ("path", "is_document"),
    [
        ("tests/README.md", True),
        ("tests/suite/book/src/SUMMARY.md", False),
        ("tests/suite/book/src/README.md", True),
        ("tests/suite/notes.md", True),
        ("tests/suite/book/src/compose.yml", True),
        ("app/reply_test_examples/4.md", False),
        ("app/resources/mdtest/final.md", False),
        ("app/latest_examples/a.md", True),
        ("packages/app/ThirdPartyNotices.md", False),
        ("NOTICE", False),
        ("docs/legal-notices.md", True),
        ("app/test_data/README.md", True),
    ],
)
def test_prose_deep_below_tests_is_material(path: str, is_document: bool) -> None:
    assert is_document_by_default(path) is is_document


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("docs/v1.14.2/guide.md", Status.HISTORICAL),
        ("docs/1.x/guide.md", Status.HISTORICAL),
        ("docs/v2/guide.md", Status.LIVING),
        ("docs/community/3.16-announcement.md", Status.HISTORICAL),
        ("docs/history/tool.md", Status.HISTORICAL),
        ("changelogs/shop/0.27.2.md", Status.HISTORICAL),
        ("src/history/setup.md", Status.LIVING),
    ],
)
def test_documents_of_a_version_or_an_occasion_are_of_the_past(path: str, status: Status) -> None:
    assert by_name(path) is status


def configured(text: str) -> Settings:
    return load(Snapshot.of({"guard.toml": text}))


@pytest.mark.parametrize(
    ("front", "path", "status"),
    [
        ({"guard": "historical"}, "README.md", Status.HISTORICAL),
        ({"guard": " Ledger "}, "README.md", Status.LEDGER),
        ({"guard": "living"}, "CHANGELOG.md", Status.LIVING),
        ({"guard": "nonsense"}, "CHANGELOG.md", Status.HISTORICAL),
        ({"guard": "living", "status": "superseded"}, "docs/adr/1.md", Status.LIVING),
        ({"status": "superseded by [ADR-5](5.md)"}, "docs/x.md", Status.HISTORICAL),
        ({"status": "Deprecated"}, "docs/x.md", Status.HISTORICAL),
        ({"status": "archived"}, "docs/x.md", Status.HISTORICAL),
        ({"status": "rejected"}, "docs/x.md", Status.HISTORICAL),
        ({"status": "accepted"}, "docs/x.md", Status.LIVING),
        ({"status": "accepted"}, "docs/decisions/x.md", Status.HISTORICAL),
        ({"status": "accepted"}, "rfcs/x.md", Status.HISTORICAL),
        ({"status": "accepted"}, "proposals/x.md", Status.PROPOSAL),
        ({"status": "proposed"}, "docs/adr/x.md", Status.PROPOSAL),
        ({"status": '"draft"'}, "docs/x.md", Status.PROPOSAL),
        ({"status": "new"}, "docs/x.md", Status.LIVING),
        ({"status": "12"}, "docs/x.md", Status.LIVING),
        ({"status": ""}, "docs/x.md", Status.LIVING),
    ],
)
def test_the_front_matter_goes_over_the_name(front: dict[str, str], path: str, status: Status) -> None:
    assert status_of(path, front, Settings()) is status


def test_the_configuration_goes_over_everything() -> None:
    settings = configured('[status]\nledger = ["docs/**"]')
    front = {"guard": "historical"}
    assert status_of("docs/CHANGELOG.md", front, settings) is Status.LEDGER
    assert status_of("CHANGELOG.md", {}, settings) is Status.HISTORICAL


@pytest.mark.parametrize(
    ("text", "path", "status"),
    [
        ("living = ['docs/']\nhistorical = ['docs/log/']", "docs/log/a.md", Status.HISTORICAL),
        ("historical = ['docs/log/']\nliving = ['docs/']", "docs/log/a.md", Status.LIVING),
        ("historical = ['docs/', '!docs/plan.md']", "docs/plan.md", Status.PROPOSAL),
        ("historical = ['docs/']\nliving = ['docs/a.md']", "docs/a.md", Status.LIVING),
        ("historical = ['docs/']\nliving = ['docs/a.md']", "docs/b.md", Status.HISTORICAL),
        ("living = ['archive/']", "archive/a.md", Status.LIVING),
    ],
)
def test_the_last_pattern_that_matches_decides(text: str, path: str, status: Status) -> None:
    assert status_of(path, {}, configured(f"[status]\n{text}")) is status


@pytest.mark.parametrize(
    ("path", "head", "says"),
    [
        ("a.md", "<!-- Generated by tool. Do not edit. -->\n# Title", True),
        ("a.md", "# Title\n\n<!--\nThis file is auto-generated from x.yml,\nplease DON'T EDIT it\n-->", True),
        ("a.md", "---\ntitle: x\n---\n<!-- AUTOGENERATED: do not\n  modify by hand -->", True),
        ("a.md", "<!-- This file is auto-generated (make x). Edit y.rs if you want to change anything here. -->", True),
        ("a.md", "<!-- @generated -->", True),
        ("a.md", "> This page is generated from the schema. Do not edit it.\n\ntext", True),
        ("a.md", "<!-- Generated by tool. -->", False),
        ("a.md", "<!-- Do not edit. -->", False),
        ("a.md", "This page tells how files generated by a tool say do not edit.", False),
        ("a.md", "# Generated by a tool: do not edit", False),
        ("a.md", "<!-- a note -->\n<!-- generated by tool, do not edit -->", False),
        ("a.md", "# T\n<!-- BEGIN generated by tool, do not edit this section -->\n", False),
        ("a.md", "# T\n<!-- START of the toc, generated by doctoc, do not edit -->\n", False),
        ("a.md", "text\n" * 40 + "<!-- generated by tool, do not edit -->", False),
        ("a.yml", "# Generated by tool.\n# Do not edit.\nx: 1", True),
        ("a.yml", "x: 1 # Generated by tool. Do not edit.", False),
        ("a.py", "#!/usr/bin/env python\n# -*- coding: utf-8 -*-\n# Code generated by x; do not edit.\n", True),
        ("a.py", '"""Generated by x, don\u2019t change."""', True),
        ("a.js", "/* Generated by x.\n * Do not edit. */", True),
        ("a.sql", "-- generated with x\n-- do not modify", True),
        ("a.yml", "", False),
        ("a.md", "<!--", False),
    ],
)
def test_a_first_comment_that_says_hands_off(path: str, head: str, says: bool) -> None:
    assert says_generated(path, head) is says


def test_the_mark_of_a_producer_goes_over_the_name_but_not_over_the_front_matter() -> None:
    head = "<!-- generated by x, do not edit -->"
    assert status_of("CHANGELOG.md", {}, Settings(), head=head) is Status.GENERATED
    assert status_of("a.md", {"guard": "living"}, Settings(), head=head) is Status.LIVING


def test_a_clone_under_any_folder_is_the_same(tmp_path: Path) -> None:
    found = []
    for name in ("archive", "old/node_modules", "2025-01-31-x", "clone"):
        root = tmp_path / name
        root.mkdir(parents=True)
        subprocess.run(["git", "init", "-q", str(root)], check=True)
        (root / "docs").mkdir()
        for path in ("README.md", "docs/plan.md", "CHANGELOG.md"):
            (root / path).write_text("x\n")
        snapshot = take(root)
        paths = [path for path in snapshot.entries if is_document_by_default(path)]
        found.append({path: status_of(path, {}, load(snapshot)) for path in paths})
    expected = {
        "CHANGELOG.md": Status.HISTORICAL,
        "README.md": Status.LIVING,
        "docs/plan.md": Status.PROPOSAL,
    }
    assert found == [expected] * 4


_VERSIONS = """{"navigation": {"languages": [{"language": "en", "versions": [
  {"version": "Edge", "pages": ["edge/a"]},
  {"version": "v2.10", "default": true, "groups": [{"group": "Start", "pages": ["v2/a", "shared", {"group": "x", "pages": ["v2/b"]}]}]},
  {"version": "v2.9", "tabs": [{"tab": "T", "pages": ["v1/a", "shared"]}]}
]}]}}"""


@pytest.mark.parametrize(
    ("text", "older"),
    [
        (_VERSIONS, {"v1/a"}),
        ('{"navigation": {"versions": [{"version": "v2", "pages": ["a"]}, {"version": "v1", "pages": ["b"]}]}}', {"b"}),
        (
            '{"versions": ["2", "1"], "navigation": [{"group": "x", "version": "1", "pages": ["b"]}, {"pages": ["a"]}]}',
            {"b"},
        ),
        ('{"navigation": {"versions": [{"version": "1", "pages": ["a"]}, {"version": "2", "pages": ["b"]}]}}', set()),
        ('{"navigation": {"pages": ["a"]}}', set()),
        ('{"versions": 1}', set()),
        ("[1", set()),
    ],
)
def test_pages_of_older_versions(text: str, older: set[str]) -> None:
    assert older_pages("docs", text) == {f"docs/{page}{ending}" for page in older for ending in (".md", ".mdx")}


def test_pages_of_older_versions_are_historical_unless_said_otherwise() -> None:
    older = older_pages("", _VERSIONS)
    assert status_of("v1/a.mdx", {}, Settings(), older=older) is Status.HISTORICAL
    assert status_of("v1/a.mdx", {"guard": "living"}, Settings(), older=older) is Status.LIVING
    assert status_of("v2/a.mdx", {}, Settings(), older=older) is Status.LIVING


def test_a_snapshot_tells_which_pages_are_older() -> None:
    snapshot = Snapshot.of({"site/docs.json": _VERSIONS, "site/v1/a.mdx": "x", "site/v2/a.mdx": "x"})
    assert {one.path: one.status for one in candidates(snapshot, Settings())} == {
        "site/v1/a.mdx": Status.HISTORICAL,
        "site/v2/a.mdx": Status.LIVING,
    }
