"""What a document promises, and which files are documents at all."""

from guard.status.generated import says_generated
from guard.status.names import NOT_DOCUMENTS, by_name, is_document_by_default
from guard.status.said import misspelt, status_of
from guard.status.versions import CONFIGURATIONS, older_pages

__all__ = [
    "CONFIGURATIONS",
    "NOT_DOCUMENTS",
    "by_name",
    "is_document_by_default",
    "misspelt",
    "older_pages",
    "says_generated",
    "status_of",
]
