"""One reader per language; what is cached is what they return."""

from __future__ import annotations

from guard.documents.claims import Claims


def read(language: str, text: str) -> Claims:
    """The claims of `text` (no byte order mark), read in `language` as guard.documents.languages.reader_of names it."""
    if language in {"markdown", "mdx"}:
        from guard.documents import markdown

        return markdown.read(text, as_mdx=language == "mdx")
    if language == "text":
        return Claims()
    from guard.documents import config

    return config.READERS[language](text)
