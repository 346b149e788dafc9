"""``motcua telegram setup`` and the doctor, against the stand-in."""

from typing import Any

import pytest

from bot.doors.telegram.commands import IN_GROUPS, IN_PRIVATE, NAMES
from bot.doors.telegram.setting_up import check, set_up
from bot.screening.typed import command
from tests.bot.doors.telegram.conftest import SECRET, settings
from tests.stand_ins import telegram_updates as updates
from tests.stand_ins.faults import Fault
from tests.stand_ins.telegram import TOKEN, TelegramStandIn

PUBLIC = "https://motcua.example.vn"


async def _wrong(address: str, **changed: Any) -> list[str]:
    made = settings(address, **{"motcua_public_url": PUBLIC, **changed})
    return [finding.text for finding in await check(made) if not finding.ok]


async def test_set_up_and_all_is_well(telegram: TelegramStandIn, address: str) -> None:
    made = settings(address, motcua_public_url=f"{PUBLIC}/")
    lines = await set_up(made)
    assert lines == [
        "Đã đặt webhook: https://motcua.example.vn/webhooks/telegram",
        "Đã đặt lệnh, nút menu và lời giới thiệu cho @t_bot.",
    ]
    (webhook,) = telegram.made("setWebhook")
    assert webhook["secret_token"] == SECRET
    assert webhook["allowed_updates"] == [
        "message", "callback_query", "inline_query", "chosen_inline_result", "my_chat_member",
    ]  # fmt: skip
    scopes = {
        call["scope"]["type"]: [c["command"] for c in call["commands"]] for call in telegram.made("setMyCommands")
    }
    assert scopes == {
        "default": [c.command for c in IN_PRIVATE],
        "all_private_chats": [c.command for c in IN_PRIVATE],
        "all_group_chats": [c.command for c in IN_GROUPS],
    }
    assert len(telegram.made("setMyDescription")[0]["description"]) <= 512
    assert len(telegram.made("setMyShortDescription")[0]["short_description"]) <= 120
    assert await _wrong(address) == []


async def test_without_a_secret_the_webhook_is_taken_away(telegram: TelegramStandIn, address: str) -> None:
    telegram.webhook = {"url": "https://old.example.vn/"}
    assert "motcua telegram setup" in (await _wrong(address, telegram_webhook_secret=""))[0]
    lines = await set_up(settings(address, telegram_webhook_secret=""))
    assert "polling" in lines[0]
    assert telegram.webhook == {}
    assert await _wrong(address, telegram_webhook_secret="") == []


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"telegram_webhook_secret": "có dấu"}, "TELEGRAM_WEBHOOK_SECRET"),
        ({"telegram_webhook_secret": "a" * 257}, "TELEGRAM_WEBHOOK_SECRET"),
        ({"motcua_public_url": ""}, "MOTCUA_PUBLIC_URL"),
        ({"motcua_public_url": "http://a.vn"}, "MOTCUA_PUBLIC_URL"),
        ({"motcua_public_url": "https://a.vn:9000"}, "MOTCUA_PUBLIC_URL"),
        ({"motcua_public_url": "https://a.vn:x"}, "MOTCUA_PUBLIC_URL"),
    ],
)
async def test_settings_telegram_would_refuse(
    telegram: TelegramStandIn, address: str, changed: dict[str, str], words: str
) -> None:
    assert any(words in text for text in await _wrong(address, **changed))
    lines = await set_up(settings(address, **{"motcua_public_url": PUBLIC, **changed}))
    assert words in lines[0]
    assert telegram.made("setWebhook") == []


async def test_what_the_doctor_finds(telegram: TelegramStandIn, address: str) -> None:
    assert "chưa đặt" in (await _wrong(address))[0]
    telegram.webhook = {"url": "https://other.vn/webhooks/telegram"}
    assert "đang trỏ tới https://other.vn/webhooks/telegram" in (await _wrong(address))[0]
    telegram.webhook = {"url": f"{PUBLIC}/webhooks/telegram", "allowed_updates": ["message"]}
    telegram.me = {**telegram.me, "can_read_all_group_messages": True, "supports_inline_queries": False}
    telegram.waiting += [updates.text("x") for _ in range(60)]
    telegram.last_error = "Wrong response from the webhook: 401 Unauthorized"
    found = await _wrong(address)
    for words in ("/setprivacy", "/setinline", "không nhận callback_query", "60 tin chưa giao", "401 Unauthorized"):
        assert any(words in text for text in found), words


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (Fault.own(401, "Unauthorized"), "@BotFather"),
        (Fault.drop(), "TELEGRAM_API_BASE"),
        (Fault.answer(503), "http_503"),
    ],
)
async def test_telegram_cannot_be_asked(telegram: TelegramStandIn, address: str, fault: Fault, words: str) -> None:
    telegram.faults.next(fault, call="getMe")
    found = await _wrong(address)
    assert words in found[0]
    telegram.faults.next(fault, call="setWebhook")
    lines = await set_up(settings(address, motcua_public_url=PUBLIC))
    assert lines[0].startswith("Chưa xong: ")
    assert words in lines[0]
    assert TOKEN not in str(found + lines)


async def test_what_telegram_says_of_the_address_is_passed_on(telegram: TelegramStandIn, address: str) -> None:
    telegram.faults.next(Fault.own(400, "Bad Request: bad webhook: Failed to resolve host"), call="setWebhook")
    (line,) = await set_up(settings(address, motcua_public_url=PUBLIC))
    assert "failed to resolve host" in line


async def test_a_closed_door_is_no_fault(address: str) -> None:
    assert await _wrong(address, telegram_token="") == []
    assert "TELEGRAM_TOKEN" in (await set_up(settings(address, telegram_token="")))[0]


def test_every_command_in_the_menu_does_something() -> None:
    assert all(command(f"/{name}") for name in NAMES)
