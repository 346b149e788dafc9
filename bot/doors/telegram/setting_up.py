"""``motcua telegram setup`` and the doctor's look at Telegram."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

from telegram import (
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeDefault,
    MenuButtonCommands,
    User,
    WebhookInfo,
)
from telegram.error import BadRequest, InvalidToken, TelegramError

from bot.doors.finding import Finding
from bot.doors.telegram.client import Client, Limits, open_client
from bot.doors.telegram.commands import IN_GROUPS, IN_PRIVATE
from bot.doors.telegram.failures import REMEDY, failure
from bot.doors.telegram.updates import KINDS
from bot.doors.webhooks import PATHS
from bot.settings import Settings
from dialogues.wording import day

__all__ = ["check", "set_up"]

MANY_PENDING = 50
CONNECTIONS = 40
_PORTS = (443, 80, 88, 8443)
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_ABOUT = "Trợ lý tự động về thủ tục hành chính cấp xã. Không phải cán bộ."
_DESCRIPTION = (
    "Tôi là trợ lý tự động về thủ tục hành chính cấp xã: cần giấy tờ gì, lệ phí bao nhiêu, bao lâu thì xong, nộp ở đâu, "
    "và tra cứu hồ sơ theo mã trên giấy hẹn. Tôi không phải cán bộ và không quyết định thay cơ quan.\n\n"
    "Bạn đừng gửi số căn cước, số điện thoại, mật khẩu hay mã OTP. Bấm Bắt đầu rồi nhắn việc cần làm, không dấu cũng được."
)


async def check(settings: Settings) -> list[Finding]:
    """What is right and wrong with the channel as it is set up now."""
    if not settings.telegram_token:
        return [Finding(ok=True, text="Telegram: đang tắt (TELEGRAM_TOKEN để trống).")]
    found = _settings_findings(settings)
    try:
        async with _opened(settings) as client:
            user = await client.get_me()
            webhook = await client.get_webhook_info()
    except TelegramError as error:
        return [*found, Finding(ok=False, text=f"Telegram: {_why(error)}")]
    return [*found, *_account_findings(user), *_webhook_findings(settings, webhook)]


async def set_up(settings: Settings) -> list[str]:
    """Tell Telegram our address, commands and description; lines say what was done, the last one what was not."""
    if not settings.telegram_token:
        return ["Telegram đang tắt: hãy đặt TELEGRAM_TOKEN (lấy ở @BotFather) rồi chạy lại."]
    if settings.telegram_webhook_secret and (wrong := [f for f in _settings_findings(settings) if not f.ok]):
        return [finding.text for finding in wrong]
    lines: list[str] = []
    try:
        async with _opened(settings) as client:
            lines.append(await _address(client, settings))
            lines += await _introduction(client)
    except TelegramError as error:
        lines.append(f"Chưa xong: {_why(error)}")
    return lines


def _why(error: TelegramError) -> str:
    """Telegram's own words only where they are about what we asked for."""
    if isinstance(error, InvalidToken):
        return REMEDY
    if isinstance(error, BadRequest):
        return f"Telegram không nhận: {error.message}."
    return f"không gọi được máy chủ ({failure(error).reason}). Hãy kiểm tra mạng và TELEGRAM_API_BASE."


async def _introduction(client: Client) -> list[str]:
    for scope in (BotCommandScopeDefault(), BotCommandScopeAllPrivateChats()):
        await client.set_my_commands(IN_PRIVATE, scope)
    await client.set_my_commands(IN_GROUPS, BotCommandScopeAllGroupChats())
    await client.set_chat_menu_button(menu_button=MenuButtonCommands())
    await client.set_my_description(_DESCRIPTION)
    await client.set_my_short_description(_ABOUT)
    user = await client.get_me()
    done = f"Đã đặt lệnh, nút menu và lời giới thiệu cho @{user.username}."
    return [done, *(finding.text for finding in _account_findings(user) if not finding.ok)]


@asynccontextmanager
async def _opened(settings: Settings) -> AsyncIterator[Client]:
    client = open_client(settings, Limits())
    try:
        yield client
    finally:
        await client.close_connections()


