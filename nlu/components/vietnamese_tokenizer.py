"""Whitespace syllables, folded: the tokenizer of the pipeline.

The token's text is what features are made from; start and end point into the text as typed, so
entities come out as typed. An abbreviation is one token whose text is several words: the word
features split it, and its span stays the one short word.
"""

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.training_data.message import Message

from nlu.components.folding import fold_tokens, read_abbreviations

__all__ = ["VietnameseTokenizer"]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class VietnameseTokenizer(Tokenizer):
    """Rasa tokenizer over nlu.components.folding; never raises, whatever is typed."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """``abbreviations`` is the path of a YAML list, from the folder Rasa is started in."""
        return {
            "intent_tokenization_flag": False,
            "intent_split_symbol": "_",
            "token_pattern": None,
            "prefix_separator_symbol": None,
            "abbreviations": "",
        }

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        """Tokens of an attribute; a text without any word is one token of itself."""
        text = str(message.get(attribute) or "")
        path = self._config.get("abbreviations") or ""
        found = fold_tokens(text, read_abbreviations(path) if path else {})
        tokens = [Token(word, start, end) for word, start, end in found]
        return tokens or [Token(text, 0, len(text))]
