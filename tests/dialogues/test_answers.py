"""The contract of an answer, over every procedure and every act."""

import pytest

from dialogues.acts import Act
from dialogues.answers import answer
from dialogues.people import nothing_said, small_talk, welcome
from dialogues.wording import case_words, lower_first
from knowledge.base import KnowledgeBase
from knowledge.content_file import CONTENT, read_procedure, read_procedures

CODES = [file.code for file in read_procedures()]
SCREEN_AND_A_HALF = 1250
"""Characters: 360 pixels hold about 36 a line at the page's size, a screen and a half about 36 lines."""


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("act", list(Act))
def test_names_the_procedure_its_code_its_source_and_the_day(base: KnowledgeBase, code: str, act: Act) -> None:
    content = base.content(code)
    if content is None:
        pytest.skip("not in force today")
    replies = answer(base, content, [act])
    said = "\n".join(reply.text for reply in replies)
    assert content.name in said
    assert len(said) <= SCREEN_AND_A_HALF
    assert sum(len(reply.buttons) for reply in replies) <= 3
    if act is not Act.DIFFERENCE or any(base.named(other.code) for other in content.look_alikes):
        assert code in said
    if act not in (Act.DIFFERENCE, Act.SOURCE):
        assert "kiểm tra ngày" in said
    assert "None" not in said


@pytest.mark.parametrize("code", CODES)
def test_three_questions_at_once_fit_a_screen_and_a_half(base: KnowledgeBase, code: str) -> None:
    content = base.content(code)
    if content is None:
        pytest.skip("not in force today")
    said = answer(base, content, [Act.PAPERS, Act.TIME, Act.FEE])[0].text
    assert all(heading in said for heading in ("Giấy tờ cần có", "Thời gian giải quyết", "Lệ phí"))
    assert len(said) <= SCREEN_AND_A_HALF + 250


def test_unknown_values_are_said_to_be_unknown(base: KnowledgeBase) -> None:
    content = base.content("1.001193")
    assert content is not None
    assert "Tôi chưa có nghị quyết phí" in answer(base, content, [Act.FEE])[0].text


def test_a_verdict_is_never_given(base: KnowledgeBase) -> None:
    content = base.content("1.014027")
    assert content is not None
    assert "không quyết định" in answer(base, content, [Act.DECIDE])[0].text


def test_conditions_read_as_words() -> None:
    questions = read_procedure(CONTENT / "procedures" / "1.001193.yml").case_questions
    assert case_words('birth_paper == "missing"', questions) == "không có"
    assert "hoặc" in case_words('applicant in ("relative", "other")', questions)


def test_names_keep_their_capitals() -> None:
    assert lower_first("UBND xã") == "UBND xã"
    assert lower_first("Trung tâm Phục vụ") == "Trung tâm Phục vụ"
    assert lower_first("Ở nhờ") == "ở nhờ"


def test_says_it_is_a_machine(base: KnowledgeBase) -> None:
    assert "trợ lý tự động" in welcome().text
    assert "máy" in small_talk("ask_bot").text
    assert len(nothing_said(base, "ask_fee").buttons) == 4
