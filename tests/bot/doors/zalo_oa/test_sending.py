"""Every fault of the platform has its kind, seen over a real socket; plainer forms are tried once."""

import json
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.doors.door import ChannelStopped, NotSent, Refused, SendFailure, Unconfirmed
from bot.doors.zalo_oa.attachments import Attachments
from bot.doors.zalo_oa.client import budget
from bot.doors.zalo_oa.door import ZaloOaDoor
from bot.doors.zalo_oa.failures import ApiError, HttpFault, failure
from bot.doors.zalo_oa.rendering import message
from bot.doors.zalo_oa.sending import ACCOUNT
from knowledge.base import KnowledgeBase
from knowledge.database import Database
from tests.bot.doors.zalo_oa.conftest import PUBLIC, QUICK, house, settings
from tests.stand_ins.faults import Fault
from tests.stand_ins.zalo_oa import ZaloOaStandIn

PAYLOADS = Path(__file__).parents[4].parent / "shared/payloads/channels"
OFFICE = f"{PUBLIC}/office/zalo/connect"
PART = {"text": "Chọn một việc", "buttons": ["Lệ phí", "Giấy tờ"], "plain": "Chọn một việc\n\n1. Lệ phí\n2. Giấy tờ"}
TEXT = {"text": "chào"}
STOPS = (-204, -205, -209, -212, -219, -221, -223, -224, -235, -242)
REFUSALS = (-100, -200, -201, -210, -211, -213, -217, -218, -227, -230, -232, -233, -234, -237, -238, -240, -241, -244,
            -248, -305, -311, -320, -321, -403)  # fmt: skip
PICTURE = b"\x89PNG\r\n\x1a\n" + b"0" * 100


async def outcome(door: ZaloOaDoor, part: dict[str, Any] | None = None, chat: str = "u1") -> SendFailure:
    with pytest.raises(SendFailure) as caught:
        await door.send(chat, part or TEXT)
    return caught.value


@pytest.mark.parametrize("code", STOPS)
def test_what_only_a_person_can_mend(code: int) -> None:
    became = failure(ApiError(code), OFFICE)
    assert isinstance(became, ChannelStopped)
    assert became.reason == str(code)
    assert became.remedy.endswith(".")
    assert (OFFICE in became.remedy) == (code in (-205, -223))


@pytest.mark.parametrize("code", REFUSALS)
def test_what_will_never_be_taken(code: int) -> None:
    assert type(failure(ApiError(code), OFFICE)) is Refused


def test_a_code_nobody_knows_is_tried_again() -> None:
    assert type(failure(ApiError(-999), OFFICE)) is NotSent


def test_the_rate_is_waited_for_by_all() -> None:
    became = failure(ApiError(-32), OFFICE)
    assert isinstance(became, NotSent)
    assert became.whole_channel
    assert became.after is not None
    assert 0 < became.after <= 65


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (HttpFault(500), Unconfirmed),
        (HttpFault(502), Unconfirmed),
        (HttpFault(200), Unconfirmed),
        (HttpFault(404), NotSent),
        (HttpFault(302), NotSent),
        (httpx.ConnectError("x"), NotSent),
        (httpx.ConnectTimeout("x"), NotSent),
        (httpx.PoolTimeout("x"), NotSent),
        (httpx.UnsupportedProtocol("x"), NotSent),
        (httpx.InvalidURL("x"), NotSent),
        (httpx.ReadTimeout("x"), Unconfirmed),
        (httpx.WriteTimeout("x"), Unconfirmed),
        (httpx.ReadError("x"), Unconfirmed),
        (httpx.WriteError("x"), Unconfirmed),
        (httpx.RemoteProtocolError("x"), Unconfirmed),
        (RuntimeError("x"), Unconfirmed),
    ],
)
def test_the_kinds_of_other_errors(error: Exception, kind: type[SendFailure]) -> None:
    assert type(failure(error, OFFICE)) is kind


async def test_accepted(zalo: ZaloOaStandIn, door: ZaloOaDoor) -> None:
    number = await door.send("u1", TEXT)
    assert number == f"{1:020x}" or len(number) == 20
    assert zalo.calls[-1].token == "truy-cap-1"
    assert zalo.made("cs") == [{"recipient": {"user_id": "u1"}, "message": {"text": "chào"}}]


async def test_to_a_group(zalo: ZaloOaStandIn, door: ZaloOaDoor) -> None:
    await door.send("g:nhom1", TEXT)
    assert zalo.made("group") == [{"recipient": {"group_id": "nhom1"}, "message": {"text": "chào"}}]
    assert (await outcome(door, chat="g:khac")).reason == "-403"


