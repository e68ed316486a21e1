"""What a change brought: the findings of now without those of before.

Both states are held whole and compared, so that a rename which breaks a link in a document that nobody touched counts, and a
paragraph that only moved does not.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable

import msgspec

from guard.model import Finding, Verdict
from guard.session import NothingToCheck, Session
from guard.snapshot import Git, GitError

Judge = Callable[[Session], Verdict]


def base_of(git: Git, ref: str) -> str | None:
    """The commit that a change since `ref` is held against; None before the first commit. Raises GitError."""
    if git.head is None:
        return None
    if ref == "HEAD":
        return git.head
    commit = git.run("rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}").decode().strip()
    try:
        return git.run("merge-base", commit, git.head).decode().strip()
    except GitError:
        cure = "fetch more of the history" if git.shallow else "name a ref that shares history with HEAD"
        raise GitError(f"{ref} and HEAD have no common commit here: {cure}") from None


def brought(session: Session, verdict: Verdict, base: str | None, judge: Judge, *, index: bool) -> Verdict:
    """`verdict` without the findings that the commit `base` has too. `judge` holds and judges a session."""
    if base is None or session.snapshot.git is None:
        return verdict
    try:
        before = judge(session.at(base))
    except NothingToCheck:
        return verdict
    renames = _renames(session.snapshot.git, base, index=index)
    known = Counter(_key(finding, renames) for finding in _all(before))
    left: list[Finding] = []
    for finding in verdict.findings:
        key = _key(finding, {})
        if known[key] > 0:
            known[key] -= 1
        else:
            left.append(finding)
    return msgspec.structs.replace(verdict, findings=tuple(left))


def _all(verdict: Verdict) -> Iterable[Finding]:
    return (*verdict.findings, *(aside.finding for aside in verdict.set_aside))


def _key(finding: Finding, renames: dict[str, str]) -> tuple[str, str, str]:
    """What stays the same when lines move and the document itself is renamed."""
    return finding.rule, renames.get(finding.path, finding.path), finding.subject


def _renames(git: Git, base: str, *, index: bool) -> dict[str, str]:
    """Old path -> new path of what was renamed since `base`."""
    side = ("--cached",) if index else ()
    for likeness in ("-M50%", "-M100%"):
        try:
            raw = git.run(
                "diff",
                *side,
                "--name-status",
                likeness,
                "--diff-filter=R",
                "-z",
                "--no-ext-diff",
                "--no-textconv",
                base,
                "--",
            )
        except GitError:
            # A partial clone lacks the contents that likeness is measured on.
            continue
        fields = os.fsdecode(raw).split("\0")
        return dict(zip(fields[1::3], fields[2::3], strict=False))
    return {}
