"""The platform's deliveries through the real application: who is let in, and what becomes of a message."""

import asyncio
import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import PIL.Image
import pytest
import zxingcpp
from sqlalchemy.exc import OperationalError

from bot.metrics import RECEIVED
from bot.post.inbox import Inbox
from dialogues.replies import Button
from knowledge.base import KnowledgeBase
from tests.bot.application import Running, running, says
from tests.bot.doors.zalo_bot.conftest import SECRET, raised, until
from tests.stand_ins import zalo_bot_updates as updates
from tests.stand_ins.faults import Fault
from tests.stand_ins.zalo_bot import TOKEN, ZaloBotStandIn

PATH = "/webhooks/zalo-bot"
HEADER = "X-Bot-Api-Secret-Token"
NUMBER = "H55.242-261120-0007"
FEE = Button(title="Lệ phí", payload='/ask_fee{"procedure":"1.001193"}')
TIME = Button(title="Bao lâu thì xong", payload='/ask_time{"procedure":"1.001193"}')


@pytest.fixture
def options(address: str) -> dict[str, Any]:
    return {"zalo_bot_token": TOKEN, "zalo_bot_api_base": address, "zalo_bot_secret": SECRET}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("app")


@pytest.fixture(autouse=True)
def _fresh(platform: ZaloBotStandIn) -> None:
    """Every test sees a server nobody has called yet."""


async def _deliver(app: Running, update: dict[str, Any], secret: str = SECRET) -> int:
    return (await app.client.post(PATH, json=update, headers={HEADER: secret})).status_code


async def _shown(platform: ZaloBotStandIn, chat: str, number: int = 1) -> list[str]:
    await until(lambda: len(platform.texts(chat)) >= number)
    return platform.texts(chat)


def _png(picture: PIL.Image.Image) -> bytes:
    made = io.BytesIO()
    picture.save(made, "PNG")
    return made.getvalue()


@pytest.mark.parametrize(
    ("secret", "status"),
    [(SECRET, 200), (None, 401), ("", 401), ("sai", 401), (SECRET + "x", 401), (SECRET.upper(), 401), ("é\x80", 401)],
)
async def test_only_the_secret_opens(
    folder: Path, base: KnowledgeBase, options: dict[str, Any], secret: str | None, status: int
) -> None:
    headers = {} if secret is None else {HEADER: secret.encode("latin-1")}
    async with running(folder, base, lambda _: says("ok"), **options) as app:
        body = json.dumps(updates.text("chưa vào", chat="forged")).encode()
        answer = await app.client.post(PATH, content=body, headers={"Content-Type": "application/json", **headers})
        stored = app.parts.inbox.claim() if status != 200 else None
    assert answer.status_code == status
    assert stored is None


async def test_without_a_secret_nobody_may_deliver(folder: Path, base: KnowledgeBase, options: dict[str, Any]) -> None:
    async with running(folder, base, lambda _: says("ok"), **options | {"zalo_bot_secret": ""}) as app:
        assert await _deliver(app, updates.text("x"), secret="") == 401
        assert (await app.client.post(PATH, json=updates.text("x"))).status_code == 401


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
        assert "zalo_bot" not in app.parts.doors
        assert (await app.client.post(PATH, json={})).status_code in (404, 405)


async def test_a_replayed_message_is_answered_once_in_either_form(
    folder: Path, base: KnowledgeBase, options: dict[str, Any], platform: ZaloBotStandIn
) -> None:
    asked = [updates.text(f"câu {n}", chat="replay") for n in range(3)]
    asked += [updates.wrapped(update) for update in asked]
    async with running(folder, base, lambda body: says(f"đáp {body['message']}"), **options) as app:
        for update in platform.deliveries(asked, twice=True, shuffled=True):
            assert await _deliver(app, update) == 200
        await _shown(platform, "replay", 3)
        await asyncio.sleep(0.2)
    assert sorted(platform.texts("replay")) == ["đáp câu 0", "đáp câu 1", "đáp câu 2"]


async def test_personal_numbers_are_masked_before_the_inbox(
    folder: Path, base: KnowledgeBase, options: dict[str, Any], platform: ZaloBotStandIn
) -> None:
    async with running(folder, base, lambda _: says("ok"), **options) as app:
        await _deliver(app, updates.text("số 0912345678, hỏi lệ phí khai sinh ở đâu?", chat="masked"))
        await _shown(platform, "masked", 2)
    assert "0912345678" not in json.dumps(app.asked, ensure_ascii=False)


async def test_a_number_typed_is_the_choice(
    folder: Path, base: KnowledgeBase, options: dict[str, Any], platform: ZaloBotStandIn
) -> None:
    async with running(folder, base, lambda _: says("Bạn hỏi gì?", FEE, TIME), **options) as app:
        await _deliver(app, updates.text("khai sinh", chat="choice"))
        shown = await _shown(platform, "choice")
        await _deliver(app, updates.text("2", chat="choice"))
        await _shown(platform, "choice", 2)
    assert shown == ["Bạn hỏi gì?\n\n1. Lệ phí\n2. Bao lâu thì xong\nBạn gõ số để chọn."]
    assert [body["message"] for body in app.asked] == ["khai sinh", TIME.payload]


