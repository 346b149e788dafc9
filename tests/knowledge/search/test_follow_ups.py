import pytest

from knowledge.search.follow_ups import asks_detail, turns_away


@pytest.mark.parametrize(
    "text",
    ["có cần trích lục khai tử không", "phải xét nghiệm ADN à", "mẹ đang có lương hưu thì có được không",
     "thiếu giấy chứng sinh thì sao", "bé chưa có giấy chứng sinh thì làm được chứ", "chủ trọ không chịu ký thì sao",
     "mang bản sao được không", "co phai dua chau len xa khong"],
)  # fmt: skip
def test_a_question_about_a_detail(text: str) -> None:
    assert asks_detail(text)


@pytest.mark.parametrize("text", ["đăng ký tạm trú", "còn khai tử thì sao", "mất bao lâu", "làm sổ đỏ cần gì", ""])
def test_a_question_of_its_own_is_not_about_a_detail(text: str) -> None:
    assert not asks_detail(text)


@pytest.mark.parametrize(
    ("text", "left"),
    [("còn khai tử thì sao", True), ("thế còn giấy độc thân", True), ("còn gì nữa không", False),
     ("làm khai sinh cho con", False), ("con tôi mới sinh", True)],  # "con" and "còn" are one word once folded
)  # fmt: skip
def test_leaving(text: str, left: bool) -> None:
    assert turns_away(text) is left