@pytest.mark.parametrize(
    ("fault", "kind", "reason"),
    [
        (Fault.answer(500), Unconfirmed, "http_500"),
        (Fault.answer(502), Unconfirmed, "http_502"),
        (Fault.answer(503, accepted=True), Unconfirmed, "http_503"),
        (Fault.answer(504, accepted=True), Unconfirmed, "http_504"),
        (Fault.answer(200), Unconfirmed, "unreadable"),
        (Fault.answer(200, '{"error":"x"}'), Unconfirmed, "unreadable"),
        (Fault.answer(200, "[" * 50_000), Unconfirmed, "unreadable"),
        (Fault.answer(404), NotSent, "http_404"),
        (Fault.own(-224, status=503), ChannelStopped, "-224"),
        (Fault.own(-224, status=502), Unconfirmed, "http_502"),
        (Fault.silence(1.0), Unconfirmed, "ReadTimeout"),
        (Fault.silence(1.0, accepted=True), Unconfirmed, "ReadTimeout"),
        (Fault.drop(accepted=True), Unconfirmed, "RemoteProtocolError"),
        (Fault.own(-230), Refused, "-230"),
    ],
)
async def test_faults_over_the_wire(
    zalo: ZaloOaStandIn, door: ZaloOaDoor, fault: Fault, kind: type[SendFailure], reason: str
) -> None:
    zalo.faults.next(fault, call="cs")
    became = await outcome(door)
    assert (type(became), became.reason) == (kind, reason)
    assert len(zalo.made("cs")) == 1
    assert await door.send("u1", TEXT)


async def test_told_to_wait(zalo: ZaloOaStandIn, door: ZaloOaDoor) -> None:
    zalo.faults.next(Fault.answer(429, retry_after="7"), call="cs")
    zalo.faults.next(Fault.own(-32), call="cs")
    for after in (7.0, None):
        became = await outcome(door)
        assert isinstance(became, NotSent)
        assert became.whole_channel
        assert after is None or became.after == after


async def test_slow_is_still_sent(zalo: ZaloOaStandIn, door: ZaloOaDoor) -> None:
    zalo.faults.next(Fault.slow(0.1), call="cs")
    assert await door.send("u1", TEXT)


async def test_nobody_there(base: KnowledgeBase, own_database: Database) -> None:
    door = ZaloOaDoor(house(settings("http://127.0.0.1:1"), own_database, base), QUICK)
    assert type(await outcome(door)) is NotSent
    await door.stop()


@pytest.mark.parametrize("fault", [Fault.own(-216), Fault.own(-220), Fault.answer(401)])
async def test_a_refused_token_is_renewed_once(zalo: ZaloOaStandIn, door: ZaloOaDoor, fault: Fault) -> None:
    zalo.faults.next(fault, call="cs")
    assert await door.send("u1", TEXT)
    assert [call.token for call in zalo.calls] == ["truy-cap-1", "truy-cap-2"]
    assert zalo.texts("u1") == ["chào"]


async def test_an_old_token_is_noticed_by_the_platform(zalo: ZaloOaStandIn, door: ZaloOaDoor) -> None:
    zalo.tokens.expired = True
    assert await door.send("u1", TEXT)
    zalo.tokens.access = "ai-do-da-doi"
    assert await door.send("u1", TEXT)
    assert zalo.tokens.granted == ["refresh_token"] * 2


async def test_refused_twice_it_stops(zalo: ZaloOaStandIn, door: ZaloOaDoor) -> None:
    zalo.faults.next(Fault.own(-216), times=2, call="cs")
    became = await outcome(door)
    assert isinstance(became, ChannelStopped)
    assert OFFICE in became.remedy
    assert len(zalo.made("cs")) == 2


async def test_buttons(zalo: ZaloOaStandIn, door: ZaloOaDoor) -> None:
    await door.send("u1", PART)
    sent = zalo.chats["u1"][0]
    assert sent["text"] == "Chọn một việc"
    assert sent["attachment"]["payload"]["buttons"][1] == {
        "title": "Giấy tờ", "type": "oa.query.show", "payload": "Giấy tờ",
    }  # fmt: skip


async def test_buttons_that_are_not_taken_become_numbers(
    zalo: ZaloOaStandIn, door: ZaloOaDoor, capfd: pytest.CaptureFixture[str]
) -> None:
    zalo.takes_buttons = False
    for _ in range(2):
        assert await door.send("u1", PART)
    assert zalo.texts("u1") == [PART["plain"]] * 2
    assert len(zalo.made("cs")) == 4
    told = capfd.readouterr()
    assert (told.out + told.err).count("buttons_refused") == 1


