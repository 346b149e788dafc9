"""X-ZEvent-Signature: a plain SHA-256 over app id, raw bytes, timestamp and the account's secret."""

import hashlib
import hmac
import json
import re
from collections.abc import Mapping

import structlog

from bot.metrics import RECEIVED
from bot.settings import Settings

__all__ = ["HEADER", "NAME", "Signature", "mac"]

NAME = "zalo_oa"
HEADER = "x-zevent-signature"
_PREFIX = re.compile(r"\s*(?:mac=)?", re.IGNORECASE)
_log = structlog.get_logger()


def mac(app_id: str, body: bytes, timestamp: str, secret: str) -> str:
    """What Zalo puts after ``mac=``."""
    return hashlib.sha256(b"".join((app_id.encode(), body, timestamp.encode(), secret.encode()))).hexdigest()


class Signature:
    """Decides who is let in; in the mode "log" everybody is, and what was wrong is told once."""

    def __init__(self, settings: Settings) -> None:
        self._app_id = settings.zalo_app_id
        self._secrets = [settings.zalo_oa_secret]
        if settings.zalo_oa_allow_app_secret:
            self._secrets.append(settings.zalo_app_secret)
        self._enforced = settings.zalo_oa_signature == "enforce"
        self._told: set[str] = set()

    def __call__(self, headers: Mapping[str, str], body: bytes) -> bool:
        """Whether a delivery is taken; never raises."""
        wrong = self._wrong(headers.get(HEADER, ""), body)
        if not wrong:
            return True
        if wrong not in self._told:
            self._told.add(wrong)
            _log.warning("signature_wrong", channel=NAME, reason=wrong, enforced=self._enforced)
        if self._enforced:
            return False
        RECEIVED.labels(NAME, "unsigned").inc()
        return True

    def _wrong(self, given: str, body: bytes) -> str:
        """What is wrong, in a word; empty for a good signature."""
        signed = _PREFIX.sub("", given, count=1).strip().lower().encode("utf-8", "replace")
        event = _event(body)
        if event is None:
            return "unreadable"
        app_id, timestamp = event
        if not hmac.compare_digest(app_id.encode("utf-8", "replace"), self._app_id.encode()):
            return "other_app"
        if not signed:
            return "missing"
        matches = [
            hmac.compare_digest(signed, mac(self._app_id, body, timestamp, secret).encode())
            for secret in self._secrets
            if secret
        ]
        return "" if any(matches) else "mismatch" if matches else "no_secret"


def _event(body: bytes) -> tuple[str, str] | None:
    """App id and timestamp as they stand in the body."""
    try:
        event = json.loads(body)
        if not isinstance(event, dict):
            return None
        app_id, timestamp = event.get("app_id"), event.get("timestamp")
        if not isinstance(app_id, str | int) or not isinstance(timestamp, str | int):
            return None
        str(timestamp).encode()
        return str(app_id), str(timestamp)
    except (ValueError, RecursionError):  # a lone surrogate cannot be encoded, a number may have too many digits
        return None
