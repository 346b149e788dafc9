"""Who is let in: by the signature alone, and through the application's own route."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.doors.zalo_oa.signature import Signature, mac
from bot.metrics import RECEIVED
from bot.post.tables import InboxRow
from knowledge.base import KnowledgeBase
from tests.bot.application import Running, running, says
from tests.bot.doors.zalo_oa.conftest import options, settings, until
from tests.stand_ins import zalo_oa_events as events
from tests.stand_ins.zalo_oa import APP_ID, APP_SECRET, OA_SECRET, ZaloOaStandIn

PATH = "/webhooks/zalo-oa"
VECTOR = Path(__file__).parents[4].parent / "shared/payloads/channels/oa_webhook_signature_vector.json"
EVENT = events.text("Làm giấy khai sinh cần gì?")
BODY = events.body_of(EVENT)
GOOD = mac(APP_ID, BODY, EVENT["timestamp"], OA_SECRET)


def verify(signature: str | None, body: bytes = BODY, **changed: Any) -> bool:
    headers = {} if signature is None else {"x-zevent-signature": signature}
    return Signature(settings("http://127.0.0.1:1", **changed))(headers, body)


def test_the_published_formula() -> None:
    body = (
        '{"app_id":"360846524940903967","sender":{"id":"246845883529197922"},"user_id_by_app":"552177279717587730",'
        '"recipient":{"id":"388613280878808645"},"event_name":"user_send_text","message":{"text":"Làm giấy khai sinh '
        'cần gì?","msg_id":"96d3cdf3af150460909"},"timestamp":"1540363714987"}'
    ).encode()
    expected = "410ff8b32d48bc2cf5d8fcfdc336934720563f9ac948d0e84b5eded49d2c2c31"
    assert mac("360846524940903967", body, "1540363714987", "TEST_OA_SECRET_KEY") == expected
    assert verify(f"mac={expected}", body, zalo_oa_secret="TEST_OA_SECRET_KEY")


def test_the_vector_of_the_references() -> None:
    if not VECTOR.exists():
        pytest.skip("no references here")
    vector = json.loads(VECTOR.read_text())
    body = vector["raw_body"].encode()
    assert verify(vector["header_value"], body, zalo_app_id=vector["app_id"], zalo_oa_secret=vector["oa_secret_key"])


@pytest.mark.parametrize("form", ["mac={}", "MAC={}", "{}", " mac={} ", "Mac= {}"])
def test_with_and_without_its_prefix(form: str) -> None:
    assert verify(form.format(GOOD))
    assert verify(form.format(GOOD.upper()))


@pytest.mark.parametrize(
    "signature", [None, "", "mac=", "mac", GOOD[:-1], GOOD + "0", "mac=mac=" + GOOD, "0" * 64, "é" * 64, "\ud800"]
)
def test_anything_else_is_refused(signature: str | None) -> None:
    assert not verify(signature)


def test_one_altered_byte_is_noticed() -> None:
    for place in range(len(BODY)):
        altered = bytearray(BODY)
        altered[place] ^= 1
        assert not verify(GOOD, bytes(altered)), place


def test_another_app_or_secret_is_refused() -> None:
    other = {**EVENT, "app_id": "1"}
    body = events.body_of(other)
    assert not verify(mac("1", body, other["timestamp"], OA_SECRET), body)
    assert not verify(mac(APP_ID, body, other["timestamp"], OA_SECRET), body)
    assert not verify(mac(APP_ID, BODY, EVENT["timestamp"], ""), zalo_oa_secret="")


def test_the_app_secret_only_where_it_is_allowed() -> None:
    signature = mac(APP_ID, BODY, EVENT["timestamp"], APP_SECRET)
    assert not verify(signature)
    assert verify(signature, zalo_oa_allow_app_secret=True)
    assert verify(GOOD, zalo_oa_allow_app_secret=True)


@pytest.mark.parametrize(
    "body",
    [b"", b"null", b"[]", b"{", b"\xff\xfe", b'"x"', b"[" * 100_000, b'{"app_id":null,"timestamp":1}',
     b'{"app_id":"\\ud800","timestamp":"\\ud800"}', b'{"timestamp":"\\ud800","app_id":"360846524940903967"}',
     b'{"app_id":' + b"9" * 5000 + b',"timestamp":1}', b'{"app_id":{},"timestamp":[]}'],
)  # fmt: skip
def test_no_body_makes_it_raise(body: bytes) -> None:
    assert not verify("mac=" + "0" * 64, body)
    assert verify("mac=" + "0" * 64, body, zalo_oa_signature="log")


def test_the_mode_log_counts_and_tells_once(capsys: pytest.CaptureFixture[str]) -> None:
    before = RECEIVED.labels("zalo_oa", "unsigned")._value.get()
    signature = Signature(settings("http://127.0.0.1:1", zalo_oa_signature="log"))
    for _ in range(3):
        assert signature({"x-zevent-signature": "mac=0"}, BODY)
    assert RECEIVED.labels("zalo_oa", "unsigned")._value.get() == before + 3
    told = capsys.readouterr()
    assert (told.out + told.err).count("signature_wrong") == 1
    assert OA_SECRET not in told.out + told.err


async def _post(app: Running, body: bytes, **headers: str) -> int:
    given = {"Content-Type": "application/json", **{name.replace("_", "-"): value for name, value in headers.items()}}
    return (await app.client.post(PATH, content=body, headers=given)).status_code


async def test_the_route_lets_in_and_keeps_out(
    folder: Path, base: KnowledgeBase, zalo: ZaloOaStandIn, address: str
) -> None:
    async with running(folder, base, lambda _: says("ok"), **options(address)) as app:
        assert await _post(app, BODY) == 401
        assert await _post(app, BODY, X_ZEvent_Signature="mac=" + "0" * 64) == 401
        assert await _post(app, BODY + b" ", X_ZEvent_Signature=f"mac={GOOD}") == 401
        assert await _post(app, BODY, X_ZEvent_Signature=GOOD, Content_Type="text/plain") == 415
        assert (await app.client.put(PATH, content=BODY)).status_code == 405
        assert (await app.client.delete(PATH)).status_code == 405
        assert await _post(app, b"{" + b" " * 1_000_001, X_ZEvent_Signature=GOOD) == 413
        assert (await app.client.get(PATH)).status_code == 200
        assert (await app.client.head(PATH)).status_code == 200
        assert _stored(app) == 0
        assert await _post(app, BODY, X_ZEvent_Signature=f"mac={GOOD}") == 200
        assert _stored(app) == 1


async def test_a_replayed_event_is_stored_and_answered_once(
    folder: Path, base: KnowledgeBase, zalo: ZaloOaStandIn, address: str
) -> None:
    async with running(folder, base, lambda _: says("đáp"), **options(address)) as app:
        for _ in range(4):
            assert await _post(app, BODY, X_ZEvent_Signature=f"mac={GOOD}", num_retry="1") == 200
        await until(lambda: zalo.texts(events.USER))
        await asyncio.sleep(0.1)
        assert _stored(app) == 1
    assert zalo.texts(events.USER) == ["đáp"]


def _stored(app: Running) -> int:
    with app.parts.database.read() as session:
        return session.scalar(select(func.count()).select_from(InboxRow)) or 0
