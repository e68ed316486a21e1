"""One reader per language: text -> claims with exact spans."""

from guard.documents.claims import Claims
from guard.documents.document import Document

__all__ = ["Claims", "Document"]
