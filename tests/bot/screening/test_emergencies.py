import pytest

from bot.screening.emergencies import Emergency, emergency_in
from knowledge.words_file import read_lexicon, read_outside

OUTSIDE = read_outside()


def test_emergencies_of_the_lexicon_are_heard() -> None:
    messages = [m.text for m in OUTSIDE if m.kind == "emergency"]
    assert sum(emergency_in(text) is not None for text in messages) / len(messages) >= 0.9


def test_questions_are_not_taken_for_emergencies() -> None:
    words = [text for lexeme in read_lexicon() for text in (*lexeme.aliases, *lexeme.situations)]
    words += [m.text for m in OUTSIDE if m.kind != "emergency"]
    assert sum(emergency_in(text) is not None for text in words) / len(words) <= 0.003


@pytest.mark.parametrize(
    ("text", "call"),
    [
        ("cháy nhà cứu với", Emergency.FIRE),
        ("chay nha cuu voi", Emergency.FIRE),
        ("có người bất tỉnh ở chợ", Emergency.AMBULANCE),
        ("có kẻ lạ đang cạy cửa", Emergency.POLICE),
        ("thủ tục cấp lại giấy tờ bị cháy", None),
        ("trợ cấp tai nạn lao động", None),
        ("bảo hành nồi cơm ở đâu", None),
    ],
)
def test_whom_to_call(text: str, call: Emergency | None) -> None:
    assert emergency_in(text) is call
