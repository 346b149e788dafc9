import pytest

from knowledge.search import without_act_words


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("khai sinh mất bao lâu", "khai sinh"),
        ("mất giấy khai sinh", "mat giay khai sinh"),
        ("lệ phí bao nhiêu tiền", ""),
        ("làm sổ đỏ cần những giấy gì", "lam so do"),
        ("phía sau nhà", "phia sau nha"),
    ],
)
def test_only_whole_phrases_are_taken_out(text: str, left: str) -> None:
    assert without_act_words(text) == left
