import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlu.components.folding import fold, fold_tokens, read_abbreviations

ROOT = Path(__file__).parents[2]
ABBREVIATIONS = read_abbreviations(str(ROOT / "knowledge/content/lexicon/abbreviations.yml"))
GOLDEN = [json.loads(line) for line in (ROOT / "tests/golden/folding.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("case", GOLDEN, ids=lambda case: case["text"][:20])
def test_the_same_as_the_application(case):
    assert fold(case["text"], ABBREVIATIONS) == case["folded"]


@settings(max_examples=300)
@given(st.text(max_size=200))
def test_offsets_survive_any_text(text):
    end = 0
    for token in fold_tokens(text, {}):
        assert 0 <= end <= token.start < token.end <= len(text)
        assert fold(text[token.start : token.end], {}) == token.text
        end = token.end


@given(st.text(alphabet="aàảãáạăằđeêôơuưyýtnghk .,", max_size=60))
def test_composed_and_decomposed_are_one(text):
    nfd, nfc = unicodedata.normalize("NFD", text), unicodedata.normalize("NFC", text)
    assert fold(nfd, ABBREVIATIONS) == fold(nfc, ABBREVIATIONS)


def test_a_long_text_is_quick_enough():
    assert len(fold_tokens("giấy khai sinh " * 700, ABBREVIATIONS)) == 2100
