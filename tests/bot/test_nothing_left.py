"""No personal number is left anywhere: tables, logs, figures, exceptions, what the engine was sent."""

import asyncio
import io
import json
import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import structlog
from sqlalchemy import select, text

import bot.turn
from bot.doors.door import Incoming, Kind
from bot.doors.webhooks import Intake
from bot.logs import configure_logs
from bot.screening.screen import Screen
from knowledge.base import KnowledgeBase
from knowledge.database import Base, Database
from tests.bot.application import Running, running, says
from tests.personal_numbers import Sample, leaks, samples

CORPUS = tuple(samples(11, 60))
NUMBERED = "0912345678"
_NOT_SAID = r"\b(?=\d*[a-f])[0-9a-f]{16}(?:[0-9a-f]{16})?\b|\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:\.\d+)?"
"""Our own identifiers and moments."""
MARKER = "mậtdanhzyx"


@pytest.fixture(params=["sqlite", "postgres"])
def address(request: pytest.FixtureRequest) -> dict[str, str]:
    """Settings for either database."""
    if request.param == "sqlite":
        return {}
    return {"database_url": request.getfixturevalue("postgres").new_database()}


@pytest.fixture
def printed(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """What the application logs, as it really logs it."""
    monkeypatch.setattr(bot.turn, "ENGINE_PAUSE", 0.01)
    configure_logs(logging.DEBUG)
    lines = io.StringIO()
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(lines))
    caplog.set_level(logging.DEBUG)
    yield lines
    structlog.reset_defaults()


def everything_kept(database: Database) -> str:
    """Every column of every table, one value a line."""
    values: list[str] = []
    with database.read() as session:
        for table in Base.metadata.sorted_tables:
            for row in session.execute(select(table)):
                values += [json.dumps(v, ensure_ascii=False) if isinstance(v, dict | list) else str(v) for v in row]
    return "\n".join(values)


async def _all_sent(app: Running) -> str:
    """Send the corpus through the page's door and through the webhooks' intake; what the answers said."""
    said = []
    intake = Intake(app.parts.inbox, app.parts.workers.wake)
    for number, sample in enumerate(CORPUS):
        chat = f"c{number % 7}"
        said.append((await app.client.post("/api/chat", json={"chat_id": chat, "text": sample.text})).text)
        await app.client.post("/api/chat", json={"chat_id": chat, "payload": sample.text[:200]})
        await intake("zalo_oa", [Incoming(f"m{number}", f"u{number % 5}", Kind.TEXT, sample.text)])
    async with asyncio.timeout(60):
        while app.parts.inbox.waiting():  # noqa: ASYNC110 - the queue is in a database
            await asyncio.sleep(0.02)
    return "\n".join(said)


def _echo(body: dict[str, Any]) -> httpx.Response:
    return says(f"Bạn hỏi: {body['message']}")


async def test_nothing_of_the_corpus_is_left(
    tmp_path: Path, base: KnowledgeBase, address: dict[str, str], printed: io.StringIO,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    async with running(tmp_path, base, _echo, motcua_rates="off", **address) as app:
        said = await _all_sent(app)
        kept = everything_kept(app.parts.database)
        figures = (await app.client.get("/metrics")).text
        asked = "\n".join(str(body) for body in app.asked)
    places = {"answers": said, "tables": kept, "figures": figures, "engine": asked, "printed": printed.getvalue(),
              "logged": caplog.text}  # fmt: skip
    assert "Bạn hỏi" in kept
    assert len(app.asked) > 40
    found = [(place, sample) for place, seen in places.items() for sample in CORPUS if _in_any_line(sample, seen)]
    assert found == []


def _in_any_line(sample: Sample, seen: str) -> bool:
    """Line by line: digits at the end of one value and the start of the next are not one number."""
    said = re.sub(_NOT_SAID, "…", seen)
    return any(leaks(sample, line) for line in said.splitlines() if sample.secret[-4:] in line)


async def test_a_chat_called_by_a_telephone_number_is_kept_under_another_name(
    tmp_path: Path, base: KnowledgeBase
) -> None:
    async with running(tmp_path, base, _echo) as app:
        body = {"chat_id": NUMBERED, "text": "khai sinh", "message_id": NUMBERED}
        first = (await app.client.post("/api/chat", json=body)).json()
        assert (await app.client.post("/api/chat", json=body)).json() == first
        assert len(app.asked) == 1
        assert NUMBERED not in everything_kept(app.parts.database) + str(app.asked)


async def test_a_failing_turn_says_nothing_of_the_message(
    tmp_path: Path, base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch, printed: io.StringIO
) -> None:
    def fail(_screen: object, message: object, heard: str) -> None:
        raise ValueError(f"cannot take {message!r} {heard}")

    monkeypatch.setattr(Screen, "__call__", fail)
    async with running(tmp_path, base, _echo) as app:
        answer = await app.client.post("/api/chat", json={"chat_id": "c", "text": f"{MARKER} {NUMBERED}"})
    logged = printed.getvalue()
    assert "turn_failed" in logged
    assert "ValueError" in logged
    for secret in (MARKER, NUMBERED):
        assert secret not in logged + answer.text


async def test_a_database_error_says_nothing_of_the_message(
    tmp_path: Path, base: KnowledgeBase, address: dict[str, str], printed: io.StringIO,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    async with running(tmp_path, base, _echo, **address) as app:
        with app.parts.database.write() as session:
            session.execute(text("ALTER TABLE inbox RENAME TO gone"))
        answer = await app.client.post("/api/chat", json={"chat_id": "c", "text": f"{MARKER} {NUMBERED}"})
        assert answer.status_code == 503
        incoming = Incoming("m", "c", Kind.TEXT, f"{MARKER} {NUMBERED}")
        with pytest.raises(Exception) as caught:
            await Intake(app.parts.inbox, app.parts.workers.wake)("zalo_oa", [incoming])
    everything = printed.getvalue() + caplog.text + answer.text + str(caught.value)
    assert "database_failed" in everything
    for secret in (MARKER, NUMBERED):
        assert secret not in everything


def test_an_error_of_the_database_hides_its_parameters(database: Database) -> None:
    with pytest.raises(Exception) as caught, database.read() as session:
        session.execute(text("select * from nowhere where a = :a"), {"a": MARKER})
    assert MARKER not in str(caught.value)
