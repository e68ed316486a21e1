from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from guard.settings import Origins, Settings, SettingsError
from guard.settings.read import KEYS, read

leaves = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.dates(),
    st.text(max_size=6),
    st.sampled_from(["off", "x/y"]),
)
names = st.sampled_from([*KEYS, "type", "name", "severity", "living", "historical", "dead-link", "other", ""])
values = st.recursive(
    leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=4), max_leaves=12
)


def attempt(table: dict[str, Any]) -> Settings | SettingsError:
    try:
        return read(table, Origins("guard.toml"))
    except SettingsError as error:
        return error


@given(st.dictionaries(names, values, max_size=5))
def test_whatever_a_table_holds_is_read_or_complained_about(table: dict[str, Any]) -> None:
    outcome = attempt(table)
    if isinstance(outcome, SettingsError):
        assert str(outcome).startswith("guard.toml: ")
        assert outcome.key.partition(".")[0].partition("[")[0] in {*table, '""'}
    else:
        assert set(table) <= set(KEYS)


def test_options_are_kept_as_they_are() -> None:
    options = {"since": date(2027, 1, 31), "deep": {"er": [1, {"x": "y"}]}}
    settings = read(
        {"rules": {"a": {"severity": "off", **options}}, "contracts": [{"type": "t", **options}]}, Origins()
    )
    assert settings.rules[0].options == options
    assert settings.contracts[0].options == options
