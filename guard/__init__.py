"""The handful of names a rule needs. They are imported when first used, so that `guard --version` imports nothing."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from guard.documents.document import Document
    from guard.model import HOLDS, Edit, Evidence, Finding, Fix, Outcome, Span, Unjudged
    from guard.rule import bad, good

__version__ = "0.1.0"

__all__ = [
    "HOLDS",
    "Document",
    "Edit",
    "Evidence",
    "Finding",
    "Fix",
    "Outcome",
    "Span",
    "Unjudged",
    "bad",
    "good",
]

_HOMES = {"Document": "guard.documents.document", "bad": "guard.rule", "good": "guard.rule"}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module 'guard' has no attribute {name!r}")
    found: object = getattr(import_module(_HOMES.get(name, "guard.model")), name)
    globals()[name] = found
    return found
