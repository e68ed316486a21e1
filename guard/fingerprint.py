"""What a finding is known by from run to run. Line numbers are no part of it: editing a document keeps it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from hashlib import sha256

from guard.model import Finding

_LENGTH = 20


def fingerprints(findings: Sequence[Finding]) -> tuple[str, ...]:
    """One for each finding, in their order; no two are the same.

    Findings with the same rule, path, subject and headings are told apart by counting them down the document. So the
    same findings must be given whenever fingerprints are to be compared: all of them, whether they count or not.
    """
    seen: defaultdict[bytes, int] = defaultdict(int)
    prints = [""] * len(findings)
    for index in sorted(range(len(findings)), key=lambda index: findings[index].span):
        identity = _identity(findings[index])
        prints[index] = sha256(identity + b"%d" % seen[identity]).hexdigest()[:_LENGTH]
        seen[identity] += 1
    return tuple(prints)


def _identity(finding: Finding) -> bytes:
    return b"".join(_framed((finding.rule, finding.path, finding.subject, *finding.heading)))


def _framed(texts: Iterable[str]) -> Iterable[bytes]:
    """Lengths before the texts: no two sequences of texts look the same when joined."""
    for text in texts:
        encoded = text.encode("utf-8", "surrogatepass")
        yield b"%d:%b," % (len(encoded), encoded)
