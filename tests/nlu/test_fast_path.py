"""Replies, events and acts with the fast path are those of stock Rasa."""

import json
import os

import pytest
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage

from nlu.components import fast_path

MESSAGES = [
    "lệ phí bao nhiêu", "mất bao lâu", "le phi bao nhieu", "lệ phí bao nhiêu", '/ask_fee{"procedure":"1.001193"}',
    "/greet", "/no_such_intent", "/ask_fee{broken", "chào", "😂", "/ask_time@0.5", "  /greet  ",
]  # fmt: skip


async def _talk(agent, sender):
    seen = []
    for number, text in enumerate(MESSAGES):
        collector = CollectingOutputChannel()
        await agent.handle_message(UserMessage(text, collector, sender, message_id=str(number)))
        seen.append([{k: v for k, v in m.items() if k != "recipient_id"} for m in collector.messages])
    tracker = await agent.tracker_store.retrieve(sender)
    events = [event.as_dict() for event in tracker.events]
    for event in events:
        for name in ("timestamp", "metadata", "input_channel"):
            event.pop(name, None)
    return seen, json.loads(json.dumps(events, default=str))


def _comparable(value):
    """Counters of the action server differ between the two runs."""
    if isinstance(value, dict):
        return {k: _comparable(v) for k, v in value.items() if k not in ("again", "model_id", "assistant_id")}
    return [_comparable(item) for item in value] if isinstance(value, list) else value


@pytest.fixture
def stock():
    fast_path.uninstall()
    yield
    fast_path.uninstall()


async def test_replies_and_events_stay_the_same(agent, stock):
    plain = await _talk(agent, "stock")
    fast_path.install()
    fast = await _talk(agent, "fast")
    assert _comparable(list(plain)) == _comparable(list(fast))


async def test_one_connection_serves_all_actions(agent, actions, stock):
    fast_path.install()
    await _talk(agent, "a")
    assert len({address for _, address, _ in actions.calls}) == 1
    assert {headers["Authorization"] for headers, _, _ in actions.calls} == {f"Bearer {os.environ['ENGINE_TOKEN']}"}


def test_another_rasa_is_refused(monkeypatch):
    monkeypatch.setattr(fast_path, "VERSION", "9.9.9")
    with pytest.raises(RuntimeError, match=r"9\.9\.9"):
        fast_path.install()
