"""The account's tokens, encrypted, and consents under way."""

from datetime import datetime

from sqlalchemy import DateTime, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.database import Base, now

__all__ = ["ZaloConsentRow", "ZaloTokenRow"]


class ZaloTokenRow(Base):
    """One pair an application; a refresh token works once, so there is never a second copy."""

    __tablename__ = "zalo_token"

    app_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    access: Mapped[str] = mapped_column(Text)
    refresh: Mapped[str] = mapped_column(Text)
    generation: Mapped[int] = mapped_column(default=0)
    """Counts the pairs; whoever renews one names the generation it started from."""
    issued_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), default=now)
    expires_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    leased_by: Mapped[str] = mapped_column(String(32), default="")
    leased_until: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    failed: Mapped[str] = mapped_column(String(40), default="")
    """Why the refresh token is of no more use; empty while it is."""
    seed: Mapped[str] = mapped_column(String(64), default="")
    """Fingerprint of the tokens in the settings, so that new ones there are noticed after a failure."""


class ZaloConsentRow(Base):
    """A consent somebody of the office began; used up when Zalo sends them back."""

    __tablename__ = "zalo_consent"

    state: Mapped[str] = mapped_column(String(64), primary_key=True)
    verifier: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), default=now)
