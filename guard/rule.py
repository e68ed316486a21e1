"""What a rule is: a module with a docstring, MESSAGE, EXAMPLES and `check`. No base class and no registration.

The module's name is the rule's name (`broken_link` is `broken-link`) and its folder is the rule's group.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

import msgspec

from guard.model import Outcome

if TYPE_CHECKING:
    from guard.documents import Document
    from guard.facts import Facts


class Example(msgspec.Struct, frozen=True):
    """A small repository with one document, and what the rule says of it.

    `gone` maps paths that history deleted to what they were renamed to (None: deleted). `remote` is the forge's URL of
    the repository. `options` are the rule's. `says` are the messages, in order; `fixed` is the document after every fix.
    """

    text: str
    path: str
    files: dict[str, str]
    gone: dict[str, str | None]
    remote: str
    options: dict[str, Any]
    says: tuple[str, ...] = ()
    fixed: str | None = None


def good(  # noqa: PLR0913 - an example says only what it needs
    text: str,
    *,
    path: str = "README.md",
    files: Iterable[str] | Mapping[str, str] = (),
    gone: Mapping[str, str | None] | None = None,
    remote: str = "",
    options: Mapping[str, Any] | None = None,
) -> Example:
    """An example that the rule has nothing to say about."""
    texts = dict(files) if isinstance(files, Mapping) else dict.fromkeys(files, "")
    return Example(text, path, texts, dict(gone or {}), remote, dict(options or {}))


def bad(  # noqa: PLR0913
    text: str,
    *,
    says: str | tuple[str, ...],
    fixed: str | None = None,
    path: str = "README.md",
    files: Iterable[str] | Mapping[str, str] = (),
    gone: Mapping[str, str | None] | None = None,
    remote: str = "",
    options: Mapping[str, Any] | None = None,
) -> Example:
    """An example that the rule finds fault with. `fixed` is the document after all its fixes, safe or not."""
    example = good(text, path=path, files=files, gone=gone, remote=remote, options=options)
    return msgspec.structs.replace(example, says=(says,) if isinstance(says, str) else says, fixed=fixed)


class Rule(Protocol):
    """A rule without options.

    A module may also say SEVERITY ("error", "warning" or "info"; "warning" is the default), PREVIEW (True: off unless
    asked for), STATUSES (which documents it reads; living ones and ledgers are the default) and SECTIONS (True: instead,
    every document with derived sections).
    """

    __name__: str
    __doc__: str | None
    MESSAGE: str
    EXAMPLES: tuple[Example, ...]

    def check(self, document: Document, facts: Facts, /) -> Iterator[Outcome]:
        """Holds the document's claims against the facts, one outcome a claim. Pure: no printing, no writing."""
        ...


class OptionRule(Protocol):
    """A rule with options: a frozen msgspec struct `Options`, filled from `[rules.<name>]`.

    A field without a default makes the rule a contract type, declared once per promise in `[[contracts]]`.
    """

    __name__: str
    __doc__: str | None
    MESSAGE: str
    EXAMPLES: tuple[Example, ...]
    Options: ClassVar[type[Any]]

    def check(self, document: Document, facts: Facts, options: Any, /) -> Iterator[Outcome]: ...
