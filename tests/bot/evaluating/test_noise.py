import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.evaluating.noise import NOISES, twin
from knowledge.search import fold

SENTENCES = [
    "Đăng ký khai sinh cho con cần những giấy tờ gì?",
    "Tôi muốn đăng ký kết hôn với người nước ngoài, thủ tục như thế nào",
    "làm giấy xác nhận tình trạng hôn nhân mất bao nhiêu ngày",
    "Đổi thẻ căn cước công dân hết hạn nộp hồ sơ tại đâu",
    "Hưởng trợ cấp thất nghiệp được mấy tháng, lương hưu trước tuổi",
    "Vợ chồng em muốn tách hộ khẩu, nhập hộ khẩu cho vợ",
    "cấp đổi giấy chứng nhận quyền sử dụng đất khi mất sổ đỏ",
    "đường vào thửa ruộng bị hàng xóm lấn chiếm thì khiếu nại thế nào",
]


@pytest.mark.parametrize("noise", NOISES)
@given(text=st.text(max_size=120))
def test_any_text_has_a_twin_and_always_the_same(noise: str, text: str) -> None:
    assert twin(text, noise) == twin(text, noise)


@pytest.mark.parametrize("noise", NOISES)
def test_every_kind_changes_something(noise: str) -> None:
    assert any(twin(sentence, noise) != sentence for sentence in SENTENCES)


def test_an_unknown_kind_is_an_error() -> None:
    with pytest.raises(KeyError):
        twin("khai sinh", "loud")


@given(st.text(max_size=120))
def test_without_diacritics_no_mark_is_left(text: str) -> None:
    bare = twin(text, "no_diacritics")
    assert not any(unicodedata.category(char) == "Mn" for char in unicodedata.normalize("NFD", bare))
    assert not set(bare) & set("đĐ")


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize("noise", ["no_diacritics", "upper", "nfd"])
def test_what_folding_undoes_is_undone(sentence: str, noise: str) -> None:
    assert fold(twin(sentence, noise)) == fold(sentence)


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize("noise", ["telex", "vni"])
def test_key_strokes_fold_back_to_what_was_meant(sentence: str, noise: str) -> None:
    for word in sentence.split():
        assert fold(twin(word, noise)) == fold(word)
    assert fold(twin(sentence, noise)) == fold(sentence)


@pytest.mark.parametrize(
    ("noise", "typed"),
    [("telex", {"ddawng", "kys", "dduwowcj"}), ("vni", {"d9a8ng", "ky1", "d9u7o7c5"})],
)
def test_key_strokes_are_those_of_the_keyboard(noise: str, typed: set[str]) -> None:
    twins = {twin(f"{word} {filler}", noise).split()[0] for word in ("đăng", "ký", "được") for filler in "abcdefghijkl"}
    assert typed <= twins


def test_case_of_the_first_letters_is_kept_where_no_hat_is() -> None:
    assert {twin(f"Ký {filler}", "telex").split()[0] for filler in "abcdefghijkl"} == {"Ký", "Kys"}


@given(st.text(max_size=120))
def test_decomposed_is_the_same_after_composing(text: str) -> None:
    assert unicodedata.normalize("NFC", twin(text, "nfd")) == unicodedata.normalize("NFC", text)


@given(st.lists(st.text(alphabet="abcđêơ", min_size=1, max_size=8), max_size=20))
def test_glueing_and_slips_of_the_finger_lose_no_letter(words: list[str]) -> None:
    text = " ".join(words)
    assert twin(text, "glued").replace(" ", "") == text.replace(" ", "")
    assert sorted(twin(text, "typos")) == sorted(text)
    assert len(twin(text, "glued").split()) == len(words) - min(3, len(words) // 3)


def test_short_forms_and_dialect_replace_whole_words() -> None:
    assert twin("Không biết làm thế nào", "teencode") == "k bít lm tn"
    assert twin("làm sao đây mẹ ơi", "dialect") == "mần răng đây má ơi"
    assert twin("khônggian", "teencode") == "khônggian"
    assert twin(unicodedata.normalize("NFD", "được"), "teencode") == "đc"
