"""Markdown: text -> claims, every claim with its exact place."""

from guard.documents.markdown.reader import read

__all__ = ["read"]
