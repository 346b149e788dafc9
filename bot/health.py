"""Liveness, readiness and figures."""

import asyncio

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy.exc import SQLAlchemyError

from bot.engines import Engines
from bot.metrics import WAITING
from bot.post.inbox import Inbox

__all__ = ["health_routes"]

NOT_READY = 503


def health_routes(inbox: Inbox, engines: Engines) -> APIRouter:
    """``/health/live``, ``/health/ready``, ``/metrics``."""
    router = APIRouter()

    @router.get("/health/live")
    async def live() -> dict[str, str]:
        return {"app": "motcua", "status": "live"}

    @router.get("/health/ready")
    async def ready() -> JSONResponse:
        parts = {"database": await asyncio.to_thread(_database_answers, inbox), "engine": await engines.ready()}
        return JSONResponse({"ready": all(parts.values()), **parts}, 200 if all(parts.values()) else NOT_READY)

    @router.get("/metrics")
    async def metrics() -> Response:
        WAITING.set(await asyncio.to_thread(inbox.waiting))
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    return router


def _database_answers(inbox: Inbox) -> bool:
    try:
        inbox.waiting()
    except SQLAlchemyError:
        return False
    return True
