"""The facts as lines for people: what is believed, and where it was read."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from guard.facts.facts import Facts
from guard.facts.runnables.targets import PROGRAMS


def sites(facts: Facts) -> Iterator[str]:
    """Folders that a documentation generator renders."""
    for site in facts.sites.all:
        yield f"{site.content or '.'} is a {site.kind} site (read from {site.config})"


def forge(facts: Facts) -> Iterator[str]:
    for own in facts.forges.own:
        yield f"{own.host}/{own.name} (read from {own.source})"


def history(facts: Facts) -> Iterator[str]:
    yield "complete" if facts.history.complete else "incomplete: what it lacks is left unjudged"
    yield f"{facts.history.size} paths were deleted or renamed at some time"


def scripts(facts: Facts) -> Iterator[str]:
    """Scripts of packages, and what make, tox, nox and their like run by name."""
    for package in facts.packages.all:
        said = package.fault or ", ".join(package.scripts) or "no scripts"
        yield f"{package.path}{f' ({package.name})' if package.name else ''}: {said}"
    for program in PROGRAMS:
        for file in facts.run_targets.all(program):
            patterns = [f"{pattern} (a pattern)" for pattern in file.patterns]
            said = ", ".join([*sorted(file.targets), *patterns]) or "no targets"
            yield f"{file.path} ({program}): {said}{_unless(file.unknown)}"


def crates(facts: Facts) -> Iterator[str]:
    """The packages of Rust, with what cargo knows by name in each."""
    for crate in facts.crates.all:
        yield f"{crate.name} ({crate.path}){f', runs {crate.default_run}' if crate.default_run else ''}"
        for kind in ("bin", "example", "test", "bench", "feature"):
            if named := sorted(crate.listed(kind).targets - {"default"}):
                yield f"  {kind}: {', '.join(named)}"
    if facts.crates.aliases.targets:
        yield f"aliases: {', '.join(sorted(facts.crates.aliases.targets))} ({facts.crates.aliases.path})"
    if facts.crates.fault:
        yield f"not all are known: {facts.crates.fault}"


def modules(facts: Facts) -> Iterator[str]:
    """The top packages of Python."""
    for name, folders in sorted(facts.modules.tops.items()):
        yield f"{name}: {', '.join(folders)}"


def versions(facts: Facts) -> Iterator[str]:
    """What the manifests ask for, and the versions that the project gives itself."""
    for own in facts.versions.own:
        yield f"this project is {own.version} ({own.path})"
    for one in facts.versions.offered:
        yield f"{one.name}: one of {', '.join(one.choices)} ({one.path})"
    for asked in facts.versions.all:
        yield f"{asked.name} {asked.text} ({asked.path})"


def ports(facts: Facts) -> Iterator[str]:
    """What compose publishes."""
    for project in facts.compose.projects:
        for file in project.files:
            for service in file.services:
                for port in service.ports:
                    published = f"{port.published}:{port.target}" if port.published else port.target
                    yield f"{published} of {service.name.text} ({file.path}:{port.value.line})"


def images(facts: Facts) -> Iterator[str]:
    """What compose runs."""
    for project in facts.compose.projects:
        for file in project.files:
            for service in file.services:
                if service.image:
                    yield f"{service.image.text} for {service.name.text} ({file.path}:{service.image.line})"


def workflows(facts: Facts) -> Iterator[str]:
    for one in facts.workflows.all:
        yield f"{one.path} ({one.name}): {', '.join(sorted(one.jobs)) or 'no jobs'}{_unless(one.fault)}"


def _unless(reason: str) -> str:
    return f" (not all are known: {reason})" if reason else ""


KINDS: dict[str, Callable[[Facts], Iterator[str]]] = {
    "history": history,
    "forge": forge,
    "sites": sites,
    "compose": lambda facts: facts.compose.told(),
    "images": images,
    "ports": ports,
    "scripts": scripts,
    "crates": crates,
    "programs": lambda facts: facts.programs.told(),
    "modules": modules,
    "exports": lambda facts: facts.exports.told(),
    "variables": lambda facts: facts.environment.told(),
    "versions": versions,
    "workflows": workflows,
    "endpoints": lambda facts: facts.routes.told(),
}
"""Every kind with what tells of it, in the order of being shown."""
