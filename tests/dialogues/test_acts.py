import pytest

from dialogues.acts import Act, acts_in


@pytest.mark.parametrize(
    ("text", "intent", "acts"),
    [
        ("làm sổ đỏ cần giấy tờ gì, mất bao lâu, hết bao nhiêu tiền", Act.FEE, [Act.PAPERS, Act.TIME, Act.FEE]),
        ("le phi bao nhieu", Act.FEE, [Act.FEE]),
        ("khai sinh cần giấy tờ gì", Act.OVERVIEW, [Act.PAPERS]),
        ("thế có điều kiện gì không", Act.CONDITIONS, [Act.CONDITIONS]),
        ("nộp ở đâu và nhờ người khác đi thay được không", Act.WHO, [Act.PLACE, Act.WHO]),
        ("phía sau nhà có kiện hàng", Act.OVERVIEW, [Act.OVERVIEW]),
    ],
)
def test_second_questions_are_heard(text: str, intent: Act, acts: list[Act]) -> None:
    assert acts_in(text, intent) == acts


def test_three_at_the_most() -> None:
    assert len(acts_in("giấy tờ gì, bao nhiêu tiền, bao lâu, ở đâu, online không", Act.FEE)) == 3
