"""Tokens rotate once, are kept before they are used, and their end is told to a person."""

import asyncio
import multiprocessing
import threading
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from bot.doors.door import ChannelStopped, NotSent
from bot.doors.zalo_oa import tokens as tokens_module
from bot.doors.zalo_oa.limits import Limits
from bot.doors.zalo_oa.oauth import OAuth, Pair, challenge, new_verifier
from bot.doors.zalo_oa.opening import open_tokens
from bot.doors.zalo_oa.tables import ZaloTokenRow
from bot.doors.zalo_oa.token_store import TokenStore
from bot.doors.zalo_oa.tokens import Tokens, office_link
from bot.post.alerts import Alerts
from bot.settings import Settings
from knowledge.database import Database, now
from tests.bot.doors.zalo_oa.conftest import PUBLIC, QUICK, settings
from tests.stand_ins.faults import Fault
from tests.stand_ins.zalo_oa import ZaloOaStandIn

OFFICE = f"{PUBLIC}/office/zalo/connect"


@pytest.fixture(autouse=True)
def _no_long_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever finds its refresh token used waits for another to save the next pair."""
    monkeypatch.setattr(tokens_module, "SETTLE", 0.3)


class Clock:
    """Time that a test moves."""

    def __init__(self) -> None:
        self.moment = now()

    def __call__(self) -> datetime:
        return self.moment

    def pass_(self, **much: float) -> None:
        self.moment += timedelta(**much)


def tokens_of(made: Settings, database: Database, clock: Any = now, limits: Limits = QUICK) -> Tokens:
    return Tokens(TokenStore(database, made), OAuth(made, limits), Alerts(database), office_link(made), clock)


def test_the_verifier_and_its_challenge() -> None:
    assert challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk") == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
    assert len(new_verifier()) == 43


async def test_the_first_pair_comes_from_the_settings_and_is_sealed(
    zalo: ZaloOaStandIn, address: str, database: Database
) -> None:
    assert await tokens_of(settings(address), database).current() == "truy-cap-1"
    with database.read() as session:
        row = session.scalars(select(ZaloTokenRow)).one()
    assert "truy-cap" not in row.access + row.refresh + row.seed
    assert "lam-moi" not in row.access + row.refresh + row.seed
    assert zalo.tokens.granted == []


async def test_renewed_at_twenty_hours_and_not_before(
    zalo: ZaloOaStandIn, address: str, own_database: Database
) -> None:
    clock = Clock()
    tokens = tokens_of(settings(address), own_database, clock)
    clock.pass_(hours=0)
    assert await tokens.current() == "truy-cap-1"
    clock.pass_(hours=19, minutes=59)
    assert await tokens.current() == "truy-cap-1"
    clock.pass_(minutes=1)
    assert await tokens.current() == "truy-cap-2"
    clock.pass_(hours=20)
    assert await tokens.current() == "truy-cap-3"
    assert zalo.tokens.granted == ["refresh_token"] * 2


async def test_renewed_five_minutes_before_its_end(zalo: ZaloOaStandIn, address: str, own_database: Database) -> None:
    zalo.tokens.life = 3600
    clock = Clock()
    tokens = tokens_of(settings(address, zalo_oa_access_token=""), own_database, clock)
    assert await tokens.current() == "truy-cap-2"
    clock.pass_(minutes=54)
    assert await tokens.current() == "truy-cap-2"
    clock.pass_(minutes=2)
    assert await tokens.current() == "truy-cap-3"


async def test_a_refused_token_is_renewed_once_for_everybody(
    zalo: ZaloOaStandIn, address: str, database: Database
) -> None:
    tokens = tokens_of(settings(address), database)
    await tokens.current()
    found = await asyncio.gather(*(tokens.instead_of("truy-cap-1") for _ in range(10)))
    assert set(found) == {"truy-cap-2"}
    assert await tokens.instead_of("truy-cap-1") == "truy-cap-2"
    assert zalo.tokens.granted == ["refresh_token"]


async def test_trouble_on_the_way_keeps_a_token_that_is_still_good(
    zalo: ZaloOaStandIn, address: str, own_database: Database
) -> None:
    clock = Clock()
    tokens = tokens_of(settings(address), own_database, clock)
    await tokens.current()
    clock.pass_(hours=21)
    zalo.faults.next(Fault.answer(503), times=9, call="token")
    assert await tokens.current() == "truy-cap-1"
    assert await tokens.current() == "truy-cap-1"
    zalo.faults.clear()
    clock.pass_(hours=3, minutes=57)
    assert await tokens.current() == "truy-cap-2"


@pytest.mark.parametrize(
    "fault",
    [Fault.answer(503), Fault.answer(429), Fault.answer(200), Fault.own(-32), Fault.silence(1), Fault.drop()],
)
async def test_without_a_good_token_trouble_is_tried_again_later(
    zalo: ZaloOaStandIn, address: str, own_database: Database, fault: Fault
) -> None:
    tokens = tokens_of(settings(address, zalo_oa_access_token=""), own_database)
    zalo.faults.next(fault, call="token")
    with pytest.raises(NotSent, match="oauth_"):
        await tokens.current()
    assert await tokens.current() == "truy-cap-2"
    assert Alerts(own_database).open() == []


async def test_a_used_refresh_token_ends_it_and_says_where_to_go(
    zalo: ZaloOaStandIn, address: str, database: Database
) -> None:
    tokens = tokens_of(settings(address, zalo_oa_refresh_token="lam-moi-cu"), database)
    await tokens.current()
    for _ in range(3):
        with pytest.raises(ChannelStopped) as stopped:
            await tokens.instead_of("truy-cap-1")
    assert stopped.value.reason == "-14020"
    assert OFFICE in stopped.value.remedy
    assert [(key, OFFICE in text) for key, text, _ in Alerts(database).open()] == [("zalo_oa:stopped", True)]
    zalo.calls.clear()
    assert zalo.tokens.granted == []


async def test_an_answer_that_was_lost_ends_it(zalo: ZaloOaStandIn, address: str, own_database: Database) -> None:
    tokens = tokens_of(settings(address, zalo_oa_access_token=""), own_database)
    zalo.faults.next(Fault.silence(1, accepted=True), call="token")
    with pytest.raises(NotSent):
        await tokens.current()
    with pytest.raises(ChannelStopped, match="-14020"):
        await tokens.current()


async def test_a_failure_before_the_end_does_not_stop_a_good_token(
    zalo: ZaloOaStandIn, address: str, own_database: Database
) -> None:
    clock = Clock()
    tokens = tokens_of(settings(address, zalo_oa_refresh_token="lam-moi-cu"), own_database, clock)
    await tokens.current()
    clock.pass_(hours=21)
    assert await tokens.current() == "truy-cap-1"
    assert len(Alerts(own_database).open()) == 1
    clock.pass_(hours=5)
    with pytest.raises(ChannelStopped):
        await tokens.current()


async def test_nothing_to_begin_with(zalo: ZaloOaStandIn, address: str, own_database: Database) -> None:
    tokens = tokens_of(settings(address, zalo_oa_access_token="", zalo_oa_refresh_token=""), own_database)
    with pytest.raises(ChannelStopped, match="no_token"):
        await tokens.current()
    only_access = settings(address, zalo_oa_refresh_token="")
    tokens = tokens_of(only_access, own_database)
    assert await tokens.current() == "truy-cap-1"
    with pytest.raises(ChannelStopped, match="no_refresh_token"):
        await tokens.instead_of("truy-cap-1")


async def test_new_tokens_in_the_settings_are_taken_after_a_failure_only(
    zalo: ZaloOaStandIn, address: str, database: Database
) -> None:
    old = tokens_of(settings(address, zalo_oa_refresh_token="lam-moi-cu"), database)
    await old.current()
    fresh = settings(address, zalo_oa_access_token="truy-cap-khac")
    assert await tokens_of(fresh, database).current() == "truy-cap-1"
    with pytest.raises(ChannelStopped):
        await old.instead_of("truy-cap-1")
    assert await tokens_of(fresh, database).current() == "truy-cap-khac"
    assert await tokens_of(fresh, database).instead_of("truy-cap-khac") == "truy-cap-2"
    assert Alerts(database).open() == []


async def test_another_secret_key_cannot_open_them(zalo: ZaloOaStandIn, address: str, own_database: Database) -> None:
    await tokens_of(settings(address), own_database).current()
    with pytest.raises(ChannelStopped, match="unreadable") as stopped:
        await tokens_of(settings(address, motcua_secret_key="khac"), own_database).current()
    assert "MOTCUA_SECRET_KEY" in stopped.value.remedy


async def test_the_pair_is_saved_even_if_nobody_waits_for_it(
    zalo: ZaloOaStandIn, address: str, own_database: Database
) -> None:
    tokens = tokens_of(settings(address, zalo_oa_access_token=""), own_database, limits=Limits())
    zalo.faults.next(Fault.slow(0.3), call="token")
    waiting = asyncio.create_task(tokens.current())
    await asyncio.sleep(0.15)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    await tokens.stop()
    assert await tokens.current() == "truy-cap-2"
    assert zalo.tokens.granted == ["refresh_token"]


async def test_a_database_that_is_away_is_waited_for(
    zalo: ZaloOaStandIn, address: str, own_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = settings(address, zalo_oa_access_token="")
    store = TokenStore(own_database, made)
    save, left = store.renewed, [2]

    def renewed(generation: int, pair: Pair, moment: datetime) -> bool:
        if left[0]:
            left[0] -= 1
            raise OperationalError("UPDATE", {}, Exception("away"))
        return save(generation, pair, moment)

    monkeypatch.setattr(store, "renewed", renewed)
    tokens = Tokens(store, OAuth(made, QUICK), Alerts(own_database), "x")
    assert await tokens.current() == "truy-cap-2"
    assert await tokens_of(made, own_database).current() == "truy-cap-2"


def test_a_lease_is_one_persons_and_runs_out(own_database: Database, address: str) -> None:
    store, moment = TokenStore(own_database, settings(address)), now()
    stored = store.load(moment)
    assert stored is not None
    lease = store.lease(stored.generation, moment)
    assert lease
    assert not store.lease(stored.generation, moment + timedelta(seconds=29))
    store.release("not-theirs")
    assert not store.lease(stored.generation, moment + timedelta(seconds=29))
    other = store.lease(stored.generation, moment + timedelta(seconds=31))
    assert other
    store.release(lease)
    assert not store.lease(stored.generation, moment + timedelta(seconds=32))
    assert store.renewed(stored.generation, Pair("a", "b"), moment)
    assert not store.renewed(stored.generation, Pair("c", "d"), moment)
    assert not store.lease(stored.generation, moment + timedelta(hours=1))


async def test_one_whose_lease_ran_out_still_saves_its_pair(
    zalo: ZaloOaStandIn, address: str, own_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second gets -14020, waits a moment, and finds what the first has saved."""
    made = settings(address, zalo_oa_access_token="")
    clock = Clock()
    slow, other = tokens_of(made, own_database, clock, Limits()), tokens_of(made, own_database, clock, Limits())
    zalo.faults.next(Fault.slow(0.6), call="token")
    zalo.faults.next(Fault.own(-14020), call="token")
    monkeypatch.setattr(tokens_module, "SETTLE", 2.0)
    first = asyncio.create_task(slow.current())
    await asyncio.sleep(0.2)
    clock.pass_(seconds=31)
    assert await other.current() == "truy-cap-2"
    assert await first == "truy-cap-2"
    assert Alerts(own_database).open() == []


