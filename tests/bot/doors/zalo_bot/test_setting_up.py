"""The doctor's look and the set-up, against every state a bot may be in."""

from typing import Any

import pytest

from bot.doors.zalo_bot.setting_up import check, set_up
from tests.bot.doors.zalo_bot.conftest import SECRET, settings
from tests.stand_ins.faults import Fault
from tests.stand_ins.zalo_bot import TOKEN, ZaloBotStandIn

PUBLIC = "https://motcua.example.vn"
OURS = f"{PUBLIC}/webhooks/zalo-bot"


async def _wrong(address: str, **changed: Any) -> str:
    """What the doctor finds wrong."""
    found = await check(settings(address, **{"motcua_public_url": PUBLIC, **changed}))
    assert TOKEN not in repr(found)
    assert SECRET not in repr(found)
    return "\n".join(finding.text for finding in found if not finding.ok)


async def _done(address: str, **changed: Any) -> str:
    lines = await set_up(settings(address, **{"motcua_public_url": PUBLIC, **changed}))
    assert TOKEN not in repr(lines)
    assert SECRET not in repr(lines)
    return "\n".join(lines)


async def test_a_closed_channel(platform: ZaloBotStandIn, address: str) -> None:
    (finding,) = await check(settings(address, zalo_bot_token=""))
    assert finding.ok
    assert "đang tắt" in finding.text
    assert "ZALO_BOT_TOKEN" in await _done(address, zalo_bot_token="")
    assert platform.calls == []


async def test_set_up_then_all_is_well(platform: ZaloBotStandIn, address: str) -> None:
    assert "webhook chưa đặt" in await _wrong(address)
    assert f"đã đặt webhook {OURS}" in await _done(address, motcua_public_url=f"{PUBLIC}/")
    assert platform.webhook == {"url": OURS, "secret_token": SECRET}
    assert await _wrong(address) == ""


async def test_another_address(platform: ZaloBotStandIn, address: str) -> None:
    platform.webhook = {"url": "https://cu.vn/x"}
    assert f"đang trỏ tới https://cu.vn/x, cần {OURS}" in await _wrong(address)


async def test_polling(platform: ZaloBotStandIn, address: str) -> None:
    platform.webhook = {"url": OURS}
    assert "đang có webhook" in await _wrong(address, zalo_bot_secret="")
    assert "đã xóa webhook" in await _done(address, zalo_bot_secret="", motcua_public_url="")
    assert platform.webhook == {}
    assert await _wrong(address, zalo_bot_secret="") == ""


@pytest.mark.parametrize("secret", ["ngan", "x" * 257, "có dấu cách", "mật-khẩu-dài", "a b c d e f"])
async def test_a_secret_the_platform_does_not_take(platform: ZaloBotStandIn, address: str, secret: str) -> None:
    assert "ZALO_BOT_SECRET" in await _wrong(address, zalo_bot_secret=secret)
    assert "ZALO_BOT_SECRET" in await _done(address, zalo_bot_secret=secret)
    assert platform.made("setWebhook") == []


@pytest.mark.parametrize(
    "url",
    ["", "http://a.vn", "https://localhost", "https://127.0.0.1", "https://192.168.1.2", "https://[::1]", "https://[x", "https://may.local"],
)  # fmt: skip
async def test_an_address_the_platform_cannot_reach(platform: ZaloBotStandIn, address: str, url: str) -> None:
    assert "MOTCUA_PUBLIC_URL" in await _wrong(address, motcua_public_url=url)
    assert "MOTCUA_PUBLIC_URL" in await _done(address, motcua_public_url=url)
    assert platform.made("setWebhook") == []


@pytest.mark.parametrize(
    "told",
    [False, {"ok": False}, {"success": False, "status": "done"}, {"status": "FAILED"}, {"error": "timeout"}, "unreachable",
     {"error": {"code": 1}}],
)  # fmt: skip
async def test_a_trial_call_that_failed(platform: ZaloBotStandIn, address: str, told: Any) -> None:
    platform.verification = told
    done = await _done(address)
    assert "chưa xong" in done
    assert "gọi thử không được" in done


@pytest.mark.parametrize("told", [True, {"ok": True}, {"verified": True}, {"status": "success"}, "ok"])
async def test_a_trial_call_that_came_through(platform: ZaloBotStandIn, address: str, told: Any) -> None:
    platform.verification = told
    assert "và Zalo gọi thử được" in await _done(address)


@pytest.mark.parametrize("told", [None, {}, [], 5, {"attempts": 1}])
async def test_a_trial_call_nothing_is_known_of(platform: ZaloBotStandIn, address: str, told: Any) -> None:
    platform.verification = told
    done = await _done(address)
    assert "đã đặt webhook" in done
    assert "gọi thử" not in done


async def test_an_address_that_was_not_kept(platform: ZaloBotStandIn, address: str) -> None:
    platform.faults.next(Fault.answer(200, '{"ok":true,"result":{}}'), call="setWebhook")
    assert "chưa xong: webhook chưa đặt" in await _done(address)


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (Fault.own(401), "ZALO_BOT_TOKEN"),
        (Fault.answer(404), "ZALO_BOT_API_BASE"),
        (Fault.answer(502), "http_502"),
        (Fault.drop(), "RemoteProtocolError"),
    ],
)
async def test_a_platform_that_does_not_answer_well(
    platform: ZaloBotStandIn, address: str, fault: Fault, words: str
) -> None:
    for call in ("getMe", "getWebhookInfo", "setWebhook"):
        platform.faults.clear()
        platform.faults.often(fault, 1.0, call=call)
        if call != "setWebhook":
            assert words in await _wrong(address)
        if call != "getWebhookInfo":
            assert words in await _done(address)


async def test_nobody_there() -> None:
    assert "ConnectError" in await _wrong("http://127.0.0.1:9")
    assert "ConnectError" in await _done("http://127.0.0.1:9")
