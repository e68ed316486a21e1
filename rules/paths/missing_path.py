"""A path that a document mentions must be there.

Paths in inline code, in prose, in comments of code blocks and as operands of commands are held against the files, if they
can be bound to this repository: history shows that they existed, or only their name lives elsewhere, or their folder is
there and holds a like name. A mention is dead only when it fails from the root, from the document's folder and every folder
above it, and as the end of any path.

Not judged: placeholders, globs, what git ignores, files that the text tells the reader to create, sentences about the
past, and names so common that bearing one says nothing.
"""

from collections import defaultdict
from collections.abc import Iterator
from posixpath import basename, dirname, splitext

import msgspec

from guard import HOLDS, Document, Evidence, Finding, Fix, Outcome, Span, Unjudged, bad, good
from guard.documents.mentions import has_ending
from guard.documents.operands import operands
from guard.documents.others import of_others, places_tried
from guard.documents.records import is_record, shows_examples
from guard.facts import Facts
from guard.facts.homes import GENERIC, Home
from guard.facts.near import flattened
from guard.facts.paths import Reading, has_placeholder

MESSAGE = "path is not there: {subject}"

EXAMPLES = (
    good("Run `scripts/build.sh` and see `pkg/a.py:12`.", files=["scripts/build.sh", "src/pkg/a.py"]),
    good("Write `docs/new.md`, as in `docs/<name>.md` or `docs/*.md`; and/or 33060/tcp.", files=["docs/a.md"]),
    good("`docs/old.md` was replaced by `docs/new.md`.", files=["docs/new.md"], gone={"docs/old.md": "docs/new.md"}),
    good("```sh\nmkdir -p docs/out\ncat docs/out\n```", files=["docs/a.md"]),
    good(
        "| was | is |\n| --- | --- |\n| `docs/old.md` | `attic/old.md` |",
        files=["attic/old.md"],
        gone={"docs/old.md": "attic/old.md"},
    ),
    good("```sh\ncd your-clone\ncat docs/gone.md\n```", files=["docs/a.md"], gone={"docs/gone.md": None}),
    good("We do not use `.claude/skills/`.", files=[".claude/a.md"], gone={".claude/skills": None}),
    bad(
        "See `docs/setup.md` for more.",
        files=["docs/install.md"],
        gone={"docs/setup.md": "docs/install.md"},
        says="path is not there: docs/setup.md",
        fixed="See `docs/install.md` for more.",
    ),
    bad(
        "* `theme.tsx` - the theme.",
        files=["src/app.css"],
        gone={"src/theme.tsx": None},
        says="path is not there: theme.tsx",
    ),
    bad(
        "With Docker: `scripts/test_docker.sh`",
        files=["tests/test_docker.sh", "scripts/a.sh"],
        says="path is not there: scripts/test_docker.sh",
        fixed="With Docker: `tests/test_docker.sh`",
    ),
    bad(
        "```sh\ngo build -o shop ./cmd/store\n```",
        files=["cmd/shop/main.go"],
        gone={"cmd/store": "cmd/shop"},
        says="path is not there: ./cmd/store",
        fixed="```sh\ngo build -o shop ./cmd/shop\n```",
    ),
    bad(
        "```sh\ngo install github.com/a/shop/cmd/stores@latest\ngo test ./internal/... ./...\n```",
        files={"go.mod": "module github.com/a/shop\n", "cmd/store/main.go": "", "internal/a.go": ""},
        says="path is not there: cmd/stores",
        fixed="```sh\ngo install github.com/a/shop/cmd/store@latest\ngo test ./internal/... ./...\n```",
    ),
    bad(
        "```sh\nDOMAIN=x sh ./script-test.sh\n```",
        files=["scripts/test.sh"],
        says="path is not there: ./script-test.sh",
        fixed="```sh\nDOMAIN=x sh ./scripts/test.sh\n```",
    ),
    bad(
        "```sh\nnode rename-ids.js\n```",
        path="web/README.md",
        files=["web/a.js"],
        gone={"web/rename-ids.js": None},
        says="path is not there: rename-ids.js",
    ),
    good("## Branches\n\nSuch as `docs/better-guide`.", files=["docs/a.md"]),
    good("In the API repo it is `docs/gone.md`.", files=["docs/a.md"], gone={"docs/gone.md": None}),
    bad("```bash\ncp docs/env.example .env\n```", files=["docs/a.md"], says="path is not there: docs/env.example"),
    bad(
        "/docs/gone.md @owner", path=".github/CODEOWNERS", files=["docs/a.md"], says="path is not there: /docs/gone.md"
    ),
)

