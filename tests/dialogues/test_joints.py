from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogues import joints

ROOT = Path(__file__).parents[2]
TEXTS = st.lists(
    st.sampled_from(
        ["khai sinh", "còn", "và", "với lại", ",", ".", "?", "\n", " ", "giấy độc thân", "1.001193", "mất bao lâu"]
    ),
    max_size=30,
).map(" ".join)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("khai sinh cần gì, mất bao lâu", ["khai sinh cần gì", "mất bao lâu"]),
        ("khai sinh cần gì? mất bao lâu", ["khai sinh cần gì", "mất bao lâu"]),
        ("khai sinh cần gì\nmất bao lâu", ["khai sinh cần gì", "mất bao lâu"]),
        ("làm khai sinh còn giấy độc thân", ["làm khai sinh", "còn giấy độc thân"]),
        ("lam khai sinh tien lam giay doc than", ["lam khai sinh", "tien lam giay doc than"]),
        ("Khai sinh CÒN giấy độc thân", ["Khai sinh", "CÒN giấy độc thân"]),
        ("khai sinh", ["khai sinh"]),
        ("còn khai sinh thì sao", ["còn khai sinh thì sao"]),
        ("dạ, khai sinh cần gì", ["khai sinh cần gì"]),
        ("lệ phí 50.000 đồng", ["lệ phí 50.000 đồng"]),
        ("mã 1.001193 là gì", ["mã 1.001193 là gì"]),
        ("", []),
        (" , . ", []),
    ],
)
def test_a_message_comes_apart_at_its_joints(text: str, parts: list[str]) -> None:
    assert joints.clauses(text) == parts


@given(st.one_of(TEXTS, st.text(max_size=200)))
def test_clauses_are_pieces_of_the_text_in_order_with_two_words_or_more(text: str) -> None:
    position = 0
    for part in joints.clauses(text):
        assert len(part.split()) >= 2
        position = text.index(part, position) + len(part)


@pytest.mark.parametrize("words", [30, 60])
def test_a_letter_is_read_from_its_last_sentences(words: int) -> None:
    story = "Tôi quê ở xa lên đây làm việc đã lâu năm rồi. " * 12
    question = "Nay cháu út cần giấy độc thân thì làm thế nào?"
    found = joints.last_words(story + question, words)
    assert found.endswith(question)
    assert words <= len(found.split()) < words + 15
    assert len((story + question).split()) >= joints.LONG


def test_a_letter_without_a_full_stop_is_cut_by_words() -> None:
    words = [f"chữ{number}" for number in range(300)]
    assert joints.last_words(" ".join(words), 30).split() == words[-60:]


@given(st.text(max_size=300), st.integers(1, 60))
def test_any_text_has_an_end(text: str, words: int) -> None:
    assert len(joints.last_words(text, words).split()) <= 2 * words


def test_the_engine_holds_the_same_file() -> None:
    ours, theirs = ROOT / "dialogues" / "joints.py", ROOT / "nlu" / "components" / "joints.py"
    assert ours.read_bytes() == theirs.read_bytes()
