"""Put cases to the whole assistant as a person would: engine, actions, replies."""

import asyncio
import uuid
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from bot.evaluating.cases import Case, Part
from bot.evaluating.measuring import Measured
from dialogues.acts import Act
from dialogues.consenting import YES
from dialogues.outcomes import Outcome
from dialogues.sections import section
from knowledge.base import KnowledgeBase

__all__ = ["measure_whole"]

Say = Callable[[str, str], Awaitable[dict[str, Any]]]
"""Chat and message to the JSON of an answer, with its milliseconds."""
AT_ONCE = 4
_ASKED = {Outcome.CLARIFIED.value}
_AWAY = {Outcome.NOT_FOUND.value, Outcome.OUT_OF_SCOPE.value}
_ROOM = 100_000
_SHOWN = 40
"""Characters of a fact's first line that must stand in the reply."""


async def measure_whole(say: Say, base: KnowledgeBase, cases: Iterable[Case]) -> list[Measured]:
    """Every part of every turn; each case in a chat of its own, ``say`` sends a message and waits for the answer."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(case: Case) -> list[Measured]:
        async with gate:
            return await _case(say, base, case)

    done = await asyncio.gather(*(one(case) for case in cases))
    return [result for results in done for result in results]


async def _case(say: Say, base: KnowledgeBase, case: Case) -> list[Measured]:
    chat, results = uuid.uuid4().hex, []
    for turn, parts in zip(case.turns, case.asks, strict=True):
        answer = await say(chat, turn)
        if any(button["payload"] == YES.payload for reply in answer["replies"] for button in reply["buttons"]):
            answer = await say(chat, YES.title)  # a look-up asks for consent first; what was asked goes on after it
        results += [_measured(base, case, turn, part, answer) for part in case.counted(parts)]
    return results


def _measured(base: KnowledgeBase, case: Case, turn: str, part: Part, answer: dict[str, Any]) -> Measured:
    wanted = tuple(base.current_code(code) for code in part.codes)
    answered = answer["procedure"] is not None
    got = tuple(answer["candidates"] or ([answer["procedure"]] if answered else []))
    if case.kind.startswith("multi") and (right := [code for code in got if code in wanted]):
        got = (right[0], *(code for code in got if code != right[0]))
    text = "\n".join(reply["text"] for reply in answer["replies"])
    return Measured(
        kind=case.kind, held_out=case.held_out, text=turn, wanted=wanted, got=got, answered=answered,
        asked_back=answer["outcome"] in _ASKED, turned_away=answer["outcome"] in _AWAY,
        confidence=float(answer["intent"]["confidence"]), ms=float(answer["took_ms"]),
        act=f"{part.act} → {answer['intent']['name']}",
        act_right=answer["intent"]["name"] == part.act if part.act else None,
        fact_right=_fact(base, part, wanted, text),
    )  # fmt: skip


def _fact(base: KnowledgeBase, part: Part, wanted: tuple[str, ...], text: str) -> bool | None:
    """Whether the fact that was asked for stands in the reply; None where no single fact was asked for."""
    if (
        part.act not in Act
        or part.act in (Act.OVERVIEW, Act.SOURCE, Act.DIFFERENCE, Act.DECIDE, Act.HOURS)
        or not wanted
    ):
        return None
    contents = [content for code in wanted if (content := base.content(code))]
    if not contents:
        return None
    firsts = (section(content, Act(part.act), _ROOM).text.splitlines()[0] for content in contents)
    return any(first.lstrip("• ")[:_SHOWN] in text for first in firsts)