async def test_the_template_type_is_a_setting(
    zalo: ZaloOaStandIn, address: str, base: KnowledgeBase, own_database: Database
) -> None:
    zalo.needs_template_type = True
    door = ZaloOaDoor(house(settings(address, zalo_oa_template_type=True), own_database, base), QUICK)
    await door.send("u1", PART)
    assert len(zalo.made("cs")) == 1
    await door.stop()


@pytest.mark.parametrize("code", [-201, -210, -233])
async def test_the_plainer_form_is_tried_once(zalo: ZaloOaStandIn, door: ZaloOaDoor, code: int) -> None:
    zalo.faults.next(Fault.own(code), times=2, call="cs")
    became = await outcome(door, PART)
    assert (type(became), became.reason) == (Refused, str(code))
    assert len(zalo.made("cs")) == 2
    zalo.faults.next(Fault.own(code), call="cs")
    assert type(await outcome(door, TEXT)) is Refused
    assert len(zalo.made("cs")) == 3


async def test_a_send_that_failed_is_repeated_once(zalo: ZaloOaStandIn, door: ZaloOaDoor) -> None:
    zalo.faults.next(Fault.own(-200), call="cs")
    assert await door.send("u1", TEXT)
    zalo.faults.next(Fault.own(-200), times=2, call="cs")
    assert (await outcome(door)).reason == "-200"
    assert len(zalo.made("cs")) == 4


@pytest.mark.parametrize("code", [-238, -241, -320, -321])
async def test_one_message_is_lost_and_somebody_is_told(
    zalo: ZaloOaStandIn, door: ZaloOaDoor, own_database: Database, code: int
) -> None:
    zalo.faults.next(Fault.own(code), call="cs")
    assert type(await outcome(door)) is Refused
    alerts = door._house.alerts
    assert [key for key, _, _ in alerts.open()] == [ACCOUNT]
    assert await door.send("u1", TEXT)


@pytest.fixture
async def pictured(
    zalo: ZaloOaStandIn, address: str, base: KnowledgeBase, own_database: Database
) -> AsyncIterator[ZaloOaDoor]:
    """A door whose own address is the stand-in's, so that it can read its own pictures."""
    zalo.photos["unreachable.png"] = PICTURE
    opened = ZaloOaDoor(house(settings(address, motcua_public_url=address), own_database, base), QUICK)
    yield opened
    await opened.stop()


def of_picture(url: str) -> dict[str, Any]:
    return {"text": "sơ đồ", "image": url, "plain": f"sơ đồ\n{url}"}


async def test_a_picture_by_its_address(zalo: ZaloOaStandIn, door: ZaloOaDoor) -> None:
    await door.send("u1", of_picture("https://a.vn/b.png"))
    assert zalo.chats["u1"][0]["attachment"]["payload"]["elements"] == [
        {"media_type": "image", "url": "https://a.vn/b.png"}
    ]


async def test_our_own_picture_is_uploaded_when_zalo_cannot_get_it(
    zalo: ZaloOaStandIn, pictured: ZaloOaDoor, address: str
) -> None:
    part = of_picture(f"{address}/photo/unreachable.png")
    await pictured.send("u1", part)
    await pictured.send("u1", part)
    ids = [sent["attachment"]["payload"]["elements"][0]["attachment_id"] for sent in zalo.chats["u1"]]
    assert ids == ["image-1", "image-1"]
    assert len(zalo.made("upload_image")) == 1


async def test_an_upload_that_expired_is_made_again(zalo: ZaloOaStandIn, pictured: ZaloOaDoor, address: str) -> None:
    part = of_picture(f"{address}/photo/unreachable.png")
    await pictured.send("u1", part)
    zalo.uploads["image-1"] = "expired"
    await pictured.send("u1", part)
    assert zalo.chats["u1"][1]["attachment"]["payload"]["elements"][0]["attachment_id"] == "image-2"


@pytest.mark.parametrize("url", ["https://khac.vn/unreachable.png", "{address}/photo/no-unreachable.png"])
async def test_a_picture_that_cannot_be_had_is_an_address(
    zalo: ZaloOaStandIn, pictured: ZaloOaDoor, address: str, url: str
) -> None:
    part = of_picture(url.format(address=address))
    await pictured.send("u1", part)
    assert zalo.texts("u1") == [part["plain"]]
    assert zalo.made("upload_image") == []


