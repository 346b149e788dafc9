"""The one route the engine calls: rasa-sdk's executor behind the engine's token."""

import hmac
from typing import Annotated, Any

import structlog
from fastapi import APIRouter, Header, HTTPException, Query, Request
from fastapi.responses import JSONResponse
from rasa_sdk import Action
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException

from bot.metrics import ACTIONS

__all__ = ["action_route"]

_log = structlog.get_logger()


def action_route(actions: list[Action], token: str) -> APIRouter:
    """``POST /internal/actions``; anything but the engine's token gets 403."""
    executor = ActionExecutor()
    for action in actions:
        executor.register_action(action)
    known = {action.name() for action in actions}
    router = APIRouter(prefix="/internal")

    @router.post("/actions", include_in_schema=False)
    async def run_action(
        request: Request,
        token_given: Annotated[str, Query(alias="token")] = "",
        authorization: Annotated[str, Header()] = "",
    ) -> JSONResponse:
        given = token_given or authorization.removeprefix("Bearer ").strip()
        if not hmac.compare_digest(given.encode(), token.encode()):
            raise HTTPException(403, "only the engine may call actions")
        call = await request.json()
        call.setdefault("domain", {})  # selective domain: no action of ours reads it
        name = str(call.get("next_action") or "")
        label = name if name in known else "unknown"
        try:
            result = await executor.run(call)
        except ActionExecutionRejection as error:
            ACTIONS.labels(label, "rejected").inc()
            return JSONResponse({"error": str(error), "action_name": error.action_name}, 400)
        except ActionNotFoundException as error:
            ACTIONS.labels(label, "not_found").inc()
            return JSONResponse({"error": str(error), "action_name": error.action_name}, 404)
        except Exception:  # noqa: BLE001 - the engine must hear of every failure
            ACTIONS.labels(label, "failed").inc()
            _log.exception("action_failed", action=label)
            return JSONResponse({"error": "action failed", "action_name": label}, 500)
        ACTIONS.labels(label, "done").inc()
        return JSONResponse(_as_json(result))

    return router


def _as_json(result: Any) -> Any:
    return result.model_dump() if hasattr(result, "model_dump") else result
