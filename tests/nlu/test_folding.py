"""Folding and offsets, on any text; the application's twin must fold the same."""

import importlib.util
import json
import sys
import unicodedata
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from nlu.components.folding import fold, fold_tokens, read_abbreviations

ROOT = Path(__file__).parents[2]
LIST = ROOT / "knowledge/content/lexicon/abbreviations.yml"
ABBREVIATIONS = read_abbreviations(str(LIST))
GOLDEN = [json.loads(line) for line in (ROOT / "tests/golden/folding.jsonl").read_text(encoding="utf-8").splitlines()]
VIETNAMESE = "aàảãáạăằđeêôơuưyýtnghkAĐƯ0129"


def _twin():
    """The application's folding, loaded from its file: stdlib and PyYAML only, so 3.10 reads it too."""
    with pytest.MonkeyPatch.context() as patch:  # its package is for 3.12, the file it imports is not
        patch.setitem(sys.modules, "knowledge.search.slips", _load("slips"))
        return _load("folding")


def _load(name):
    spec = importlib.util.spec_from_file_location(f"application_{name}", ROOT / "knowledge/search" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


TWIN = _twin()


@pytest.mark.parametrize("case", GOLDEN, ids=lambda case: ascii(case["text"][:20]))
def test_golden(case):
    assert fold(case["text"], ABBREVIATIONS) == case["folded"]


def test_golden_is_large_and_says_each_thing_once():
    assert len({case["text"] for case in GOLDEN}) == len(GOLDEN) >= 60


@settings(max_examples=300)
@given(st.lists(st.text(alphabet=VIETNAMESE + "\u200b\u0301\u0309.-/", min_size=1, max_size=8), max_size=12))
@example(["k\u0309o", "đc", "Uỷ", "H55.242-261120-0007"])
def test_the_application_folds_words_the_same(words):
    """Words set off by spaces: where punctuation joins two, the twins do not yet expand alike ("ko,cả")."""
    words = [word for word in words if word[0].isalnum() and len(fold_tokens(word, {})) == 1]
    assert fold(" ".join(words), ABBREVIATIONS) == TWIN.fold(" ".join(words))


@settings(max_examples=300)
@given(st.text(max_size=200))
@example("e\u0301\u200b\u0301 x")
@example("İ ẞ ﬁ \u202eđảo\u202c")
def test_offsets_survive_any_text(text):
    end = 0
    for token in fold_tokens(text, {}):
        assert 0 <= end <= token.start < token.end <= len(text)
        assert fold(text[token.start : token.end], {}) == token.text
        end = token.end


@given(st.text(max_size=200))
def test_folding_twice_changes_nothing(text):
    once = fold(text, {})
    assert fold(once, {}) == once


@given(st.text(alphabet=VIETNAMESE + " .,", max_size=60))
def test_composed_and_decomposed_are_one(text):
    nfd, nfc = unicodedata.normalize("NFD", text), unicodedata.normalize("NFC", text)
    assert fold(nfd, ABBREVIATIONS) == fold(nfc, ABBREVIATIONS)


@given(st.sampled_from(sorted(ABBREVIATIONS)), st.text(alphabet=" .,!?", max_size=4))
def test_an_abbreviation_is_one_token_over_the_word_as_typed(short, around):
    text = f"{around} {short.upper()} {around}"
    (token,) = fold_tokens(text, ABBREVIATIONS)
    assert text[token.start : token.end] == short.upper()
    assert token.text == ABBREVIATIONS[short]


def test_every_abbreviation_can_be_met_and_is_listed_once():
    for short in ABBREVIATIONS:
        assert fold(short, ABBREVIATIONS) == ABBREVIATIONS[short]
    pairs = yaml.compose(LIST.read_text(encoding="utf-8")).value
    keys = [key.value for key, _ in pairs]
    assert sorted(keys) == sorted(set(keys))


@pytest.mark.parametrize(
    "text", ["giấy khai sinh " * 700, "a" * 10_500, "\u0301" * 10_500, "ko " * 3_500, "\u200b" * 10_500]
)
def test_ten_thousand_characters(text):
    assert all(text[token.start : token.end] for token in fold_tokens(text, ABBREVIATIONS))
