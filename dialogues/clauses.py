"""A message taken apart: the clauses of a double question, and the end of a long letter."""

import re

from underthesea import sent_tokenize

__all__ = ["LONG", "clauses", "tails"]

LONG = 45
"""Words from which a message is a letter, whose question stands at its end."""
_JOINTS = re.compile(
    r"\s*(?:[.?!;:]+(?=\s|$)|\n+|,\s+|\s(?=(?:còn|con|tiện|tien|nhân tiện|nhan tien|với lại|voi lai|với cả|voi ca|rồi|roi|và|va"
    r"|vs|với|voi|đồng thời|dong thoi|luôn thể|luon the|xong|mà|ma)\s))\s*",
    re.IGNORECASE,
)
_LEAST = 2
_TAILS = (30, 60)
"""How many of the last words are read by themselves, at least; whole sentences where there are any."""


def clauses(text: str) -> list[str]:
    """The pieces between commas, full stops and words like "còn", "tiện thể", each with two words or more."""
    return [part for part in _JOINTS.split(text) if part and len(part.split()) >= _LEAST]


def tails(text: str) -> list[str]:
    """The end of a letter, in two lengths: the question, and the question with what it hangs on."""
    sentences = [part for line in text.splitlines() for part in sent_tokenize(line)] or [text]
    return [_last(sentences, words) for words in _TAILS]


def _last(sentences: list[str], words: int) -> str:
    taken: list[str] = []
    for sentence in reversed(sentences):
        taken.insert(0, sentence)
        if sum(len(part.split()) for part in taken) >= words:
            break
    joined = " ".join(taken).split()
    return " ".join(joined[-2 * words :])
