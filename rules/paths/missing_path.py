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

from guard import HOLDS, Document, Evidence, Finding, Fix, Outcome, Unjudged, bad, good
from guard.documents.mentions import has_ending
from guard.documents.operands import operands
from guard.documents.others import places_tried
from guard.documents.records import is_record, shows_examples
from guard.facts import Facts
from guard.facts.doubts import Said, is_of_readers, other_meaning
from guard.facts.homes import Home
from guard.facts.near import flattened
from guard.facts.paths import has_placeholder

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
        "* `theme.tsx` - colours.\n* `web/src/img` - pictures.",
        files={"src/app.css": "", "web/package.json": '{"name": "web"}', "web/img/a.png": ""},
        gone={"src/theme.tsx": None, "web/src/img": "web/img"},
        says=("path is not there: theme.tsx", "path is not there: web/src/img"),
        fixed="* `theme.tsx` - colours.\n* `web/img` - pictures.",
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
    bad(
        "```sh\npython book/92_models/openai/basic.py\n```",
        path="book/90_models/examples/README.md",
        files=["book/90_models/openai/basic.py", "book/90_models/xai/basic.py", "book/91_tools/basic.py"],
        says="path is not there: book/92_models/openai/basic.py",
        fixed="```sh\npython book/90_models/openai/basic.py\n```",
    ),
    bad(
        "```sh\npython book/tools/gone.py\npython other/gone.py\ncd book/tools/output\n```",
        path="book/examples/README.md",
        files=["book/tools/a.py", "book/examples/b.py", "other/x/a.py"],
        says="path is not there: book/tools/gone.py",
    ),
    good(
        "| Kind | Example |\n| --- | --- |\n| Concept | `what.md` |\n\n| `docs/*.md` | `docs/a.md` | `docs/c.md` |",
        path="docs/a.md",
        files=["docs/b.md"],
        gone={"docs/what.md": None},
    ),
    good("It takes `docs/good.md`:\n\n```toml\nprompt = '@{docs/good.md}'\n```", files=["docs/a.md"]),
    good(
        "Call `tools/call` with `./run.js`; `status.yaml` follows.",
        path="docs/a.md",
        files={"tools/b.py": 'x("status.yaml")', "docs/run.ts": ""},
        gone={"docs/x/status.yaml": None},
    ),
    good("```ts\n// @filename: s/router.ts\n```", files=["s/a.ts"], gone={"s/router.ts": None}),
    good(
        "Read `hono/a.ts`, once `docs/old.md`.",
        path="docs/MIGRATION.md",
        files=["docs/b.md"],
        gone={"docs/old.md": None},
    ),
    good("```sh\nhatch new shop\n```\n\nSee `src/shop/api.py`.", files=["src/a.py"]),
    good(
        "```\nfix/typo\ndocs/new-guide\n```\n\nAnd `lab/gpt-4.1-mini`, `docs/v2/alerts`.",
        files=["docs/v2/a.md", "lab/a.py"],
    ),
    good("Crie `agents/seu-guia.md`.", path="docs/pt-BR/a.md", files=["docs/b.md", "agents/c.md"]),
    good("In your project: `.claude/settings.json`.", files=[".claude/a.md"], gone={".claude/settings.json": None}),
    good(
        "To `docs/MY_NAME.js`; `task_001.txt`.\n\n## Files created\n\n`docs/new/cli.js`, `docs/out.json`.",
        files=["docs/a.js"],
        gone={"old/task_001.txt": None},
    ),
    good(
        "```sh\ncd /etc/shop\nedit docs/shop.conf\n```\n\nIn `docs/shop.conf`.",
        files=["docs/a.md"],
        gone={"docs/shop.conf": None},
    ),
    good("```bash\n> find . -name x\nsrc/gone.py\n```", files=["src/a.py"], gone={"src/gone.py": None}),
    good(
        "Run `plugins.d/notify.sh`; see `docs/guide`, `docs/conf.sh`, `pkg/run.Job`.",
        files=["src/notify.sh.in", "docs/guide.md", "docs/conf.sh.in", "lib/pkg/run/a.go"],
        gone={"plugins.d/notify.sh": None},
    ),
    good("## Branches\n\nSuch as `docs/better-guide`.", files=["docs/a.md"]),
    good("In the API repo it is `docs/gone.md`.", files=["docs/a.md"], gone={"docs/gone.md": None}),
    good("`docs/flow.yaml`\n\n```yaml\nname: x\n```", files=["docs/a.md"]),
    good(
        "1. Fork the [store repository](https://github.com/a/store)\n2. Set it to `docs/gone.md`",
        remote="https://github.com/a/shop",
        files=["docs/a.md"],
        gone={"docs/gone.md": None},
    ),
    good(
        "Load `docs/gone.md` from the `a/examples` repository.\n\n- **b/tool** - its code is in `docs/gone.md`",
        remote="https://github.com/a/shop",
        files=["docs/a.md"],
        gone={"docs/gone.md": None},
    ),
    good(
        "Import it from `shop/v4/core`.",
        files={
            "pkg/package.json": '{"name": "shop", "exports": {"./v4/core": "./v4/core/index.js"}}',
            "pkg/v4/core/index.ts": "",
            "shop/v4/a.ts": "",
        },
        gone={"shop/v4/core": None},
    ),
    bad("```bash\ncp docs/env.example .env\n```", files=["docs/a.md"], says="path is not there: docs/env.example"),
    bad("/a/b.md @o", path="CODEOWNERS", files=["a/c.md"], says="path is not there: /a/b.md"),
)

