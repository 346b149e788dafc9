"""How messages are paid for: inside 48 hours they are free, after that a package or money is used."""

from collections.abc import Mapping
from typing import Any

from prometheus_client import Counter, Gauge

__all__ = ["note_quota"]

_TYPES = ("reply", "sub_quota", "purchase_quota", "reward_quota")
_CHARGED = Counter("motcua_zalo_messages_total", "Messages accepted by Zalo, by the quota they used", ["quota"])
_LEFT = Gauge("motcua_zalo_quota_left", "What Zalo says is left of a quota", ["quota"])


def note_quota(data: Mapping[str, Any]) -> None:
    """Zalo tells it in some answers, in several shapes; nothing depends on it."""
    quota = data.get("quota")
    if not isinstance(quota, dict):
        return
    kind = quota.get("quota_type")
    kind = kind if kind in _TYPES else "other"
    _CHARGED.labels(kind).inc()
    left = quota.get("remain")
    text = str(left) if isinstance(left, int | str) and not isinstance(left, bool) else ""
    if text.isascii() and text.isdigit() and len(text) < 16:
        _LEFT.labels(kind).set(int(text))
