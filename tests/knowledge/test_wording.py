import time

import pytest

from knowledge.base import KnowledgeBase
from knowledge.database import Database
from knowledge.loading import load_content
from knowledge.models import WordKind
from knowledge.wording import UnknownCode, add_words, words_of


def test_added_words_are_found_at_the_next_message(database: Database) -> None:
    load_content(database)
    base = KnowledgeBase(database, "dai_phuc")
    strange = "làm tờ cuội xanh vía hồng"
    assert base.verdict(strange).codes[:1] != ("1.000656",)
    assert add_words(database, "1.000656", [strange, strange, " "]) == 1
    started = time.monotonic()
    assert base.refresh()
    assert base.search(strange)[0].code == "1.000656"
    assert time.monotonic() - started < 20  # far from the 2 s of `make bench`: machines differ
    assert (WordKind.ALIAS, strange) in words_of(database, "1.000656")


def test_added_twice_is_once_and_an_unknown_code_is_said(database: Database) -> None:
    load_content(database)
    assert add_words(database, "1.000656", ["báo cho xã biết cụ đi rồi"], WordKind.SITUATION) == 1
    assert add_words(database, "1.000656", ["báo cho xã biết cụ đi rồi"]) == 0
    with pytest.raises(UnknownCode):
        add_words(database, "9.999999", ["gì đó"])
