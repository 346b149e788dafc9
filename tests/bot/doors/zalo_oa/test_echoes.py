"""Echoes of our own messages settle what was unsure, whichever comes first."""

import asyncio

from bot.doors.zalo_oa.echoes import MOST, Echoes
from bot.doors.zalo_oa.parsing import Echo


class Outbox:
    """Says yes to texts it waits for; can be away."""

    def __init__(self, *waiting: str) -> None:
        self.waiting = set(waiting)
        self.asked: list[str] = []
        self.away = 0

    def __call__(self, echo: Echo) -> bool:
        self.asked.append(echo.text)
        if self.away:
            self.away -= 1
            raise RuntimeError("away")
        return echo.text in self.waiting


def heard(outbox: Outbox) -> tuple[Echoes, list[float]]:
    moment = [100.0]
    return Echoes(outbox, (2.0, 25.0), lambda: moment[0]), moment


async def test_an_echo_of_an_answered_call_asks_nobody() -> None:
    outbox = Outbox()
    echoes, moment = heard(outbox)
    echoes.heard(Echo("u", "a", "1"))
    echoes.sent("1")
    moment[0] += 60
    await echoes.look()
    assert outbox.asked == []


async def test_an_echo_is_tried_soon_and_once_more() -> None:
    outbox = Outbox()
    echoes, moment = heard(outbox)
    echoes.heard(Echo("u", "a", "1"))
    for seconds, asked in ((1.0, 0), (1.0, 1), (22.0, 1), (1.0, 2), (100.0, 2)):
        moment[0] += seconds
        await echoes.look()
        assert len(outbox.asked) == asked


async def test_a_settled_echo_is_done_and_a_database_away_is_asked_again() -> None:
    outbox = Outbox("a", "b")
    outbox.away = 1
    echoes, moment = heard(outbox)
    echoes.heard(Echo("u", "a", "1"))
    echoes.heard(Echo("u", "b", "2"))
    moment[0] += 3
    await echoes.look()
    moment[0] += 30
    await echoes.look()
    assert outbox.asked == ["a", "b", "a"]


def test_a_call_without_an_answer_finds_its_echo_once() -> None:
    echoes, moment = heard(Outbox())
    echoes.heard(Echo("u", "a", "0"))
    moment[0] += 1
    started = moment[0]
    echoes.heard(Echo("u", "a", "1"))
    echoes.heard(Echo("u", "a", "2"))
    assert echoes.of("v", ("a",), started) is None
    assert echoes.of("u", ("b",), started) is None
    assert echoes.of("u", ("b", "a"), started) == "1"
    assert echoes.of("u", ("a",), started) == "2"
    assert echoes.of("u", ("a",), started) is None


def test_memory_is_bounded_and_an_id_may_be_missing() -> None:
    echoes, _ = heard(Outbox())
    echoes.sent("")
    for number in range(3 * MOST):
        echoes.heard(Echo("u", "a", str(number)))
        echoes.sent(str(number))
    assert len(echoes._known) == len(echoes._heard) == len(echoes._waiting[0]) == MOST
    echoes.heard(Echo("u", "c", ""))
    assert echoes.of("u", ("c",), 0.0) == ""


async def test_the_task_wakes_for_news() -> None:
    outbox = Outbox("a")
    echoes = Echoes(outbox, (0.01,))
    task = asyncio.create_task(echoes.run())
    await asyncio.sleep(0.05)
    echoes.heard(Echo("u", "a", "1"))
    await asyncio.sleep(0.3)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert outbox.asked == ["a"]