async def test_uploads_are_remembered_six_days(zalo: ZaloOaStandIn, pictured: ZaloOaDoor, address: str) -> None:
    moment = [0.0]
    attachments = Attachments(pictured._client, address, QUICK, lambda: moment[0])
    url = f"{address}/photo/unreachable.png"
    assert attachments.known(url) == ""
    assert await attachments.upload(url) == "image-1"
    assert attachments.known(url) == "image-1"
    moment[0] = 6 * 86_400.0
    assert attachments.known(url) == ""


async def test_the_other_endpoints(zalo: ZaloOaStandIn, door: ZaloOaDoor) -> None:
    client = door._client
    assert (await client.account())["oa_type"] == 4
    assert (await client.user("u1"))["user_id"] == "u1"
    assert (await client.quota("u1"))["cs_reply"]["remain"] == 8
    assert await client.upload_file(b"%PDF-", "a.pdf") == "file-1"
    zalo.faults.next(Fault.answer(200, '{"error":0,"message":"Success"}'), call="upload_file")
    with pytest.raises(ValueError, match="token"):
        await client.upload_file(b"%PDF-", "a.pdf")


async def test_a_person_s_picture(zalo: ZaloOaStandIn, door: ZaloOaDoor, address: str) -> None:
    zalo.photos["a"] = PICTURE
    assert await door.fetch(f"{address}/photo/a") == PICTURE
    assert await door.fetch(f"{address}/photo/b") is None
    assert await door.fetch("http://169.254.169.254/latest") is None
    assert await door.fetch("") is None


@pytest.mark.parametrize("per_minute", [1, 2, 10, 100, 4000])
async def test_no_minute_holds_more_than_the_budget(per_minute: int) -> None:
    limiter = budget(per_minute)
    assert limiter.max_rate + 60 * limiter.max_rate / limiter.time_period <= max(per_minute, 2) + 1e-6


async def test_the_budget_is_kept(
    zalo: ZaloOaStandIn, address: str, base: KnowledgeBase, own_database: Database
) -> None:
    door = ZaloOaDoor(house(settings(address, zalo_oa_per_minute=600), own_database, base), QUICK)
    started = time.monotonic()
    for _ in range(65):
        await door.send("u1", TEXT)
    assert time.monotonic() - started > 0.4
    await door.stop()


async def test_nothing_of_the_message_or_the_token_is_told(
    zalo: ZaloOaStandIn, door: ZaloOaDoor, capfd: pytest.CaptureFixture[str]
) -> None:
    words = repr(door)
    for fault in (Fault.own(-201, "chào u1 truy-cap-1"), Fault.answer(500), Fault.drop()):
        zalo.faults.next(fault, call="cs")
        became = await outcome(door)
        words += repr(became) + str(became.__cause__) + str(became.__context__)
    told = capfd.readouterr()
    for secret in ("chào", "truy-cap", "lam-moi", "oa-khoa"):
        assert secret not in words + told.out + told.err


@pytest.mark.parametrize("name", ["reply_error_*.json"])
def test_every_error_of_the_references_has_its_kind(name: str) -> None:
    found = [json.loads(path.read_text()) for path in sorted(PAYLOADS.glob(name))]
    if not found:
        pytest.skip("no references here")
    kinds = {error["error"]: type(failure(ApiError(error["error"]), OFFICE)).__name__ for error in found}
    assert kinds[-216] == kinds[-220] == kinds[-224] == "ChannelStopped"
    assert kinds[-32] == "NotSent"
    assert {kind for code, kind in kinds.items() if code not in (-216, -220, -224, -32)} == {"Refused"}


def test_our_requests_are_those_of_the_references() -> None:
    if not PAYLOADS.exists():
        pytest.skip("no references here")

    def reference(name: str) -> Any:
        return json.loads((PAYLOADS / name).read_text())["message"]

    assert message({"text": "hello, world!"}) == reference("req_cs_text.json")
    assert message({"text": "Chào cả nhóm!"}) == reference("req_group_text.json")
    by_url = {"text": "caption", "image": "https://example.invalid/bg_1.jpg"}
    assert message(by_url) == reference("req_cs_image_by_url.json")
    by_id = {"text": "", "image": "x", "attachment_id": "ATTACHMENT_ID"}
    assert message(by_id) == reference("req_cs_image_by_attachment.json")
    ours = message({"text": "Chọn một mục", "buttons": ["#hoso"]})
    theirs = reference("req_cs_text_with_buttons.json")
    theirs["attachment"]["payload"]["buttons"] = [{**theirs["attachment"]["payload"]["buttons"][1], "title": "#hoso"}]
    assert ours == theirs
