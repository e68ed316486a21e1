"""Commands of cobra and their sets of flags while they are being read."""

from __future__ import annotations

from guard.facts.programs.model import PERHAPS, Level

KINDS = frozenset(
    """
    Bool BoolSlice Bytes BytesBase64 BytesHex Count Duration DurationSlice Float32 Float32Slice Float64 Float64Slice Func BoolFunc IP IPMask
    IPNet IPSlice Int Int16 Int32 Int32Slice Int64 Int64Slice Int8 IntSlice String StringArray StringSlice StringToInt StringToInt64
    StringToString Text Time Uint Uint16 Uint32 Uint64 Uint8 UintSlice
    """.split()
)
_WORDLESS = frozenset({"Bool", "Count", "BoolFunc"})


class Made:
    """A command while it is being read. `names` are those it is called by below another one."""

    def __init__(self) -> None:
        self.level = Level()
        self.level.options |= {"-h": 0, "--help": 0}
        self.level.scattered = True
        self.names: list[str] = []
        self.computed = False
        self.anywhere = False
        """Whether it is one that is looked up among all commands."""
        self.plain = True
        """Whether nothing is said of arguments: the first of a root that is no subcommand is refused."""

    def copy(self) -> Made:
        other = Made()
        other.level.take(self.level)
        other.names, other.computed = [], False
        return other


class FlagSet:
    def __init__(self, made: Made, *, persistent: bool) -> None:
        self.made = made
        self.persistent = persistent


class Many:
    """Commands in a list. Unless `whole`, there are others."""

    def __init__(self, items: list[Made], *, whole: bool) -> None:
        self.items = items
        self.whole = whole


Value = Made | FlagSet | Many | str
Names = dict[str, Value]


def owners_of(value: Value | None) -> list[Made]:
    """The commands that whoever has `value` can change."""
    if isinstance(value, Many):
        return value.items
    return [value.made] if isinstance(value, FlagSet) else [value] if isinstance(value, Made) else []


def name_it(made: Made, use: str | None) -> None:
    if use and use.split():
        made.names.insert(0, use.split()[0])
    else:
        made.computed = True


def define(flags: FlagSet, names: list[str | None], kind: str) -> None:
    level = flags.made.level
    if not names or names[0] is None or None in names:
        level.spoil("names of options are computed")
        return
    takes = 0 if kind in _WORDLESS else 1 if kind in KINDS else PERHAPS
    spelt = [f"--{names[0]}", *(f"-{short}" for short in names[1:] if short)]
    (level.inherited if flags.persistent else level.options).update(dict.fromkeys(spelt, takes))
