"""What looks like a path of this repository, and is none for the words around it."""

from __future__ import annotations

import re
from posixpath import splitext

from guard.documents.document import Document
from guard.documents.records import is_example

_OTHER_REPOSITORY = re.compile(
    r"(?i)\b(?:API|other|another|private|separate|sister|upstream|downstream|docs|target|consumer|their) repo(?:sitory)?\b"
)
_BRANCH = re.compile(r"(?i)\bbranch(?:es)?\b")


def of_others(document: Document, text: str, line: int, *, firm: bool, code: bool) -> str:
    """Why the words around a path make it something else than a file of this repository; "" when they do not.

    `firm`: the text cannot work without the path; `code`: it stands in inline code.
    """
    if not firm and is_example(document.path):
        return "path: what was there when the example was made"
    content = document.lines.content(line)
    if _OTHER_REPOSITORY.search(content):
        return "path: of another repository"
    around = (content, *document.heading_path(line)[-1:])
    if code and not splitext(text)[1] and any(map(_BRANCH.search, around)):
        return "path: the name of a branch"
    return ""
