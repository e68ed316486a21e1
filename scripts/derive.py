"""Writes the pages and sections that are made from the code; with --check it writes nothing and fails if one is stale.

    derive.py [--check]

The sample of output in README.md, which takes a repository and a run; the floors in docs/architecture.md, which are those of
pyproject.toml; the tables of docs/precision.md; docs/report.schema.json; and the frame of the page of a new rule. Everything else that is derived is a
section that `guard sot` writes.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path

import precision

from guard.pages import OwnPages
from guard.report.schema import text as schema_text

ROOT = Path(__file__).parent.parent
CURE = "python scripts/derive.py"
FRAME = "<!-- guard:begin rule of={name} -->\n<!-- guard:end -->\n"


def pages() -> Iterator[tuple[Path, str]]:
    """Every file that is made here with what it should hold."""
    for name in OwnPages().names:
        path = ROOT / "docs/rules" / f"{name}.md"
        yield path, path.read_text(encoding="utf-8") if path.exists() else FRAME.format(name=name)
    made = (
        ("README.md", "sample", _sample()),
        ("docs/architecture.md", "floors", _floors()),
    )
    for name, section, text in made:
        yield ROOT / name, _filled((ROOT / name).read_text(encoding="utf-8"), section, text)
    yield ROOT / "docs/precision.md", _precision()
    yield ROOT / "docs/report.schema.json", schema_text()


def _precision() -> str:
    text = (ROOT / "docs/precision.md").read_text(encoding="utf-8")
    lines = precision.read()
    for name, make in precision.SECTIONS.items():
        text = _filled(text, name, make(lines))
    return text


def _filled(document: str, name: str, text: str) -> str:
    begin, end = f"<!-- {name}:begin -->", f"<!-- {name}:end -->"
    before, marker, rest = document.partition(begin)
    if not marker or end not in rest:
        raise SystemExit(f"no section {name}")
    return f"{before}{begin}\n{text}\n{end}{rest.partition(end)[2]}"


SAMPLE = {
    "README.md": "# Shop\n\nSee [setup](old/setup.md) for the first steps.\n",
    "old/setup.md": "# Setup\n\n## Environment\n\nCopy the sample file and fill it in.\n",
    "docs/guide.md": "# Guide\n\nBefore you begin: [the environment](../old/setup.md#environment).\n",
    "docs/run.md": "# Run\n\nWhen it is slow, look at its log:\n\n```sh\ndocker compose logs -f api\n```\n",
    "docker-compose.yml": "services:\n  backend:\n    image: shop\n  db:\n    image: postgres:16\n",
}
SAMPLE_DAY = "2022-06-19T12:00:00+00:00"


def _sample() -> str:
    """What guard says of a small repository, in which a page was moved. Its commits are the same wherever it is made."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "GUARD_"))}
    environment |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "TZ": "UTC"}
    environment |= {f"GIT_{who}_DATE": SAMPLE_DAY for who in ("AUTHOR", "COMMITTER")}

    def run(*command: str, ends: int = 0) -> str:
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
        if done.returncode != ends:
            raise SystemExit(f"{' '.join(command)}: {done.stderr.decode(errors='replace')}")
        return done.stdout.decode("utf-8")

    def commit(message: str) -> None:
        run("git", "add", "-A")
        run("git", "-c", "user.name=guard", "-c", "user.email=guard@example.org", "commit", "-qm", message)

    with tempfile.TemporaryDirectory() as folder:
        run("git", "init", "-q", "--object-format=sha1")
        for name, text in SAMPLE.items():
            path = Path(folder, name)
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        commit("Begin")
        run("git", "mv", "old/setup.md", "docs/setup.md")
        commit("Move the setup page")
        guard_check = (sys.executable, "-m", "guard", "check", "--isolated", "--no-cache", "--color=never")
        return f"```text\n{run(*guard_check, '--output-format=full', ends=1)}```"


def _floors() -> str:
    """The layers of pyproject.toml, each module with the first line of its docstring."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    lines: list[str] = []
    for layer in layers:
        for name in (part.strip(" ()") for part in layer.split("|")):
            said = _docstring(name)
            if said:
                lines.append(f"{name:14} {said}")
        lines.append("")
    return "```text\n" + "\n".join(lines).rstrip() + "\n```"


def _docstring(name: str) -> str:
    for path in (ROOT / "guard" / f"{name}.py", ROOT / "guard" / name / "__init__.py"):
        if path.exists():
            first = path.read_text(encoding="utf-8").partition('"""')[2].partition('"""')[0]
            return " ".join(first.partition("\n")[0].split())
    return ""


def main() -> int:
    check = "--check" in sys.argv[1:]
    stale = [(path, text) for path, text in pages() if not path.exists() or path.read_text(encoding="utf-8") != text]
    if check:
        for path, _ in stale:
            print(f"{path.relative_to(ROOT)} is stale: {CURE}", file=sys.stderr)
        return int(bool(stale))
    for path, text in stale:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        print(f"wrote {path.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