def test_many_threads_renew_once(zalo: ZaloOaStandIn, address: str, database: Database) -> None:
    made = settings(address, zalo_oa_access_token="")
    zalo.faults.often(Fault.slow(0.2), 1.0, call="token")
    found: list[str] = []

    def one() -> None:
        tokens = tokens_of(made, database, limits=Limits())

        async def several() -> None:
            found.extend(await asyncio.gather(*(tokens.current() for _ in range(3))))

        asyncio.run(several())

    threads = [threading.Thread(target=one) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == ["truy-cap-2"] * 18
    assert (zalo.tokens.granted, zalo.tokens.asked) == (["refresh_token"], 1)
    assert Alerts(database).open() == []


def in_a_process(url: str, address: str, found: Any) -> None:
    """What each of the processes of the next test does: a token, the first being refused."""
    database = Database(url)
    tokens = open_tokens(settings(address), database, Alerts(database), Limits())
    found.put(asyncio.run(tokens.instead_of("truy-cap-1")))
    database.close()


@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
def test_many_processes_renew_once(zalo: ZaloOaStandIn, address: str, database: Database) -> None:
    """Forked, for starting Python anew takes longer than all the rest of this file."""
    zalo.faults.often(Fault.slow(0.5), 1.0, call="token")
    url = database.engine.url.render_as_string(hide_password=False).replace("+psycopg", "")
    context = multiprocessing.get_context("fork")
    found = context.SimpleQueue()
    processes = [context.Process(target=in_a_process, args=(url, address, found)) for _ in range(4)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(30)
    assert [process.exitcode for process in processes] == [0] * 4
    assert [found.get() for _ in processes] == ["truy-cap-2"] * 4
    assert (zalo.tokens.granted, zalo.tokens.asked) == (["refresh_token"], 1)


async def test_no_token_in_logs_or_words(
    zalo: ZaloOaStandIn, address: str, own_database: Database, capfd: pytest.CaptureFixture[str]
) -> None:
    clock = Clock()
    tokens = tokens_of(settings(address), own_database, clock)
    await tokens.current()
    clock.pass_(hours=21)
    await tokens.current()
    zalo.faults.next(Fault.own(-14020, "truy-cap-2 lam-moi-2"), call="token")
    with pytest.raises(ChannelStopped) as stopped:
        await tokens.instead_of("truy-cap-2")
    stored = await tokens.age()
    told = capfd.readouterr()
    words = (
        told.out + told.err + repr(stored) + repr(stopped.value) + stopped.value.remedy + repr(Pair("truy-cap", "x"))
    )
    assert "zalo_token_renewed" in words
    for secret in ("truy-cap", "lam-moi", "app-khoa"):
        assert secret not in words


def test_the_consent_is_used_once(address: str, database: Database) -> None:
    store, moment = TokenStore(database, settings(address)), now()
    store.begin_consent("a", "v" * 43, moment)
    store.begin_consent("b", "w" * 43, moment)
    assert store.end_consent("a", moment) == "v" * 43
    assert store.end_consent("a", moment) == ""
    assert store.end_consent("x", moment) == ""
    assert store.end_consent("b", moment + timedelta(minutes=16)) == ""
