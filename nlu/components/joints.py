"""Where a message comes apart: at commas and full stops, and at words that begin a further question.

The engine holds the same file (nlu/components/joints.py; a test compares the two), so that both mean the same clauses.
"""

import re

__all__ = ["LONG", "clauses", "last_words"]

LONG = 45
"""Words from which a message is a letter, whose question stands at its end."""
_BEGINNINGS = (
    "còn|tiện|tien|nhân tiện|nhan tien|với lại|voi lai|với cả|voi ca|rồi|roi|và|va|vs|với|voi|đồng thời|dong thoi|"
    "luôn thể|luon the|xong|mà|nếu có thì|neu co thi"
)
_JOINTS = re.compile(rf"\s*(?:[.?!;:]+(?=\s|$)|\n+|,\s+|\s(?=(?:{_BEGINNINGS})\s))\s*", re.IGNORECASE)
_SENTENCES = re.compile(r"(?<=[.?!])\s+|\n+")
_LEAST = 2


def clauses(text: str) -> "list[str]":
    """The pieces between the joints, each with two words or more."""
    return [part for part in _JOINTS.split(text) if part and len(part.split()) >= _LEAST]


def last_words(text: str, words: int) -> str:
    """The last sentences, as many as make up at least so many words, cut to twice as many where one is very long."""
    taken: list[str] = []
    for sentence in reversed(_SENTENCES.split(text.strip())):
        taken.insert(0, sentence)
        if sum(len(part.split()) for part in taken) >= words:
            break
    return " ".join(" ".join(taken).split()[-2 * words :])
