"""Words by underthesea as Rasa tokens, for the comparison in docs/understanding.md; not used in the product."""

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.training_data.message import Message


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class Segmenter(Tokenizer):
    """underthesea's word segmentation, spaces inside a word as underscores."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {
            "intent_tokenization_flag": False,
            "intent_split_symbol": "_",
            "token_pattern": None,
            "prefix_separator_symbol": None,
        }

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        from underthesea import word_tokenize

        text = str(message.get(attribute) or "")
        tokens, start = [], 0
        for word in word_tokenize(text, use_token_normalize=False):
            found = text.find(word, start)
            start = found if found >= 0 else start
            tokens.append(Token(word.replace(" ", "_"), start, start + len(word)))
            start += len(word)
        return tokens or [Token(text or "-", 0, len(text))]
