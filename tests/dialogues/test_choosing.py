import pytest

from dialogues.choosing import AimKind, aim, ask_back
from knowledge.base import KnowledgeBase


@pytest.mark.parametrize(
    ("text", "current", "kind", "code"),
    [
        ("làm giấy độc thân", None, AimKind.CLEAR, "1.004873"),
        ("thế mất bao lâu", "1.000894", AimKind.CLEAR, "1.000894"),
        ("lệ phí bao nhiêu", "1.001193", AimKind.CLEAR, "1.001193"),
        ("còn giấy độc thân thì sao", "1.001193", AimKind.CLEAR, "1.004873"),
        ("mất bao lâu", None, AimKind.NOTHING_SAID, ""),
        ("1.001193", None, AimKind.CLEAR, "1.001193"),
        ("mã 2.002622 là gì", None, AimKind.CLEAR, "2.002913"),
        ("thủ tục 9.999999", None, AimKind.UNKNOWN_CODE, "9.999999"),
        ("đổi bằng lái xe", "1.001193", AimKind.NOT_HELD, "3.000347"),
        ("làm sổ đỏ cần những giấy gì", "1.001193", AimKind.CLEAR, "1.013978"),
        ("kết hôn có phải cả hai cùng đi không", None, AimKind.CLEAR, "1.000894"),
        ("mẹ tôi hay quên, tôi muốn xin giấy cho mẹ", None, AimKind.LOOK_ALIKES, ""),
    ],
)
def test_what_is_meant(base: KnowledgeBase, text: str, current: str | None, kind: AimKind, code: str) -> None:
    meant = aim(base, text, current)
    assert meant.kind is kind
    assert (meant.codes[0] if meant.codes else "") == code or not code


def test_another_matter_does_not_borrow_the_procedure_talked_about(base: KnowledgeBase) -> None:
    meant = aim(base, "nuôi cá cảnh trong bể kính xanh", "1.001193")
    assert meant.kind in (AimKind.NOT_KNOWN, AimKind.LOOK_ALIKES)
    assert "1.001193" not in meant.codes


def test_a_letter_is_read_by_its_sentences(base: KnowledgeBase) -> None:
    letter = "Tôi tên là A, quê ở xa, lên đây làm việc đã lâu năm. Gia đình tôi có ba người con đều đã lớn cả. " * 4
    letter += "Nay cháu út sắp đi nước ngoài cần giấy độc thân thì làm thế nào?"
    meant = aim(base, letter, None)
    assert "1.004873" in meant.codes


def test_asking_back_offers_three_and_something_else(base: KnowledgeBase) -> None:
    choices = ask_back(base, ["1.001193", "3.000722", "2.000635", "1.004884"], "ask_fee")
    assert len(choices.buttons) == 4
    assert choices.buttons[0].payload == '/ask_fee{"procedure":"1.001193"}'
    assert choices.buttons[-1].payload == "/choose_other"


OFFERED = ("1.000656", "2.002913")


@pytest.mark.parametrize("text", ["thế mất tiền không", "mất mấy hôm", "cần những gì", "phải qua những bước nào"])
def test_who_has_not_chosen_yet_is_asked_to_choose_again(base: KnowledgeBase, text: str) -> None:
    meant = aim(base, text, None, OFFERED)
    assert (meant.kind, meant.codes) == (AimKind.LOOK_ALIKES, OFFERED)
    assert aim(base, text, "1.001193", OFFERED).codes == OFFERED  # what was offered comes after what was talked about


def test_a_choice_in_words_and_another_matter_leave_what_was_offered(base: KnowledgeBase) -> None:
    assert aim(base, "khai tử cho người đã mất", None, OFFERED).codes == ("1.000656",)
    assert aim(base, "còn giấy độc thân thì sao", None, OFFERED).codes == ("1.004873",)


def test_a_field_is_asked_back_unless_something_is_talked_about(base: KnowledgeBase) -> None:
    assert aim(base, "hỏi về hộ khẩu", None).kind is AimKind.LOOK_ALIKES
    assert aim(base, "hỏi về hộ khẩu", "1.004222").codes == ("1.004222",)


@pytest.mark.parametrize("text", ["còn khai tử thì sao", "còn khai tử thì cần gì", "thế còn khai tử mất bao lâu"])
@pytest.mark.parametrize("current", ["1.001193", "1.004873", "2.000635"])
def test_turning_to_a_matter_by_its_name_does_not_end_at_a_look_alike(
    base: KnowledgeBase, text: str, current: str
) -> None:
    assert aim(base, text, current).codes[0] == "1.000656"
