import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.search import fold
from knowledge.search.qualifiers import QUALIFIERS, qualifiers_in


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Đăng ký kết hôn có yếu tố nước ngoài", {"yeu to nuoc ngoai", "nuoc ngoai"}),
        ("đăng ký lại khai sinh", {"lai"}),
        ("gia hạn tạm trú", {"gia han"}),
        ("đăng ký khai sinh", set()),
        ("phân loại đất", set()),
        ("", set()),
    ],
)
def test_special_cases_are_named(text: str, found: set[str]) -> None:
    assert set(qualifiers_in(fold(text))) == found


def test_only_whole_words_count() -> None:
    assert qualifiers_in("lais") == ()
    assert qualifiers_in("elai") == ()
    assert qualifiers_in("lai") == ("lai",)


def test_all_are_folded_and_different() -> None:
    assert [words for words in QUALIFIERS if fold(words) != words or not words] == []
    assert len(set(QUALIFIERS)) == len(QUALIFIERS)


@given(st.lists(st.sampled_from(QUALIFIERS), max_size=5))
def test_what_is_there_is_found_and_each_once(words: list[str]) -> None:
    found = qualifiers_in(" x ".join(words))
    assert set(words) <= set(found)
    assert len(found) == len(set(found))
