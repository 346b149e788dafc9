"""The tokenizer inside Rasa, and what the featurizers make of its tokens."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.components.vietnamese_tokenizer import VietnameseTokenizer

ABBREVIATIONS = "knowledge/content/lexicon/abbreviations.yml"


@pytest.fixture(scope="module")
def expanding():
    return VietnameseTokenizer({**VietnameseTokenizer.get_default_config(), "abbreviations": ABBREVIATIONS})


TOKENIZER = VietnameseTokenizer({**VietnameseTokenizer.get_default_config()})


@given(st.text(max_size=120))
@example("")
@example(" \n ")
@example("😂" * 10_000)
def test_never_raises_and_always_gives_a_token(text):
    tokens = TOKENIZER.tokenize(Message({TEXT: text}), TEXT)
    assert tokens
    assert all(0 <= token.start <= token.end <= len(text) for token in tokens)
    assert [token.start for token in tokens] == sorted(token.start for token in tokens)


def test_the_words_that_break_underthesea():
    text = "Uỷ  ban nhân dân, hoà thuỷ"
    tokens = TOKENIZER.tokenize(Message({TEXT: text}), TEXT)
    assert [token.text for token in tokens] == ["uy", "ban", "nhan", "dan", "hoa", "thuy"]
    assert [text[token.start : token.end] for token in tokens][:2] == ["Uỷ", "ban"]


def test_an_abbreviation_stays_one_token_with_its_own_span(monkeypatch, expanding, request):
    monkeypatch.chdir(request.config.rootpath.parents[1])
    text = "lm CCCD ntn"
    tokens = expanding.tokenize(Message({TEXT: text}), TEXT)
    assert [token.text for token in tokens] == ["lam", "can cuoc cong dan", "nhu the nao"]
    assert [text[token.start : token.end] for token in tokens] == ["lm", "CCCD", "ntn"]


def test_settings_rasa_needs():
    assert isinstance(TOKENIZER, Tokenizer)
    assert TOKENIZER._split_name(Message({INTENT: "ask_fee"}), INTENT)[0].text == "ask_fee"


async def test_an_abbreviation_and_its_words_are_the_same_to_the_classifier(agent):
    short, written = [await agent.parse_message(text) for text in ("het bn tien", "Hết bao nhiêu tiền")]
    assert short["intent"] == written["intent"]
    assert short["intent"]["name"] == "ask_fee"
