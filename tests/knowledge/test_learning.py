import json
import shutil
import threading
from pathlib import Path

import pytest
from sqlalchemy import func, select

from knowledge.base import KnowledgeBase
from knowledge.content_file import CONTENT
from knowledge.database import Database
from knowledge.learning import learned_texts, remember_choice
from knowledge.loading import LEXICONS, OUTSIDE, load_content
from knowledge.models import AcceptedChoice, CodeLink
from knowledge.search import fold
from knowledge.search.evidence import _folded_texts

BIRTH, DEATH = "1.001193", "1.000656"
WORDS = "Chuyện của cụ Tỵ nhà tôi"


@pytest.fixture
def loaded(database: Database, tmp_path: Path) -> Database:
    """Two procedures and three more known by name."""
    folder = tmp_path / "content"
    (folder / "procedures").mkdir(parents=True)
    (folder / "lexicon").mkdir()
    for name in ("places.yml", f"procedures/{BIRTH}.yml", f"procedures/{DEATH}.yml"):
        shutil.copy(CONTENT / name, folder / name)
    for name in (*LEXICONS, *OUTSIDE):
        (folder / "lexicon" / name).write_text("")
    lexemes = [{"ma": f"1.99900{n}", "short": short} for n, short in enumerate(("Thả diều", "Nuôi ong", "Chơi cờ"))]
    (folder / "lexicon" / "lexicon.jsonl").write_text("\n".join(map(json.dumps, lexemes)))
    load_content(database, folder)
    return database


def _learned(database: Database) -> dict[str, list[str]]:
    with database.read() as session:
        return learned_texts(session)


def _score(base: KnowledgeBase, code: str) -> float:
    return next((match.score for match in base.search(WORDS) if match.code == code), 0.0)


def test_one_person_teaches_nothing(loaded: Database) -> None:
    base = KnowledgeBase(loaded, "dai_phuc")
    assert remember_choice(loaded, WORDS, DEATH, "a") is False
    assert _learned(loaded) == {}
    assert base.refresh() is False


def test_two_who_agree_are_believed_at_once(loaded: Database) -> None:
    base = KnowledgeBase(loaded, "dai_phuc")
    before = _score(base, DEATH)
    remember_choice(loaded, WORDS, DEATH, "a")
    assert remember_choice(loaded, f"  {WORDS.upper()}!!", DEATH, "b") is True
    assert _learned(loaded) == {DEATH: [fold(WORDS)]}
    assert base.refresh() is True
    assert base.search(WORDS)[0].code == DEATH
    assert _score(base, DEATH) > max(before, 0.5)


def test_a_third_who_agrees_changes_nothing_more(loaded: Database) -> None:
    base = KnowledgeBase(loaded, "dai_phuc")
    assert [remember_choice(loaded, WORDS, DEATH, chat) for chat in "abc"] == [False, True, False]
    assert base.refresh() is True


def test_disagreement_undoes_what_was_learnt(loaded: Database) -> None:
    base = KnowledgeBase(loaded, "dai_phuc")
    for chat in "ab":
        remember_choice(loaded, WORDS, DEATH, chat)
    base.refresh()
    learnt = _score(base, DEATH)
    assert remember_choice(loaded, WORDS, BIRTH, "c") is True
    assert _learned(loaded) == {}
    assert base.refresh() is True
    assert _score(base, DEATH) < learnt


def test_four_of_five_are_enough(loaded: Database) -> None:
    for code, chat in zip([BIRTH, DEATH, DEATH, DEATH, DEATH], "abcde", strict=True):
        remember_choice(loaded, WORDS, code, chat)
    assert _learned(loaded) == {DEATH: [fold(WORDS)]}


def test_the_same_chat_counts_once(loaded: Database) -> None:
    assert [remember_choice(loaded, WORDS, DEATH, "a") for _ in range(5)] == [False] * 5
    assert remember_choice(loaded, WORDS, BIRTH, "a") is False
    assert _learned(loaded) == {}
    with loaded.read() as session:
        assert session.scalars(select(AcceptedChoice.code)).all() == [DEATH]


def test_racing_choices_of_one_chat_count_once(loaded: Database) -> None:
    threads = [threading.Thread(target=remember_choice, args=(loaded, WORDS, DEATH, "a")) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with loaded.read() as session:
        assert session.scalar(select(func.count()).select_from(AcceptedChoice)) == 1


def test_other_words_are_learnt_by_themselves(loaded: Database) -> None:
    remember_choice(loaded, WORDS, DEATH, "a")
    assert remember_choice(loaded, "cụ Tỵ", DEATH, "b") is False
    assert _learned(loaded) == {}


@pytest.mark.parametrize("text", ["", "  ", "!?", "😂"])
def test_words_that_say_nothing_are_not_kept(loaded: Database, text: str) -> None:
    assert remember_choice(loaded, text, DEATH, "a") is False
    with loaded.read() as session:
        assert session.scalar(select(func.count()).select_from(AcceptedChoice)) == 0


def test_who_it_was_is_not_kept(loaded: Database) -> None:
    remember_choice(loaded, WORDS, DEATH, "zalo:0912345678")
    with loaded.read() as session:
        (row,) = session.scalars(select(AcceptedChoice))
    assert "0912345678" not in row.chat
    assert len(row.chat) == 16


def test_a_letter_is_kept_by_its_beginning(loaded: Database) -> None:
    for chat in "ab":
        remember_choice(loaded, WORDS + " và nhiều chữ nữa" * 100, DEATH, chat)
    ((code, texts),) = _learned(loaded).items()
    assert (code, [len(text) <= 300 for text in texts]) == (DEATH, [True])


def test_words_with_tone_marks_are_not_taken_for_short_forms(loaded: Database) -> None:
    text = "bà hỏng"
    assert fold(fold(text)) != fold(text)
    base = KnowledgeBase(loaded, "dai_phuc")
    for chat in "ab":
        base.remember_choice(text, DEATH, chat)
    base.refresh()
    (entry,) = (entry for entry in base._snapshot.index._entries if entry.code == DEATH)
    assert any(found.startswith(fold(text)) for found in _folded_texts(entry))


def test_what_was_learnt_of_an_old_code_counts_for_the_new(loaded: Database) -> None:
    for chat in "ab":
        remember_choice(loaded, WORDS, "1.999000", chat)
    with loaded.write() as session:
        session.add(CodeLink(old_code="1.999000", new_code=DEATH, since=None, source="x"))
    base = KnowledgeBase(loaded, "dai_phuc")
    assert base.search(WORDS)[0].code == DEATH
    assert _score(base, DEATH) > 0.5


def test_the_base_learns_for_the_dialogue(loaded: Database) -> None:
    base = KnowledgeBase(loaded, "dai_phuc")
    for chat in "ab":
        base.remember_choice(WORDS, DEATH, chat)
    assert base.refresh() is True
    assert base.search(WORDS)[0].code == DEATH
