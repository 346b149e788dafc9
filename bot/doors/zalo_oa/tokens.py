"""The access token of the moment. One refresher at a time across all processes; a pair is saved before it is used.

A lease in the row keeps the others away while the HTTP call is made, so no transaction is open
during it. Zalo takes a refresh token once: a second try after an answer that was lost can end the
channel, and then only a person's consent helps.
"""

import asyncio
import secrets
import time
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.doors.door import ChannelStopped, NotSent
from bot.doors.zalo_oa.oauth import OAuth, OAuthAway, OAuthRefused, Pair, new_verifier
from bot.doors.zalo_oa.token_store import Stored, TokenStore
from bot.post.alerts import Alerts
from bot.settings import Settings
from knowledge.database import now

__all__ = ["CALLBACK", "STOPPED", "Tokens", "office_link"]

CONNECT = "/office/zalo/connect"
CALLBACK = "/office/zalo/callback"
STOPPED = "zalo_oa:stopped"
RENEW_AT = timedelta(hours=20)
RENEW_BEFORE = timedelta(minutes=5)
PATIENCE = 35.0
"""Seconds to wait for another process's renewal; a little more than its lease."""
GLANCE = 0.2
HOLD_OFF = 120.0
"""Seconds between tries to renew a token that is still good."""
SETTLE = 2.0
"""Seconds for a pair that another process may just be saving."""
_log = structlog.get_logger()


def office_link(settings: Settings) -> str:
    """Where the office begins a consent."""
    return settings.motcua_public_url.rstrip("/") + CONNECT


