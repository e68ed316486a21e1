"""Anchors that forges and docs generators make of headings, one pure function a dialect."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from urllib.parse import quote, unquote

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


_APART = re.compile(r"[^A-Za-z0-9%_]+")
_CONTRACTED = re.compile(r"([a-zA-Z0-9])-([ts])(?=-|\Z)")
_CLEANED = re.compile(r"[?,;:!'\"()\[\]{}\u200d\ufe0e\ufe0f]")


def mintlify(text: str) -> str:
    """Mintlify's slug: `@sindresorhus/slugify` over percent-encoded text, and the encoding undone where it is shown."""
    encoded = quote(re.sub(r"\s+", "-", text.strip().lower()), safe="!~*'()")
    slug = unquote(_hyphens(_APART.sub("-", encoded)), errors="replace")
    return "".join(
        one for one in _CLEANED.sub("", slug) if one < "\u2600" or unicodedata.category(one) not in {"So", "Sk"}
    )


def mintlify_hyphens(text: str) -> str:
    """What Mintlify made of a heading before it kept underscores."""
    return mintlify(text.replace("_", "-"))


def mintlify_plain(text: str) -> str:
    """What Mintlify makes of the titles of some components."""
    plain = unicodedata.normalize("NFKD", text.replace("&", " and ")).encode("ascii", "ignore").decode("ascii")
    return _hyphens(re.sub(r"[^a-z0-9]+", "-", plain.lower()))


def _hyphens(slug: str) -> str:
    """`what-s-new` is `whats-new`, and hyphens stand alone and within."""
    return re.sub(r"-{2,}", "-", _CONTRACTED.sub(r"\1\2", slug)).strip("-")


Slug = Callable[[str], str]

DIALECTS: dict[str, tuple[Slug, str, int]] = {
    "github": (github, "-", 1),
    "gitlab": (gitlab, "-", 1),
    "python-markdown": (python_markdown, "_", 1),
    "python-markdown-unicode": (python_markdown_unicode, "_", 1),
    "kramdown": (kramdown, "-", 1),
    "docfx": (gitlab, "-", 1),
    "vitepress": (vitepress, "-", 1),
    "mintlify": (mintlify, "-", 2),
    "mintlify-hyphens": (mintlify_hyphens, "-", 2),
    "mintlify-plain": (mintlify_plain, "-", 2),
}
"""Dialect -> its slug, what stands before a duplicate's number, and the number of the first duplicate."""


def anchors(texts: Iterable[str], dialect: str = "github") -> Iterator[str]:
    """The anchors of the headings of one document, in order, duplicates told apart as the dialect does it."""
    slug, joint, first = DIALECTS[dialect]
    seen: dict[str, int] = {}
    for text in texts:
        base = slug(text)
        name = base
        while name in seen:
            seen[base] = max(seen.get(base, 0) + 1, first)
            name = f"{base}{joint}{seen[base]}"
        seen[name] = 0
        yield name
