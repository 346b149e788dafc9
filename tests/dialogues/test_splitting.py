from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogues.splitting import SIDES, best_question


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (["Đăng ký kết hôn", "Đăng ký lại kết hôn"], "lần đầu"),
        (["Đăng ký kết hôn", "Đăng ký kết hôn có yếu tố nước ngoài"], "nước ngoài"),
        (["Cấp giấy phép xây dựng", "Gia hạn giấy phép xây dựng"], "gia hạn"),
    ],
)
def test_the_question_is_about_what_tells_them_apart(names: list[str], words: str) -> None:
    assert words in best_question(names)


def test_no_question_is_better_than_one_that_splits_nothing() -> None:
    assert best_question(["Đăng ký kết hôn", "Đăng ký kết hôn"]) == ""
    assert best_question([]) == ""


@given(st.lists(st.text(max_size=40), max_size=4))
def test_a_question_that_is_asked_separates_every_name(names: list[str]) -> None:
    question = best_question(names)
    side = next((side for side in SIDES if side.question == question), None)
    if side:
        values = sorted(side.of(name) for name in names)
        assert all(one != two for one, two in pairwise(values))
