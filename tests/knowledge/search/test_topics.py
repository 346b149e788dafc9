import pytest

from knowledge.base import KnowledgeBase
from knowledge.search.topics import TOPICS, _topics, choices_in_field


@pytest.mark.parametrize(
    ("text", "first"),
    [("hỏi về hộ khẩu", "1.004222"), ("giấy tờ thừa kế", "2.001406"), ("cong chung giay to", "2.000815"),
     ("làm chế độ cho người khuyết tật", "1.001699"), ("bảo hiểm xã hội thì làm ở đâu", "1.001613"),
     ("nhà có người mất thì phải làm những giấy tờ gì", "1.000656"), ("e muốn hỏi hộ nghèo ạ", "1.011607")],
)  # fmt: skip
def test_a_field_alone_is_asked_back(text: str, first: str) -> None:
    assert choices_in_field(text)[0] == first


@pytest.mark.parametrize(
    "text",
    ["nhập hộ khẩu cho con", "mất bao lâu", "tiền", "khai sinh", "làm lại giấy khuyết tật bị mất", "tách hộ khẩu",
     "mở hộ kinh doanh", "rút bảo hiểm xã hội một lần", "xin ra khỏi hộ nghèo", "người mất có sổ đỏ", "làm sổ đỏ", ""],
)  # fmt: skip
def test_who_says_what_they_want_is_not_asked_back(text: str) -> None:
    assert choices_in_field(text) == ()


def test_every_choice_is_held(base: KnowledgeBase) -> None:
    assert TOPICS.exists()
    assert all(len(codes) >= 2 and all(base.holds(code) for code in codes) for codes in _topics().values())
