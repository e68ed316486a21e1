"""What became of a dead path: what history says, where its name lives now, what comes near it."""

from __future__ import annotations

from posixpath import basename, dirname, relpath, splitext
from urllib.parse import quote

import msgspec

from guard.facts.files import Files
from guard.facts.history import Gone, History
from guard.model import Evidence

GENERIC = frozenset(
    """
    README.md readme.md index.md index.html index.ts index.js index.tsx index.css main.py main.go main.rs main.ts
    main.js app.py app.ts app.js app.tsx __init__.py mod.rs lib.rs setup.py setup.cfg package.json package-lock.json
    pyproject.toml requirements.txt requirements-dev.txt Cargo.toml go.mod Dockerfile Makefile docker-compose.yml
    docker-compose.yaml compose.yml compose.yaml config.yaml config.yml config.json config.toml config.py settings.py
    settings.json settings.toml conftest.py utils.py helpers.py models.py views.py urls.py types.ts utils.ts test.py
    tests.py test.sh run.sh build.sh start.sh install.sh deploy.sh LICENSE LICENSE.md SKILL.md CLAUDE.md AGENTS.md
    CHANGELOG.md CONTRIBUTING.md .env .env.example .gitignore schema.json schema.sql data.json tsconfig.json server.py
    client.py api.py cli.py schema.py test.js style.css styles.css output.json results.json manifest.json example.py
    examples.md notes.md summary.md report.md report.json plan.md todo.md TODO.md spec.md design.md overview.md
    guide.md logo.png icon.png screenshot.png docs src lib tests test scripts examples assets images img static public
    data config bin build dist app api core common utils yarn.lock pnpm-lock.yaml uv.lock poetry.lock Cargo.lock
    pyvenv.cfg turbo.json .npmrc .nvmrc .python-version .dockerignore .editorconfig packages apps web public backend frontend
    server client features hooks middleware modules controllers routes helpers handlers __tests__ node_modules .github
    workflows shared domain infrastructure migrations fixtures e2e unit integration ui button.tsx components pages
    templates models services types tools internal pkg cmd README.rst README.txt README README.adoc
    """.split()
)
"""Names that so many repositories and folders have that bearing one says nothing."""


RUNTIME = frozenset(
    {
        *("logs", "log", "data", "cache", "results", "output", "outputs", "tmp", "temp", "uploads", "downloads"),
        *("dist", "build", "coverage", "node_modules", "venv", "artifacts"),
    }
)
"""Folders that programs make: git keeps no empty ones."""

_LONG = 4
"""Names of a path that differ in one, if all others are to say that it is meant."""
_MANY = 8
"""From how many files of one name on none of them is likelier than another."""


class Home(msgspec.Struct, frozen=True):
    """`certain` is the one place that a dead path can have meant, "" when there is none or more than one."""

    evidence: tuple[Evidence, ...]
    certain: str = ""
    near: tuple[str, ...] = ()
    gone: Gone | None = None
    twin: bool = False
    """Whether the place differs in the name of one folder only."""

    @property
    def same_stem(self) -> bool:
        """Whether the likeliest place bears the same name with another ending."""
        return bool(self.gone and self.near and splitext(self.near[0])[0] == splitext(self.gone.path)[0])

    @property
    def best(self) -> str:
        return self.certain or (self.near[0] if self.near else "")


class Homes:
    def __init__(self, files: Files, history: History) -> None:
        self._files = files
        self._history = history
        self._known: dict[str, Home] = {}

    def of(self, path: str) -> Home:
        """What became of `path`, which nothing bears now."""
        path = path.strip("/")
        if path not in self._known:
            self._known[path] = self._find(path)
        return self._known[path]

    def _find(self, path: str) -> Home:
        gone = self._history.gone(path)
        if gone is not None:
            told = Evidence(gone.says(), commit=gone.commit or None)
            if gone.renamed_to and self._files.exists(gone.renamed_to):
                return Home((told,), gone.renamed_to, gone=gone)
            elsewhere = self._elsewhere(path)
            near = elsewhere or tuple(self._files.near(path))
            return Home((told, *_seen(elsewhere)), near=near, gone=gone)
        if twin := self._twin(path):
            return Home((Evidence(f"{twin} is there", path=twin),), twin, twin=True)
        elsewhere = self._elsewhere(path)
        if len(elsewhere) == 1 and basename(path) not in GENERIC:
            return Home(_seen(elsewhere), elsewhere[0])
        if elsewhere:
            return Home(_seen(elsewhere), near=elsewhere)
        near = tuple(self._files.near(path))
        if near:
            return Home((Evidence(f"near matches: {', '.join(near)}", path=near[0]),), near=near)
        many = len(self._files.named(basename(path)))
        said = f"{many} files are named {basename(path)}, none of them there" if many else ""
        return Home((Evidence(said or f"nothing named {basename(path)} is in the repository"),))

    def _twin(self, path: str) -> str:
        """The one path that differs in the name of one folder and nothing else, and shares the first: `cookbook/92_models/openai/a.py`."""
        parts = path.split("/")
        if len(parts) < _LONG:
            return ""
        twins = [
            other
            for other in self._files.named(parts[-1])
            if len(others := other.split("/")) == len(parts) and _differences(parts, others) == 1
        ]
        return twins[0] if len(twins) == 1 and twins[0].startswith(f"{parts[0]}/") else ""

    def _elsewhere(self, path: str) -> tuple[str, ...]:
        """Where the name lives now, the place that shares most of the path first."""
        found = self._files.named(basename(path))
        if len(found) > _MANY:
            return ()
        parts = path.split("/")
        return tuple(sorted(found, key=lambda other: (-_shared(parts, other.split("/")), other)))


def _differences(parts: list[str], others: list[str]) -> int:
    return sum(mine != theirs for mine, theirs in zip(parts, others, strict=True))


def _shared(parts: list[str], others: list[str]) -> int:
    """How many last names two paths have in common, and after that how many names at all."""
    tail = 0
    for mine, theirs in zip(reversed(parts), reversed(others), strict=False):
        if mine != theirs:
            break
        tail += 1
    return tail * 100 + len(set(parts) & set(others))


def _seen(paths: tuple[str, ...]) -> tuple[Evidence, ...]:
    if not paths:
        return ()
    name = basename(paths[0])
    if len(paths) == 1:
        return (Evidence(f"the only {name} is {paths[0]}", path=paths[0]),)
    more = f" and {len(paths) - 3} more" if len(paths) > 3 else ""
    return (Evidence(f"{name} is at {', '.join(paths[:3])}{more}", path=paths[0]),)


def relative(document: str, target: str, *, like: str = "") -> str:
    """`target` (root-relative) as a link from `document`, in the manner of `like`: rooted, with `./`, encoded or not."""
    if like.startswith("/"):
        written = "/" + target
    else:
        written = relpath("/" + target, "/" + dirname(document))
        if like.startswith("./") and not written.startswith("."):
            written = "./" + written
    if like.endswith("/") and not written.endswith("/"):
        written += "/"
    return quote(written, safe="/._-~!$&'*+,;=:@#%", errors="surrogateescape") if _needs_quoting(written) else written


def _needs_quoting(written: str) -> bool:
    return any(character in ' ()<>"\\?' for character in written) or not written.isprintable()