class Tokens:
    """Raises ChannelStopped when a person must act, NotSent when it is worth trying later."""

    def __init__(
        self, store: TokenStore, oauth: OAuth, alerts: Alerts, office: str, clock: Callable[[], datetime] = now
    ) -> None:
        self.office = office
        self._store = store
        self._oauth = oauth
        self._alerts = alerts
        self._clock = clock
        self._one = asyncio.Lock()
        self._held_off = 0.0
        self._renewals: set[asyncio.Task[str]] = set()

    async def current(self) -> str:
        """A token to call with, renewed when it is of the age for it."""
        stored = await self._load()
        if not self._is_due(stored):
            return stored.access
        return await self._renewed(stored, needed=self._is_dead(stored))

    async def instead_of(self, rejected: str) -> str:
        """Another token than the one Zalo has just refused."""
        stored = await self._load()
        if stored.access and stored.access != rejected:
            return stored.access
        return await self._renewed(stored, needed=True)

    async def begin_consent(self, redirect: str, fixed_verifier: str) -> str:
        """The link of a consent; without a verifier of the console's a new one is made."""
        state, verifier = secrets.token_urlsafe(24), fixed_verifier or new_verifier()
        await asyncio.to_thread(self._store.begin_consent, state, verifier, self._clock())
        return self._oauth.consent_link(redirect, state, verifier)

    async def end_consent(self, state: str, code: str) -> bool:
        """Exchange the code and keep the pair; False when no such consent is under way. Raises OAuth's failures."""
        verifier = await asyncio.to_thread(self._store.end_consent, state, self._clock())
        if not verifier:
            return False
        pair = await self._oauth.exchange(code, verifier)
        await asyncio.to_thread(self._store.connected, pair, self._clock())
        _log.info("zalo_token_connected")
        await self._clear()
        return True

    async def age(self) -> Stored | None:
        """The pair as it is, for the doctor; nothing is renewed."""
        return await asyncio.to_thread(self._store.load, self._clock())

    async def stop(self) -> None:
        """Let a renewal under way be saved: its pair would be lost for good."""
        if self._renewals:
            await asyncio.wait(self._renewals, timeout=PATIENCE)

    async def _load(self) -> Stored:
        try:
            stored = await asyncio.to_thread(self._store.load, self._clock())
        except SQLAlchemyError:
            raise NotSent("database") from None
        if stored is None:
            raise await self._stopped("no_token")
        return stored

    def _is_due(self, stored: Stored) -> bool:
        moment = self._clock()
        if not stored.access or stored.expires_at - moment < RENEW_BEFORE:
            return True
        return moment - stored.issued_at >= RENEW_AT and time.monotonic() >= self._held_off

    def _is_dead(self, stored: Stored) -> bool:
        return not stored.access or stored.expires_at <= self._clock()

    async def _renewed(self, stored: Stored, *, needed: bool) -> str:
        """``needed``: the token there is cannot be used, so there is nothing to fall back on."""
        generation, deadline = stored.generation, time.monotonic() + PATIENCE
        async with self._one:
            while True:
                stored = await self._load()
                if stored.generation != generation:
                    return stored.access
                if stored.failed or not stored.refresh:
                    if needed:
                        raise await self._stopped(stored.failed or "no_refresh_token")
                    return stored.access
                lease = await self._lease(generation)
                if lease:
                    return await self._renew_or_keep(stored, lease, needed=needed)
                if not needed:
                    return stored.access
                if time.monotonic() >= deadline:
                    raise NotSent("token_busy")
                await asyncio.sleep(GLANCE)

    async def _lease(self, generation: int) -> str:
        try:
            return await asyncio.to_thread(self._store.lease, generation, self._clock())
        except SQLAlchemyError:
            raise NotSent("database") from None

    async def _renew_or_keep(self, stored: Stored, lease: str, *, needed: bool) -> str:
        """The renewal goes on to its end even if the one who wants it is cancelled."""
        renewal = asyncio.create_task(self._renew(stored, lease))
        self._renewals.add(renewal)
        renewal.add_done_callback(self._renewals.discard)
        renewal.add_done_callback(lambda done: done.cancelled() or done.exception())
        try:
            return await asyncio.shield(renewal)
        except (NotSent, ChannelStopped):
            if needed:
                raise
            self._held_off = time.monotonic() + HOLD_OFF
            return stored.access

    async def _renew(self, stored: Stored, lease: str) -> str:
        try:
            pair = await self._oauth.refresh(stored.refresh)
        except OAuthAway as error:
            _log.warning("zalo_token_not_renewed", reason=error.reason, unused=error.sure)
            await self._written(lambda: self._store.release(lease))
            raise NotSent(f"oauth_{error.reason}") from None
        except OAuthRefused as error:
            return await self._refused(stored, error.reason)
        await self._saved(stored.generation, pair)
        _log.info("zalo_token_renewed", generation=stored.generation + 1, seconds=pair.seconds)
        await self._clear()
        return pair.access

    async def _refused(self, stored: Stored, reason: str) -> str:
        """Perhaps another, whose lease ran out while it waited, used the token and is saving the next pair."""
        deadline = time.monotonic() + SETTLE
        while time.monotonic() < deadline:
            newer = await self._load()
            if newer.generation != stored.generation:
                return newer.access
            await asyncio.sleep(GLANCE)
        _log.error("zalo_token_refused", reason=reason, generation=stored.generation)
        await self._written(lambda: self._store.failed(stored.generation, reason))
        raise await self._stopped(reason)

    async def _saved(self, generation: int, pair: Pair) -> None:
        """The only copy is in our hands: a database that is away is waited for."""
        pause = GLANCE
        while True:
            try:
                kept = await asyncio.to_thread(self._store.renewed, generation, pair, self._clock())
            except SQLAlchemyError as error:  # its words hold what was to be written
                _log.error("zalo_token_not_saved", reason=type(error).__name__)
                await asyncio.sleep(pause)
                pause = min(pause * 2, 5.0)
            else:
                if not kept:
                    _log.warning("zalo_token_superseded", generation=generation)
                return

    async def _written(self, write: Callable[[], None]) -> None:
        try:
            await asyncio.to_thread(write)
        except SQLAlchemyError as error:
            _log.error("zalo_token_not_written", reason=type(error).__name__)

    async def _stopped(self, reason: str) -> ChannelStopped:
        """The alert is raised here too: tokens are renewed when nothing is being sent."""
        remedy = _remedy(reason, self.office)
        await self._written(lambda: self._alerts.raise_(STOPPED, remedy))
        return ChannelStopped(reason, remedy)

    async def _clear(self) -> None:
        self._held_off = 0.0
        await self._written(lambda: self._alerts.clear(STOPPED))


def _remedy(reason: str, office: str) -> str:
    why = {
        "no_token": "Chưa có mã truy cập của Zalo Official Account.",
        "no_refresh_token": "Mã truy cập Zalo đã hết hạn và không có mã làm mới.",
        "unreadable": "Không mở được mã Zalo đã lưu vì MOTCUA_SECRET_KEY đã đổi; đặt lại khóa cũ thì mở được.",
    }.get(reason, f"Zalo không cho làm mới mã truy cập (lỗi {reason}).")
    return f"{why} Hãy để quản trị viên Official Account cấp quyền lại tại {office}."
