"""A repository's first settings as text: remarks, and settings that are switched off."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from guard.cli.starting.seen import Aside, Proposal, Seen
from guard.cli.starting.toml import quoted
from guard.cli.starting.words import SHOWN, counts, groups, listed, many, place, remarks, setting, several, short
from guard.facts.compose import Project
from guard.facts.forge import parse_remote
from guard.model import Status

_REMOTE = "git "

_HEADER = (
    "What guard takes for true of this repository, and settings to choose from, as `guard init` wrote them.",
    '"# " begins a remark. "#" without the blank is a setting that is switched off: delete the "#" to have it.',
    "`guard facts` tells what is true now, `guard rules` what is checked, `guard explain RULE` why.",
)
_CONTRACTS = """\
# Contracts: promises of your own, held in every document. Two examples (`guard explain path-layout`):
#[[contracts]]
#type = "forbidden-text"
#text = "the old name"
#instead = "the new name"
#why = "it was renamed"

#[[contracts]]
#type = "path-layout"
#template = "runs/<project>/<run_id>/..."
"""


def text(seen: Seen) -> str:
    """The whole file. Each of its lines is a remark, or stands in a setting."""
    sections = (
        remarks(_HEADER),
        remarks(_documents(seen)),
        _repository(seen),
        remarks(_world(seen)) + _anchors(seen),
        _exclude(seen),
        _include(seen),
        remarks(_findings(seen)),
        _status(seen),
        _CONTRACTS,
    )
    return "\n".join(filter(None, sections))


def _documents(seen: Seen) -> Iterator[str]:
    checked = sum(count for _, count in seen.languages)
    yield f"Checked: {many(checked, 'document')} ({counts(seen.languages)})."
    yield from map(_aside, seen.aside)
    if seen.left_out:
        yield f"Not taken for documents, because of the folder: {groups(seen.left_out)}."
    if seen.unreadable:
        yield f"Not readable: {listed(seen.unreadable)}."
    yield "Where that is wrong: living, historical, ... = [patterns] under [status]; include or exclude = [patterns]."


def _aside(aside: Aside) -> str:
    how = "only links checked" if aside.status is Status.PROPOSAL else "not checked"
    why = "by name or folder" if aside.by_name else "by a note inside"
    return f"{aside.count} {aside.status.value} {why}, {how}: {groups(aside.groups)}."


def _repository(seen: Seen) -> str:
    """What the repository's files say is the same in every clone; a remote is not, and so is written down."""
    in_files = [own for own in seen.own if not own.source.startswith(_REMOTE)]
    names = list(dict.fromkeys((own.host, own.name) for own in in_files or seen.own))
    known = listed(f"{host}/{name}" for host, name in names)
    if not names:
        said = "URLs into this repository are not checked: guard found nothing that says its own."
        return remarks([said]) + '#repository = "https://github.com/OWNER/NAME"\n'
    if in_files:
        sources = listed(dict.fromkeys(own.source for own in in_files))
        return remarks([f"URLs into this repository are checked: {known}, says {sources}."])
    url = f"https://{known}"
    if names != [parse_remote(url)]:
        return remarks([f"URLs into this repository are checked where git's remotes say which they are: here {known}."])
    said = "URLs into this repository are checked. Which they are, only a clone's remote says; in a fork, name the original."
    return remarks([said]) + f"repository = {quoted(url)}\n"


def _world(seen: Seen) -> Iterator[str]:
    for site in seen.sites[:SHOWN]:
        more = [dialect for dialect in site.dialects if dialect != "github"]
        anchors = f"; anchors of headings there may also be {' or '.join(more)}" if more else ""
        yield f"Docs site: {place(site.content)}, built by {site.kind}, says {short(site.config)}{anchors}."
    if len(seen.sites) > SHOWN:
        yield f"Docs sites: {len(seen.sites) - SHOWN} more."
    if seen.projects:
        yield f"Compose services: {several(map(_project, seen.projects), '; ')}."


def _project(project: Project) -> str:
    state = "" if project.complete else f", perhaps others ({short(project.reason)})"
    return f"{place(project.folder)} has {listed(project.names) or 'none'}{state}"


def _anchors(seen: Seen) -> str:
    said = "Anchors of headings: as GitHub makes them."
    hosts = {own.host for own in seen.own}
    if seen.sites or hosts != {"gitlab.com"}:
        return remarks([said])
    return remarks([said, "The repository is on GitLab, which makes some of them otherwise:"]) + '#anchors = "gitlab"\n'


def _exclude(seen: Seen) -> str:
    if not seen.exclude:
        return ""
    return remarks(["Perhaps not yours to mend:", *map(_reason, seen.exclude)]) + _off("exclude", seen.exclude)


def _include(seen: Seen) -> str:
    if not seen.include:
        return ""
    return remarks(["Markdown by habit, but not by name, and so not read:"]) + setting("#include", seen.include)


def _status(seen: Seen) -> str:
    if not seen.historical:
        return ""
    said = "Perhaps of the past; what is historical is not checked:"
    return "[status]\n" + remarks([said, *map(_reason, seen.historical)]) + _off("historical", seen.historical)


def _findings(seen: Seen) -> Iterator[str]:
    if not seen.findings:
        return
    where = f"; {seen.heart.count} are in {short(seen.heart.place)}" if seen.heart else ""
    yield f"Findings when this was written: {seen.findings} ({counts(seen.rules)}){where}."
    if seen.mendable:
        yield f"`guard fix` mends {seen.mendable} that can be right in one way only; `guard fix --diff` shows them."
    if seen.baseline:
        yield f"Not among them are those that {short(seen.baseline)} sets aside."
    else:
        yield "`guard baseline create` sets all findings of a day aside, so that only new ones count."


def _reason(proposal: Proposal) -> str:
    return f"- {short(proposal.folder)}: {proposal.why}."


def _off(key: str, proposed: Iterable[Proposal]) -> str:
    return setting(f"#{key}", [one.pattern for one in proposed])
