import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.search.seams import apart_at_seams


@pytest.mark.parametrize(
    ("typed", "apart"),
    [
        ("ThẻBHYT gãy", "Thẻ BHYT gãy"),
        ("gia hạnGPXDthì nộp", "gia hạn GPXD thì nộp"),
        ("về TháiNguyên ở", "về Thái Nguyên ở"),
        ("LàmVNeIDmức 2", "Làm VNeID mức 2"),
        ("ngủ 1đêm", "ngủ 1 đêm"),
        ("giấyCT07cần mang gì", "giấy CT07 cần mang gì"),
    ],
)
def test_lost_spaces_come_back(typed: str, apart: str) -> None:
    assert apart_at_seams(typed) == apart


@pytest.mark.parametrize(
    "text",
    [
        "VNeID",
        "H55.242-261120-0007",
        "d9a8ng ky1",
        "GIẤY KHAI SINH",
        "YouTube",
        "100m2 đất",
        "5tr",
        "12h30",
        "",
        "căn cước",
    ],
)
def test_what_was_typed_so_stays(text: str) -> None:
    assert apart_at_seams(text) == text


@given(st.text(max_size=60))
def test_only_spaces_are_added_and_nothing_at_the_second_time(text: str) -> None:
    once = apart_at_seams(text)
    assert once.replace(" ", "") == text.replace(" ", "")
    assert apart_at_seams(once) == once
