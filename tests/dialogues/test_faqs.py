import pytest

from dialogues.acts import Act
from dialogues.answers import answer
from dialogues.faqs import asked_before
from knowledge.base import KnowledgeBase
from tests.dialogues.test_answers import CODES, SCREEN_AND_A_HALF


def _asked(base: KnowledgeBase, code: str, text: str) -> str:
    content = base.content(code)
    assert content is not None
    faq = asked_before(base, content, text)
    return faq.question if faq else ""


@pytest.mark.parametrize(
    ("code", "text", "question"),
    [
        ("1.014027", "thế mỗi tháng được bao nhiêu", "Mỗi tháng được bao nhiêu tiền?"),
        ("1.014027", "moi thang duoc bao nhieu tien", "Mỗi tháng được bao nhiêu tiền?"),
        ("2.000693", "nghỉ việc trước sinh có được hưởng k", "Nghỉ việc trước khi sinh có được tiền không?"),
        ("2.000884", "xin dấu vào sơ yếu lý lịch thì làm sao", "Xin dấu xã vào sơ yếu lý lịch thì làm thế nào?"),
    ],
)
def test_a_question_asked_before_is_known_in_other_words(
    base: KnowledgeBase, code: str, text: str, question: str
) -> None:
    assert _asked(base, code, text) == question


@pytest.mark.parametrize("text", ["đăng ký tạm trú", "thế mất bao lâu", "nộp ở đâu", "ok", ""])
def test_the_name_alone_or_a_plain_fact_is_no_question_of_its_own(base: KnowledgeBase, text: str) -> None:
    assert _asked(base, "1.004194", text) == ""


@pytest.mark.parametrize("code", CODES)
def test_every_question_of_ours_finds_itself_and_is_shown_with_its_answer(base: KnowledgeBase, code: str) -> None:
    content = base.content(code)
    if content is None:
        pytest.skip("not in force today")
    for faq in content.faq:
        found = asked_before(base, content, faq.question)
        if found is None:
            continue  # so short that only the procedure's own name is left
        assert found.question == faq.question
        said = "\n".join(reply.text for reply in answer(base, content, [Act.OVERVIEW], said=faq.question))
        assert faq.answer in said
        assert len(said) <= SCREEN_AND_A_HALF


def test_most_questions_of_ours_are_found(base: KnowledgeBase) -> None:
    contents = [content for code in CODES if (content := base.content(code))]
    found = [asked_before(base, content, faq.question) is not None for content in contents for faq in content.faq]
    assert sum(found) / len(found) > 0.9


def _said(base: KnowledgeBase, code: str, text: str, act: Act) -> str:
    content = base.content(code)
    assert content is not None
    return "\n".join(reply.text for reply in answer(base, content, [act], said=text))


def test_money_received_is_not_taken_for_the_fee(base: KnowledgeBase) -> None:
    said = _said(base, "1.014027", "mỗi tháng bao nhiêu", Act.FEE)
    assert "500.000 đồng" in said
    assert "Không thu phí" not in said
    unknown = _said(base, "1.010803", "mỗi năm được nhận bao nhiêu", Act.FEE)
    assert "chưa có mức tiền" in unknown


def test_a_fee_stays_a_fee(base: KnowledgeBase) -> None:
    assert "Lệ phí".lower() in _said(base, "1.014027", "mất bao nhiêu tiền", Act.FEE).lower()
    assert "chưa có mức tiền" not in _said(base, "1.002179", "mỗi tháng đóng bao nhiêu", Act.FEE)
