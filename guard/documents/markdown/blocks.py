"""The claims of code blocks: commands, directory trees, and paths in comments. Their text makes no link claims."""

from __future__ import annotations

import re

from markdown_it.token import Token

from guard.documents import mentions, tree
from guard.documents.claims import Fence, Mention
from guard.documents.markdown.collector import Collector
from guard.documents.shell import ShellLine, commands, is_shell
from guard.documents.tree import DrawnLine
from guard.model import Span

_COMMENT = re.compile(r"(?:^|\s)(?://|#|--|;)\s(.*)$")


def read_code_block(token: Token, collector: Collector) -> None:
    if token.map is None:
        return
    lines = _lines(token, collector)
    if not lines:
        return
    info = token.info.strip()
    language = info.split(maxsplit=1)[0].strip("{}.").lower() if info else ""
    last = lines[-1]
    span = Span(lines[0].line, max(lines[0].column, 1), last.line, last.column + len(last.text))
    number = len(collector.fences)
    collector.fences.append(Fence(language, info, span))
    drawn = tree.read(lines)
    if drawn is not None:
        collector.trees.append(drawn)
        return
    if is_shell(language, [line.text for line in lines]):
        shell_lines = [ShellLine(line.text, line.line, line.column) for line in lines]
        collector.commands.extend(commands(shell_lines, block=number, language=language))
    _read_comments(lines, collector)


def _lines(token: Token, collector: Collector) -> list[DrawnLine]:
    first = (token.map or [0])[0] + (1 if token.type == "fence" else 0)
    texts = token.content.split("\n")
    if texts and not texts[-1]:
        texts.pop()
    drawn: list[DrawnLine] = []
    for number, text in enumerate(texts, first):
        source = collector.contents[number] if number < len(collector.contents) else ""
        # A tab that was cut in two stands in the text as more blanks than it has columns: the line then begins before 1.
        drawn.append(DrawnLine(text, number + 1, len(source) - len(text) + 1))
    return drawn


def _read_comments(lines: list[DrawnLine], collector: Collector) -> None:
    for line in lines:
        remark = _COMMENT.search(line.text)
        if remark is None or remark[1].lstrip().startswith("@filename"):
            continue  # `// @filename: a.ts` names a file that the block itself makes
        for found in mentions.in_prose(remark[1]):
            column = line.column + remark.start(1) + found.start
            span = Span(line.line, column, line.line, column + len(found.text))
            hints = mentions.hints(remark[1], found.start, found.end)
            collector.mentions.append(Mention(found.text, span, "comment", hints))
