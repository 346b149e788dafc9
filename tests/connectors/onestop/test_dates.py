from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.onestop.dates import VIETNAM, parse_time


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("20261120091500", (2026, 11, 20, 9, 15)),
        ("20/11/2026 09:15:00", (2026, 11, 20, 9, 15)),
        ("2026-11-20T09:15:00", (2026, 11, 20, 9, 15)),
        ("2026-11-20T18:10:00.000+0000", (2026, 11, 21, 1, 10)),
        ("2026-11-20", (2026, 11, 20, 0, 0)),
    ],
)
def test_every_format_of_the_systems(text: str, expected: tuple[int, int, int, int, int]) -> None:
    assert parse_time(text) == datetime(*expected, tzinfo=VIETNAM)


@given(st.one_of(st.none(), st.text(), st.integers()))
def test_anything_else_is_none_or_a_time(value: object) -> None:
    found = parse_time(value)
    assert found is None or found.tzinfo is not None
