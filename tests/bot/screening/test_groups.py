"""In a group: short answers, and one person's matters go elsewhere."""

import pytest

from bot.engines import EngineAnswer
from bot.screening.groups import MOST_LINES, brief, is_private_matter
from dialogues.buttons import PRIVATE
from dialogues.outcomes import Outcome
from dialogues.replies import Button, Card, Choices, Text


@pytest.mark.parametrize(
    ("text", "private"),
    [("H55.242-261120-0007", True), ("hồ sơ h55.242 – 261120 – 0007 xong chưa", True), ("/lookup_dossier", True),
     ('/guide_start{"procedure":"1.001193"}', True), ("/ask_privacy", True), ("khai sinh cần gì", False),
     ('/ask_fee{"procedure":"1.001193"}', False)],
)  # fmt: skip
def test_what_concerns_one_person(text: str, private: bool) -> None:
    assert is_private_matter(text) is private


def test_a_long_answer_is_shortened_and_leads_to_the_private_chat() -> None:
    card = Card(title="Khai sinh", body="\n".join(f"dòng {n}" for n in range(20)), source="Nguồn: x")
    (reply,) = brief(EngineAnswer(Outcome.ANSWERED, (card, Text(text="thêm")))).replies
    assert isinstance(reply, Card)
    assert reply.body.count("\n") == MOST_LINES
    assert reply.body.endswith("…")
    assert (reply.source, reply.buttons) == ("Nguồn: x", (PRIVATE,))


def test_a_short_answer_stays_and_a_question_keeps_its_choices() -> None:
    choices = Choices(question="Việc nào?", buttons=(Button(title="A", payload="/a"),))
    assert brief(EngineAnswer(Outcome.CLARIFIED, (choices,))).replies == (choices,)
    card = Card(title="Khai sinh", body="một dòng", source="Nguồn: x", buttons=(Button(title="A", payload="/a"),))
    (reply,) = brief(EngineAnswer(Outcome.ANSWERED, (card,))).replies
    assert isinstance(reply, Card)
    assert reply.body == "một dòng"
