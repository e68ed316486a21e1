import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guard.suppressions import Directive, Malformed, directive


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("guard: ignore[dead-link] gone soon", Directive("ignore", ("dead-link",), "gone soon")),
        ("  guard:ignore[a]  x ", Directive("ignore", ("a",), "x")),
        ("guard: ignore[ a ,links, a ] x", Directive("ignore", ("a", "links"), "x")),
        ("guard: ignore[a]", Directive("ignore", ("a",))),
        ("guard: ignore[a] until=2027-01-31 x  y", Directive("ignore", ("a",), "x y", date(2027, 1, 31))),
        ("guard: ignore[a] x\n   y until=2027-01-31", Directive("ignore", ("a",), "x y", date(2027, 1, 31))),
        ("guard: ignore[a] see [this](b.md)", Directive("ignore", ("a",), "see [this](b.md)")),
        ("guard: ignore-file[a] x", Directive("ignore-file", ("a",), "x")),
        ("guard: off[a] x", Directive("off", ("a",), "x")),
        ("guard: on[a]", Directive("on", ("a",))),
    ],
)
def test_what_a_directive_says(text: str, said: Directive) -> None:
    assert directive(text) == said


@pytest.mark.parametrize(
    ("text", "message", "cure"),
    [
        ("guard: ignore", "suppression names no rule", "write guard: ignore[rule] reason"),
        ("guard: ignore dead-link", "suppression names no rule", "write guard: ignore[rule] reason"),
        ("guard: ignore [dead-link]", "suppression names no rule", "write guard: ignore[rule] reason"),
        ("guard: ignore-next-line dead-link", "suppression names no rule", "write guard: ignore[rule] reason"),
        ("guard: ignore[]", "suppression names no rule", "write guard: ignore[rule] reason"),
        ("guard: off[a,,b] x", "suppression names no rule", "write guard: off[rule] reason"),
        ("guard: ignore dead-link, it is gone", "suppression names no rule", "write guard: ignore[rule] reason"),
        ("guard: off", "suppression names no rule", "write guard: off[rule] reason"),
        ("guard: ignore[a reason", "suppression's bracket is never closed", "write guard: ignore[rule] reason"),
        ("guard: ignroe[a] x", "no such suppression: ignroe", "did you mean ignore?"),
        ("guard: disable[a] x", "no such suppression: disable", "guard knows ignore, ignore-file, off, on"),
        ("Guard: ignore[a] x", "guard: is lower-case", "write guard: ignore[rule] reason"),
        ("guard: ignore[a] until=tomorrow", "suppression's date is no date: tomorrow", "write until=2027-01-31"),
        ("guard: ignore[a] until=", "suppression's date is no date: ", "write until=2027-01-31"),
        ("guard: ignore[a] until=20270131", "suppression's date is no date: 20270131", "write until=2027-01-31"),
        ("guard: ignore[a] until=2027-02-30", "suppression's date is no date: 2027-02-30", "write until=2027-01-31"),
        (
            "guard: ignore[a] until=2027-01-30 until=2027-01-31",
            "suppression's date is no date: 2027-01-30 2027-01-31",
            "write until=2027-01-31",
        ),
    ],
)
def test_what_was_meant_as_one_but_is_none(text: str, message: str, cure: str) -> None:
    said = directive(text, {"dead-link"})
    assert isinstance(said, Malformed)
    assert (said.message, said.cure) == (message, cure)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "guard",
        "a note: guard: ignore[a] x",
        "guard:",
        "guard: on the safe side",
        "guard: ignore empty rows",
        "guard: off when dead-link is",
        "guard: ignore what dead-link [says]",
        "guard: against None",
        "guard: see [this](on.md)",
        "guard: offer [a](b)",
        "guardian: ignore[a] x",
    ],
)
def test_other_comments(text: str) -> None:
    assert directive(text, {"dead-link"}) is None


@given(
    st.one_of(
        st.text(),
        st.text(alphabet="guard: ignoefl-[],=2071\n\udc80", max_size=60),
        st.builds("guard: {}[{}] {}".format, st.sampled_from(["ignore", "off", "on", "x"]), st.text(), st.text()),
        st.builds("guard: ignore[a] until={}".format, st.text(alphabet="0123456789-W", max_size=12)),
    )
)
def test_any_text_is_a_directive_or_malformed_or_neither(text: str) -> None:
    said = directive(text)
    assert said is None or isinstance(said, Directive | Malformed)
    if isinstance(said, Directive):
        assert said.names
        assert all(name and name == name.strip() for name in said.names)


@pytest.mark.parametrize(
    "unit", ["guard: ", "guard: ignore[", "a,", "[", "]", "until=2027-01-31 ", " ", "x\n", "ignore"]
)
def test_time_grows_with_the_length(unit: str) -> None:
    def seconds(times: int) -> float:
        texts = [f"guard: {unit * times}", f"guard: ignore[{unit * times}", f"guard: ignore[a] {unit * times}"]
        best = float("inf")
        for _ in range(3):
            start = time.process_time()
            for text in texts:
                directive(text)
            best = min(best, time.process_time() - start)
        return best

    assert any(seconds(80_000) < 10 * seconds(20_000) + 0.01 for _ in range(5)), "slow in every round"
