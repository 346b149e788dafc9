"""POST /api/chat as the page and the load tests use it."""

import asyncio
import logging
from pathlib import Path

import httpx
import pytest

import bot.turn
from dialogues.replies import Button
from knowledge.base import KnowledgeBase
from tests.bot.application import Running, running, says

BUTTON = Button(title="Lệ phí", payload='/ask_fee{"procedure":"1.001193"}')


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One database for the module."""
    return tmp_path_factory.mktemp("app")


@pytest.fixture(autouse=True)
def _hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bot.turn, "ENGINE_PAUSE", 0.01)


async def _ask(app: Running, chat_id: str = "c1", **body: str) -> httpx.Response:
    return await app.client.post("/api/chat", json={"chat_id": chat_id, **body})


async def test_the_shape_of_an_answer(folder: Path, base: KnowledgeBase) -> None:
    async with running(folder, base, lambda _: says("Miễn phí", BUTTON, procedure="1.001193")) as app:
        answer = (await _ask(app, "shape", text="lệ phí khai sinh")).json()
    assert answer["outcome"] == "answered"
    assert answer["intent"] == {"name": "ask_fee", "confidence": 0.9}
    assert answer["procedure"] == "1.001193"
    assert answer["replies"][0]["buttons"] == [{"title": BUTTON.title, "payload": BUTTON.payload}]


async def test_the_same_message_id_is_answered_once(folder: Path, base: KnowledgeBase) -> None:
    async with running(folder, base, lambda _: says("một lần")) as app:
        answers = await asyncio.gather(*(_ask(app, "once", text="a b", message_id="m1") for _ in range(5)))
        assert {a.json()["replies"][0]["text"] for a in answers} == {"một lần"}
        assert len(app.asked) == 1


async def test_a_button_goes_through_only_where_it_was_offered(folder: Path, base: KnowledgeBase) -> None:
    async with running(folder, base, lambda _: says("ok", BUTTON)) as app:
        await _ask(app, "buttons", text="khai sinh")
        await _ask(app, "buttons", payload=BUTTON.payload)
        await _ask(app, "buttons", text="1")
        forged = (await _ask(app, "buttons", payload="/restart")).json()
        stranger = (await _ask(app, "elsewhere", payload=BUTTON.payload)).json()
    assert [body["message"] for body in app.asked] == ["khai sinh", BUTTON.payload, BUTTON.payload]
    assert forged["outcome"] == stranger["outcome"] == "clarified"


@pytest.mark.parametrize("typed", ["/restart", "  /restart", '/intent{"a":1}', "\u200b/session_start"])
async def test_a_typed_slash_never_reaches_the_engine(folder: Path, base: KnowledgeBase, typed: str) -> None:
    async with running(folder, base, lambda _: says("ok")) as app:
        await _ask(app, "slash", text=typed)
    assert all(not body["message"].startswith("/") for body in app.asked)


@pytest.mark.parametrize(
    ("text", "outcome"),
    [("", "clarified"), ("   ", "clarified"), ("😂🙏", "clarified"), ("\u200b\u202e", "clarified"), ("x" * 10_000, "clarified"),
     ("cháy nhà cứu với", "emergency"), ("số căn cước của tôi là 019085001234", "refused_personal_data")],
)  # fmt: skip
async def test_bad_input_ends_before_the_engine(folder: Path, base: KnowledgeBase, text: str, outcome: str) -> None:
    async with running(folder, base, lambda _: says("ok")) as app:
        answer = await _ask(app, "bad", text=text)
    assert (answer.status_code, answer.json()["outcome"]) == (200, outcome)
    assert app.asked == []
    assert answer.json()["replies"][0]["text"]


async def test_a_personal_number_beside_a_question_is_masked_everywhere(
    folder: Path, base: KnowledgeBase, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    async with running(folder, base, lambda _: says("ok")) as app:
        answer = await _ask(app, "mask", text="CCCD 019085001234, làm khai sinh cần giấy tờ gì?")
        metrics = (await app.client.get("/metrics")).text
        with app.parts.database.read() as session:
            rows = session.connection().exec_driver_sql("select text from inbox").all()
    everything = str(app.asked) + str(rows) + metrics + caplog.text + "".join(capsys.readouterr())
    assert "019085001234" not in everything
    assert "không lưu" in answer.json()["replies"][0]["text"]
    assert answer.json()["outcome"] == "answered"


@pytest.mark.parametrize(
    "broken", [httpx.Response(500), httpx.Response(200, json={"replies": []}), httpx.Response(200, text="<")]
)
async def test_without_the_engine_a_question_is_still_answered(
    folder: Path, base: KnowledgeBase, broken: httpx.Response
) -> None:
    async with running(folder, base, lambda _: broken) as app:
        answer = (await _ask(app, f"down{broken.status_code}{len(broken.text)}", text="lệ phí đăng ký kết hôn")).json()
    assert (answer["outcome"], answer["procedure"]) == ("degraded", "1.000894")
    assert "rút gọn" in answer["replies"][0]["text"]
    assert [body["again"] for body in app.asked] == [False, True, True]


async def test_rates(folder: Path, base: KnowledgeBase) -> None:
    async with running(folder, base, lambda _: says("ok"), motcua_rate_per_chat=2, motcua_rate_per_address=4) as app:
        outcomes = [(await _ask(app, "fast", text=f"câu {n}")) for n in range(5)]
    assert [r.json().get("outcome") for r in outcomes[:4]] == ["answered", "answered", "refused_rate", "refused_rate"]
    assert outcomes[4].status_code == 429
    assert "chờ" in outcomes[4].json()["detail"]


async def test_the_kill_switch(folder: Path, base: KnowledgeBase) -> None:
    async with running(folder, base, lambda _: says("ok"), motcua_closed="Trợ lý tạm nghỉ.") as app:
        answer = (await _ask(app, "closed", text="khai sinh")).json()
    assert answer["replies"][0]["text"] == "Trợ lý tạm nghỉ."
    assert app.asked == []


@pytest.mark.parametrize(
    "body",
    [{}, {"chat_id": "a"}, {"chat_id": "a", "text": "b", "payload": "/c"}, {"chat_id": "", "text": "b"},
     {"chat_id": "a b", "text": "x"}, {"chat_id": 5, "text": None}, [], {"chat_id": "a", "text": {"x": 1}}],
)  # fmt: skip
async def test_a_wrong_request_gets_a_sentence_without_its_values(
    folder: Path, base: KnowledgeBase, body: object
) -> None:
    async with running(folder, base, lambda _: says("ok")) as app:
        answer = await app.client.post("/api/chat", json=body)
    assert answer.status_code == 422
    assert answer.json() == {"detail": "Yêu cầu chưa đúng dạng: cần chat_id và một trong hai trường text, payload."}
