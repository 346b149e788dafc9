from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.search import Entry, SearchIndex

ENTRIES = [
    Entry("1.000001", ("Đăng ký khai sinh", "làm giấy khai sinh cho con", "báo sinh"), 5),
    Entry("1.000002", ("Đăng ký khai tử", "báo tử", "nhà có người mất"), 5),
    Entry("1.000003", ("Đăng ký kết hôn", "làm giấy cưới"), 3),
]
INDEX = SearchIndex(ENTRIES, ["giá vàng hôm nay", "thời tiết ngày mai"])


def test_everyday_words_find_with_and_without_diacritics() -> None:
    assert [INDEX.search(text)[0].code for text in ("báo tử", "bao tu", "BÁO TỬ")] == ["1.000002"] * 3


def test_outside_scores_below_inside() -> None:
    outside = INDEX.search("giá vàng")
    assert not outside or outside[0].score < INDEX.search("kết hôn")[0].score


def test_nothing_known_finds_nothing() -> None:
    assert INDEX.search("") == []
    assert INDEX.search("😂") == []
    assert SearchIndex([]).search("khai sinh") == []


def test_one_entry_is_enough() -> None:
    assert SearchIndex(ENTRIES[:1]).search("khai sinh")[0].code == "1.000001"


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text_gives_sorted_scores(text: str) -> None:
    scores = [match.score for match in INDEX.search(text)]
    assert scores == sorted(scores, reverse=True)
