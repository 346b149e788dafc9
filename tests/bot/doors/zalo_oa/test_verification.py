"""The proof that the address is ours."""

import httpx
import pytest
from fastapi import FastAPI

from bot.doors.zalo_oa.verification import verification_routes, verification_tag
from bot.settings import Settings

CODE = "SeEEB8ES51jdZCu-hOfK5MQ3_GwAyW9ICpW"


def made(code: str) -> Settings:
    return Settings(_env_file=None, zalo_site_verification=code)


@pytest.mark.parametrize("given", [CODE, f"zalo_verifier{CODE}.html", f" {CODE} "])
async def test_the_file_and_the_tag(given: str) -> None:
    app = FastAPI()
    app.include_router(verification_routes(made(given)))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://a") as client:
        page = await client.get(f"/zalo_verifier{CODE}.html")
        assert page.status_code == 200
        assert CODE in page.text
        assert page.headers["content-type"].startswith("text/html")
        assert (await client.get("/zalo_verifierKhac.html")).status_code == 404
    assert verification_tag(made(given)) == f'<meta name="zalo-platform-site-verification" content="{CODE}">'


@pytest.mark.parametrize("given", ["", '"><script>', "a b", "../x"])
def test_nothing_else_is_served(given: str) -> None:
    assert verification_tag(made(given)) == ""
    assert verification_routes(made(given)).routes == []
