"""The handful of names a rule needs."""

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
