"""``motcua zalo setup`` and the doctor's look at the Official Account."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from urllib.parse import urlsplit

from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from bot.doors.door import ChannelStopped
from bot.doors.finding import Finding
from bot.doors.webhooks import PATHS
from bot.doors.zalo_oa.client import Client
from bot.doors.zalo_oa.failures import failure
from bot.doors.zalo_oa.limits import Limits
from bot.doors.zalo_oa.opening import is_closed, open_tokens
from bot.doors.zalo_oa.signature import NAME
from bot.doors.zalo_oa.token_store import Stored
from bot.doors.zalo_oa.tokens import CALLBACK, Tokens, office_link
from bot.post.alerts import Alerts
from bot.post.tables import InboxRow
from bot.settings import Settings
from knowledge.database import Database, now

__all__ = ["check", "set_up"]

_OFF = "Zalo OA: đang tắt (cần ZALO_APP_ID, ZALO_APP_SECRET và ZALO_OA_SECRET)."
_EVENTS = (
    "người dùng gửi tin văn bản, hình ảnh, tệp, vị trí, âm thanh, video, liên kết, nhãn dán, danh thiếp; "
    "quan tâm, bỏ quan tâm; bấm “Nhắn tin”; gửi thông tin; tin trong nhóm chat GMF; OA gửi tin văn bản"
)
_SECONDS_IN_HOUR = 3600


async def check(settings: Settings, limits: Limits | None = None) -> list[Finding]:
    """What is right and wrong with the channel as it is set up now."""
    if is_closed(settings):
        return [Finding(ok=True, text=_OFF)]
    found = _settings_findings(settings)
    database = Database(settings.database)
    try:
        found.append(_last_event(database))
        async with _opened(settings, database, limits or Limits()) as (tokens, client):
            found += await _account_findings(settings, tokens, client)
    except SQLAlchemyError:
        text = "Zalo OA: không đọc được cơ sở dữ liệu, chưa xem được mã truy cập. Hãy chạy motcua run một lần."
        found.append(Finding(ok=False, text=text))
    finally:
        database.close()
    return found


async def set_up(settings: Settings) -> list[str]:
    """What is to be entered and ticked in Zalo's console; Zalo lets no program do it."""
    if not settings.zalo_app_id:
        return ["Zalo OA đang tắt: hãy tạo ứng dụng ở developers.zalo.me, đặt ZALO_APP_ID rồi chạy lại."]
    wrong = [finding.text for finding in _settings_findings(settings) if not finding.ok]
    base = settings.motcua_public_url.rstrip("/") or "https://<tên miền của cơ quan>"
    verifier = (
        "4. Code verifier: dùng đúng cặp đã lưu ở console (ZALO_OA_CODE_VERIFIER)."
        if settings.zalo_oa_code_verifier
        else "4. Code challenge: để trống. Nếu console bắt nhập, đặt verifier của nó vào ZALO_OA_CODE_VERIFIER."
    )
    return [
        *wrong,
        "Làm lần lượt ở developers.zalo.me, ứng dụng có mã ZALO_APP_ID:",
        f"1. Xác thực tên miền {base}: đặt mã vào ZALO_SITE_VERIFICATION, khởi động lại, rồi bấm xác thực.",
        "2. Kích hoạt ứng dụng, đăng ký sản phẩm Official Account API, liên kết với Official Account.",
        f"3. Official Account Callback URL: {base}{CALLBACK}",
        verifier,
        f"5. Webhook URL: {base}{PATHS[NAME]}",
        f"6. Đánh dấu các sự kiện: {_EVENTS}. Tắt bộ lọc cú pháp “#”.",
        "7. Chép OA Secret Key của webhook vào ZALO_OA_SECRET (khác với khóa bí mật của ứng dụng, ZALO_APP_SECRET).",
        "   Lần đầu nên đặt ZALO_OA_SIGNATURE=log, nhắn thử một tin, xem nhật ký không báo sai chữ ký rồi đặt enforce.",
        f"8. Để quản trị viên Official Account mở trang này và đồng ý: {office_link(settings)}",
    ]


