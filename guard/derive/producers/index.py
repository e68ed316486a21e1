"""An index of a folder's documents: title, and first sentence."""

from __future__ import annotations

import re
from posixpath import basename

import msgspec

from guard.derive.producers.context import Place
from guard.derive.producers.words import escaped, one_line
from guard.derive.sources import listing
from guard.derive.sources.error import SourceError
from guard.derive.sources.reading import Read, file, inside
from guard.documents.markdown import front
from guard.facts import Facts

_SENTENCE = re.compile(r"(?s)(.{1,300}?[.!?])(?=\s|$)")
_SKIPPED = ("#", "|", "<", "!", "[!", ">", "```", "~~~", "- ", "* ", "+ ", "---", "===", "***", ":::")


class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """`of` is a folder or a pattern. `deep`: folders inside it too. `sentences`: with the first sentence of each."""

    of: str
    deep: bool = False
    sentences: bool = True
    ignore: tuple[str, ...] = ()


def write(facts: Facts, options: Options, place: Place) -> str:
    """The documents in the order of their paths, without the one that the section stands in."""
    found = [one.path for one in listing.read(facts, _listing(facts, options)).files]
    documents = [path for path in found if path != place.path and facts.is_markdown(path)]
    if not documents:
        raise SourceError("no other document there", options.of)
    return "\n".join(_line(facts, path, place, options) for path in documents)


def _listing(facts: Facts, options: Options) -> listing.Options:
    if any(character in options.of for character in "*?["):
        return listing.Options(options.of, options.ignore)
    folder = inside(options.of)
    if folder != "." and not facts.files.is_folder(folder):
        raise SourceError("no such folder", folder)
    top = "" if folder == "." else "/" + folder
    return listing.Options(f"{top}/**/*.md" if options.deep else f"{top}/*.md", options.ignore)


def _line(facts: Facts, path: str, place: Place, options: Options) -> str:
    source = file(facts, path)
    headings = source.claims.headings
    title = source.claims.front.get("title") or (headings[0].text if headings else basename(path))
    sentence = first_sentence(source) if options.sentences else ""
    return f"- [{escaped(title)}]({place.link(path)})" + (f" - {sentence}" if sentence else "")


def first_sentence(source: Read) -> str:
    """The first sentence of a document's first paragraph, its links as plain text; "" where none can be found."""
    skipped = {number for span in source.hidden for number in range(span.line - 1, span.end_line + 2)}
    start = front.read(source.text.splitlines()[: front.MAX_LINES + 2])[0]
    paragraph: list[str] = []
    for number in range(start + 1, len(source.lines) + 1):
        line = source.lines.content(number).strip()
        if line and number not in skipped and not line.startswith(_SKIPPED):
            paragraph.append(line)
        elif paragraph:
            break
    text = one_line(" ".join(paragraph))
    found = _SENTENCE.match(text)
    plain = re.sub(
        r"!?\[([^\[\]]{0,300}+)\](?:\([^()]{0,500}+\)|\[[^\[\]]{0,100}+\])", r"\1", found[1] if found else ""
    )
    return "" if set(plain) & set("[]<>") else plain
