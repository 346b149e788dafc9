import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.search import Entry, SearchIndex

ENTRIES = [
    Entry(
        "1.000001", "Đăng ký khai sinh", ("Đăng ký khai sinh", "làm giấy khai sinh cho con", "báo sinh"), popularity=5
    ),
    Entry("1.000002", "Đăng ký khai tử", ("Đăng ký khai tử", "báo tử", "nhà có người mất"), popularity=5),
    Entry("1.000003", "Đăng ký kết hôn", ("Đăng ký kết hôn", "làm giấy cưới"), popularity=3),
]
INDEX = SearchIndex(ENTRIES, ["giá vàng hôm nay", "thời tiết ngày mai"], ["em cần làm giấy tờ", "xin hỏi thủ tục"])


@pytest.mark.parametrize("text", ["báo tử", "bao tu", "BÁO TỬ", "basos tuwr", "ba1o tu73"])
def test_everyday_words_find_however_they_are_typed(text: str) -> None:
    assert INDEX.search(text)[0].code == "1.000002"


def test_outside_is_seen_as_outside_and_vague_as_vague() -> None:
    outside, inside, vague = (INDEX.rank(text) for text in ("giá vàng hôm nay", "kết hôn", "em cần làm giấy tờ"))
    assert outside.outside > inside.outside
    assert vague.vague > inside.vague


def test_probabilities_add_up_to_one() -> None:
    ranking = INDEX.rank("làm giấy cưới")
    assert sum(m.score for m in ranking.matches) + ranking.outside + ranking.vague == pytest.approx(1.0)


def test_nothing_known_finds_nothing() -> None:
    assert INDEX.search("") == []
    assert INDEX.search("😂") == []
    assert SearchIndex([]).search("khai sinh") == []
    assert SearchIndex([]).mend("khaisinh") == "khaisinh"


def test_one_entry_is_enough() -> None:
    assert SearchIndex(ENTRIES[:1]).search("khai sinh")[0].code == "1.000001"


def test_what_is_talked_about_stays_when_nothing_else_is_named() -> None:
    assert INDEX.rank("mất bao lâu thì xong vậy ạ", "1.000003").stays > 0.5
    assert INDEX.rank("nhà có người mất báo tử", "1.000003").stays < 0.5


def test_twins_are_one_choice_with_their_chances_together() -> None:
    twins = [
        Entry(code, "Cấp lại giấy phép", ("Cấp lại giấy phép",), popularity=1) for code in ("1.000004", "1.000005")
    ]
    matches = SearchIndex([*ENTRIES, *twins]).search("cấp lại giấy phép")
    assert [m.code for m in matches].count("1.000004") + [m.code for m in matches].count("1.000005") == 1


def test_a_special_case_that_was_not_asked_for_comes_second() -> None:
    special = Entry(
        "1.000006", "Đăng ký kết hôn có yếu tố nước ngoài", ("Đăng ký kết hôn có yếu tố nước ngoài",), popularity=3
    )
    index = SearchIndex([*ENTRIES, special])
    assert index.search("đăng ký kết hôn")[0].code == "1.000003"
    assert index.search("đăng ký kết hôn với người nước ngoài")[0].code == "1.000006"


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text_gives_sorted_chances(text: str) -> None:
    ranking = INDEX.rank(text)
    scores = [match.score for match in ranking.matches]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in (*scores, ranking.outside, ranking.vague))