@asynccontextmanager
async def _opened(settings: Settings, database: Database, limits: Limits) -> AsyncIterator[tuple[Tokens, Client]]:
    tokens = open_tokens(settings, database, Alerts(database), limits)
    client = Client(settings, tokens, limits)
    try:
        yield tokens, client
    finally:
        await tokens.stop()
        await client.close()


def _settings_findings(settings: Settings) -> list[Finding]:
    found = []
    missing = [
        name
        for name, value in (("ZALO_APP_SECRET", settings.zalo_app_secret), ("ZALO_OA_SECRET", settings.zalo_oa_secret))
        if not value
    ]
    if missing:
        found.append(Finding(ok=False, text=f"Zalo OA: thiếu {', '.join(missing)} (lấy ở developers.zalo.me)."))
    if settings.zalo_oa_signature == "log":
        text = "Zalo OA: đang nhận cả tin sai chữ ký (ZALO_OA_SIGNATURE=log). Khi tin thử đã đúng, hãy đặt enforce."
        found.append(Finding(ok=False, text=text))
    if settings.zalo_oa_allow_app_secret:
        text = "Zalo OA: đang nhận cả chữ ký bằng khóa của ứng dụng. Hãy tắt ZALO_OA_ALLOW_APP_SECRET khi đã thử xong."
        found.append(Finding(ok=False, text=text))
    if not _is_a_domain(settings.motcua_public_url):
        text = "Zalo OA: MOTCUA_PUBLIC_URL phải là https và một tên miền, không kèm cổng."
        found.append(Finding(ok=False, text=text))
    return found


def _is_a_domain(url: str) -> bool:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    host = parts.hostname or ""
    return parts.scheme == "https" and port is None and "." in host and not host.replace(".", "").isdigit()


def _last_event(database: Database) -> Finding:
    with database.read() as session:
        last = session.scalar(select(func.max(InboxRow.received_at)).where(InboxRow.channel == NAME))
    if last is None:
        text = "Zalo OA: chưa nhận được tin nào. Hãy nhắn thử; nếu vẫn chưa có, xem lại Webhook URL và các sự kiện đã chọn."
        return Finding(ok=False, text=text)
    return Finding(ok=True, text=f"Zalo OA: tin gần nhất đến {_ago(last)}.")


async def _account_findings(settings: Settings, tokens: Tokens, client: Client) -> list[Finding]:
    stored = await tokens.age()
    if stored is None:
        text = f"Zalo OA: chưa có mã truy cập. Hãy để quản trị viên mở {office_link(settings)}"
        return [Finding(ok=False, text=text)]
    try:
        account = await client.account()
    except Exception as error:  # noqa: BLE001 - a doctor tells of every fault
        return [Finding(ok=False, text=f"Zalo OA: {_why(error, settings)}")]
    return [_age_finding(await tokens.age() or stored), *_about(account)]


def _why(error: Exception, settings: Settings) -> str:
    became = failure(error, office_link(settings))
    if isinstance(became, ChannelStopped):
        return became.remedy
    return f"không gọi được Zalo ({became.reason}). Hãy kiểm tra mạng và ZALO_API_BASE, ZALO_OAUTH_BASE."


def _age_finding(stored: Stored) -> Finding:
    if not stored.refresh:
        return Finding(ok=False, text="Zalo OA: không có mã làm mới, sau 25 giờ sẽ ngừng gửi. Hãy cấp quyền lại.")
    return Finding(ok=True, text=f"Zalo OA: mã truy cập được cấp {_ago(stored.issued_at)}, tự làm mới.")


def _about(account: dict[str, object]) -> list[Finding]:
    name = str(account.get("name") or "?")
    found = [Finding(ok=True, text=f"Zalo OA: đã kết nối “{name}”.")]
    if account.get("is_verified") is False:
        text = "Zalo OA: Official Account chưa xác thực nên nhiều lệnh bị từ chối. Hãy xác thực ở oa.zalo.me/manage."
        found.append(Finding(ok=False, text=text))
    return found


def _ago(moment: datetime) -> str:
    hours = int((now() - (moment if moment.tzinfo else moment.replace(tzinfo=now().tzinfo))).total_seconds())
    hours //= _SECONDS_IN_HOUR
    return "trong giờ vừa qua" if hours < 1 else f"cách đây {hours} giờ"