async def _address(client: Client, settings: Settings) -> str:
    if not settings.telegram_webhook_secret:
        await client.delete_webhook(drop_pending_updates=False)
        return "Không có TELEGRAM_WEBHOOK_SECRET: đã xóa webhook, ứng dụng sẽ tự hỏi tin nhắn (polling)."
    url = _our_address(settings)
    await client.set_webhook(
        url, secret_token=settings.telegram_webhook_secret, allowed_updates=list(KINDS), max_connections=CONNECTIONS
    )
    return f"Đã đặt webhook: {url}"


def _our_address(settings: Settings) -> str:
    return settings.motcua_public_url.rstrip("/") + PATHS["telegram"]


def _settings_findings(settings: Settings) -> list[Finding]:
    secret = settings.telegram_webhook_secret
    if not secret:
        return [Finding(ok=True, text="Telegram: không có TELEGRAM_WEBHOOK_SECRET nên tự hỏi tin nhắn (polling).")]
    found = []
    if not _SECRET.fullmatch(secret):
        text = "Telegram: TELEGRAM_WEBHOOK_SECRET chỉ được có chữ không dấu, chữ số, “_” và “-”, dài 1 đến 256 ký tự."
        found.append(Finding(ok=False, text=text))
    if not _can_be_reached(settings.motcua_public_url):
        ports = ", ".join(str(port) for port in _PORTS)
        text = f"Telegram: MOTCUA_PUBLIC_URL phải là địa chỉ https công khai, cổng {ports}."
        found.append(Finding(ok=False, text=text))
    return found


def _can_be_reached(url: str) -> bool:
    try:
        parts = urlsplit(url)
        port = parts.port or 443
    except ValueError:
        return False
    return parts.scheme == "https" and bool(parts.hostname) and port in _PORTS


def _account_findings(user: User) -> list[Finding]:
    name = f"@{user.username}"
    found = [Finding(ok=True, text=f"Telegram: token đúng, bot là {name}.")]
    if user.can_read_all_group_messages:
        text = (
            f"Telegram: {name} đang đọc mọi tin trong nhóm. Hãy bật lại privacy mode: @BotFather, /setprivacy, Enable."
        )
        found.append(Finding(ok=False, text=text))
    if not user.supports_inline_queries:
        text = f"Telegram: {name} chưa bật inline mode. Hãy bật: @BotFather, /setinline, ví dụ “khai sinh cho con”."
        found.append(Finding(ok=False, text=text))
    return found


def _webhook_findings(settings: Settings, webhook: WebhookInfo) -> list[Finding]:
    if not settings.telegram_webhook_secret:
        if not webhook.url:
            return []
        text = "Telegram: đang có webhook nên polling bị từ chối. Hãy chạy: motcua telegram setup"
        return [Finding(ok=False, text=text)]
    if webhook.url != _our_address(settings):
        there = "chưa đặt" if not webhook.url else f"đang trỏ tới {webhook.url}"
        text = f"Telegram: webhook {there}, cần {_our_address(settings)}. Hãy chạy: motcua telegram setup"
        return [Finding(ok=False, text=text)]
    found = [Finding(ok=True, text=f"Telegram: webhook đúng địa chỉ, {webhook.pending_update_count} tin đang chờ.")]
    missing = sorted(set(KINDS) - set(webhook.allowed_updates or ()))
    if missing:
        text = f"Telegram: webhook không nhận {', '.join(missing)}. Hãy chạy: motcua telegram setup"
        found.append(Finding(ok=False, text=text))
    if webhook.pending_update_count > MANY_PENDING:
        text = f"Telegram: {webhook.pending_update_count} tin chưa giao được. Hãy xem ứng dụng có chạy và mở ra mạng không."
        found.append(Finding(ok=False, text=text))
    if webhook.last_error_date is not None and webhook.pending_update_count:
        text = f"Telegram: lần giao cuối bị lỗi (ngày {day(webhook.last_error_date)}): {webhook.last_error_message}."
        found.append(Finding(ok=False, text=text))
    return found
