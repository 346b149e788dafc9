import unicodedata

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.evaluating.noise import twin
from knowledge.search import fold
from knowledge.search.concepts import CONCEPTS, concepts_in

GROUPS: dict[str, list[str]] = yaml.load(CONCEPTS.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
WORDS = st.sampled_from(sorted({word for words in GROUPS.values() for word in words}))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("giấy khai sinh bị mối ăn", "=hong"),
        ("giấy bị rách, nát hết", "=hong"),
        ("giay bi rach nat", "=hong"),
        ("ông nội qua đời", "=chet"),
        ("ong noi qua doi", "=chet"),
    ],
)
def test_words_of_a_group_have_one_name(text: str, name: str) -> None:
    assert name in concepts_in(text)


@pytest.mark.parametrize("text", ["thủ đô của Úc", "", "để làm gì", "giấy rachh", "số mấy"])
def test_other_words_have_none_of_those(text: str) -> None:
    assert not {"=hong", "=chet", "=sinh_con"} & set(concepts_in(text))


@pytest.mark.parametrize("name", GROUPS)
def test_every_word_leads_to_its_group(name: str) -> None:
    assert [word for word in GROUPS[name] if f"={name}" not in concepts_in(f"{word} ạ")] == []


@given(st.lists(WORDS, max_size=8).map(" ".join))
def test_each_name_stands_once_and_spelling_forms_agree(text: str) -> None:
    names = concepts_in(text)
    assert len(names) == len(set(names))
    assert concepts_in(unicodedata.normalize("NFD", text)) == names


@pytest.mark.parametrize("word", sorted({word for words in GROUPS.values() for word in words if len(word.split()) > 1}))
def test_two_words_and_more_are_known_without_diacritics_too(word: str) -> None:
    own = {f"={name}" for name, words in GROUPS.items() if word in words}
    stripped = twin(word, "no_diacritics")
    if fold(stripped) != fold(word):
        pytest.skip("without diacritics one of its syllables is an abbreviation of something else")
    assert own <= set(concepts_in(stripped))
