"""A repository's settings: guard.toml as frozen values. Every error names the file, the line and the key."""

from guard.settings.convert import options
from guard.settings.errors import SettingsError, did_you_mean
from guard.settings.globs import Globs
from guard.settings.load import NAMES, load
from guard.settings.origins import Origins, Place
from guard.settings.values import ContractTable, Dialect, Level, RuleTable, Settings

__all__ = [
    "NAMES",
    "ContractTable",
    "Dialect",
    "Globs",
    "Level",
    "Origins",
    "Place",
    "RuleTable",
    "Settings",
    "SettingsError",
    "did_you_mean",
    "load",
    "options",
]