async def test_start_and_commands_are_known(
    folder: Path, base: KnowledgeBase, options: dict[str, Any], platform: ZaloBotStandIn
) -> None:
    async with running(folder, base, lambda _: says("chào"), **options) as app:
        await _deliver(app, updates.text("/start", chat="hello"))
        await _shown(platform, "hello")
    assert [body["message"] for body in app.asked] == ["/start"]


async def test_a_group_is_answered_briefly_and_led_to_the_private_chat(
    folder: Path, base: KnowledgeBase, options: dict[str, Any], platform: ZaloBotStandIn
) -> None:
    async with running(folder, base, lambda _: says("miễn phí", FEE), **options) as app:
        await _deliver(app, updates.group("@Bot lệ phí khai sinh?", chat="to5"))
        await _shown(platform, "to5")
    assert [body["message"] for body in app.asked] == ["lệ phí khai sinh?"]
    assert platform.texts("to5") == ["miễn phí\n\nMuốn hỏi kỹ hơn, bạn nhắn riêng cho tôi."]


async def test_what_cannot_be_read_is_answered_and_what_is_withheld_is_not(
    folder: Path, base: KnowledgeBase, options: dict[str, Any], platform: ZaloBotStandIn
) -> None:
    before = RECEIVED.labels("zalo_bot", "unsupported")._value.get()
    async with running(folder, base, lambda _: says("ok"), **options) as app:
        await _deliver(app, updates.message("voice", chat="voice", voice_url="https://x.zdn.vn/a.aac"))
        await _deliver(app, updates.message("sticker", chat="sticker", sticker="s", url="https://x.zdn.vn/s"))
        await _deliver(app, {"ok": True, "result": {"event_name": "message.unsupported.received"}})
        assert "tin nhắn thoại" in (await _shown(platform, "voice"))[0]
        assert (await _shown(platform, "sticker"))[0].startswith("Chào bạn!")
    assert app.asked == []
    assert RECEIVED.labels("zalo_bot", "unsupported")._value.get() == before + 1


async def test_a_picture_is_fetched_and_its_code_read(
    folder: Path, base: KnowledgeBase, options: dict[str, Any], platform: ZaloBotStandIn, address: str
) -> None:
    platform.files["p.png"] = _png(PIL.Image.new("RGB", (40, 40), "white"))
    code = zxingcpp.create_barcode(NUMBER, zxingcpp.BarcodeFormat.QRCode).to_image(scale=6)
    platform.files["code.png"] = _png(PIL.Image.fromarray(np.asarray(code)))
    async with running(folder, base, lambda _: says("ok"), **options) as app:
        await _deliver(app, updates.image(f"{address}/media/p.png", chat="picture"))
        await _deliver(app, updates.image(f"{address}/media/code.png", chat="code"))
        assert "tôi chưa đọc được mã nào" in (await _shown(platform, "picture"))[0]
        assert "bạn đồng ý" in (await _shown(platform, "code"))[0]
        await _deliver(app, updates.text("đồng ý", chat="code"))
        await until(lambda: app.asked)
    assert [body["message"] for body in app.asked] == [NUMBER]


async def test_with_the_quota_gone_replies_wait_and_an_alert_is_open_until_one_arrives(
    folder: Path, base: KnowledgeBase, options: dict[str, Any], platform: ZaloBotStandIn
) -> None:
    platform.quota = 0
    async with running(folder, base, lambda _: says("ok"), **options) as app:
        await _deliver(app, updates.text("khai sinh", chat="quota"))
        await until(lambda: raised(app.parts.alerts) == {"zalo_bot:quota"})
        assert platform.texts("quota") == []
        await until(lambda: app.parts.outbox.counts(["zalo_bot"]).get("pending"))
        assert len(platform.made("sendMessage")) == 1


async def test_told_to_wait_the_message_comes_after_the_wait_and_once(
    folder: Path, base: KnowledgeBase, options: dict[str, Any], platform: ZaloBotStandIn, tmp_path: Path
) -> None:
    platform.faults.next(Fault.answer(429, "slow down", retry_after="1"), call="sendMessage")
    async with running(tmp_path, base, lambda _: says("sau một giây"), **options) as app:
        await _deliver(app, updates.text("khai sinh", chat="wait"))
        assert await _shown(platform, "wait") == ["sau một giây"]
        assert raised(app.parts.alerts) == set()
    assert len(platform.made("sendMessage")) == 2


async def test_unreadable_deliveries_are_counted_and_not_delivered_again(
    folder: Path, base: KnowledgeBase, options: dict[str, Any]
) -> None:
    before = RECEIVED.labels("zalo_bot", "unknown")._value.get()
    async with running(folder, base, lambda _: says("ok"), **options) as app:
        for body in (b"", b"\xff\xfe", b"[1]", b"null", b'{"event_name":"message.text.received"}', b"[" * 50_000):
            headers = {HEADER: SECRET, "Content-Type": "application/json"}
            assert (await app.client.post(PATH, content=body, headers=headers)).status_code == 200
    assert RECEIVED.labels("zalo_bot", "unknown")._value.get() == before + 6


async def test_what_cannot_be_stored_is_not_acknowledged(
    folder: Path, base: KnowledgeBase, options: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> int:
        raise OperationalError("insert", {}, Exception("away"))

    async with running(folder, base, lambda _: says("ok"), **options) as app:
        monkeypatch.setattr(Inbox, "accept", away)
        assert await _deliver(app, updates.text("khai sinh", chat="away")) == 503
