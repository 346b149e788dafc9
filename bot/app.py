"""Put the application together: doors, post room, actions, health, the page."""

import asyncio
import gc
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from fastapi.staticfiles import StaticFiles
from sqlalchemy.exc import SQLAlchemyError
from starlette.middleware.base import RequestResponseEndpoint

from bot.action_route import action_route
from bot.doors.door import Door
from bot.doors.house import House
from bot.doors.opening import open_doors
from bot.doors.web import web_door
from bot.doors.webhooks import Intake, webhook_routes
from bot.doors.zalo_oa.consent import consent_routes
from bot.doors.zalo_oa.verification import verification_routes, verification_tag
from bot.engines import Engines
from bot.front_page import front_page
from bot.health import health_routes
from bot.jobs import Jobs
from bot.office.login import only_officials
from bot.office.page import office_routes
from bot.own_data.link import link_routes
from bot.own_data.opening import OwnDataParts, open_own_data
from bot.own_data.retention import Retention
from bot.post.alerts import Alerts
from bot.post.inbox import Inbox, Message
from bot.post.outbox import Delivery, Outbox
from bot.post.sender import Sender
from bot.post.typing import typing
from bot.screening.pictures import Pictures
from bot.screening.rates import RateLimit
from bot.screening.screen import Screen
from bot.settings import Settings, secret_of
from bot.turn import Turn
from bot.workers import Workers
from connectors.onestop import ExchangeOneStop, OneStop
from dialogues.actions import all_actions
from knowledge.base import KnowledgeBase
from knowledge.database import Database

__all__ = ["Parts", "create_app"]

WEB = Path(__file__).parent / "web"
_HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


@dataclass(frozen=True, slots=True)
class Parts:
    """What the application holds open."""

    database: Database
    base: KnowledgeBase
    inbox: Inbox
    outbox: Outbox
    engines: Engines
    house: House
    doors: Mapping[str, Door]
    alerts: Alerts
    workers: Workers[Message]
    senders: Workers[Delivery]
    onestop: OneStop | None
    own_data: OwnDataParts
    jobs: Jobs


def create_app(settings: Settings, base: KnowledgeBase | None = None) -> FastAPI:
    """The ASGI application; its lifespan starts and stops the turn workers.

    ``base`` is a knowledge base built already; without one it is built from the database.
    """
    parts = _parts(settings, base)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        if parts.database.is_sqlite:
            parts.inbox.release_all()
            parts.outbox.release_all()
        for door in parts.doors.values():
            await door.start()
        parts.workers.start()
        parts.senders.start()
        parts.jobs.start()
        yield
        parts.jobs.stop()
        await asyncio.gather(parts.workers.stop(), parts.senders.stop())
        for door in parts.doors.values():
            await door.stop()
        await parts.engines.close()
        if parts.onestop:
            await parts.onestop.close()
        parts.database.close()

    app = FastAPI(title="Motcua", lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)
    app.state.parts = parts
    app.exception_handler(RequestValidationError)(_bad_request)
    app.exception_handler(SQLAlchemyError)(_database_away)
    app.middleware("http")(_security_headers)
    token = secret_of(settings, "engine_token")
    actions = all_actions(parts.base, parts.onestop, settings.onestop_kind == "simulator")
    app.include_router(action_route(actions, token))
    app.include_router(health_routes(parts.inbox, parts.engines))
    per_address = RateLimit(settings.motcua_rate_per_address if settings.motcua_rates == "on" else 0)
    own_token = secret_of(settings, "motcua_secret_key")
    app.include_router(web_door(parts.inbox, parts.workers.wake, parts.base, per_address, own_token))
    app.include_router(webhook_routes(parts.doors, Intake(parts.inbox, parts.workers.wake)))
    app.include_router(link_routes(parts.own_data.links, parts.own_data.kept))
    official = only_officials(own_token)
    app.include_router(office_routes(parts.database, parts.base, parts.alerts, official))
    app.include_router(consent_routes(parts.house, official))
    app.include_router(verification_routes(settings))
    app.include_router(front_page(WEB / "index.html", verification_tag(settings)))
    app.mount("/", StaticFiles(directory=WEB, html=True))
    return app


def _parts(settings: Settings, base: KnowledgeBase | None) -> Parts:
    database = Database(settings.database)
    base = base or _index(database, settings)
    inbox = Inbox(database)
    engines = Engines(settings.engines, secret_of(settings, "engine_token"), settings.engine_timeout)
    per_chat = RateLimit(settings.motcua_rate_per_chat if settings.motcua_rates == "on" else 0)
    doors: dict[str, Door] = {}

    async def fetch(channel: str, media: str) -> bytes | None:
        return await doors[channel].fetch(media) if channel in doors else None

    own = open_own_data(settings, database, engines)
    screen = Screen(
        inbox.buttons, base, per_chat, settings.motcua_closed, own.consenting, own.answering, own.deleting.is_under_way
    )
    turn = Turn(inbox, engines, base, screen, Pictures(fetch), own.deleting)

    async def run(message: Message) -> None:
        async with typing(doors, message.channel, message.chat_id):
            await turn.run(message)
        senders.wake()

    outbox, alerts = Outbox(database), Alerts(database)
    workers = Workers("turn", inbox.claim, run)
    house = House(settings, database, base, outbox, alerts, Intake(inbox, workers.wake))
    doors.update(open_doors(house))
    sender = Sender(outbox, doors, alerts)
    senders = Workers("send", sender.claim, sender.run)
    jobs = Jobs(own.deleting, Retention(database, engines, settings), database)
    return Parts(
        database, base, inbox, outbox, engines, house, doors, alerts, workers, senders, _onestop(settings), own, jobs
    )


def _index(database: Database, settings: Settings) -> KnowledgeBase:
    """The knowledge base; what lives as long as the process is not looked through again by the garbage collector.

    That is a third of the time of an index built anew after an edit.
    """
    base = KnowledgeBase(database, settings.motcua_commune)
    gc.collect()
    gc.freeze()
    return base


def _onestop(settings: Settings) -> OneStop | None:
    if settings.onestop_kind == "none" or not settings.onestop_url:
        return None
    name, password = settings.onestop_username, settings.onestop_password
    if settings.onestop_kind == "simulator":
        name, password = name or "motcua", password or "simulator"
    return ExchangeOneStop(settings.onestop_url, name, password, settings.onestop_agency)


async def _bad_request(_request: Request, _error: Exception) -> JSONResponse:
    """The values stay out of the answer: they may hold personal numbers."""
    return JSONResponse({"detail": "Yêu cầu chưa đúng dạng: cần chat_id và một trong hai trường text, payload."}, 422)


async def _database_away(_request: Request, error: Exception) -> Response:
    """Handled here, so that the server does not print the error with a row of a person in it."""
    structlog.get_logger().error("database_failed", kind=type(error).__name__)
    return Response(status_code=503)


async def _security_headers(request: Request, call_next: RequestResponseEndpoint) -> Response:
    response = await call_next(request)
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    return response
