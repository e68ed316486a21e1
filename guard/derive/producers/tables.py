"""Tables of services, variables, scripts and routes."""

from __future__ import annotations

from guard.derive.producers.context import Place
from guard.derive.producers.words import code, escaped, table
from guard.derive.sources import environment, routes, scripts, services
from guard.facts import Facts


def of_services(facts: Facts, options: services.Options, place: Place) -> str:
    rows = [
        (code(one.name), code(one.image) or (f"built from {code(one.build)}" if one.build else ""), _codes(one.ports))
        for one in services.read(facts, options)
    ]
    return table(("Service", "Image", "Ports"), rows)


def of_variables(facts: Facts, options: environment.Options, place: Place) -> str:
    rows = [(code(one.name), code(one.default), escaped(one.comment)) for one in environment.read(facts, options)]
    return table(("Variable", "Default", "Meaning"), rows)


def of_scripts(facts: Facts, options: scripts.Options, place: Place) -> str:
    rows = [(code(one.call), code(one.runs), escaped(one.comment)) for one in scripts.read(facts, options)]
    return table(("Command", "Runs", "What for"), rows)


def of_routes(facts: Facts, options: routes.Options, place: Place) -> str:
    rows = [
        (one.method, code(one.path), escaped(one.summary) + (" (deprecated)" if one.deprecated else ""))
        for one in routes.read(facts, options)
    ]
    return table(("Method", "Path", "What it does"), rows)


def _codes(texts: tuple[str, ...]) -> str:
    return ", ".join(code(text) for text in texts)


MAKERS = {
    "services": (services.Options, of_services),
    "env": (environment.Options, of_variables),
    "scripts": (scripts.Options, of_scripts),
    "endpoints": (routes.Options, of_routes),
}
