"""The stand-in answers as the recorded replies do."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.testclient import TestClient

from tests.stand_ins import zalo_bot_updates as updates
from tests.stand_ins.faults import Fault
from tests.stand_ins.zalo_bot import TOKEN, ZaloBotStandIn

PAYLOADS = Path(__file__).parents[3] / "shared" / "payloads" / "channels"


@pytest.fixture
def platform() -> ZaloBotStandIn:
    return ZaloBotStandIn()


@pytest.fixture
def client(platform: ZaloBotStandIn) -> Iterator[TestClient]:
    with TestClient(platform.app) as made:
        yield made


def call(client: TestClient, method: str, token: str = TOKEN, **params: Any) -> httpx.Response:
    answer: httpx.Response = client.post(f"/bot{token}/{method}", json=params)
    return answer


def shape(value: Any) -> Any:
    """Names and types, without the values."""
    return {key: shape(inner) for key, inner in value.items()} if isinstance(value, dict) else type(value)


@pytest.mark.parametrize(
    ("name", "method", "params"),
    [
        ("getme_success", "getMe", {}),
        ("sendmessage_success", "sendMessage", {"chat_id": "c", "text": "x"}),
        ("sendchataction_success", "sendChatAction", {"chat_id": "c", "action": "typing"}),
        ("setwebhook_success", "setWebhook", {"url": "https://x.vn", "secret_token": "12345678"}),
        ("deletewebhook_success", "deleteWebhook", {}),
        ("getwebhookinfo_none", "getWebhookInfo", {}),
        ("getupdates_idle", "getUpdates", {"timeout": "0"}),
    ],
)
def test_the_shape_is_the_recorded_one(client: TestClient, name: str, method: str, params: dict[str, Any]) -> None:
    path = PAYLOADS / f"bot_{name}.json"
    if not path.exists():
        pytest.skip("the reference payloads are not beside the repository")
    recorded = json.loads(path.read_text())
    status = recorded.pop("_http_status", 200)
    answer = call(client, method, **params)
    assert (answer.status_code, shape(answer.json())) == (status, shape(recorded))


@pytest.mark.parametrize(
    ("method", "params", "code"),
    [
        ("sendMessage", {"chat_id": "c", "text": ""}, 400),
        ("sendMessage", {"chat_id": "c", "text": "x" * 2001}, 400),
        ("sendMessage", {"chat_id": 5, "text": "x"}, 400),
        ("sendMessage", {"chat_id": "c", "text": "😀", "text_styles": [{"start": 0, "len": 3, "st": ["b"]}]}, 400),
        ("sendMessage", {"chat_id": "blocked", "text": "x"}, 403),
        ("sendPhoto", {"chat_id": "c", "photo": "http://x.vn/a"}, 400),
        ("sendPhoto", {"chat_id": "c", "photo": "https://x.vn/a", "caption": ""}, 400),
        ("sendChatAction", {"chat_id": "c", "action": "dancing"}, 400),
        ("setWebhook", {"url": "http://x.vn", "secret_token": "12345678"}, 400),
        ("setWebhook", {"url": "https://x.vn", "secret_token": "1234567"}, 400),
        ("sendmessage", {"chat_id": "c", "text": "x"}, 404),
        ("call", {}, 404),
    ],
)
def test_what_the_platform_does_not_take(
    client: TestClient, platform: ZaloBotStandIn, method: str, params: dict[str, Any], code: int
) -> None:
    platform.blocked.add("blocked")
    answer = call(client, method, **params)
    assert (answer.status_code, answer.json()["ok"]) == (code, False)
    assert not any(platform.chats.values())


def test_a_wrong_token(client: TestClient) -> None:
    assert call(client, "getMe", token="0:x").json()["error_code"] == 401


def test_the_quota_and_errors_in_the_body_only(client: TestClient, platform: ZaloBotStandIn) -> None:
    platform.quota, platform.errors_as_200 = 1, True
    assert call(client, "sendMessage", chat_id="c", text="x").json()["ok"]
    answer = call(client, "sendMessage", chat_id="c", text="x")
    assert (answer.status_code, answer.json()["error_code"]) == (200, 429)


def test_an_update_is_handed_out_once_and_none_beside_a_webhook(client: TestClient, platform: ZaloBotStandIn) -> None:
    platform.waiting.append(updates.text("một"))
    assert call(client, "getUpdates", timeout="0").json()["result"]["message"]["text"] == "một"
    assert call(client, "getUpdates", timeout="0").status_code == 408
    call(client, "setWebhook", url="https://x.vn", secret_token="12345678")
    assert call(client, "getUpdates", timeout="0").status_code == 409


def test_accepted_and_no_answer(client: TestClient, platform: ZaloBotStandIn) -> None:
    platform.faults.next(Fault.answer(504, accepted=True), call="sendMessage")
    assert call(client, "sendMessage", chat_id="c", text="x").status_code == 504
    assert platform.texts("c") == ["x"]


def test_faults_by_chance_are_the_same_every_time() -> None:
    def run() -> list[int]:
        platform = ZaloBotStandIn(seed=7)
        platform.faults.often(Fault.own(500), 0.3)
        with TestClient(platform.app) as client:
            return [call(client, "getMe").status_code for _ in range(40)]

    assert run() == run()
    assert 3 < run().count(500) < 25


def test_deliveries_twice_and_out_of_order(platform: ZaloBotStandIn) -> None:
    made = [updates.text(str(number)) for number in range(10)]
    out = platform.deliveries(made, twice=True, shuffled=True)
    assert len(out) == 20
    assert out != [update for update in made for _ in range(2)]
