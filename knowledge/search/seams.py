"""Spaces lost where capitals or digits still show the seam: "ThẻBHYT", "GPXDthì", "TháiNguyên", "1đêm", "CT07cần"."""

import itertools
import re

from knowledge.search.folding import fold
from knowledge.search.slips import is_syllable

__all__ = ["apart_at_seams"]

_NAMED = re.compile(r"(VNeID|VssID|[Cc][Tt]0\d|[Kk][Tt]3)")
"""Names that are written with small and capital letters or digits inside."""
_RUNS = re.compile(r"\d+|[^\W\d_]+")


def apart_at_seams(text: str) -> str:
    """The text with a space at every such seam, if a Vietnamese syllable stands at one side of it."""
    return re.sub(r"\w+", lambda match: _word(match.group()), text)


def _word(word: str) -> str:
    if word.islower() and word.isalpha():
        return word
    parts: list[str] = []
    for piece in _NAMED.split(word):
        if _NAMED.fullmatch(piece):
            parts.append(piece)
        else:
            parts += [part for run in _RUNS.findall(piece) for part in _by_case(run)]
    if "".join(parts) != word:
        return word
    apart = parts[0]
    for left, right in itertools.pairwise(parts):
        apart += f" {right}" if _is_seam(left, right, starts=apart == left) else right
    return apart


def _is_seam(left: str, right: str, *, starts: bool) -> bool:
    """Digits inside a word may be tone keys (VNI): only those that begin one are a word of their own."""
    if left.isdigit():
        return starts and _is_word(right)
    return not right.isdigit() and (_is_word(left) or _is_word(right))


def _is_word(part: str) -> bool:
    return len(part) > 1 and is_syllable(fold(part))


def _by_case(part: str) -> list[str]:
    """Cut before a capital that follows a small letter, and after three capitals and more that small letters follow."""
    cuts = [
        at
        for at in range(1, len(part))
        if (part[at - 1].islower() and part[at].isupper())
        or (at >= 3 and part[at - 3 : at].isupper() and part[at : at + 2].islower() and len(part) > at + 1)
    ]
    return [part[start:end] for start, end in zip([0, *cuts], [*cuts, len(part)], strict=True)]
