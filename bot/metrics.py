"""Figures for /metrics; labels come from closed sets, never from what people type."""

from prometheus_client import Counter, Gauge, Histogram

__all__ = ["ACTIONS", "RECEIVED", "SENDS", "TURNS", "TURN_SECONDS", "WAITING"]

TURNS = Counter("motcua_turns_total", "Turns by outcome", ["outcome"])
TURN_SECONDS = Histogram(
    "motcua_turn_seconds",
    "Seconds from claim to answer",
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
)
ACTIONS = Counter("motcua_actions_total", "Actions called by the engine", ["action", "result"])
WAITING = Gauge("motcua_waiting_messages", "Messages accepted and not yet answered")
RECEIVED = Counter("motcua_received_total", "Deliveries by channel and what became of them", ["channel", "result"])
SENDS = Counter("motcua_sends_total", "Parts handed to platforms", ["channel", "result"])