_MAKING = frozenset({"create", "example", "future"})
_SHORT = 9
_DATA = frozenset({".json", ".yaml", ".yml", ".toml", ".md", ".txt", ".ini", ".xml", ".csv"})
_SHARED_HIDDEN = frozenset(".github .claude .cursor .agents .vscode .devcontainer .gitlab .circleci".split())
_TOOLS = (".claude/", ".cursor/", ".agents/", ".vscode/", ".devcontainer/")
_PASSING = frozenset({".tmp", ".bak", ".swp", ".orig", ".log", ".pid", ".lock", ".sock", ".cache"})
"""Endings of what comes and goes while programs run."""


class Claim(msgspec.Struct, frozen=True):
    """A mention to be judged. `firm`: the text cannot work without the path."""

    text: str
    span: Span
    where: str
    hints: tuple[str, ...] = ()
    firm: bool = False
    folder: str = ""
    """Where a command before it has gone to."""
    runs: bool = False
    """Whether an interpreter is to run it."""


def check(document: Document, facts: Facts) -> Iterator[Outcome]:
    if is_record(document.path):
        yield Unjudged("path: the document records one piece of work")
        return
    claims = (*_mentions(document), *_operands(document, facts))
    tried = places_tried((claim.text, claim.where == "code") for claim in claims)
    lines = _by_line(claims)
    for claim in claims:
        outcome = _judge(document, facts, claim)
        if isinstance(outcome, Finding):
            if splitext(claim.text)[0] in tried or claim.text in tried:
                outcome = Unjudged("path: one of several places that are tried")
            elif _is_set_right(document, facts, claim, lines[claim.span.line]):
                outcome = Unjudged("path: its new place stands beside it")
        yield outcome


def _by_line(claims: tuple[Claim, ...]) -> dict[int, list[Claim]]:
    lines: dict[int, list[Claim]] = defaultdict(list)
    for claim in claims:
        lines[claim.span.line].append(claim)
    return lines


def _is_set_right(document: Document, facts: Facts, claim: Claim, beside: list[Claim]) -> bool:
    """Whether the same line names the place where the path is now: a table of moves, `old.py new.py`."""
    name = basename(claim.text.rstrip("/"))
    stem = splitext(name)[0]
    for other in beside:
        if other.text != claim.text and stem in {splitext(part)[0] for part in other.text.split("/")}:
            return facts.paths.read(document.path, other.text).standing == "alive"
    gone = facts.history.gone(facts.paths.read(document.path, claim.text).path)
    new = basename(gone.renamed_to) if gone and gone.renamed_to else name
    return new != name and has_ending(new) and new in document.lines.content(claim.span.line)


def _mentions(document: Document) -> Iterator[Claim]:
    for mention in document.claims.mentions:
        yield Claim(mention.text, mention.span, mention.where, mention.hints, mention.where == "owner")


def _operands(document: Document, facts: Facts) -> Iterator[Claim]:
    for one in operands(document, facts.paths.clones, facts.go_modules):
        yield Claim(one.path, one.span, "command", firm=True, folder=one.folder, runs=one.runs)


def _judge(document: Document, facts: Facts, claim: Claim) -> Outcome:
    text = claim.text
    if claim.where == "owner":
        return _owner(document, facts, claim)
    if text.startswith(("~", "/")) or ":" in text or "@" in text:
        return Unjudged("path: of another place")
    reading = facts.paths.read(document.path, text)
    if reading.standing == "alive":
        return HOLDS
    if claim.folder and (outcome := _in_folder(document, facts, claim)):
        return outcome
    if has_placeholder(text) or splitext(text)[1] in _PASSING:
        return Unjudged("path: placeholder or pattern")
    if reading.standing == "unknown" and not _is_bound_operand(facts, claim, text):
        return _run_together(document, facts, claim) or Unjudged("path: not bound to this repository")
    if facts.ignored(reading.path or text) or facts.ignored(text.removeprefix("./")):
        return Unjudged("path: git ignores it")
    home = facts.homes.of(reading.path or text)
    if reading.standing != "gone" and facts.paths.is_instance(reading.path or text):
        return Unjudged("path: one more of its kind, made at run time")
    if claim.runs and reading.standing == "gone" and dirname(reading.path) == document.folder:
        return _finding(document, claim, reading.path, home)  # it was where the reader stands
    if reading.standing in {"hollow", "near"} and reading.path != text.strip("/") and facts.sites.of(document.path):
        return Unjudged("path: a page of a site, whose reader has a project of their own")
    if reason := of_others(document, claim.text, claim.span, firm=claim.firm, code=claim.where == "code") or _too_weak(
        claim, reading, home, shows_examples(document.path)
    ):
        return Unjudged(reason)
    return _finding(document, claim, (reading.path or text).strip("/"), home)


