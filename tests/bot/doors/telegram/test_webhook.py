"""Telegram's deliveries through the real application: who is let in, and what becomes of a message."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from bot.metrics import RECEIVED
from dialogues.buttons import PRIVATE
from dialogues.people import list_procedures
from knowledge.base import KnowledgeBase
from tests.bot.application import Running, running, says
from tests.bot.doors.telegram.conftest import SECRET, until
from tests.stand_ins import telegram_updates as updates
from tests.stand_ins.faults import Fault
from tests.stand_ins.telegram import TOKEN, TelegramStandIn

PATH = "/webhooks/telegram"
HEADER = "X-Telegram-Bot-Api-Secret-Token"


@pytest.fixture
def options(address: str) -> dict[str, Any]:
    return {"telegram_token": TOKEN, "telegram_api_base": address, "telegram_webhook_secret": SECRET}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("app")


@pytest.fixture(autouse=True)
def _fresh(telegram: TelegramStandIn) -> None:
    """Every test sees a server nobody has called yet."""


async def _deliver(app: Running, update: dict[str, Any], secret: str = SECRET) -> int:
    return (await app.client.post(PATH, json=update, headers={HEADER: secret})).status_code


async def _shown(telegram: TelegramStandIn, chat: int, number: int = 1) -> list[str]:
    await until(lambda: len(telegram.texts(chat)) >= number)
    return telegram.texts(chat)


@pytest.mark.parametrize(
    ("secret", "status"),
    [(SECRET, 200), (None, 401), ("", 401), ("sai", 401), (SECRET + "x", 401), (SECRET.upper(), 401), ("é\x80", 401)],
)
async def test_only_the_secret_opens(
    folder: Path, base: KnowledgeBase, options: dict[str, Any], secret: str | None, status: int
) -> None:
    headers = {} if secret is None else {HEADER: secret.encode("latin-1")}
    async with running(folder, base, lambda _: says("ok"), **options) as app:
        answer = await app.client.post(
            PATH, content=b'{"update_id":1}', headers={"Content-Type": "application/json", **headers}
        )
    assert answer.status_code == status


async def test_wrong_type_verb_and_size(folder: Path, base: KnowledgeBase, options: dict[str, Any]) -> None:
    async with running(folder, base, lambda _: says("ok"), **options) as app:
        typed = {"Content-Type": "application/x-www-form-urlencoded", HEADER: SECRET}
        assert (await app.client.post(PATH, content=b"a=1", headers=typed)).status_code == 415
        assert (await app.client.put(PATH, json={}, headers={HEADER: SECRET})).status_code == 405
        assert (await app.client.delete(PATH, headers={HEADER: SECRET})).status_code == 405
        huge = b"{" + b" " * 1_000_001
        typed["Content-Type"] = "application/json"
        assert (await app.client.post(PATH, content=huge, headers=typed)).status_code == 413
        assert (await app.client.get(PATH)).status_code == 200


async def test_without_a_token_there_is_no_door(folder: Path, base: KnowledgeBase) -> None:
    async with running(folder, base, lambda _: says("ok")) as app:
        assert "telegram" not in app.parts.doors
        assert (await app.client.post(PATH, json={})).status_code in (404, 405)


async def test_a_replayed_update_is_answered_once(
    folder: Path, base: KnowledgeBase, options: dict[str, Any], telegram: TelegramStandIn
) -> None:
    asked = [updates.text(f"câu {n}", chat=501) for n in range(3)]
    async with running(folder, base, lambda body: says(f"đáp {body['message']}"), **options) as app:
        for update in telegram.deliveries(asked, twice=True):
            assert await _deliver(app, update) == 200
        await _shown(telegram, 501, 3)
        await asyncio.sleep(0.2)
    assert sorted(telegram.texts(501)) == ["đáp câu 0", "đáp câu 1", "đáp câu 2"]


async def test_personal_numbers_are_masked_before_the_inbox(
    folder: Path, base: KnowledgeBase, options: dict[str, Any], telegram: TelegramStandIn
) -> None:
    async with running(folder, base, lambda _: says("ok"), **options) as app:
        await _deliver(app, updates.text("số 0912345678, hỏi lệ phí khai sinh ở đâu?", chat=502))
        await _shown(telegram, 502, 2)
    assert "0912345678" not in json.dumps(app.asked, ensure_ascii=False)


async def test_a_page_is_turned_in_place(
    folder: Path, base: KnowledgeBase, options: dict[str, Any], telegram: TelegramStandIn
) -> None:
    pages = iter([list_procedures(base, 0), list_procedures(base, 1)])

    def engine(_body: dict[str, Any]) -> Any:
        page = next(pages)
        said = says(page.question, *page.buttons)
        body = json.loads(said.content)
        body["replies"][0]["custom"]["replies"] = [page.model_dump(mode="json")]
        return type(said)(200, json=body)

    async with running(folder, base, engine, **options) as app:
        await _deliver(app, updates.text("/thutuc", chat=503))
        await _shown(telegram, 503)
        first = telegram.chats["503"][0]
        more = first.keyboard[-1][-1]["callback_data"]
        await _deliver(app, updates.press(more, chat=503, message_id=first.id))
        await until(lambda: first.edits)
    assert telegram.texts(503) == [list_procedures(base, 1).question]
    assert len(telegram.made("answerCallbackQuery")) == 1


async def test_a_group_is_answered_when_it_speaks_to_us(
    folder: Path, base: KnowledgeBase, options: dict[str, Any], telegram: TelegramStandIn
) -> None:
    async with running(folder, base, lambda _: says("miễn phí"), **options) as app:
        await _deliver(app, updates.group("chiều nay họp nhé", chat=-504))
        asked = updates.group("@t_bot lệ phí khai sinh?", chat=-504)
        await _deliver(app, asked)
        await _shown(telegram, -504)
    sent = telegram.chats["-504"][0]
    assert telegram.texts(-504) == ["miễn phí"]
    assert [body["message"] for body in app.asked] == ["lệ phí khai sinh?"]
    assert sent.keyboard == [[{"text": PRIVATE.title, "url": "https://t.me/t_bot?start=nhom"}]]
    assert sent.params["reply_parameters"]["message_id"] == asked["message"]["message_id"]


async def test_told_to_wait_the_message_comes_after_the_wait_and_once(
    folder: Path, base: KnowledgeBase, options: dict[str, Any], telegram: TelegramStandIn
) -> None:
    flood = Fault.own(429, "Too Many Requests: retry after 1", parameters={"retry_after": 1})
    telegram.faults.next(flood, times=1, call="sendMessage")
    async with running(folder, base, lambda _: says("sau một giây"), **options) as app:
        await _deliver(app, updates.text("khai sinh", chat=505))
        assert await _shown(telegram, 505) == ["sau một giây"]
    assert len(telegram.made("sendMessage")) == 2


async def test_unreadable_updates_are_counted_and_not_delivered_again(
    folder: Path, base: KnowledgeBase, options: dict[str, Any]
) -> None:
    before = RECEIVED.labels("telegram", "unknown")._value.get()
    async with running(folder, base, lambda _: says("ok"), **options) as app:
        for body in (b"", b"\xff\xfe", b"[]", b"null", b'{"message":{"text":1}}', b"[" * 50_000):
            headers = {HEADER: SECRET, "Content-Type": "application/json"}
            assert (await app.client.post(PATH, content=body, headers=headers)).status_code == 200
    assert RECEIVED.labels("telegram", "unknown")._value.get() == before + 6


async def test_the_whole_application_polls_when_there_is_no_secret(
    folder: Path, base: KnowledgeBase, options: dict[str, Any], telegram: TelegramStandIn
) -> None:
    telegram.waiting += telegram.deliveries([updates.text("khai sinh", chat=506)], twice=True)
    async with running(folder, base, lambda _: says("miễn phí"), **{**options, "telegram_webhook_secret": ""}) as app:
        assert await _shown(telegram, 506) == ["miễn phí"]
        assert await _deliver(app, updates.text("giả", chat=507), secret="") == 401
        await until(lambda: not telegram.waiting)
    assert telegram.texts(506) == ["miễn phí"]
