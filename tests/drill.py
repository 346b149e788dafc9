"""The drill: people of several platforms write while deliveries come twice, calls fail and processes are killed."""

import asyncio
import contextlib
import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import httpx
from sqlalchemy import select

from bot.post.tables import InboxRow, InboxState, OutboxRow, OutboxState, TurnRow
from bot.stack import Stack, _Child
from knowledge.database import Database
from tests.stand_ins.faults import Fault, Faults

__all__ = ["Drill", "Line", "Verdict", "compare", "failing", "judge"]

QUESTIONS = (
    "lệ phí đăng ký kết hôn bao nhiêu", "khai sinh cần giấy tờ gì", "giấy độc thân mấy ngày có", "chào bạn", "cảm ơn nhé",
    "khai tử làm ở đâu", "đăng ký tạm trú cần gì", "giá vàng hôm nay", "cần nộp hồ sơ", "thế mất bao lâu?",
)  # fmt: skip
PATIENCE = 300.0
"""Seconds a platform tries to deliver; theirs are hours. A start takes 8 s, on a loaded machine 30."""


class Line(Protocol):
    """One platform: how it delivers a message, and what its chats show."""

    channel: str
    path: str
    faults: Faults

    def delivery(self, chat: str, number: int, words: str) -> tuple[bytes, dict[str, str]]:
        """Body and headers of a webhook call."""
        ...

    def shown(self, chat: str) -> list[str]:
        """Texts of ours that reached a chat, in order."""
        ...


def failing(faults: Faults, call: str, own: Fault) -> None:
    """A tenth of the calls fails, in every way there is; half of the broken connections come after acceptance."""
    for fault in (
        own, Fault.answer(503), Fault.drop(), Fault.drop(accepted=True), Fault.silence(0.2, accepted=True),
    ):  # fmt: skip
        faults.often(fault, 0.02, call)


@dataclass(slots=True)
class Drill:
    """Delivers to applications that come and go; ``apps`` are their addresses and their processes' keepers."""

    lines: Sequence[Line]
    apps: list[tuple[str, _Child]]
    chance: random.Random = field(default_factory=lambda: random.Random(7))
    killed: Counter[str] = field(default_factory=Counter)
    refused: Counter[int] = field(default_factory=Counter)

    async def run(self, chats: int, each: int) -> None:
        """Every chat writes ``each`` messages, one after the other's 200, some delivered twice or more."""
        stop = asyncio.Event()
        killer = asyncio.create_task(self._kill(stop))
        try:
            async with httpx.AsyncClient(timeout=10, trust_env=False) as client:
                people = [(self.lines[n % len(self.lines)], str(5000 + n)) for n in range(chats)]
                await asyncio.gather(*(self._write(client, line, chat, each) for line, chat in people))
        finally:
            stop.set()
            await killer

    async def _write(self, client: httpx.AsyncClient, line: Line, chat: str, each: int) -> None:
        for number in range(each):
            body, headers = line.delivery(chat, number, QUESTIONS[(int(chat) + number) % len(QUESTIONS)])
            for _ in range(1 + (self.chance.random() < 0.3) + (self.chance.random() < 0.1)):
                await self._deliver(client, line, body, headers)
            await asyncio.sleep(self.chance.uniform(0.0, 3.0))

    async def _deliver(self, client: httpx.AsyncClient, line: Line, body: bytes, headers: dict[str, str]) -> None:
        """As a platform does: until it is told 200, however often a process that comes back is killed again."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            address = self.chance.choice(self.apps)[0]
            with contextlib.suppress(httpx.TransportError):
                answer = await client.post(f"{address}{line.path}", content=body, headers=headers)
                if answer.status_code == httpx.codes.OK:
                    return
                self.refused[answer.status_code] += 1
            await asyncio.sleep(0.5)
        raise AssertionError(f"{line.channel} was never told 200")

    async def _kill(self, stop: asyncio.Event) -> None:
        """Now and then one that is up and at work; one that is just starting has nothing to lose."""
        async with httpx.AsyncClient(timeout=2, trust_env=False) as client:
            while not stop.is_set():
                await asyncio.wait({asyncio.create_task(stop.wait())}, timeout=self.chance.uniform(2.0, 6.0))
                address, child = self.chance.choice(self.apps)
                try:
                    await client.get(f"{address}/health/live")
                except httpx.TransportError:
                    continue
                if child._process and child._process.returncode is None and not stop.is_set():
                    os.kill(child._process.pid, signal.SIGKILL)
                    self.killed["app"] += 1


async def settled(database: Database, patience: float) -> None:
    """Wait until nothing is waiting, neither a turn nor a reply."""
    deadline = asyncio.get_running_loop().time() + patience
    while asyncio.get_running_loop().time() < deadline:
        with database.read() as session:
            waits = session.scalar(
                select(InboxRow.id).where(InboxRow.state.in_((InboxState.RECEIVED, InboxState.PROCESSING))).limit(1)
            ) or session.scalar(
                select(OutboxRow.id).where(OutboxRow.state.in_((OutboxState.PENDING, OutboxState.SENDING))).limit(1)
            )
        if waits is None:
            return
        await asyncio.sleep(0.5)
    raise AssertionError("still waiting after the drill")


@dataclass(slots=True)
class Verdict:
    """What the platforms' records say against ours."""

    messages: int = 0
    dead: int = 0
    sent: int = 0
    unknown: int = 0
    unknown_arrived: int = 0
    failed: int = 0
    wrong: list[str] = field(default_factory=list)


