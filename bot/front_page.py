"""The page's first file, with what platforms want to find in its head."""

from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

__all__ = ["front_page"]

_HEAD = "<head>"


def front_page(path: Path, tags: str) -> APIRouter:
    """``/`` with ``tags`` in its head; without tags the file is served with the others."""
    router = APIRouter()
    if tags:
        page = path.read_text(encoding="utf-8").replace(_HEAD, _HEAD + "\n  " + tags, 1)

        async def front() -> HTMLResponse:
            return HTMLResponse(page)

        router.add_api_route("/", front, methods=["GET", "HEAD"], include_in_schema=False)
    return router
