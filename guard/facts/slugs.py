"""Anchors that forges and docs generators make of headings, one pure function a dialect."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

_KEPT_CATEGORIES = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "Pc"})
# Letters in circles and squares are symbols to Unicode and letters to GitHub.
_CIRCLED = ((0x24B6, 0x24E9), (0x1F130, 0x1F149), (0x1F150, 0x1F169), (0x1F170, 0x1F189))
_ASCII = re.compile(r"[a-z0-9_ -]*")


def _is_kept(character: str) -> bool:
    if character in "- " or unicodedata.category(character) in _KEPT_CATEGORIES:
        return True
    code = ord(character)
    return any(first <= code <= last for first, last in _CIRCLED)


@lru_cache(maxsize=65536)
def github(text: str) -> str:
    """GitHub's slug of a heading's text, before duplicates are told apart."""
    lowered = text.lower()
    if not _ASCII.fullmatch(lowered):
        lowered = "".join(filter(_is_kept, lowered))
    return lowered.replace(" ", "-")


def gitlab(text: str) -> str:
    """GitLab folds runs of hyphens into one."""
    return re.sub(r"-{2,}+", "-", github(text)).strip("-")


def python_markdown(text: str) -> str:
    """Python-Markdown's `slugify`, as MkDocs uses it."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    kept = re.sub(r"[^\w\s-]", "", ascii_text).strip().lower()
    return re.sub(r"[-\s]++", "-", kept)


def python_markdown_unicode(text: str) -> str:
    """pymdownx's Unicode slugs, which many MkDocs sites set."""
    kept = re.sub(r"[^\w\s-]", "", unicodedata.normalize("NFC", text)).strip().lower()
    return re.sub(r"[-\s]", "-", kept)


def kramdown(text: str) -> str:
    """kramdown drops what stands before the first letter."""
    kept = re.sub(r"[^a-zA-Z0-9 -]", "", re.sub(r"^[^a-zA-Z]++", "", text))
    return kept.lower().replace(" ", "-")


_VUE_SPECIAL = re.compile(r"[\s~`!@#$%^&*()\-_+=\[\]{}|\\;:\"'\u201c\u201d\u2018\u2019<>,.?/]+")


def vitepress(text: str) -> str:
    """@mdit-vue's slug, which VitePress and VuePress use: what is special becomes a hyphen, and is not dropped."""
    plain = "".join(
        one for one in unicodedata.normalize("NFKD", text) if not "\u0300" <= one <= "\u036f" and one >= " "
    )
    slug = re.sub(r"-{2,}", "-", _VUE_SPECIAL.sub("-", plain)).strip("-")
    return (f"_{slug}" if slug[:1].isdigit() else slug).lower()


Slug = Callable[[str], str]

DIALECTS: dict[str, tuple[Slug, str]] = {
    "github": (github, "-"),
    "gitlab": (gitlab, "-"),
    "python-markdown": (python_markdown, "_"),
    "python-markdown-unicode": (python_markdown_unicode, "_"),
    "kramdown": (kramdown, "-"),
    "docfx": (gitlab, "-"),
    "vitepress": (vitepress, "-"),
}
"""Dialect -> its slug and what stands before a duplicate's number."""


def anchors(texts: Iterable[str], dialect: str = "github") -> Iterator[str]:
    """The anchors of the headings of one document, in order, duplicates told apart as the dialect does it."""
    slug, joint = DIALECTS[dialect]
    seen: dict[str, int] = {}
    for text in texts:
        base = slug(text)
        name = base
        while name in seen:
            seen[base] = seen.get(base, 0) + 1
            name = f"{base}{joint}{seen[base]}"
        seen[name] = 0
        yield name
