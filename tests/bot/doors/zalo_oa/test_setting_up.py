"""What ``motcua doctor`` and ``motcua zalo setup`` tell of the account."""

from pathlib import Path
from typing import Any

import pytest

from bot.doors.finding import Finding
from bot.doors.zalo_oa import tokens
from bot.doors.zalo_oa.opening import is_closed
from bot.doors.zalo_oa.setting_up import check, set_up
from bot.post.inbox import Inbound, Inbox
from bot.settings import Settings
from knowledge.database import Database
from tests.bot.doors.zalo_oa.conftest import PUBLIC, QUICK, settings
from tests.stand_ins.faults import Fault
from tests.stand_ins.zalo_oa import ZaloOaStandIn


def made(address: str, database: Database, **changed: Any) -> Settings:
    return settings(address, database_url=str(database.engine.url), **changed)


async def bad(of: Settings) -> list[str]:
    return [finding.text for finding in await check(of, QUICK) if not finding.ok]


async def test_all_is_well(zalo: ZaloOaStandIn, address: str, own_database: Database) -> None:
    Inbox(own_database).accept(Inbound("zalo_oa", "1", "u", "text", "a", (), "t"))
    found = await check(made(address, own_database), QUICK)
    assert all(isinstance(finding, Finding) and finding.ok for finding in found)
    words = "\n".join(finding.text for finding in found)
    assert "“Phường Mẫu”" in words
    assert "tin gần nhất đến trong giờ vừa qua" in words
    assert "mã truy cập được cấp trong giờ vừa qua" in words


async def test_what_is_missing_or_loose(zalo: ZaloOaStandIn, address: str, own_database: Database) -> None:
    assert [f.ok for f in await check(settings(address, zalo_app_id=""))] == [True]
    zalo.account["is_verified"] = False
    loose = made(
        address, own_database, zalo_oa_signature="log", zalo_oa_allow_app_secret=True, zalo_oa_secret="",
        motcua_public_url="https://a.vn:8443", zalo_oa_refresh_token="",
    )  # fmt: skip
    words = "\n".join(await bad(loose))
    for name in ("ZALO_OA_SECRET", "ZALO_OA_SIGNATURE", "ZALO_OA_ALLOW_APP_SECRET", "MOTCUA_PUBLIC_URL", "xác thực",
                 "không có mã làm mới", "chưa nhận được tin nào"):  # fmt: skip
        assert name in words


async def test_trouble_with_the_account(
    zalo: ZaloOaStandIn, address: str, own_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tokens, "SETTLE", 0.1)
    zalo.faults.next(Fault.own(-224), call="getoa")
    assert "Gói dịch vụ" in "\n".join(await bad(made(address, own_database)))
    zalo.faults.next(Fault.answer(502), call="getoa")
    assert "ZALO_API_BASE" in "\n".join(await bad(made(address, own_database)))
    zalo.tokens.refresh = "khac"
    zalo.tokens.expired = True
    assert f"{PUBLIC}/office/zalo/connect" in "\n".join(await bad(made(address, own_database)))


async def test_no_token_and_no_database(zalo: ZaloOaStandIn, address: str, own_database: Database) -> None:
    empty = made(address, own_database, zalo_oa_access_token="", zalo_oa_refresh_token="")
    assert "chưa có mã truy cập" in "\n".join(await bad(empty))
    nowhere = settings(address, database_url="sqlite:////nonexistent/a.db")
    assert "cơ sở dữ liệu" in "\n".join(await bad(nowhere))


async def test_what_to_enter_in_the_console(address: str) -> None:
    words = "\n".join(await set_up(settings(address)))
    for said in (f"{PUBLIC}/webhooks/zalo-oa", f"{PUBLIC}/office/zalo/callback", f"{PUBLIC}/office/zalo/connect",
                 "ZALO_SITE_VERIFICATION", "Code challenge"):  # fmt: skip
        assert said in words
    assert "ZALO_OA_CODE_VERIFIER" in "\n".join(await set_up(settings(address, zalo_oa_code_verifier="v" * 43)))
    assert "developers.zalo.me" in (await set_up(settings(address, zalo_app_id="")))[0]
    secrets = settings(address)
    for secret in (secrets.zalo_app_secret, secrets.zalo_oa_secret, secrets.zalo_oa_refresh_token):
        assert secret not in words


def test_closed_without_an_account(address: str) -> None:
    assert is_closed(settings(address, zalo_app_id=""))
    assert is_closed(settings(address, zalo_oa_secret="", zalo_oa_access_token="", zalo_oa_refresh_token=""))
    assert not is_closed(settings(address, zalo_oa_access_token="", zalo_oa_refresh_token=""))
    assert not is_closed(Settings(_env_file=None, zalo_app_id="1", zalo_oa_refresh_token="x", motcua_data=Path("/x")))
