"""`pytest --guard`: one test item for every rule and document. Without the option it costs nothing and imports nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from guard.testing import GuardItem


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("guard", "documents held against the repository")
    group.addoption("--guard", action="store_true", help="Also hold the repository's documents against its facts.")
    group.addoption("--guard-select", default="", metavar="RULES", help="Only these rules or groups, comma-separated.")
    group.addoption("--guard-preview", action="store_true", help="Also the rules that are in preview.")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "guard: a rule of guard held on a document")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(session: pytest.Session, config: pytest.Config, items: list[pytest.Item]) -> None:
    """Adds the items before `-k` and `--deselect` are looked at."""
    if not config.getoption("--guard"):
        return
    from guard.testing import items_of

    found: list[GuardItem] = items_of(
        session, config.rootpath, _select(config), preview=bool(config.getoption("--guard-preview"))
    )
    items.extend(found)


def _select(config: pytest.Config) -> tuple[str, ...]:
    return tuple(word.strip() for word in str(config.getoption("--guard-select")).split(",") if word.strip())
