"""The tokens in the database; every method is one short transaction and may run in any thread."""

import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.doors.zalo_oa.oauth import LIFE, Pair
from bot.doors.zalo_oa.sealing import Seal, Unreadable
from bot.doors.zalo_oa.tables import ZaloConsentRow, ZaloTokenRow
from bot.settings import Settings, secret_of
from knowledge.database import Database

__all__ = ["Stored", "TokenStore"]

LEASE = timedelta(seconds=30)
"""Longer than a refresh may take; whoever dies in the middle holds up the others for so long."""
CONSENT = timedelta(minutes=15)
_UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Stored:
    """The pair as it is now."""

    access: str = field(repr=False)
    refresh: str = field(repr=False)
    generation: int
    issued_at: datetime
    expires_at: datetime
    failed: str


class TokenStore:
    """One row for the application of the settings; the settings' own tokens begin it."""

    def __init__(self, database: Database, settings: Settings) -> None:
        self._database = database
        self._app_id = settings.zalo_app_id
        self._given = Pair(settings.zalo_oa_access_token, settings.zalo_oa_refresh_token)
        self._seal = Seal(secret_of(settings, "motcua_secret_key"))
        self._seed = self._seal.fingerprint(self._given.access, self._given.refresh)

    def load(self, moment: datetime) -> Stored | None:
        """The pair; tokens of the settings are taken when there is none, or new ones after the old have failed."""
        with self._database.read() as session:
            row = self._row(session)
        if self._is_to_be_seeded(row):
            self._take_given(moment)
            with self._database.read() as session:
                row = self._row(session)
        return None if row is None else self._stored(row)

    def lease(self, generation: int, moment: datetime) -> str:
        """The right to renew this generation; empty while another has it, or when it has been renewed."""
        with self._database.write() as session:
            row = self._row(session, lock=True)
            if row is None or row.generation != generation or row.failed:
                return ""
            if row.leased_until is not None and _aware(row.leased_until) > moment:
                return ""
            row.leased_by, row.leased_until = secrets.token_hex(16), moment + LEASE
            return row.leased_by

    def release(self, lease: str) -> None:
        """Not renewed, and the next may try."""
        with self._database.write() as session:
            row = self._row(session, lock=True)
            if row is not None and row.leased_by == lease:
                row.leased_until = None

    def renewed(self, generation: int, pair: Pair, moment: datetime) -> bool:
        """Keep the pair that follows a generation, lease or not; False when that has a follower already."""
        with self._database.write() as session:
            row = self._row(session, lock=True)
            if row is None or row.generation != generation:
                return False
            self._fill(row, pair, moment)
            return True

    def connected(self, pair: Pair, moment: datetime) -> None:
        """Keep the pair of a new consent, whatever was before."""
        with self._database.write() as session:
            row = self._row(session, lock=True)
            if row is None:
                row = ZaloTokenRow(app_id=self._app_id, generation=0)
                session.add(row)
            row.seed = self._seed
            self._fill(row, pair, moment)

    def failed(self, generation: int, reason: str) -> None:
        """The refresh token of this generation is of no more use."""
        with self._database.write() as session:
            row = self._row(session, lock=True)
            if row is not None and row.generation == generation:
                row.failed, row.leased_until = reason[:40], None

    def begin_consent(self, state: str, verifier: str, moment: datetime) -> None:
        """Remember what the exchange will need; old ones are thrown away."""
        with self._database.write() as session:
            session.execute(delete(ZaloConsentRow).where(ZaloConsentRow.created_at < moment - CONSENT))
            session.add(ZaloConsentRow(state=state, verifier=self._seal.close(verifier), created_at=moment))

    def end_consent(self, state: str, moment: datetime) -> str:
        """The verifier, once; empty when no such consent is under way."""
        with self._database.write() as session:
            row = session.get(ZaloConsentRow, state, with_for_update=True)
            if row is None:
                return ""
            session.delete(row)
            if _aware(row.created_at) < moment - CONSENT:
                return ""
            try:
                return self._seal.open(row.verifier)
            except Unreadable:
                return ""

    def _row(self, session: Session, *, lock: bool = False) -> ZaloTokenRow | None:
        wanted = select(ZaloTokenRow).where(ZaloTokenRow.app_id == self._app_id)
        return session.scalar(wanted.with_for_update() if lock else wanted)

    def _is_to_be_seeded(self, row: ZaloTokenRow | None) -> bool:
        if not (self._given.access or self._given.refresh):
            return False
        return row is None or (bool(row.failed) and row.seed != self._seed)

    def _take_given(self, moment: datetime) -> None:
        """Nobody knows how old they are: they are used until Zalo says no, or are renewed at the usual age."""
        try:
            with self._database.write() as session:
                row = self._row(session, lock=True)
                if not self._is_to_be_seeded(row):
                    return
                if row is None:
                    row = ZaloTokenRow(app_id=self._app_id, generation=0)
                    session.add(row)
                row.seed = self._seed
                lives = LIFE if self._given.access else 0
                self._fill(row, Pair(self._given.access, self._given.refresh, lives), moment)
        except IntegrityError:  # another process was first
            return

    def _fill(self, row: ZaloTokenRow, pair: Pair, moment: datetime) -> None:
        row.access, row.refresh = self._seal.close(pair.access), self._seal.close(pair.refresh)
        row.generation, row.failed = row.generation + 1, ""
        row.issued_at, row.expires_at = moment, moment + timedelta(seconds=pair.seconds)
        row.leased_by, row.leased_until = "", None

    def _stored(self, row: ZaloTokenRow) -> Stored:
        failed = row.failed
        try:
            access, refresh = self._seal.open(row.access), self._seal.open(row.refresh)
        except Unreadable:
            access, refresh, failed = "", "", _UNREADABLE
        return Stored(access, refresh, row.generation, _aware(row.issued_at), _aware(row.expires_at), failed)


def _aware(moment: datetime) -> datetime:
    """SQLite gives moments back without their zone."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
