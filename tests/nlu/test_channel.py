"""The door of the engine: token, whole turns, and the same replies for the same message id."""

import asyncio
import os

import pytest
from rasa.core import channels
from rasa.core.run import configure_app

HEADERS = {"Authorization": f"Bearer {os.environ['ENGINE_TOKEN']}"}


@pytest.fixture
def app(agent):
    from sanic import Sanic

    from nlu.components.channel import MotcuaInput

    Sanic.test_mode = True
    Sanic._app_registry.clear()
    made = configure_app([MotcuaInput.from_credentials(None)], enable_api=False)
    channels.channel.register([], made, route="/webhooks/")
    made.ctx.agent = agent
    return made


async def _post(app, text="lệ phí bao nhiêu", message_id="m1", again=False, headers=HEADERS):
    body = {"sender": "web:1", "message": text, "message_id": message_id, "again": again}
    _, answer = await app.asgi_client.post("/webhooks/motcua/webhook", json=body, headers=headers)
    return answer


async def test_answers_with_replies_and_intent(app):
    answer = await _post(app)
    assert answer.status == 200
    assert answer.json["intent"]["name"] == "ask_fee"
    assert answer.json["replies"][0]["custom"]["heard"] == "lệ phí bao nhiêu"
    assert answer.json["replayed"] is False


@pytest.mark.parametrize(
    "headers", [{}, {"Authorization": "Bearer x"}, {"Authorization": HEADERS["Authorization"][7:]}]
)
async def test_nobody_without_the_token(app, actions, headers):
    assert (await _post(app, headers=headers)).status == 401
    assert actions.calls == []


async def test_the_same_id_again_gives_the_stored_replies(app, actions):
    first = await _post(app)
    await _post(app, "mất bao lâu", "m2")
    again = await _post(app, again=True)
    assert again.json["replayed"] is True
    assert {**again.json, "replayed": False} == first.json
    assert len(actions.calls) == 2


async def test_a_turn_whose_action_fails_is_an_error_and_leaves_no_trace(app, actions):
    actions.failing = True
    assert (await _post(app)).status == 502
    actions.failing = False
    retried = await _post(app, again=True)
    assert (retried.status, retried.json["replayed"]) == (200, False)
    tracker = await app.ctx.agent.tracker_store.retrieve("web:1")
    assert sum(event.type_name == "user" for event in tracker.events) == 1


async def test_sent_again_while_the_first_try_runs_is_one_turn(app, actions):
    actions.seconds = 0.5
    first = asyncio.create_task(_post(app))
    await asyncio.sleep(0.2)
    again = await _post(app, again=True)
    assert (await first).json["replayed"] is False
    assert again.json["replayed"] is True
    assert len(actions.calls) == 1


async def test_a_turn_that_is_cut_off_leaves_no_trace(app, actions):
    actions.seconds = 0.5
    cut = asyncio.create_task(_post(app))
    await asyncio.sleep(0.2)
    cut.cancel()
    await asyncio.gather(cut, return_exceptions=True)
    actions.seconds = 0.0
    assert await app.ctx.agent.tracker_store.retrieve("web:1") is None
    retried = await _post(app, again=True)
    assert (retried.status, retried.json["replayed"]) == (200, False)


@pytest.mark.parametrize("method", ["retrieve", "save"])
async def test_a_failing_tracker_store_is_an_error(app, monkeypatch, method):
    async def broken(*_):
        raise OSError("disk full")

    store = app.ctx.agent.tracker_store._tracker_store
    monkeypatch.setattr(store, method, broken)
    for again in (False, True):
        answer = await _post(app, again=again)
        assert (answer.status, answer.json) == (500, {"error": "OSError"})
    monkeypatch.undo()
    assert await store.retrieve("web:1") is None


async def test_metadata_and_the_message_id_reach_the_tracker_and_the_action(app, actions):
    body = {"sender": "web:1", "message": "chào", "message_id": "m1", "metadata": {"state": {"page": 2}}}
    await app.asgi_client.post("/webhooks/motcua/webhook", json=body, headers=HEADERS)
    latest = actions.calls[0][2]["tracker"]["latest_message"]
    assert latest["metadata"]["state"] == {"page": 2}
    tracker = await app.ctx.agent.tracker_store.retrieve("web:1")
    assert tracker.latest_message.message_id == "m1"


async def test_a_conversation_can_be_deleted(app):
    await _post(app)
    _, answer = await app.asgi_client.delete("/webhooks/motcua/conversations/web:1", headers=HEADERS)
    assert answer.json == {"deleted": True}
    tracker = await app.ctx.agent.tracker_store.retrieve("web:1")
    assert tracker is None or not any(event.type_name == "user" for event in tracker.events)


async def test_health_and_a_wrong_body(app):
    _, answer = await app.asgi_client.get("/webhooks/motcua/health")
    assert (answer.status, answer.json["status"]) == (200, "ok")
    assert answer.json["model"] == app.ctx.agent.model_id
    for body in ({"sender": 1}, {"sender": "web:1", "message": "", "message_id": "m1"}, ["a"], "a", None):
        _, answer = await app.asgi_client.post("/webhooks/motcua/webhook", json=body, headers=HEADERS)
        assert answer.status == 400


async def test_not_ready_without_a_model(app):
    app.ctx.agent = None
    _, answer = await app.asgi_client.get("/webhooks/motcua/health")
    assert answer.status == 503


def test_no_token_no_engine(monkeypatch):
    from nlu.components.channel import MotcuaInput

    monkeypatch.delenv("ENGINE_TOKEN")
    with pytest.raises(RuntimeError, match="ENGINE_TOKEN"):
        MotcuaInput.from_credentials(None)
