"""Zalo's proof that the address is ours: a file at the root and a tag in the home page; either is enough, both are given."""

import re

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from bot.settings import Settings

__all__ = ["verification_routes", "verification_tag"]

_CODE = re.compile(r"(?:zalo_verifier)?([A-Za-z0-9_\-]{4,100}?)(?:\.html)?")
_NAME = "zalo-platform-site-verification"


def verification_routes(settings: Settings) -> APIRouter:
    """The file, if ZALO_SITE_VERIFICATION is set; to be included before the files of the page."""
    router = APIRouter()
    code = _code(settings)
    if code:
        tags = f'<meta name="{_NAME}" content="{code}"><meta property="{_NAME}" content="{code}">'
        page = f"<!doctype html><html><head>{tags}</head><body>{code}</body></html>"

        async def verifier() -> HTMLResponse:
            return HTMLResponse(page)

        router.add_api_route(
            f"/zalo_verifier{code}.html", verifier, methods=["GET", "HEAD"], include_in_schema=False
        )  # fmt: skip
    return router


def verification_tag(settings: Settings) -> str:
    """For the head of the home page; empty when no code is set."""
    code = _code(settings)
    return f'<meta name="{_NAME}" content="{code}">' if code else ""


def _code(settings: Settings) -> str:
    """The code alone, though somebody may have put the whole file name into the setting."""
    match = _CODE.fullmatch(settings.zalo_site_verification.strip())
    return match.group(1) if match else ""
