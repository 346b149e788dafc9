"""Every text of the knowledge base, added up by procedure; an edit is laid over what was built before.

Adding all up takes seconds, an edit changes one procedure: only what has changed is counted anew, with the words weighed
as at the last whole building. That happens at a start, or after so many edits that it is worth it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from knowledge.search.features import SPELT, Features, Rows, likeness, likeness_from, times
from knowledge.search.likelihood import Classes, Numbers, log_shares

__all__ = ["Corpus", "Heard"]

Texts = Mapping[str, tuple[str, ...]]
"""Folded texts by the code of their procedure."""
OWN_WORDS = 0.7
"""Likeness to a procedure's texts from which a message is not outside, and not vague."""
MOST_CHANGED = 200
"""Procedures changed since the last whole building from which everything is built again."""
_STRANGERS = 2
"""Outside and vague are classes too, after the procedures."""


@dataclass(frozen=True, slots=True)
class Heard:
    """Log of the share of each procedure, of "outside" and of "vague", by family; and how near the nearest text of each is."""

    shares: Numbers
    nearest: Numbers
    outside_near: float
    vague_near: float


@dataclass(frozen=True, slots=True)
class _Whole:
    """What the last whole building gave."""

    texts: Texts
    features: Features
    classes: Classes
    unlike: Mapping[str, bool]
    """Whether an outside or vague message is unlike all procedures."""


class Corpus:
    """Built for a state of the knowledge base; safe to read from several threads."""

    def __init__(
        self, texts: Texts, outside: Sequence[str], vague: Sequence[str], before: "Corpus | None" = None
    ) -> None:
        whole = before._whole if before else None
        changed = [code for code, own in texts.items() if whole and whole.texts.get(code) != own]
        if whole is None or len(changed) > MOST_CHANGED:
            whole, changed = _build(texts, [*outside, *vague]), []
        self._whole: _Whole = whole
        own = {text for said in texts.values() for text in said}
        kept = tuple(
            tuple(m for m in messages if whole.unlike.get(m, True) and m not in own) for messages in (outside, vague)
        )
        same = before is not None and before._whole is whole and before._kept == kept
        self._kept: tuple[tuple[str, ...], ...] = kept
        self._strangers: _Strangers = before._strangers if before and same else _Strangers(whole.features, *kept)
        flat, owners = _flat([texts[code] for code in changed])
        patch = _classes(whole.features, whole.features.transform(flat), owners, len(changed))
        self._parts = (whole.classes, self._strangers.classes, patch)
        self._places = _places(texts, whole.texts, changed)
        self._bias = np.hstack([part.bias for part in self._parts])[:, self._places]

    def hear(self, text: str) -> Heard | None:
        """What a folded text says for each class; None when none of its words and letters are known."""
        message = self._whole.features.transform([text])
        heard = np.hstack([part.heard(message) for part in self._parts])[:, self._places]
        if not heard.any():
            return None
        mass = np.array([row.sum() for row in message.values()], dtype=np.float64)
        nearest = np.hstack([part.nearest(message) for part in self._parts])[self._places]
        return Heard(log_shares(heard, mass, self._bias), nearest, *self._strangers.near(message))

    def likeness(self, text: str, others: Sequence[str]) -> list[float]:
        """How like a folded text is to each of some others, 0 to 1."""
        features = self._whole.features
        found = likeness(features.transform([text]), features.transform([other or "-" for other in others]))
        return [float(value) for value in found]


class _Strangers:
    """Messages that name no procedure, and those that say too little."""

    def __init__(self, features: Features, outside: Sequence[str], vague: Sequence[str]) -> None:
        rows = features.transform([*outside, *vague])
        owners = [0] * len(outside) + [1] * len(vague)
        self.classes = _classes(features, rows, owners, _STRANGERS)
        self._first_vague = len(outside)
        self._turned: dict[str, csr_matrix] = {family: rows[family].T.tocsr() for family in SPELT}

    def near(self, message: Rows) -> tuple[float, float]:
        """Likeness to the nearest of each kind, blended with the mean of the nearest three."""
        alike = np.asarray(sum(times(self._turned[family], message[family]) for family in SPELT), dtype=np.float64)
        return _blend(alike[: self._first_vague]), _blend(alike[self._first_vague :])


def _build(texts: Texts, messages: Sequence[str]) -> _Whole:
    flat, owners = _flat(list(texts.values()))
    features = Features(flat)
    rows, features.learned = features.learned, {}
    queries = list(dict.fromkeys(messages))
    nearest = (
        likeness_from(OWN_WORDS, features.transform(queries), rows) if queries and flat else np.zeros(len(queries))
    )
    unlike = dict(zip(queries, map(bool, nearest < OWN_WORDS), strict=True))
    return _Whole(dict(texts), features, _classes(features, rows, owners, len(texts)), unlike)


def _classes(features: Features, rows: Rows, owners: Sequence[int], size: int) -> Classes:
    return Classes(rows, owners, size, features.seen, features.common)


def _flat(texts: Sequence[tuple[str, ...]]) -> tuple[list[str], list[int]]:
    """All texts in one list, and the position of each one's procedure."""
    return [text for own in texts for text in own], [position for position, own in enumerate(texts) for _ in own]


def _places(texts: Texts, whole: Texts, changed: Sequence[str]) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    """Where each procedure, then outside and vague, stands in the parts laid side by side."""
    built = {code: position for position, code in enumerate(whole)}
    later = {code: len(whole) + _STRANGERS + position for position, code in enumerate(changed)}
    places = [later.get(code, built.get(code, -1)) for code in texts]
    return np.array([*places, len(whole), len(whole) + 1], dtype=np.intp)


def _blend(alike: Numbers) -> float:
    if not len(alike):
        return 0.0
    best = np.partition(alike, -3)[-3:] if len(alike) > 3 else alike
    return float(0.7 * best.max() + 0.3 * best.mean())
