"""The drill's judge: what it calls wrong, and what it must not."""

import pytest

from bot.post.tables import OutboxRow
from tests.drill import Verdict, compare


def _row(*texts: str, unsure: tuple[int, ...] = ()) -> OutboxRow:
    return OutboxRow(parts=[{"text": text} for text in texts], done_parts=len(texts), unsure_parts=list(unsure))


def _judged(replies: list[OutboxRow], *shown: str) -> Verdict:
    verdict = Verdict()
    compare(verdict, "telegram 1", replies, list(shown))
    return verdict


def test_every_part_once_in_order_is_right() -> None:
    verdict = _judged([_row("a", "b"), _row("c")], "a", "b", "c")
    assert (verdict.wrong, verdict.sent, verdict.unknown) == ([], 3, 0)


def test_an_unsure_part_may_be_there_or_not() -> None:
    assert _judged([_row("a", "b", unsure=(0,))], "b").wrong == []
    assert _judged([_row("a", "b", unsure=(0,))], "a", "b").unknown_arrived == 1


def test_an_unsure_part_that_did_not_arrive_is_not_mistaken_for_its_twin() -> None:
    verdict = _judged([_row("which?", unsure=(0,)), _row("which?")], "which?")
    assert (verdict.wrong, verdict.sent, verdict.unknown, verdict.unknown_arrived) == ([], 1, 1, 0)


@pytest.mark.parametrize(
    "shown", [(), ("a",), ("b", "a"), ("a", "b", "b"), ("a", "a", "b"), ("a", "b", "c")], ids=lambda s: "".join(s)
)
def test_lost_doubled_or_shuffled_parts_are_wrong(shown: tuple[str, ...]) -> None:
    assert _judged([_row("a", "b")], *shown).wrong
