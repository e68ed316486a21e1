"""guard's own pages: the table of rules, a rule's page, the help of the commands."""

from __future__ import annotations

import msgspec

from guard.derive.producers.context import Place
from guard.derive.sources.error import SourceError
from guard.derive.sources.reading import did_you_mean
from guard.facts import Facts
from guard.facts.declared import Pages


class RulesOptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """`folder` is where the rules' pages are, seen from the document."""

    folder: str = ""


class RuleOptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    of: str


class HelpOptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    pass


def rules(facts: Facts, options: RulesOptions, place: Place) -> str:
    return _pages(facts).rules(options.folder)


def rule(facts: Facts, options: RuleOptions, place: Place) -> str:
    pages = _pages(facts)
    if options.of not in pages.names:
        raise SourceError(f"no rule is called {options.of}{did_you_mean(options.of, pages.names)}")
    return pages.rule(options.of)


def help_(facts: Facts, options: HelpOptions, place: Place) -> str:
    return _pages(facts).help()


def formats(facts: Facts, options: HelpOptions, place: Place) -> str:
    return _pages(facts).formats()


def _pages(facts: Facts) -> Pages:
    if facts.pages is None:
        raise SourceError("guard's own pages are not to be had here")
    return facts.pages


MAKERS = {
    "rules": (RulesOptions, rules),
    "rule": (RuleOptions, rule),
    "help": (HelpOptions, help_),
    "formats": (HelpOptions, formats),
}
