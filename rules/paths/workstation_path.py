r"""A living document must not send its readers to a folder of somebody's own machine.

`C:\dev\project\docs`, `/home/name/project`, `file:///home/...`: nobody else has them. A path counts when it names a clone of
this repository, or when its end is a file of it, which is then offered instead; and with it every other path of the same
person's in the document.

Not judged: paths with a stand-in for the name (`/home/user`, `/Users/you`), the folders of well-known machines
(`/home/runner`), and paths that nothing ties to this repository: they may be anybody's.
"""

import re
from collections.abc import Collection, Iterator

from guard import Document, Evidence, Outcome, Unjudged, bad, good
from guard.documents.paragraphs import last_above
from guard.documents.records import is_example, is_record
from guard.facts import Facts
from guard.facts.homes import GENERIC

MESSAGE = "path of somebody's own machine: {subject}"

EXAMPLES = (
    good("Install to `/usr/local/bin`, `/home/user/app` or `C:\\Users\\<you>\\app`; GET https://x.y/home/z."),
    bad(
        "Open `/home/lachlan/code/app/src/main.py`.",
        files=["src/main.py"],
        says="path of somebody's own machine: /home/lachlan/code/app/src/main.py",
        fixed="Open `src/main.py`.",
    ),
    good(
        '```\nTraceback:\n  File "/Users/tom/code/shop/a.py", line 3\n```', files=["a.py"], remote="https://x.y/b/shop"
    ),
    good("```\nat call (file:///home/tom/shop/a.js:12:9)\n```", files=["a.js"], remote="https://x.y/b/shop"),
    good(
        "Here is a log of it:\n\n```\n0.1 dir=/Users/tom/code/shop/src/a.py\n```",
        files=["src/a.py"],
        remote="https://x.y/b/shop",
    ),
    good("Found at `/home/tom/.local/share/shop/bin`.", files=["a.py"], remote="https://github.com/b/shop"),
    good("Set it to `file:///path/to/backup`, or keep it in `/home/github/actions-runner`."),
    bad(
        "```powershell\ncd C:\\dev\\Shop\n```\nLogs are in `C:\\dev\\logs\\today`.",
        files={"package.json": '{"name": "shop"}'},
        says=("path of somebody's own machine: C:\\dev\\Shop", "path of somebody's own machine: C:\\dev\\logs\\today"),
    ),
)

_PLAIN = frozenset({"", "text", "txt", "log", "plain", "plaintext", "output"})
_PRINTS = re.compile(r"(?i)\b(?:logs?|trace|output|outputs|prints?|printed|logged|result(?:s|ing)?)\b")
_IN_SOURCE = re.compile(r":\d{1,6}(?::\d{1,6})?\Z")
_STOP = r"\s\"'`<>|*?(){}\[\],;$%"
_PATH = re.compile(
    rf"(?<![\w/.:~}}$-])(?:file:///?(?:home/|Users/|[A-Za-z]:)[^{_STOP}]++|[A-Za-z]:[\\/]{{1,2}}(?=[\w.])[^{_STOP}]++|/(?:home|Users)/(?=[\w.])[^{_STOP}]++)"
)
_STAND_IN = re.compile(
    r"(?:^|[\\/])(?:home|Users)[\\/]{1,2}(?:user|users|username|user_?name|you|your[\w.-]*|yourname|me|name|my\w*|ubuntu|runner|runneradmin|node|app"
    r"|appuser|vscode|codespace|root|alice|bob|jane|john|joe|foo|bar|example|x+|dev|developer|pi|ec2-user|vagrant|circleci|jovyan|git|deploy|admin"
    r"|airflow|nonroot|default|public|shared|linuxbrew|test|tester|someone|somebody|agent|coder|workspace|sandbox|claude|\.\.\.|\.[a-z]\w*)(?![\w-])",
    re.IGNORECASE,
)
_WELL_KNOWN = re.compile(
    r"^[A-Za-z]:[\\/]{1,2}(?:Program|Windows|ProgramData|path|tools|msys|mingw|cygwin|temp|tmp|my|your|foo|bar|xampp|hostedtoolcache|a[\\/]|some"
    r"|example|Python\d|cuda|vcpkg)",
    re.IGNORECASE,
)


