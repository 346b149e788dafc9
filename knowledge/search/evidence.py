"""What speaks for and against each procedure, for one message: the numbers that the weights are applied to."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack

from knowledge.search.act_words import strip_act_words
from knowledge.search.concepts import concepts_in
from knowledge.search.entry import Entry
from knowledge.search.features import WORDS, Features, likeness_from
from knowledge.search.folding import fold
from knowledge.search.follow_ups import marks
from knowledge.search.likelihood import Likelihood
from knowledge.search.qualifiers import qualifiers_in
from knowledge.search.spelling import Speller

__all__ = ["NAMES", "Evidence", "Witness"]

NAMES = (
    "best", "mean_of_three", "likely", "likely_small", "likely_words", "seed", "asked_often", "asked_seldom",
    "asked_rarely", "commune", "elsewhere_level", "popularity", "unrequested", "requested", "elsewhere", "telling", "is_outside", "outside_likely",
    "outside_words", "outside_near", "is_vague", "vague_likely", "vague_near", "vague_few_words", "vague_words",
    "current", "current_few_words", "current_many_words",
    "current_left", "current_detail", "current_yes_no", "current_wish", "current_supposed",
    "near_current", "near_current_few_words", "near_current_many_words",
    "near_current_left", "near_current_detail", "near_current_yes_no", "near_current_wish", "near_current_supposed",
    "exact",
)  # fmt: skip
"""What each column is; ``weights.py`` has one weight for each."""
_NEAR, _LIKELY = 25, 10
"""How many procedures are looked at: the nearest by text, and the likeliest by words."""
COMMON = 8000
"""Texts from which on a word or run of letters does not count for likeness: same figures, a third of the time less."""
NEARLY = 0.75
"""Likeness from which a message is little else than one of a procedure's own texts."""
ENOUGH_WORDS = 3
"""From so many words on, less those of the act, a message that is a procedure's own text word for word counts as exact."""
OWN_WORDS = 0.7
"""Likeness to a procedure's texts from which a vague message is not vague."""
_LOWEST = -12.0
_SCALE = 4.0
_TIERS = {0: "asked_often", -1: "asked_seldom", -2: "asked_rarely", -3: "commune", -4: "elsewhere_level"}
_COLUMN = {name: position for position, name in enumerate(NAMES)}
_CURRENT = slice(_COLUMN["current"], _COLUMN["current_supposed"] + 1)
_NEAR_CURRENT = slice(_COLUMN["near_current"], _COLUMN["near_current_supposed"] + 1)
_REQUESTED, _UNREQUESTED, _TELLING, _ELSEWHERE, _EXACT = (
    _COLUMN[name] for name in ("requested", "unrequested", "telling", "elsewhere", "exact")
)
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Positions of the candidates, and a row of numbers for each, for "outside" and for "vague" (the last two)."""

    candidates: list[int]
    rows: Numbers


class Witness:
    """Built once for a state of the knowledge base; safe to read from several threads."""

    def __init__(
        self, entries: Sequence[Entry], outside: Sequence[str], vague: Sequence[str], before: "Witness | None" = None
    ) -> None:
        self._unlike: dict[str, bool] = dict(before._unlike) if before else {}
        texts, owners = _folded_texts(entries)
        self.speller = Speller(fold(words) for entry in entries for words in entry.texts)
        self._starts = np.searchsorted(owners, np.arange(len(entries) + 1))
        self._features = Features(texts)
        not_held = self._strangers(outside, texts)
        too_little = self._strangers(vague, texts)
        vectors = vstack([self._features.vectors, not_held, too_little]).tocsr()
        classes = [*owners, *[len(entries)] * not_held.shape[0], *[len(entries) + 1] * too_little.shape[0]]
        size = len(entries) + 2
        self._likely = Likelihood(vectors, classes, size, 0.01)
        self._small = Likelihood(vectors, classes, size, 0.001)
        self._words = Likelihood(_words_only(vectors), classes, size, 0.003)
        others = [(_with_concepts(fold(text), text), i) for i, entry in enumerate(entries) for text in entry.elsewhere]
        wrong = self._features.transform_kept([text for text, _ in others])
        self._others_of: dict[int, list[int]] = {}
        for position, (_, owner) in enumerate(others):
            self._others_of.setdefault(owner, []).append(position)
        self._special = [qualifiers_in(fold(entry.name)) for entry in entries]
        self._telling = [tuple(f" {fold(words)} " for words in entry.telling) for entry in entries]
        self._very_words: dict[str, set[int]] = {}
        for position, entry in enumerate(entries):
            for words in entry.texts:
                self._very_words.setdefault(_less_act_words(fold(words)), set()).add(position)
        positions = {entry.code: position for position, entry in enumerate(entries)}
        self._related = [{positions[code] for code in entry.related if code in positions} for entry in entries]
        self._prior = np.array([_prior(entry) for entry in entries])
        tables = [_less_common(self._features.vectors), wrong, not_held, too_little]
        tables += [classifier.table for classifier in (self._likely, self._small, self._words)]
        self._ends = np.cumsum([table.shape[0] for table in tables])[:-1]
        in_half_the_memory = vstack([table.astype(np.float32) for table in tables], format="csr")
        self._tables = in_half_the_memory.T.tocsr()

    def hear(self, text: str, current: int | None = None) -> Evidence | None:
        """The evidence of a message, ``current`` being talked about; None when none of its letters are known."""
        whole = fold(text)
        said = _less_act_words(whole)
        vector = self._features.transform([_with_concepts(said, text)])
        product = self._heard(vector)
        likeness, elsewhere, outside, vague, likely, small, words = np.split(product, self._ends)
        if not likeness.any():
            return None
        likely = self._likely.log_shares(likely, vector.sum())
        small = self._small.log_shares(small, vector.sum())
        words = self._words.log_shares(words, vector.data[vector.indices < WORDS].sum())
        candidates = self._choose(likeness, likely, current)
        rows = np.zeros((len(candidates) + 2, len(NAMES)))
        rows[:-2] = self._prior[candidates]
        for name, shares in (("likely", likely), ("likely_small", small), ("likely_words", words)):
            rows[:-2, _COLUMN[name]] = np.maximum(shares[candidates], _LOWEST) / _SCALE
        self._fill(rows, candidates, likeness, elsewhere, whole)
        if current is None and len(said.split()) >= ENOUGH_WORDS:  # fewer may be about anything, "làm lại"
            rows[[position for position, c in enumerate(candidates) if c in self._very_words.get(said, ())], _EXACT] = (
                1.0
            )
        length = len(said.split())
        if current is not None:
            self._fill_current(rows, candidates, current, whole, said)
        _fill_none(rows, likely, words, length)
        rows[-2, _COLUMN["outside_near"]], rows[-1, _COLUMN["vague_near"]] = _blend(outside), _blend(vague)
        return Evidence(candidates, rows)

    def likeness(self, text: str, others: Sequence[str]) -> list[float]:
        """How like a folded text is to each of some others, 0 to 1."""
        row, rows = self._features.transform([text]), self._features.transform_kept([other or "-" for other in others])
        return [float(value) for value in (row @ rows.T).toarray()[0]]

    def _heard(self, vector: csr_matrix) -> Numbers:
        """The message's row times every table; twice as fast as the product of two sparse matrices."""
        found: Numbers = (self._tables[vector.indices].T @ vector.data.astype(np.float32)).astype(np.float64)
        return found

    def _fill(
        self, rows: Numbers, candidates: Sequence[int], likeness: Numbers, elsewhere: Numbers, whole: str
    ) -> None:
        """What the texts and the words of each candidate say, into its row."""
        padded = f" {whole} "
        asked = frozenset(qualifiers_in(whole))
        for row, candidate in zip(rows, candidates, strict=False):
            special = self._special[candidate]
            row[:2] = _best_three(likeness[self._starts[candidate] : self._starts[candidate + 1]])
            row[_REQUESTED] = len(asked.intersection(special))
            row[_UNREQUESTED] = len(special) - row[_REQUESTED]
            row[_TELLING] = min(3, sum(words in padded for words in self._telling[candidate]))
            if wrong := self._others_of.get(candidate):
                row[_ELSEWHERE] = max(0.0, elsewhere[wrong].max() - row[0])
            row[_EXACT] = max(0.0, row[0] - NEARLY) / (1.0 - NEARLY)

    def _fill_current(self, rows: Numbers, candidates: Sequence[int], current: int, whole: str, said: str) -> None:
        """What speaks for going on about the same procedure, and for turning to one of its look-alikes."""
        length = len(said.split())
        turn = (1.0, max(0, 5 - length), min(max(0, length - 8), 12) / 4, *marks(whole))
        rows[candidates.index(current), _CURRENT] = turn
        rows[[position for position, c in enumerate(candidates) if c in self._related[current]], _NEAR_CURRENT] = turn

    def _strangers(self, messages: Sequence[str], texts: Sequence[str]) -> csr_matrix:
        """Messages that name no procedure, less those that are some procedure's own words after all.

        Comparing all with all is the slowest part of an index, so what an earlier index found is kept; only a message that
        has become a procedure's very words since is looked at anew.
        """
        own = set(texts)
        queries = list(dict.fromkeys(map(_query, messages)))
        new = [query for query in queries if query not in self._unlike]
        if new and texts:
            nearest = likeness_from(OWN_WORDS, self._features.transform_kept(new), self._features.vectors)
            self._unlike.update(zip(new, nearest < OWN_WORDS, strict=True))
        return self._features.transform_kept([q for q in queries if self._unlike.get(q, True) and q not in own])

    def _choose(self, likeness: Numbers, likely: Numbers, current: int | None) -> list[int]:
        best = np.maximum.reduceat(likeness, self._starts[:-1])
        best[self._starts[:-1] == self._starts[1:]] = 0.0
        near = np.argpartition(-best, min(_NEAR, len(best) - 1))[:_NEAR]
        known = likely[: len(best)]
        probable = np.argpartition(-known, min(_LIKELY, len(known) - 1))[:_LIKELY]
        also = [] if current is None else [current, *self._related[current]]
        return [int(i) for i in np.unique(np.concatenate([near, probable, np.array(also, dtype=int)]))]


