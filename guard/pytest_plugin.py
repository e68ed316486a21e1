"""`pytest --guard`: one test item for every rule and document. Without the option it costs nothing and imports nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from guard.testing import Findings, GuardFile


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("guard", "documents held against the repository")
    group.addoption("--guard", action="store_true", help="Also hold the repository's documents against its facts.")
    group.addoption("--guard-select", default="", metavar="RULES", help="Only these rules or groups, comma-separated.")
    group.addoption("--guard-preview", action="store_true", help="Also the rules that are in preview.")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "guard: a rule of guard held on a document")
    if config.getoption("--guard") and config.getoption("numprocesses", None):
        _findings(config)  # workers cannot tell a person what is wrong with the repository


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> GuardFile | None:
    """A document that the command line names: `pytest --guard README.md::guard::broken-link`."""
    if not parent.config.getoption("--guard") or file_path not in _named(parent.config):
        return None
    from guard.testing import file_of

    return file_of(parent, _findings(parent.config), file_path)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(session: pytest.Session, config: pytest.Config, items: list[pytest.Item]) -> None:
    """Adds the items before `-k` and `--deselect` are looked at; none where the command line names documents."""
    if not config.getoption("--guard"):
        return
    from guard.testing import GuardItem, items_of

    if not any(isinstance(item, GuardItem) for item in items):
        items.extend(items_of(session, _findings(config)))


def _findings(config: pytest.Config) -> Findings:
    from guard.testing import findings_of

    select = tuple(word.strip() for word in str(config.getoption("--guard-select")).split(",") if word.strip())
    return findings_of(config.rootpath, select, preview=bool(config.getoption("--guard-preview")))


def _named(config: pytest.Config) -> set[Path]:
    folder = config.invocation_params.dir
    return {Path(folder, argument.partition("::")[0]).resolve() for argument in config.args}