def check(document: Document, facts: Facts) -> Iterator[Outcome]:
    text = document.text
    if is_record(document.path):
        yield Unjudged("workstation: the document records one piece of work")
        return
    if document.language != "markdown":
        return
    if is_example(document.path):
        yield Unjudged("workstation: what somebody saw, in an example")
        return
    if "/home/" not in text and "/Users/" not in text and ":\\" not in text and ":/" not in text:
        return
    met = [one for one in _PATH.finditer(text) if not _is_traced(text, one) and not _is_printed(document, one.start())]
    found = [(one.start(), one[0].rstrip(".:!\\")) for one in met]
    products = {name.casefold() for name in facts.paths.clones}
    named = [(one, path) for one, path in found if not _is_stand_in(path) and not _is_service(path, products)]
    bound = {_machine(path) for _, path in named if _is_bound(facts, path)}
    for start, path in named:
        if _machine(path) in bound:
            yield _finding(document, facts, start, path)
        else:
            yield Unjudged("workstation: nothing ties it to this repository")
    for _ in range(len(found) - len(named)):
        yield Unjudged("workstation: a stand-in")


def _is_traced(text: str, path: re.Match[str]) -> bool:
    """Whether it stands in a trace that a program printed: `File "/home/name/a.py", line 12`, `at file:///home/name/a.js:12:9`."""
    if text.endswith('File "', 0, path.start()) and text.startswith('", line ', path.end()):
        return True
    return _IN_SOURCE.search(path[0]) is not None and (
        path[0].startswith("file:") or text.endswith("(", 0, path.start())
    )


def _is_printed(document: Document, start: int) -> bool:
    """Whether it stands in what a program printed: a block without a language, below words that say so."""
    line, _ = document.lines.place(start)
    fence = next((one for one in document.claims.fences if one.span.covers(line)), None)
    if fence is None or fence.language.lower() not in _PLAIN:
        return False
    return _PRINTS.search(document.lines.content(last_above(document, fence.span.line))) is not None


def _is_stand_in(path: str) -> bool:
    return bool(_STAND_IN.search(path) or _WELL_KNOWN.match(path)) or "..." in path or _is_short(path)


def _is_service(path: str, products: Collection[str]) -> bool:
    """Whether it is the home of the program itself: `/home/shop/scripts` of a server that runs the shop."""
    parts = [part.casefold() for part in re.split(r"[\\/]+", path) if part]
    return parts[:1] == ["home"] and len(parts) > 1 and parts[1] in products


def _is_bound(facts: Facts, path: str) -> bool:
    below = [part for part in re.split(r"[\\/]+", path.removeprefix("file:")) if part][2:]
    # `/home/name/.local/share/shop` is where the program keeps its own, and no clone.
    hidden = next(
        (number for number, part in enumerate(below) if part.startswith(".") or part == "AppData"), len(below)
    )
    parts = {part.casefold() for part in below[:hidden]}
    return any(name.casefold() in parts for name in facts.paths.clones) or bool(_ours(facts, path))


def _is_short(path: str) -> bool:
    """A drive and one name says nothing about whose machine it is."""
    return len([part for part in re.split(r"[\\/]+", path) if part]) < 3


def _machine(path: str) -> str:
    """The folder that makes it somebody's: the first two names."""
    return "/".join([part for part in re.split(r"[\\/]+", path.removeprefix("file:")) if part][:2])


def _finding(document: Document, facts: Facts, start: int, path: str) -> Outcome:
    span = document.lines.span(start, start + len(path))
    ours = _ours(facts, path)
    if ours:
        fix = document.replace(span, ours, safe=False)
        evidence = Evidence(f"its end is {ours} of this repository", path=ours)
        return document.finding(span, MESSAGE, subject=path, target=_machine(path), evidence=[evidence], fix=fix)
    return document.finding(
        span, MESSAGE, subject=path, target=_machine(path), evidence=[Evidence("nobody else has that folder")]
    )


def _ours(facts: Facts, path: str) -> str:
    """The longest end of the path that is a file or folder of this repository."""
    parts = [part for part in re.split(r"[\\/]+", path) if part]
    for count in range(3 if parts[0] == "file:" else 2, len(parts)):
        tail = "/".join(parts[count:])
        if facts.files.exists(tail) and tail not in GENERIC:
            return tail
    return ""