def _fill_none(rows: Numbers, likely: Numbers, words: Numbers, length: int) -> None:
    outside, vague = rows[-2], rows[-1]
    outside[_COLUMN["is_outside"]] = vague[_COLUMN["is_vague"]] = 1.0
    outside[_COLUMN["outside_likely"]] = max(likely[-2], _LOWEST) / _SCALE
    outside[_COLUMN["outside_words"]] = max(words[-2], _LOWEST) / _SCALE
    vague[_COLUMN["vague_likely"]] = max(likely[-1], _LOWEST) / _SCALE
    vague[_COLUMN["vague_words"]] = max(words[-1], _LOWEST) / _SCALE
    vague[_COLUMN["vague_few_words"]] = max(0, 4 - length)


def _less_common(vectors: csr_matrix) -> csr_matrix:
    """Without what stands in so many texts that it tells none from another, which is half of what a search walks through."""
    counts = np.bincount(vectors.indices, minlength=vectors.shape[1])
    return _only(vectors, counts[vectors.indices] <= COMMON)


def _words_only(vectors: csr_matrix) -> csr_matrix:
    return _only(vectors, vectors.indices < WORDS)


def _only(vectors: csr_matrix, kept: NDArray[np.bool_]) -> csr_matrix:
    """The same rows with only some of their entries."""
    before = np.concatenate([[0], np.cumsum(kept)])
    return csr_matrix((vectors.data[kept], vectors.indices[kept], before[vectors.indptr]), shape=vectors.shape)


