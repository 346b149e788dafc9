"""Only a slow turn shows that an answer is being written, and it stops with the turn."""

import asyncio

import pytest

from bot.post import typing as typing_module
from bot.post.typing import typing


class Door:
    def __init__(self) -> None:
        self.signs: list[str] = []

    async def typing(self, chat_id: str) -> None:
        self.signs.append(chat_id)


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typing_module, "PATIENCE", 0.05)
    monkeypatch.setattr(typing_module, "AGAIN", 0.02)


async def test_a_quick_turn_shows_nothing() -> None:
    door = Door()
    async with typing({"a": door}, "a", "c"):  # type: ignore[dict-item]
        await asyncio.sleep(0)
    await asyncio.sleep(0.1)
    assert door.signs == []


async def test_a_slow_turn_shows_it_again_and_again_until_it_ends() -> None:
    door = Door()
    async with typing({"a": door}, "a", "c"):  # type: ignore[dict-item]
        await asyncio.sleep(0.2)
    shown = len(door.signs)
    assert shown >= 2
    assert set(door.signs) == {"c"}
    await asyncio.sleep(0.1)
    assert len(door.signs) == shown


async def test_channels_without_a_door_are_left_alone() -> None:
    async with typing({}, "web", "c"):
        await asyncio.sleep(0.1)
