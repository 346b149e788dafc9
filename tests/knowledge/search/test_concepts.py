import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from knowledge.search import fold
from knowledge.search.concepts import CONCEPTS, with_concepts

GROUPS: dict[str, list[str]] = yaml.load(CONCEPTS.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def _names(text: str) -> list[str]:
    folded = fold(text)
    said = with_concepts(folded)
    assert said.startswith(folded)
    return said[len(folded) :].split()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("giấy khai sinh bị mối ăn", ["=hong"]),
        ("giấy bị rách, nát hết", ["=hong"]),
        ("giay bi rach nat", ["=hong"]),
        ("ông nội qua đời", ["=chet"]),
        ("thủ đô của Úc", []),
        ("", []),
    ],
)
def test_words_of_a_group_have_one_name(text: str, names: list[str]) -> None:
    assert [name for name in _names(text) if name in ("=hong", "=chet")] == names


def test_only_whole_words_count() -> None:
    assert "=hong" in _names("ố")
    assert "=hong" not in _names("ốm")
    assert "=hong" not in _names("số")


def test_the_longest_words_are_taken() -> None:
    assert "=the_bhyt" in _names("thẻ bảo hiểm")
    assert "=mat_do" not in _names("vừa mất")
    assert "=chet" in _names("vừa mất")


@pytest.mark.parametrize("name", GROUPS)
def test_every_word_leads_to_its_group(name: str) -> None:
    assert [word for word in GROUPS[name] if f"={name}" not in _names(word)] == []


@given(
    st.lists(st.sampled_from(sorted({word for words in GROUPS.values() for word in words})), max_size=8).map(" ".join)
)
def test_each_name_stands_once(text: str) -> None:
    names = _names(text)
    assert len(names) == len(set(names))


@given(st.text(max_size=100))
def test_any_text_keeps_its_words(text: str) -> None:
    folded = fold(text)
    assert with_concepts(folded).split()[: len(folded.split())] == folded.split()