def judge(database: Database, lines: Sequence[Line]) -> Verdict:
    """Every message has one turn; each chat shows its parts once, in order; only unsure ones may be missing."""
    verdict = Verdict()
    with database.read() as session:
        rows = session.execute(
            select(InboxRow, TurnRow).outerjoin(TurnRow, TurnRow.inbox_id == InboxRow.id).order_by(InboxRow.id)
        ).tuples()
        chats: dict[tuple[str, str], list[OutboxRow]] = {}
        for message, turn in rows:
            verdict.messages += 1
            verdict.dead += message.state == InboxState.DEAD
            if turn is None or not message.replies:
                verdict.wrong.append(f"message {message.id} has no answer")
            chats.setdefault((message.channel, message.chat_id), []).extend(message.replies)
    shown = {line.channel: line.shown for line in lines}
    for (channel, chat), replies in chats.items():
        compare(verdict, f"{channel} {chat}", replies, shown[channel](chat))
    return verdict


def compare(verdict: Verdict, chat: str, replies: Sequence[OutboxRow], shown: list[str]) -> None:
    """Walk through what we sent and what the chat shows, side by side.

    Two replies may read alike, so an unsure part beside its twin has two explanations: every place where the
    walk can be is kept, and only a part that fits none of them is wrong.
    """
    places, certain = {0}, 0
    for row in replies:
        verdict.failed += row.state == OutboxState.FAILED
        for number, part in enumerate((row.parts or [])[: row.done_parts]):
            unsure = number in row.unsure_parts
            here = {place + 1 for place in places if place < len(shown) and shown[place] == part["text"]}
            verdict.unknown += unsure
            certain += not unsure
            if not (here or unsure):
                verdict.wrong.append(
                    f"{chat}: reply {row.id} part {number} is missing or out of order: {part['text'][:60]!r}"
                )
                continue
            places = here | places if unsure else here
    verdict.sent += certain
    verdict.unknown_arrived += max(0, max(places) - certain)
    verdict.wrong += [f"{chat}: shown once too often: {text[:40]!r}" for text in shown[max(places) :]]


def second_app(stack: Stack, port: int, folder: Path) -> _Child:
    """One more application beside the stack's own, sharing its engine and database."""
    first = stack._children[-1]
    environment = {**first._environment, "MOTCUA_PORT": str(port)}
    return _Child([sys.executable, "-m", "bot", "serve"], environment, folder / "app2.log")
