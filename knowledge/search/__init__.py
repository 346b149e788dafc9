"""Which procedure is meant: a search over names, everyday words and life situations."""

from knowledge.search.act_words import without_act_words
from knowledge.search.entry import Entry, Match, Ranking
from knowledge.search.folding import fold
from knowledge.search.follow_ups import asks_detail, turns_away
from knowledge.search.index import SearchIndex
from knowledge.search.topics import choices_in_field
from knowledge.search.verdict import Verdict, VerdictKind, judge

__all__ = [
    "Entry",
    "Match",
    "Ranking",
    "SearchIndex",
    "Verdict",
    "VerdictKind",
    "asks_detail",
    "choices_in_field",
    "fold",
    "judge",
    "turns_away",
    "without_act_words",
]