def _query(text: str) -> str:
    """What is compared of a message."""
    return _with_concepts(_less_act_words(fold(text)), text)


def _less_act_words(folded: str) -> str:
    """A folded message without the words of its act, unless nothing else was said."""
    return strip_act_words(folded) or folded


def _with_concepts(folded: str, text: str) -> str:
    return " ".join([folded, *concepts_in(text)])


def _folded_texts(entries: Sequence[Entry]) -> tuple[list[str], list[int]]:
    """Each text once for its procedure; a procedure without any has its code."""
    pairs = [
        (text, position)
        for position, entry in enumerate(entries)
        for text in dict.fromkeys(
            [*(_with_concepts(fold(words), words) for words in (*entry.texts, entry.code)),
             *(_with_concepts(words, words) for words in entry.folded)]
        )
        if text
    ]  # fmt: skip
    return [text for text, _ in pairs], [position for _, position in pairs]


def _prior(entry: Entry) -> Numbers:
    row = np.zeros(len(NAMES))
    if entry.popularity >= 1:
        row[_COLUMN["seed"]], row[_COLUMN["popularity"]] = 1.0, (entry.popularity - 3) / 2
    else:
        row[_COLUMN[_TIERS.get(entry.popularity, "elsewhere_level")]] = 1.0
    return row


def _best_three(likeness: Numbers) -> tuple[float, float]:
    if not len(likeness):
        return 0.0, 0.0
    best = np.partition(likeness, -3)[-3:] if len(likeness) > 3 else likeness
    return float(best.max()), float(best.mean())


def _blend(likeness: Numbers) -> float:
    best, mean = _best_three(likeness)
    return 0.7 * best + 0.3 * mean
