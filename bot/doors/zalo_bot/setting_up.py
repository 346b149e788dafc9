"""``motcua zalo setup`` and the doctor's look at the Zalo Bot Platform."""

import ipaddress
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlsplit

from bot.doors.finding import Finding
from bot.doors.webhooks import PATHS
from bot.doors.zalo_bot.client import ApiFault, Client, open_client
from bot.doors.zalo_bot.failures import LOST, REMEDY, failure
from bot.settings import Settings

__all__ = ["check", "set_up"]

_NONE = 404
"""What getWebhookInfo answers when there is no webhook."""
_SECRET = re.compile(r"[!-~]{8,256}")
_RUN = "Hãy chạy: motcua zalo setup"
_YES = ("ok", "success", "verified", "valid", "is_valid", "is_verified", "passed")
_NO_WORDS = ("fail", "error", "invalid", "unverified", "unreachable", "timeout")


async def check(settings: Settings) -> list[Finding]:
    """What is right and wrong with the channel as it is set up now."""
    if not settings.zalo_bot_token:
        return [Finding(ok=True, text="Zalo Bot: đang tắt (ZALO_BOT_TOKEN để trống).")]
    found = _settings_findings(settings)
    try:
        async with _opened(settings) as client:
            me = await client.call("getMe")
            address = await _webhook(client)
    except Exception as error:  # noqa: BLE001 - a doctor reports every fault
        return [*found, Finding(ok=False, text=f"Zalo Bot: {_why(error)}")]
    return [*found, *_account_findings(me), _webhook_finding(settings, address)]


async def set_up(settings: Settings) -> list[str]:
    """Tell the platform our address, or that we ask for messages ourselves; lines say what was done and what was not."""
    if not settings.zalo_bot_token:
        return ["Zalo Bot đang tắt: hãy đặt ZALO_BOT_TOKEN (lấy trong Zalo Bot Manager) rồi chạy lại."]
    if wrong := [finding.text for finding in _settings_findings(settings) if not finding.ok]:
        return wrong
    lines: list[str] = []
    try:
        async with _opened(settings) as client:
            me = await client.call("getMe")
            lines += await (_with_webhook if settings.zalo_bot_secret else _without_webhook)(client, settings)
            lines += [finding.text for finding in _account_findings(me)]
    except Exception as error:  # noqa: BLE001 - told to the operator
        lines.append(f"Zalo Bot, chưa xong: {_why(error)}")
    return lines


async def _with_webhook(client: Client, settings: Settings) -> list[str]:
    ours = _our_address(settings)
    result = await client.call("setWebhook", {"url": ours, "secret_token": settings.zalo_bot_secret})
    there = await _webhook(client)
    if there != ours:
        return [f"Zalo Bot, chưa xong: webhook {_where(there)}, không phải {ours}. Hãy chạy lại sau ít phút."]
    verified = _verified(result)
    if verified is False:
        why = (
            "nhưng Zalo gọi thử không được. Hãy bật ứng dụng, kiểm tra MOTCUA_PUBLIC_URL mở được từ ngoài rồi chạy lại."
        )
        return [f"Zalo Bot, chưa xong: đã lưu webhook {ours} {why}"]
    tried = " và Zalo gọi thử được" if verified else ""
    return [f"Zalo Bot: đã đặt webhook {ours}{tried}. Khởi động lại ứng dụng nếu vừa đổi ZALO_BOT_SECRET."]


async def _without_webhook(client: Client, _settings: Settings) -> list[str]:
    await client.call("deleteWebhook")
    return ["Zalo Bot: không có ZALO_BOT_SECRET nên đã xóa webhook, ứng dụng sẽ tự hỏi tin nhắn (polling)."]


async def _webhook(client: Client) -> str:
    """The address the platform delivers to; empty when there is none."""
    try:
        info = await client.call("getWebhookInfo")
    except ApiFault as fault:
        if fault.own and fault.code == _NONE:
            return ""
        raise
    url = info.get("url") if isinstance(info, dict) else None
    return url if isinstance(url, str) else ""


def _verified(result: object) -> bool | None:
    """What setWebhook says of its trial call; older replies say nothing, and the form of newer ones is not documented."""
    block: Any = result.get("verification") if isinstance(result, dict) else None
    if isinstance(block, bool):
        return block
    if isinstance(block, str):
        block = {"status": block}
    if not isinstance(block, dict):
        return None
    for key in _YES:
        if isinstance(block.get(key), bool):
            return bool(block[key])
    said = " ".join(str(block[key]).lower() for key in ("status", "result", "error") if block.get(key))
    if any(word in said for word in _NO_WORDS) or block.get("error"):
        return False
    return True if said else None


def _why(error: Exception) -> str:
    if isinstance(error, ApiFault) and error.code in LOST:
        return REMEDY
    return f"không gọi được máy chủ ({failure(error).reason}). Hãy kiểm tra mạng và ZALO_BOT_API_BASE."


@asynccontextmanager
async def _opened(settings: Settings) -> AsyncIterator[Client]:
    client = open_client(settings)
    try:
        yield client
    finally:
        await client.close()


def _our_address(settings: Settings) -> str:
    return settings.motcua_public_url.rstrip("/") + PATHS["zalo_bot"]


def _settings_findings(settings: Settings) -> list[Finding]:
    secret = settings.zalo_bot_secret
    if not secret:
        text = "Zalo Bot: không có ZALO_BOT_SECRET nên tự hỏi tin nhắn (polling), chỉ nên dùng để thử."
        return [Finding(ok=True, text=text)]
    found = []
    if not _SECRET.fullmatch(secret):
        text = (
            "Zalo Bot: ZALO_BOT_SECRET phải dài 8 đến 256 ký tự, gồm chữ không dấu, chữ số, dấu câu, không có dấu cách."
        )
        found.append(Finding(ok=False, text=text))
    if not _can_be_reached(settings.motcua_public_url):
        text = (
            "Zalo Bot: MOTCUA_PUBLIC_URL phải là địa chỉ https công khai (Zalo không nhận localhost hay mạng nội bộ)."
        )
        found.append(Finding(ok=False, text=text))
    return found


def _can_be_reached(url: str) -> bool:
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return False
    try:
        return parts.scheme == "https" and ipaddress.ip_address(host).is_global
    except ValueError:
        return parts.scheme == "https" and "." in host and not host.endswith((".local", ".localhost", ".internal"))


def _account_findings(me: object) -> list[Finding]:
    known: dict[str, Any] = me if isinstance(me, dict) else {}
    name = known.get("display_name") or known.get("account_name") or known.get("id") or "?"
    groups = "vào nhóm được" if known.get("can_join_groups") is True else "không vào nhóm được"
    return [Finding(ok=True, text=f"Zalo Bot: token đúng, bot là {name}, {groups}.")]


def _webhook_finding(settings: Settings, there: str) -> Finding:
    if not settings.zalo_bot_secret:
        if not there:
            return Finding(ok=True, text="Zalo Bot: không có webhook, đúng với polling.")
        return Finding(ok=False, text=f"Zalo Bot: đang có webhook nên polling không nhận được tin. {_RUN}")
    if there == _our_address(settings):
        return Finding(ok=True, text="Zalo Bot: webhook đúng địa chỉ.")
    return Finding(ok=False, text=f"Zalo Bot: webhook {_where(there)}, cần {_our_address(settings)}. {_RUN}")


def _where(there: str) -> str:
    return f"đang trỏ tới {there}" if there else "chưa đặt"
