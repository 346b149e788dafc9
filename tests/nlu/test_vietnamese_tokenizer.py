from hypothesis import given
from hypothesis import strategies as st
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.components.vietnamese_tokenizer import VietnameseTokenizer

TOKENIZER = VietnameseTokenizer({**VietnameseTokenizer.get_default_config()})


@given(st.text(max_size=120))
def test_never_raises_and_always_gives_a_token(text):
    tokens = TOKENIZER.tokenize(Message({TEXT: text}), TEXT)
    assert tokens
    assert all(0 <= token.start <= token.end <= max(len(text), 1) for token in tokens)


def test_the_words_that_break_underthesea():
    text = "Uỷ  ban nhân dân, hoà thuỷ"
    tokens = TOKENIZER.tokenize(Message({TEXT: text}), TEXT)
    assert [token.text for token in tokens] == ["uy", "ban", "nhan", "dan", "hoa", "thuy"]
    assert [text[token.start : token.end] for token in tokens][:2] == ["Uỷ", "ban"]