_PASSING = frozenset(".tmp .bak .swp .orig .log .pid .lock .sock .cache".split())  # they come and go


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


def _by_line(claims: tuple[Said, ...]) -> dict[int, list[Said]]:
    lines: dict[int, list[Said]] = defaultdict(list)
    for claim in claims:
        lines[claim.span.line].append(claim)
    return lines


def _is_set_right(document: Document, facts: Facts, claim: Said, beside: list[Said]) -> bool:
    """Whether the same line names the place where the path is now: a table of moves, `old.py new.py`."""
    name = basename(claim.text.rstrip("/"))
    stem = splitext(name)[0]
    for other in beside:
        if other.text != claim.text and stem in {splitext(part)[0] for part in other.text.split("/")}:
            return facts.paths.read(document.path, other.text).standing == "alive"
    gone = facts.history.gone(facts.paths.read(document.path, claim.text).path)
    new = basename(gone.renamed_to) if gone and gone.renamed_to else name
    return new != name and has_ending(new) and new in document.lines.content(claim.span.line)


def _mentions(document: Document) -> Iterator[Said]:
    for mention in document.claims.mentions:
        yield Said(mention.text, mention.span, mention.where, document.path, mention.hints, mention.where == "owner")


def _operands(document: Document, facts: Facts) -> Iterator[Said]:
    for one in operands(document, facts.paths.clones, facts.go_modules):
        yield Said(one.path, one.span, "command", document.path, firm=True, folder=one.folder, runs=one.runs)


def _judge(document: Document, facts: Facts, claim: Said) -> Outcome:
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
    if is_of_readers(document, facts, claim, reading):
        return Unjudged("path: of a project that the reader has")
    if reason := other_meaning(document, facts, claim, (reading, home)):
        return Unjudged(reason)
    return _finding(document, claim, (reading.path or text).strip("/"), home)


def _in_folder(document: Document, facts: Facts, claim: Said) -> Outcome | None:
    """What is known already of a path behind a `cd`."""
    if facts.paths.read(document.path, claim.folder).standing != "alive":
        return Unjudged("path: in a folder that is not there")
    # Each line of the block may begin at the root.
    from_root = claim.text.removeprefix(f"{claim.folder}/").removeprefix("./")
    return HOLDS if facts.files.exists(from_root.rstrip("/")) else None


def _run_together(document: Document, facts: Facts, claim: Said) -> Outcome | None:
    """`sh ./script-test.sh` where `scripts/test.sh` is meant."""
    name = claim.text.removeprefix("./")
    if not claim.runs or "/" in name or shows_examples(document.path):
        return None
    near = flattened(name, document.folder, facts.files)
    home = Home((Evidence(f"near matches: {', '.join(near)}"),), near=near)
    return _finding(document, claim, name, home) if near else None


def _is_bound_operand(facts: Facts, claim: Said, text: str) -> bool:
    head, slash, _ = text.removeprefix("./").partition("/")
    return claim.firm and bool(slash) and facts.files.is_folder(head)


def _finding(document: Document, claim: Said, path: str, home: Home) -> Outcome:
    return document.finding(
        claim.span,
        MESSAGE,
        subject=claim.text,
        target=path,
        evidence=home.evidence,
        fix=_fix(document, claim, home.best, path, safe=bool(home.gone and home.certain)),
    )


def _fix(document: Document, claim: Said, best: str, path: str, *, safe: bool) -> Fix | None:
    source = document.source(claim.span)
    if not best or source.strip("/").removeprefix("./") != path:
        return None
    lead = "./" if source.startswith("./") else ""
    tail = "/" if source.endswith("/") else ""
    return document.replace(claim.span, lead + best + tail, safe=safe)


def _owner(document: Document, facts: Facts, claim: Said) -> Outcome:
    """A pattern of CODEOWNERS must match something."""
    pattern = claim.text
    if any(character in pattern for character in "*?[") or not pattern.startswith("/"):
        return Unjudged("path: placeholder or pattern")
    if facts.files.exists(pattern.strip("/")):
        return HOLDS
    return _finding(document, claim, pattern.strip("/"), facts.homes.of(pattern))
