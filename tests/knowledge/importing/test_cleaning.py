import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.importing.cleaning import NOTHING, cut, pieces, plain, unique

SENTENCES = st.lists(
    st.text(alphabet="abcđếêơ ,;.-+\n", min_size=1, max_size=60).map(lambda words: f"{words}. "), max_size=30
).map("".join)


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("<p>Nộp <b>hồ sơ</b></p><p>Nhận kết quả</p>", "Nộp hồ sơ\nNhận kết quả"),
        ("một<br/>hai<BR>ba", "một\nhai\nba"),
        ("<ul><li>đơn</li><li>ảnh</li></ul>", "đơn\nảnh"),
        ('<a href="x">Mẫu 1</a>', "Mẫu 1"),
        ("phí &amp; lệ phí&nbsp;:&nbsp;0", "phí & lệ phí : 0"),
        ("&lt;b&gt;đơn&lt;/b&gt;", "đơn"),
        ("dưới < 3 tuổi và > 1 tuổi", "dưới < 3 tuổi và > 1 tuổi"),
        ("  nhiều \t khoảng   trắng  ", "nhiều khoảng trắng"),
        ("một\r\n\r\n\nhai", "một\nhai"),
        ("ẩn\u200bgiấu\ufeff\u0000", "ẩngiấu"),
        (unicodedata.normalize("NFD", "giấy tờ"), "giấy tờ"),
    ],
)
def test_leftovers_of_a_web_page_are_gone(text: str, clean: str) -> None:
    assert plain(text) == clean


@pytest.mark.parametrize(
    "furniture",
    [
        "Từ khóaKhông có thông tinMô tảKhông có thông tinChọn cơ quan thực hiệnTỉnh/ Thành phốNộp hồ sơ",
        "Từ khóaMô tảChọn cơ quan",
        "Chọn cơ quan thực hiện\nBộ ngành",
        "Hệ thống chỉ hiển thị những cơ quan đã cung cấp",
    ],
)
def test_the_buttons_of_the_page_are_gone(furniture: str) -> None:
    assert plain(f"Giấy khai sinh{furniture}") == "Giấy khai sinh"
    assert plain(furniture) == ""


def test_a_keyword_in_a_sentence_stays() -> None:
    assert plain("Từ khóa tra cứu: khai sinh") == "Từ khóa tra cứu: khai sinh"


@pytest.mark.parametrize(
    "text", ["", " ", NOTHING, f" {NOTHING}. ", f"- {NOTHING}", f"<p>{NOTHING}</p>", "Không", "không", "--", "."]
)
def test_saying_that_nothing_is_said_is_nothing(text: str) -> None:
    assert plain(text) == ""


def test_a_sentence_with_no_is_something() -> None:
    assert plain("Không thu phí") == "Không thu phí"


@given(st.text(max_size=300))
def test_any_text_is_cleaned(text: str) -> None:
    clean = plain(text)
    assert clean == clean.strip()
    assert "\u200b" not in clean
    assert all(line == " ".join(line.split()) != "" for line in clean.splitlines())


def test_cutting_ends_with_a_word() -> None:
    assert cut("một hai ba bốn", 100) == "một hai ba bốn"
    assert cut("một hai, ba bốn", 11) == "một hai…"
    assert cut("a" * 50, 10) == "a" * 9 + "…"


@given(st.text(max_size=200), st.integers(2, 100))
def test_cut_is_never_longer_than_asked(text: str, most: int) -> None:
    assert len(cut(text, most)) <= most


def test_short_lines_stay_lines_without_their_bullets() -> None:
    assert pieces("- một\n+ hai\n\n• ba\n– một", 40) == ["một", "hai", "ba"]


def test_a_long_line_is_taken_apart_by_sentences() -> None:
    line = "Người dân nộp hồ sơ tại xã. Cán bộ tiếp nhận hồ sơ. Chủ tịch xã ký giấy."
    found = pieces(line, 55)
    assert " ".join(found) == line
    assert found == ["Người dân nộp hồ sơ tại xã. Cán bộ tiếp nhận hồ sơ.", "Chủ tịch xã ký giấy."]


@settings(max_examples=80, deadline=None)
@given(SENTENCES, st.integers(20, 120))
def test_no_piece_is_longer_than_asked_and_no_word_of_a_short_sentence_is_lost(text: str, most: int) -> None:
    found = pieces(text, most)
    assert all(0 < len(piece) <= most for piece in found)
    assert len(found) == len(set(found))


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_taken_apart(text: str) -> None:
    assert all(0 < len(piece) <= 40 for piece in pieces(text, 40))


def test_unique_keeps_the_order_and_drops_the_empty() -> None:
    assert unique(["b", "", "a", "b"]) == ["b", "a"]
