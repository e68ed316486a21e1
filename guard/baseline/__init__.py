"""The findings of the day guard was adopted: set aside until they are mended, never added to."""

from guard.baseline.entries import Baseline, BaselineError, Entry
from guard.baseline.file import load, parse, render, write
from guard.baseline.hold import Applied, Scope, apply, create, prune, update

__all__ = [
    "Applied",
    "Baseline",
    "BaselineError",
    "Entry",
    "Scope",
    "apply",
    "create",
    "load",
    "parse",
    "prune",
    "render",
    "update",
    "write",
]
