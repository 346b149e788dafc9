"""The stand-in itself: it refuses what Telegram refuses, and delivers as badly as it is told to."""

from collections.abc import Iterator

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tests.stand_ins import telegram_updates as updates
from tests.stand_ins.faults import Fault
from tests.stand_ins.serving import served
from tests.stand_ins.telegram import TOKEN, TelegramStandIn


@pytest.fixture
def stand_in() -> TelegramStandIn:
    return TelegramStandIn()


@pytest.fixture
def client(stand_in: TelegramStandIn) -> Iterator[httpx.Client]:
    with served(stand_in.app) as address, httpx.Client(base_url=f"{address}/bot{TOKEN}", trust_env=False) as opened:
        yield opened


def test_json_form_and_multipart_are_read_alike(stand_in: TelegramStandIn, client: httpx.Client) -> None:
    wire = {"chat_id": "77", "text": "chào"}
    for sent in (client.post("/sendMessage", json=wire), client.post("/sendMessage", data=wire),
                 client.post("/sendMessage", data=wire, files={"document": ("a.txt", b"a")})):  # fmt: skip
        assert sent.json()["result"]["text"] == "chào"
    assert stand_in.texts(77) == ["chào"] * 3
    assert client.post("/getMe").json()["result"]["username"] == "t_bot"


@pytest.mark.parametrize(
    ("message", "description"),
    [
        ({"chat_id": 1, "text": ""}, "message text is empty"),
        ({"chat_id": 1, "text": "ế" * 4097}, "message is too long"),
        ({"chat_id": 1, "text": "😀" * 2049}, "message is too long"),
        ({"chat_id": "ai", "text": "a"}, "chat not found"),
        ({"chat_id": 1, "text": "a", "entities": [{"type": "bold", "offset": 0, "length": 2}]}, "entity"),
        ({"chat_id": 1, "text": "a", "reply_markup": {"inline_keyboard": [[{"text": "a", "callback_data": "a" * 65}]]}},
         "BUTTON_DATA_INVALID"),
        ({"chat_id": 1, "text": "a", "reply_markup": {"inline_keyboard": [[{"text": "a", "url": "http://localhost"}]]}},
         "URL is invalid"),
    ],
)  # fmt: skip
def test_what_telegram_refuses(client: httpx.Client, message: dict[str, object], description: str) -> None:
    answer = client.post("/sendMessage", json=message)
    assert answer.status_code == 400
    assert description in answer.json()["description"]


def test_what_just_fits(client: httpx.Client) -> None:
    keyboard = {"inline_keyboard": [[{"text": "a", "callback_data": "a" * 64}]]}
    fits = {"chat_id": 1, "text": "😀" * 2048, "reply_markup": keyboard}
    assert client.post("/sendMessage", json=fits).status_code == 200


def test_the_wrong_token(client: httpx.Client) -> None:
    assert client.post(str(client.base_url).replace(TOKEN, "1:x") + "getMe").status_code == 401


def test_faults_come_in_order_and_end(stand_in: TelegramStandIn, client: httpx.Client) -> None:
    stand_in.faults.next(Fault.own(429, "Too Many Requests", parameters={"retry_after": 1}), call="getMe")
    stand_in.faults.next(Fault.answer(503, retry_after="3"), times=2)
    codes = [client.post("/getMe").status_code for _ in range(4)]
    assert codes == [429, 503, 503, 200]


def test_deliveries_twice_and_out_of_order() -> None:
    seen: list[tuple[int, str]] = []

    async def hook(request: Request) -> Response:
        seen.append(((await request.json())["update_id"], request.headers["X-Telegram-Bot-Api-Secret-Token"]))
        return Response()

    asked = [updates.text(f"câu {number}") for number in range(4)]
    with served(Starlette(routes=[Route("/hook", hook, methods=["POST"])])) as address:
        statuses = TelegramStandIn().push(f"{address}/hook", asked, secret="s", twice=True, shuffled=True)
    numbers = [update["update_id"] for update in asked]
    assert statuses == [200] * 8
    assert sorted(number for number, _ in seen) == sorted(numbers * 2)
    assert [number for number, _ in seen] != sorted(numbers * 2)
    assert {secret for _, secret in seen} == {"s"}
