"""``make stand-ins``: the three platforms on this machine, and a console to chat through them as a resident."""

import asyncio
import itertools
import json
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from types import ModuleType
from typing import Any, Protocol

import httpx

from tests.stand_ins import telegram_updates, zalo_bot_updates, zalo_oa_events
from tests.stand_ins.serving import served
from tests.stand_ins.telegram import TelegramStandIn
from tests.stand_ins.zalo_bot import ZaloBotStandIn
from tests.stand_ins.zalo_oa import ZaloOaStandIn
from tests.stand_ins.zalo_oa_tokens import APP_ID, APP_SECRET

PORTS = {"telegram": 18501, "zalo_oa": 18502, "zalo_bot": 18503}
SECRET = "bi-mat-dung-thu"
PERSON = "7001"
WAIT_SECONDS = 30.0
QUIET_SECONDS = 1.5


class Channel(Protocol):
    """How the console talks to one stand-in."""

    name: str
    environment: dict[str, str]

    def deliver(self, application: str, words: str) -> int:
        """The status the application's webhook answered."""
        ...

    def shown(self) -> list[tuple[str, list[str]]]:
        """Texts and button titles in the person's chat."""
        ...


class Telegram:
    """A private chat; the number of a button presses it."""

    name = "telegram"

    def __init__(self, address: str, stand_in: TelegramStandIn) -> None:
        self.stand_in = stand_in
        self.environment = {
            "TELEGRAM_TOKEN": stand_in.token, "TELEGRAM_WEBHOOK_SECRET": SECRET, "TELEGRAM_API_BASE": address,
        }  # fmt: skip

    def deliver(self, application: str, words: str) -> int:
        sent = self.stand_in.chats[PERSON]
        buttons = [button for row in sent[-1].keyboard for button in row] if sent else []
        update = telegram_updates.text(words, int(PERSON))
        if (
            words.isdigit()
            and 0 < int(words) <= len(buttons)
            and (data := buttons[int(words) - 1].get("callback_data"))
        ):
            update = telegram_updates.press(data, int(PERSON), sent[-1].id, int(PERSON))
        return self.stand_in.push(f"{application}/webhooks/telegram", [update], secret=SECRET)[0]

    def shown(self) -> list[tuple[str, list[str]]]:
        return [
            (sent.text, [button["text"] for row in sent.keyboard for button in row])
            for sent in self.stand_in.chats[PERSON]
        ]


class ZaloOa:
    """The Official Account; titles or numbers choose."""

    name = "zalo_oa"

    def __init__(self, address: str, stand_in: ZaloOaStandIn) -> None:
        self.stand_in = stand_in
        self.environment = {
            "ZALO_APP_ID": APP_ID, "ZALO_APP_SECRET": APP_SECRET, "ZALO_OA_SECRET": stand_in.secret,
            "ZALO_OA_ACCESS_TOKEN": stand_in.tokens.access, "ZALO_OA_REFRESH_TOKEN": stand_in.tokens.refresh,
            "ZALO_API_BASE": address, "ZALO_OAUTH_BASE": address,
        }  # fmt: skip

    def deliver(self, application: str, words: str) -> int:
        return self.stand_in.push(f"{application}/webhooks/zalo-oa", [zalo_oa_events.text(words, PERSON)])[0]

    def shown(self) -> list[tuple[str, list[str]]]:
        return [(message.get("text", ""), _titles(message)) for message in self.stand_in.chats[PERSON]]


class ZaloBot:
    """A bot of the Bot Platform; it has no buttons."""

    name = "zalo_bot"

    def __init__(self, address: str, stand_in: ZaloBotStandIn) -> None:
        self.stand_in = stand_in
        self.environment = {
            "ZALO_BOT_TOKEN": stand_in.token, "ZALO_BOT_SECRET": SECRET, "ZALO_BOT_API_BASE": address,
        }  # fmt: skip

    def deliver(self, application: str, words: str) -> int:
        update = zalo_bot_updates.text(words, PERSON)
        return self.stand_in.push(f"{application}/webhooks/zalo-bot", [update], secret=SECRET)[0]

    def shown(self) -> list[tuple[str, list[str]]]:
        return [(text, []) for text in self.stand_in.texts(PERSON)]


def _titles(message: dict[str, Any]) -> list[str]:
    buttons = message.get("attachment", {}).get("payload", {}).get("buttons", [])
    return [button["title"] for button in buttons]


async def converse(channels: list[Channel], application: str, read: Callable[[str], str] = input) -> None:
    """Read a line, deliver it, print what the chat shows afterwards; ends at the end of input."""
    channel = channels[0]
    while True:
        try:
            words = (await asyncio.to_thread(read, f"{channel.name}> ")).strip()
        except EOFError:
            return
        if words.startswith(":"):
            channel = next((one for one in channels if one.name == words[1:]), channel)
            continue
        before = len(channel.shown())
        try:
            status = await asyncio.to_thread(channel.deliver, application, words)
        except httpx.TransportError:
            print(f"Không gọi được {application}: Motcua đang chạy chưa?")
            continue
        if status != httpx.codes.OK:
            print(f"Motcua trả lời {status}: kiểm tra các biến môi trường ở trên.")
            continue
        for text, buttons in await _answers(channel, before):
            print(f"\n{text}")
            print("".join(f"  [{n}] {title}\n" for n, title in enumerate(buttons, start=1)))


async def _answers(channel: Channel, before: int) -> list[tuple[str, list[str]]]:
    """What is new, once nothing more has come for a while."""
    seen, quiet = before, 0.0
    for _ in itertools.takewhile(lambda n: n * 0.1 < WAIT_SECONDS, itertools.count()):
        await asyncio.sleep(0.1)
        quiet = 0.0 if len(channel.shown()) > seen else quiet + 0.1
        seen = len(channel.shown())
        if seen > before and quiet >= QUIET_SECONDS:
            break
    return channel.shown()[before:]


def _number_anew(events: ModuleType) -> None:
    """Messages of another day have other numbers; else Motcua would take them for repetitions."""
    name = "_ids" if hasattr(events, "_ids") else "_numbers"
    setattr(events, name, itertools.count(int(time.time())))


def main(application: str) -> None:
    """Serve until the input ends."""
    for events in (telegram_updates, zalo_oa_events, zalo_bot_updates):
        _number_anew(events)
    telegram, account, bot = TelegramStandIn(), ZaloOaStandIn(), ZaloBotStandIn()
    with ExitStack() as stack:
        address = {
            name: stack.enter_context(served(stand_in.app, PORTS[name]))
            for name, stand_in in (("telegram", telegram), ("zalo_oa", account), ("zalo_bot", bot))
        }
        channels: list[Channel] = [
            ZaloOa(address["zalo_oa"], account), Telegram(address["telegram"], telegram),
            ZaloBot(address["zalo_bot"], bot),
        ]  # fmt: skip
        account.webhook = f"{application}/webhooks/zalo-oa"
        told = {key: value for channel in channels for key, value in channel.environment.items()}
        print("Chạy Motcua ở cửa sổ khác với các biến này:\n")
        print("".join(f"export {key}={json.dumps(value)}\n" for key, value in told.items()))
        print("make run\n\nĐổi kênh: :telegram, :zalo_oa, :zalo_bot. Dừng: Ctrl-D.\n")
        asyncio.run(converse(channels, application))


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8080")
