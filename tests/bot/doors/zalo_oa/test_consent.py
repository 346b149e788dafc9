"""The office connects the account: to Zalo's consent page and back with a pair of tokens."""

from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from fastapi import FastAPI, HTTPException

from bot.doors.zalo_oa.consent import consent_routes
from bot.doors.zalo_oa.opening import open_tokens
from bot.post.alerts import Alerts
from bot.settings import Settings
from knowledge.base import KnowledgeBase
from knowledge.database import Database
from tests.bot.doors.zalo_oa.conftest import PUBLIC, QUICK, house, settings
from tests.stand_ins.faults import Fault
from tests.stand_ins.zalo_oa import APP_ID, ZaloOaStandIn

CONNECT, CALLBACK = "/office/zalo/connect", "/office/zalo/callback"


class Office:
    """The two pages, behind a door that can be locked."""

    def __init__(self, made: Settings, database: Database, base: KnowledgeBase) -> None:
        self.locked = False
        app = FastAPI()
        app.include_router(consent_routes(house(made, database, base), self.official, QUICK))
        self.client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=PUBLIC)

    def official(self) -> None:
        if self.locked:
            raise HTTPException(401)

    async def consented(self) -> str:
        """Through Zalo's page, as a browser goes; the path and query it comes back with."""
        there = await self.client.get(CONNECT)
        assert there.status_code == 302
        async with httpx.AsyncClient(trust_env=False) as browser:
            back = (await browser.get(there.headers["location"])).headers["location"]
        assert back.startswith(PUBLIC + CALLBACK)
        return str(back).removeprefix(PUBLIC)


@pytest.fixture
def made(address: str) -> Settings:
    return settings(address, zalo_oa_access_token="", zalo_oa_refresh_token="")


@pytest.fixture
async def office(
    zalo: ZaloOaStandIn, made: Settings, own_database: Database, base: KnowledgeBase
) -> AsyncIterator[Office]:
    opened = Office(made, own_database, base)
    yield opened
    await opened.client.aclose()


async def current(made: Settings, database: Database) -> str:
    return await open_tokens(made, database, Alerts(database), QUICK).current()


async def test_from_nothing_to_a_token(
    office: Office, zalo: ZaloOaStandIn, made: Settings, own_database: Database
) -> None:
    Alerts(own_database).raise_("zalo_oa:stopped", "x")
    answer = await office.client.get(await office.consented())
    assert answer.status_code == 200
    assert "Đã kết nối Zalo" in answer.text
    assert "truy-cap" not in answer.text
    assert await current(made, own_database) == zalo.tokens.access
    assert zalo.tokens.granted == ["authorization_code"]
    assert Alerts(own_database).open() == []


async def test_what_the_consent_link_holds(office: Office) -> None:
    link = (await office.client.get(CONNECT)).headers["location"]
    asked = {key: values[0] for key, values in parse_qs(urlsplit(link).query).items()}
    assert set(asked) == {"app_id", "redirect_uri", "code_challenge", "state"}
    assert asked["app_id"] == APP_ID
    assert asked["redirect_uri"] == PUBLIC + CALLBACK
    assert len(asked["code_challenge"]) == 43
    assert link != (await office.client.get(CONNECT)).headers["location"]


async def test_the_verifier_of_the_console(
    zalo: ZaloOaStandIn, address: str, own_database: Database, base: KnowledgeBase
) -> None:
    fixed = settings(address, zalo_oa_code_verifier="v" * 43)
    office = Office(fixed, own_database, base)
    links = [(await office.client.get(CONNECT)).headers["location"] for _ in range(2)]
    assert len({parse_qs(urlsplit(link).query)["code_challenge"][0] for link in links}) == 1
    assert (await office.client.get(await office.consented())).status_code == 200


async def test_a_link_back_works_once_and_only_ours(
    office: Office, zalo: ZaloOaStandIn, made: Settings, own_database: Database
) -> None:
    back = await office.consented()
    code = parse_qs(urlsplit(back).query)["code"][0]
    for query in (f"?code={code}&state=khac", f"?code={code}", "?state=x", "", f"?code={'x' * 5000}"):
        assert (await office.client.get(CALLBACK + query)).status_code in (400, 422)
    assert zalo.tokens.granted == []
    assert (await office.client.get(back)).status_code == 200
    assert (await office.client.get(back)).status_code == 400
    assert zalo.tokens.granted == ["authorization_code"]


@pytest.mark.parametrize(
    "fault", [Fault.own(-14019), Fault.answer(503), Fault.silence(1.0), Fault.drop(), Fault.own(-32)]
)
async def test_trouble_with_the_exchange_is_told(office: Office, zalo: ZaloOaStandIn, fault: Fault) -> None:
    back = await office.consented()
    zalo.faults.next(fault, call="token")
    answer = await office.client.get(back)
    assert answer.status_code == 502
    assert CONNECT in answer.text


async def test_only_the_office(office: Office) -> None:
    office.locked = True
    assert (await office.client.get(CONNECT)).status_code == 401
    assert (await office.client.get(CALLBACK + "?code=a&state=b")).status_code == 401


@pytest.mark.parametrize("name", ["motcua_public_url", "zalo_app_secret"])
async def test_what_is_missing_is_named(address: str, own_database: Database, base: KnowledgeBase, name: str) -> None:
    changed: dict[str, Any] = {name: ""}
    answer = await Office(settings(address, **changed), own_database, base).client.get(CONNECT)
    assert answer.status_code == 409
    assert name.upper() in answer.text