def _in_folder(document: Document, facts: Facts, claim: Claim) -> Outcome | None:
    """What is known already of a path behind a `cd`."""
    if facts.paths.read(document.path, claim.folder).standing != "alive":
        return Unjudged("path: in a folder that is not there")
    # Each line of the block may begin at the root.
    return HOLDS if facts.files.exists(claim.text.removeprefix(f"{claim.folder}/")) else None


def _run_together(document: Document, facts: Facts, claim: Claim) -> Outcome | None:
    """`sh ./script-test.sh` where `scripts/test.sh` is meant."""
    name = claim.text.removeprefix("./")
    if not claim.runs or "/" in name or shows_examples(document.path):
        return None
    near = flattened(name, document.folder, facts.files)
    home = Home((Evidence(f"near matches: {', '.join(near)}"),), near=near)
    return _finding(document, claim, name, home) if near else None


def _is_bound_operand(facts: Facts, claim: Claim, text: str) -> bool:
    head, slash, _ = text.removeprefix("./").partition("/")
    return claim.firm and bool(slash) and facts.files.is_folder(head)


def _too_weak(claim: Claim, reading: Reading, home: Home, in_examples: bool) -> str:
    """Why a dead path in this place is not enough for a finding; "" when it is."""
    hints = set(claim.hints)
    if hints & {"past", "absent"}:
        return "path: the sentence speaks of what was or is not there"
    if reading.standing == "gone":
        if basename(claim.text) in GENERIC and reading.path == claim.text.partition("/")[2]:
            return "path: in a folder of the reader's that bears the repository's name"
        return _too_weak_though_gone(claim, home, in_examples)
    if hints & _MAKING:
        return "path: the sentence speaks of what is to be made"
    if in_examples:
        return "path: in an example"
    if reading.standing in {"adrift", "hollow"} and (claim.text.startswith("../") or reading.path.startswith(_TOOLS)):
        return "path: a folder that the reader has as well"
    if reading.standing == "moved" and _comes_and_goes(home.certain):
        return "path: its name is that of what programs write"
    if claim.firm:
        return ""
    if reading.standing == "moved":
        return "path: a word in passing" if claim.where == "comment" else ""
    if claim.where != "code" or hints:
        return "path: a word in passing"
    if _comes_and_goes(reading.path):
        return "path: below a folder that programs write to"
    return ""


def _comes_and_goes(path: str) -> bool:
    head = path.partition("/")[0]
    return head.startswith(".") and head not in _SHARED_HIDDEN


def _is_common(name: str) -> bool:
    """Whether many programs look for a file of that name: `.tool.json`, `manifest.yaml`."""
    stem, ending = splitext(name)
    return name.startswith(".") or (stem.isalpha() and len(stem) <= _SHORT and ending in _DATA)


def _too_weak_though_gone(claim: Claim, home: Home, in_examples: bool) -> str:
    """History had the path; a bare name, a folder, or a name that everybody uses may still mean something else."""
    making = bool(set(claim.hints) & _MAKING)
    certain = bool(home.certain) or home.same_stem
    bare = "/" not in claim.text.removeprefix("./")
    if bare and not certain and (making or claim.where in {"prose", "command"}):
        return "path: a name in passing"
    if making and claim.text.endswith("/") and claim.text.count("/") <= 2 and not certain:
        return "path: the sentence speaks of what is to be made"
    if bare and ("example" in claim.hints or claim.where == "comment" or (not home.certain and _is_common(claim.text))):
        return "path: a name in passing"
    if in_examples and (basename(claim.text.rstrip("/")) in GENERIC or claim.where == "comment"):
        return "path: in an example"
    return ""


def _finding(document: Document, claim: Claim, path: str, home: Home) -> Outcome:
    return document.finding(
        claim.span,
        MESSAGE,
        subject=claim.text,
        target=path,
        evidence=home.evidence,
        fix=_fix(document, claim, home.best, path, safe=bool(home.gone and home.certain)),
    )


def _fix(document: Document, claim: Claim, best: str, path: str, *, safe: bool) -> Fix | None:
    source = document.source(claim.span)
    if not best or source.strip("/").removeprefix("./") != path:
        return None
    lead = "./" if source.startswith("./") else ""
    tail = "/" if source.endswith("/") else ""
    return document.replace(claim.span, lead + best + tail, safe=safe)


def _owner(document: Document, facts: Facts, claim: Claim) -> Outcome:
    """A pattern of CODEOWNERS must match something."""
    pattern = claim.text
    if any(character in pattern for character in "*?[") or not pattern.startswith("/"):
        return Unjudged("path: placeholder or pattern")
    if facts.files.exists(pattern.strip("/")):
        return HOLDS
    return _finding(document, claim, pattern.strip("/"), facts.homes.of(pattern))
