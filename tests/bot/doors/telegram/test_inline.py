"""Inline mode: summaries that stand alone, with their source, in any chat."""

import json
from typing import Any

import pytest

from bot.doors.splitting import utf16_length
from bot.doors.telegram.door import TelegramDoor
from bot.post.alerts import Alerts
from knowledge.base import KnowledgeBase
from tests.bot.doors.telegram.conftest import QUICK, Inbox, house, settings, until
from tests.stand_ins import telegram_updates as updates
from tests.stand_ins.faults import Fault
from tests.stand_ins.telegram import TelegramStandIn


async def _asked(door: TelegramDoor, telegram: TelegramStandIn, words: str) -> dict[str, Any]:
    number = len(telegram.made("answerInlineQuery"))
    assert door.parse(json.dumps(updates.inline_query(words)).encode()) == []
    await until(lambda: len(telegram.made("answerInlineQuery")) > number)
    return telegram.made("answerInlineQuery")[-1]


async def test_a_card_for_what_was_typed(door: TelegramDoor, telegram: TelegramStandIn, base: KnowledgeBase) -> None:
    answered = await _asked(door, telegram, "khai sinh cho con")
    first = answered["results"][0]
    text = first["input_message_content"]["message_text"]
    content = base.content("1.001193")
    assert content is not None
    assert (first["id"], first["type"], first["title"]) == ("p_1_001193", "article", content.name)
    assert content.summary in text
    assert "kiểm tra ngày" in text
    assert first["input_message_content"]["entities"] == [
        {"type": "bold", "offset": 0, "length": utf16_length(content.name)}
    ]
    assert first["reply_markup"]["inline_keyboard"][0][0]["url"] == "https://t.me/t_bot?start=p_1_001193"
    assert answered["cache_time"] == "300"
    assert answered.get("is_personal", "false") in ("false", "False")


async def test_nothing_typed_shows_what_is_asked_most(
    door: TelegramDoor, telegram: TelegramStandIn, base: KnowledgeBase
) -> None:
    answered = await _asked(door, telegram, "")
    titles = [result["title"] for result in answered["results"]]
    assert titles == [named.name for named in base.all_named()[:10]]
    assert all(utf16_length(r["input_message_content"]["message_text"]) <= 4096 for r in answered["results"])


async def test_a_vague_word_gets_a_list_to_choose_from(door: TelegramDoor, telegram: TelegramStandIn) -> None:
    assert len((await _asked(door, telegram, "đất"))["results"]) >= 2


async def test_nothing_found_leads_to_the_private_chat(door: TelegramDoor, telegram: TelegramStandIn) -> None:
    for words in ("qwxz", "🙂", "?", "giá vàng hôm nay"):
        answered = await _asked(door, telegram, words)
        assert answered["results"] == []
        assert json.loads(json.dumps(answered["button"])) == {
            "text": "Hỏi riêng trợ lý thủ tục", "start_parameter": "inline",
        }  # fmt: skip


async def test_a_failed_answer_hurts_nobody(door: TelegramDoor, telegram: TelegramStandIn) -> None:
    telegram.faults.next(Fault.own(400, "Bad Request: query is too old"), call="answerInlineQuery")
    telegram.faults.next(Fault.answer(200, "?"), call="answerInlineQuery")
    for _ in range(2):
        await _asked(door, telegram, "khai sinh")
    assert (await _asked(door, telegram, "khai sinh"))["results"]


async def test_closed_means_closed_here_too(
    telegram: TelegramStandIn, address: str, base: KnowledgeBase, alerts: Alerts, inbox: Inbox
) -> None:
    made = settings(address, motcua_closed="Tạm dừng để sửa.")
    opened = TelegramDoor(house(made, base, alerts, inbox), QUICK)
    await opened.start()
    answered = await _asked(opened, telegram, "khai sinh")
    await opened.stop()
    assert (answered["results"], answered["cache_time"]) == ([], "0")


async def test_somebody_who_types_too_fast_is_left_out(
    telegram: TelegramStandIn, address: str, base: KnowledgeBase, alerts: Alerts, inbox: Inbox,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr("bot.doors.telegram.inline.PER_MINUTE", 2)
    opened = TelegramDoor(house(settings(address), base, alerts, inbox), QUICK)
    await opened.start()
    for words in ("khai sinh", "khai tử"):
        await _asked(opened, telegram, words)
    opened.parse(json.dumps(updates.inline_query("kết hôn")).encode())
    opened.parse(json.dumps(updates.inline_query("kết hôn", person=88)).encode())
    await until(lambda: len(telegram.made("answerInlineQuery")) >= 3)
    await opened.stop()
    assert len(telegram.made("answerInlineQuery")) == 3


async def test_a_press_is_acknowledged_at_once(door: TelegramDoor, telegram: TelegramStandIn) -> None:
    pressed = updates.press("/ask_help")
    (message,) = door.parse(json.dumps(pressed).encode())
    assert message.text == "/ask_help"
    await until(lambda: telegram.made("answerCallbackQuery"))
    assert telegram.made("answerCallbackQuery")[0]["callback_query_id"] == pressed["callback_query"]["id"]
