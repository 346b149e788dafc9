import pytest

from bot.screening.typed import as_pressed, command, is_offered
from dialogues.replies import Button

FIRST = [Button(title="Lệ phí", payload="/a"), Button(title="Nộp ở đâu", payload="/b")]
OLDER = [Button(title="Việc khác", payload="/c")]


@pytest.mark.parametrize(
    ("text", "payload"),
    [("1", "/a"), (" 2 ", "/b"), ("số 2", "/b"), ("chọn 1", "/a"), ("3", None), ("0", None), ("le phi", "/a"),
     ("Việc khác", None), ("12 giờ", None), ("", None)],
)  # fmt: skip
def test_numbers_and_titles_of_the_latest_reply(text: str, payload: str | None) -> None:
    assert as_pressed(text, [FIRST, OLDER]) == payload


def test_old_buttons_stay_pressable_and_forged_ones_do_not() -> None:
    assert is_offered("/c", [FIRST, OLDER])
    assert is_offered("/start", [])
    assert not is_offered("/restart", [FIRST])


@pytest.mark.parametrize(
    ("text", "payload"),
    [("/start", "/start"), ("/help@motcua_bot x", "/ask_help"), ("/restart", None), ("start", None)],
)
def test_commands(text: str, payload: str | None) -> None:
    assert command(text) == payload
