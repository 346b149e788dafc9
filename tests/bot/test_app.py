"""The routes around the conversation: health, figures, actions, the office, the page's headers."""

from pathlib import Path

import pytest

from bot.office.login import office_password
from knowledge.base import KnowledgeBase
from tests.bot.application import running, says


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One database for the module."""
    return tmp_path_factory.mktemp("app")


async def test_health_and_figures(folder: Path, base: KnowledgeBase) -> None:
    async with running(folder, base, lambda _: says("ok")) as app:
        assert (await app.client.get("/health/live")).json()["app"] == "motcua"
        assert (await app.client.get("/health/ready")).json() == {"ready": True, "database": True, "engine": True}
        await app.client.post("/api/chat", json={"chat_id": "a", "text": "khai sinh"})
        figures = (await app.client.get("/metrics")).text
    assert 'motcua_turns_total{outcome="answered"}' in figures
    assert "motcua_waiting_messages 0.0" in figures


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer wrong"}])
async def test_only_the_engine_may_call_actions(folder: Path, base: KnowledgeBase, headers: dict[str, str]) -> None:
    async with running(folder, base, lambda _: says("ok")) as app:
        answer = await app.client.post(
            "/internal/actions", json={"next_action": "action_out_of_scope"}, headers=headers
        )
        assert answer.status_code == 403
        assert (await app.client.post("/internal/actions?token=", json={})).status_code == 403


async def test_the_engine_calls_an_action(folder: Path, base: KnowledgeBase) -> None:
    tracker = {
        "sender_id": "a", "slots": {}, "events": [], "latest_input_channel": "motcua", "active_loop": {}, "paused": False,
        "latest_action_name": "action_listen", "followup_action": None,
        "latest_message": {"text": "giá vàng", "intent": {"name": "out_of_scope", "confidence": 0.99}, "entities": []},
    }  # fmt: skip
    call = {"next_action": "action_out_of_scope", "sender_id": "a", "tracker": tracker, "version": "3.6.21"}
    async with running(folder, base, lambda _: says("ok")) as app:
        answer = await app.client.post("/internal/actions?token=e", json=call)
        unknown = await app.client.post("/internal/actions?token=e", json={**call, "next_action": "no_such"})
    assert answer.status_code == 200
    assert answer.json()["responses"][0]["custom"]["outcome"] == "out_of_scope"
    assert unknown.status_code == 404


async def test_the_office_needs_its_password_and_shows_masked_questions(folder: Path, base: KnowledgeBase) -> None:
    async with running(folder, base, lambda _: says("?", outcome="not_found")) as app:
        text = "số 0912345678 hỏi <b>việc lạ</b> ở đâu?"
        await app.client.post("/api/chat", json={"chat_id": "o", "text": text})
        assert (await app.client.get("/office")).status_code == 401
        assert (await app.client.get("/office", auth=("canbo", "sai"))).status_code == 401
        app.parts.alerts.raise_("zalo_oa:stopped", "Kết nối lại Zalo <ngay>.")
        page = (await app.client.get("/office", auth=("canbo", office_password("s")))).text
        assert "Kết nối lại Zalo &lt;ngay&gt;." in page
    assert "0912345678" not in page
    assert "&lt;b&gt;việc lạ" in page
    assert "Đăng ký khai sinh" in page


async def test_the_page_is_served_under_a_strict_policy(folder: Path, base: KnowledgeBase) -> None:
    async with running(folder, base, lambda _: says("ok")) as app:
        page = await app.client.get("/")
        welcome = (await app.client.get("/api/chat/welcome")).json()
    assert page.headers["content-security-policy"].startswith("default-src 'self'")
    assert "Đại Phúc" in welcome["place"]
    assert "tự động" in welcome["replies"][0]["text"]
