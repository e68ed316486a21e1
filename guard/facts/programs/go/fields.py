"""What is said of a command where it is made or changed, and what the parts of a call are."""

from __future__ import annotations

from collections.abc import Callable

from guard.facts.programs.go.made import KINDS, Made, Many, Names, Value, name_it
from guard.facts.programs.go.package import File, Function

PASSING = "lets pass what it does not know"
HARMLESS = frozenset(
    {"cobra", "fmt", "viper", "doc", "os", "log", "errors", "ui", "strings", "len", "append", "string"}
)
HELD = frozenset({"cmd", "Cmd", "Command"})
"""What a field is called that holds a command."""
CHANGING = frozenset({"AddFlag", "AddFlagSet", "AddGoFlag", "AddGoFlagSet", "SetNormalizeFunc", "ParseErrorsWhitelist"})
"""What may do anything to a set of flags."""


def literal(file: File, opened: int, text: Callable[[int, int], str | None]) -> Made:
    """`cobra.Command{...}`"""
    made = Made()
    level = made.level
    for start, end in file.parts(opened + 1, file.end(opened)):
        key = file.text(start)
        if key == "Use":
            name_it(made, text(start + 2, end))
        elif key == "Aliases":
            made.names += [file.tokens[at].text for at in range(start, end) if file.tokens[at].kind == "string"]
        elif key == "Version":
            level.options |= {"--version": 0, "-v": 0}
        elif key in {"Run", "RunE", "Args", "ValidArgs", "ValidArgsFunction"}:
            level.arguments = True
            made.plain &= key in {"Run", "RunE"}
        elif key in {"DisableFlagParsing", "FParseErrWhitelist"}:
            level.spoil(PASSING)
    return made


def change(made: Made, field: str, text: str | None) -> None:
    """`command.Use = text`"""
    if field == "Use":
        made.names = made.names[1:]
        name_it(made, text)
    elif field == "Aliases":
        made.computed = True
    elif field in {"DisableFlagParsing", "FParseErrWhitelist", "TraverseChildren"}:
        made.level.spoil(PASSING)
    elif field == "Version":
        made.level.options |= {"--version": 0, "-v": 0}


def finds_own(file: File, opened: int) -> bool:
    """`root.Find([]string{"help"})`."""
    strings = [file.tokens[at].text for at in range(opened, file.end(opened)) if file.tokens[at].kind == "string"]
    return strings in (["help"], ["completion"])


def lists_commands(file: File, at: int) -> bool:
    """Whether `[]*cobra.Command{` stands there."""
    return [file.text(at + one) for one in range(7)] == ["[", "]", "*", "cobra", ".", "Command", "{"]


def is_whole(file: File, opened: int) -> bool:
    """Whether the call is taken as it is, or is `f().cmd` of what holds a command; behind it nothing else is known."""
    after = file.end(opened) + 1
    return file.text(after) != "." or (file.text(after + 1) in HELD and file.text(after + 2) != "(")


def kind_of(method: str) -> str | None:
    """The kind of flag that a method of a set of flags defines, "" for one that cannot be told; None if it defines none."""
    if method in {"Var", "VarP", "VarPF"}:
        return ""
    kind = method.removesuffix("F").removesuffix("P").removesuffix("Var") if method != "IP" else method
    return kind if kind in KINDS else None


def names_of(file: File, at: int, kind: str) -> list[tuple[int, int]]:
    """Where the names of the flag stand that the method at `at` defines."""
    method = file.text(at)
    parts = file.parts(at + 2, file.end(at + 1))[1 if "Var" in method else 0 :]
    return parts[: 2 if "P" in method.removeprefix(kind) else 1]


def bound(function: Function, given: list[Value | None], spread: bool) -> Names:
    """What the parameters of a function stand for."""
    if function.variadic and function.parameters and not spread:
        count = len(function.parameters) - 1
        items = [one for one in given[count:] if isinstance(one, Made)]
        several = Many(items, whole=len(items) == len(given[count:]))
        given = [*given[:count], *([None] * (count - len(given))), several]
    return {name: value for name, value in zip(function.parameters, given, strict=False) if value is not None}
