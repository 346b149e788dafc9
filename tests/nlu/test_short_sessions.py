"""A long conversation is cut into sessions without anybody noticing."""

import pytest
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.shared.core.events import ActiveLoop, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from nlu.components import short_sessions

LONGEST = 30


@pytest.fixture(autouse=True)
def short(monkeypatch):
    short_sessions.install()
    monkeypatch.setattr(short_sessions, "LONGEST", LONGEST)


async def _say(agent, text, number):
    await agent.handle_message(UserMessage(text, CollectingOutputChannel(), "u", message_id=str(number)))


async def test_events_stay_few_and_slots_stay(agent, actions):
    most = 0
    for number in range(25):
        await _say(agent, "/greet" if number % 2 else "/ask_fee", number)
        tracker = await agent.tracker_store.retrieve("u")
        assert tracker.get_slot("procedure") == tracker.latest_message.intent["name"]
        most = max(most, len(tracker.events))
    assert LONGEST <= most < LONGEST + 12  # one turn more than the limit at most
    sent = [len(call["tracker"]["events"]) for _, _, call in actions.calls]
    assert max(sent) < LONGEST + 12
    full = await agent.tracker_store.retrieve_full_tracker("u")
    heard = [event.message_id for event in full.events if event.type_name == "user"]
    assert heard == [str(number) for number in range(25)]


async def test_an_open_form_is_not_cut(agent):
    tracker = DialogueStateTracker.from_events("u", [SlotSet("requested_slot", "a")] * LONGEST)
    assert agent.processor._has_session_expired(tracker)
    tracker.update(ActiveLoop("guide_form"))
    assert not agent.processor._has_session_expired(tracker)


def test_only_the_last_value_of_a_slot_is_carried_over():
    events = [SlotSet("a", 1), SlotSet("b", 1), SlotSet("a", 2), SlotSet("b", None), SlotSet("a", 3)]
    kept = short_sessions.last_values(DialogueStateTracker.from_events("u", events))
    assert [(event.key, event.value) for event in kept] == [("b", None), ("a", 3)]
