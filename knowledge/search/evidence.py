"""What speaks for and against each procedure, for one message: the numbers that the weights are applied to."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.search.act_words import strip_act_words
from knowledge.search.concepts import concepts_in
from knowledge.search.corpus import Corpus, Heard
from knowledge.search.entry import Entry
from knowledge.search.features import FAMILIES
from knowledge.search.folding import fold
from knowledge.search.follow_ups import marks
from knowledge.search.names import Names
from knowledge.search.qualifiers import qualifiers_in
from knowledge.search.spelling import Speller

__all__ = ["NAMES", "Evidence", "Witness"]

NAMES = (
    "likely_words", "likely_letters", "likely_pairs", "likely_phrases",
    "seldom_words", "seldom_letters", "seldom_pairs", "seldom_phrases", "nearest", "seldom_nearest", "seed", "asked_often", "asked_seldom",
    "asked_rarely", "commune", "elsewhere_level", "popularity", "little_said", "unrequested", "requested", "elsewhere", "telling", "named", "named_alone",
    "is_outside", "outside_words", "outside_letters", "outside_pairs", "outside_phrases", "outside_near",
    "is_vague", "vague_words", "vague_letters", "vague_pairs", "vague_phrases", "vague_near", "vague_few_words",
    "current", "current_few_words", "current_many_words",
    "current_left", "current_detail", "current_yes_no", "current_wish", "current_supposed",
    "near_current", "near_current_few_words", "near_current_many_words",
    "near_current_left", "near_current_detail", "near_current_yes_no", "near_current_wish", "near_current_supposed",
    "exact",
)  # fmt: skip
"""What each column is; ``weights.py`` has one weight for each."""
CANDIDATES = 30
"""How many procedures are looked at; the right one is among them in 999 of 1,000 unseen questions."""
LITTLE = 6
"""Words, less those of the act, below which what a commune handles daily is likelier meant than what only sounds like it."""
ENOUGH_WORDS = 3
"""From so many words on, less those of the act, a message that is a procedure's own text word for word counts as exact."""
_LOWEST = -12.0
_SCALE = 4.0
_TIERS = {0: "asked_often", -1: "asked_seldom", -2: "asked_rarely", -3: "commune", -4: "elsewhere_level"}
_COLUMN = {name: position for position, name in enumerate(NAMES)}
_LIKELY, _SELDOM, _OUTSIDE, _VAGUE = (
    [_COLUMN[f"{of}_{family}"] for family in FAMILIES] for of in ("likely", "seldom", "outside", "vague")
)
_CURRENT = slice(_COLUMN["current"], _COLUMN["current_supposed"] + 1)
_NEAR_CURRENT = slice(_COLUMN["near_current"], _COLUMN["near_current_supposed"] + 1)
_REQUESTED, _UNREQUESTED, _TELLING, _ELSEWHERE, _NAMED, _NAMED_ALONE, _EXACT = (
    _COLUMN[name] for name in ("requested", "unrequested", "telling", "elsewhere", "named", "named_alone", "exact")
)
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Positions of the candidates, and a row of numbers for each, for "outside" and for "vague" (the last two)."""

    candidates: list[int]
    rows: Numbers


class Witness:
    """Built for a state of the knowledge base; safe to read from several threads."""

    def __init__(
        self, entries: Sequence[Entry], outside: Sequence[str], vague: Sequence[str], before: "Witness | None" = None
    ) -> None:
        texts = {entry.code: _folded_texts(entry) for entry in entries}
        self._corpus: Corpus = Corpus(
            texts, list(map(_query, outside)), list(map(_query, vague)), before._corpus if before else None
        )
        self.speller = Speller(fold(words) for entry in entries for words in entry.texts)
        self._very_words = [{_less_act_words(fold(words)) for words in entry.texts} for entry in entries]
        self._names = Names(self._very_words)
        self._special = [qualifiers_in(fold(entry.name)) for entry in entries]
        self._telling = [tuple(f" {fold(words)} " for words in entry.telling) for entry in entries]
        self._elsewhere = [{_less_act_words(fold(words)) for words in entry.elsewhere} for entry in entries]
        positions = {entry.code: position for position, entry in enumerate(entries)}
        self._related = [{positions[code] for code in entry.related if code in positions} for entry in entries]
        self._prior = np.array([_prior(entry) for entry in entries])

    def hear(self, text: str, current: int | None = None) -> Evidence | None:
        """The evidence of a message, ``current`` being talked about; None when none of its letters are known."""
        whole = fold(text)
        said = _less_act_words(whole)
        heard = self._corpus.hear(_with_concepts(said, text))
        if heard is None:
            return None
        candidates = self._choose(heard.shares, current)
        rows = np.zeros((len(candidates) + 2, len(NAMES)))
        rows[:-2] = self._prior[candidates]
        rows[:-2, _LIKELY] = np.maximum(heard.shares[:, candidates].T, _LOWEST) / _SCALE
        seldom = rows[:-2, _COLUMN["seed"]] == 0
        rows[:-2, _SELDOM] = rows[:-2, _LIKELY] * seldom[:, None]
        rows[:-2, _COLUMN["nearest"]] = heard.nearest[candidates]
        rows[:-2, _COLUMN["seldom_nearest"]] = heard.nearest[candidates] * seldom
        self._fill(rows, candidates, whole, said)
        length = len(said.split())
        rows[:, _COLUMN["little_said"]] = max(0, LITTLE - length) * np.append(~seldom, [True, True])
        if current is not None:
            self._fill_current(rows, candidates, current, whole, said)
        elif length >= ENOUGH_WORDS:  # fewer may be about anything, "làm lại"
            rows[:-2, _EXACT] = [said in self._very_words[candidate] for candidate in candidates]
        _fill_none(rows, heard, length)
        return Evidence(candidates, rows)

    def likeness(self, text: str, others: Sequence[str]) -> list[float]:
        """How like a folded text is to each of some others, 0 to 1."""
        return self._corpus.likeness(text, others)

    def _choose(self, shares: Numbers, current: int | None) -> list[int]:
        """The likeliest all families taken together, the one talked about, and its look-alikes."""
        together = np.maximum(shares[:, :-2], _LOWEST).sum(axis=0)
        best = np.argpartition(-together, min(CANDIDATES, len(together) - 1))[:CANDIDATES]
        also = [] if current is None else [current, *self._related[current]]
        return sorted({*map(int, best), *also})

    def _fill(self, rows: Numbers, candidates: Sequence[int], whole: str, said: str) -> None:
        """What the words of each candidate say, into its row."""
        padded = f" {whole} "
        asked = frozenset(qualifiers_in(whole))
        named = self._names.named_in(said)
        for row, candidate in zip(rows, candidates, strict=False):
            special = self._special[candidate]
            row[_REQUESTED] = len(asked.intersection(special))
            row[_UNREQUESTED] = len(special) - row[_REQUESTED]
            row[_TELLING] = min(3, sum(words in padded for words in self._telling[candidate]))
            row[_NAMED] = candidate in named
            row[_NAMED_ALONE] = named == {candidate}
            row[_ELSEWHERE] = said in self._elsewhere[candidate]

    def _fill_current(self, rows: Numbers, candidates: Sequence[int], current: int, whole: str, said: str) -> None:
        """What speaks for going on about the same procedure, and for turning to one of its look-alikes."""
        length = len(said.split())
        turn = (1.0, max(0, 5 - length), min(max(0, length - 8), 12) / 4, *marks(whole))
        rows[candidates.index(current), _CURRENT] = turn
        rows[[position for position, c in enumerate(candidates) if c in self._related[current]], _NEAR_CURRENT] = turn


def _fill_none(rows: Numbers, heard: Heard, length: int) -> None:
    outside, vague = rows[-2], rows[-1]
    outside[_COLUMN["is_outside"]] = vague[_COLUMN["is_vague"]] = 1.0
    outside[_OUTSIDE] = np.maximum(heard.shares[:, -2], _LOWEST) / _SCALE
    vague[_VAGUE] = np.maximum(heard.shares[:, -1], _LOWEST) / _SCALE
    outside[_COLUMN["outside_near"]], vague[_COLUMN["vague_near"]] = heard.outside_near, heard.vague_near
    vague[_COLUMN["vague_few_words"]] = max(0, 4 - length)


def _query(text: str) -> str:
    """What is compared of a message."""
    return _with_concepts(_less_act_words(fold(text)), text)


def _less_act_words(folded: str) -> str:
    """A folded message without the words of its act, unless nothing else was said."""
    return strip_act_words(folded) or folded


def _with_concepts(folded: str, text: str) -> str:
    return " ".join([folded, *concepts_in(text)])


def _folded_texts(entry: Entry) -> tuple[str, ...]:
    """Each text of a procedure once, and its code."""
    typed = (_with_concepts(fold(words), words) for words in (*entry.texts, entry.code))
    return tuple(
        text for text in dict.fromkeys([*typed, *(_with_concepts(words, words) for words in entry.folded)]) if text
    )


def _prior(entry: Entry) -> Numbers:
    row = np.zeros(len(NAMES))
    if entry.popularity >= 1:
        row[_COLUMN["seed"]], row[_COLUMN["popularity"]] = 1.0, (entry.popularity - 3) / 2
    else:
        row[_COLUMN[_TIERS.get(entry.popularity, "elsewhere_level")]] = 1.0
    return row
