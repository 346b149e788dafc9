"""Words in their order: pairs a few words apart and phrases, hashed like every other feature.

"giấy độc thân có rồi, muốn cưới" and "đã cưới, cần giấy độc thân" have the same words; what stands near what tells them
apart. Numpy does it for all texts at once: vectorizers that call Python for every word take ten times as long.
"""

from collections.abc import Sequence
from functools import lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

__all__ = ["SEQUENCES", "pairs", "phrases"]

SEQUENCES = 2**20
"""Columns of pairs, and as many of phrases."""
_FARTHEST = 4
"""How many words on the second word of a pair may stand."""
_LONGEST = 4
"""Words of a phrase, at most."""
_ODD = np.uint64(0x9E3779B97F4A7C15)
_Hashes = NDArray[np.uint64]
_Places = NDArray[np.intp]


def pairs(texts: Sequence[str]) -> csr_matrix:
    """A one for every two words of a text that stand at most four apart, in their order."""
    words, rows = _words(texts)
    found = [
        (_mixed(words[:-far], words[far:]), rows[far:], rows[:-far] == rows[far:])
        for far in range(1, min(_FARTHEST, len(words) - 1) + 1)
    ]
    return _ones(found, len(texts))


def phrases(texts: Sequence[str]) -> csr_matrix:
    """A one for every run of two to four words of a text."""
    words, rows = _words(texts)
    found, run = [], words
    for more in range(1, min(_LONGEST - 1, len(words) - 1) + 1):
        run = _mixed(run[:-1], words[more:])
        found.append((run, rows[more:], rows[:-more] == rows[more:]))
    return _ones(found, len(texts))


def _words(texts: Sequence[str]) -> tuple[_Hashes, _Places]:
    """A hash for every word of all texts, and the text that each stands in."""
    split = [text.split() for text in texts]
    hashes = np.fromiter((_hash(word) for words in split for word in words), dtype=np.uint64)
    return hashes, np.repeat(np.arange(len(texts)), [len(words) for words in split])


@lru_cache(maxsize=2**16)
def _hash(word: str) -> int:
    return crc32(word.encode()) + 1


def _mixed(first: _Hashes, second: _Hashes) -> _Hashes:
    """One hash of two, that depends on their order; wraps round, as is meant."""
    mixed = (first * _ODD) ^ (second + (first << np.uint64(7)))
    return (mixed ^ (mixed >> np.uint64(29))) * _ODD


def _ones(found: Sequence[tuple[_Hashes, _Places, NDArray[np.bool_]]], size: int) -> csr_matrix:
    columns = [(hashes[same] >> np.uint64(44)).astype(np.int32) for hashes, _, same in found]
    rows = [places[same] for _, places, same in found]
    if not columns:
        return csr_matrix((size, SEQUENCES), dtype=np.float32)
    column, row = np.concatenate(columns), np.concatenate(rows)
    counted = csr_matrix((np.ones(len(column), dtype=np.float32), (row, column)), shape=(size, SEQUENCES))
    counted.data[:] = 1.0
    return counted
