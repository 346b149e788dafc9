"""Pictures from allowed hosts only, within limits of size and time."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator

import pytest
from starlette.types import Receive, Scope, Send

from bot.doors.media import LARGEST, ZALO_HOSTS, MediaFetcher, is_image
from tests.stand_ins.faults import Fault
from tests.stand_ins.serving import served
from tests.stand_ins.zalo_bot import ZaloBotStandIn

PNG = b"\x89PNG\r\n\x1a\n" + b"x" * 100


@pytest.fixture(scope="module")
def hosting() -> Iterator[tuple[ZaloBotStandIn, str]]:
    stand_in = ZaloBotStandIn()
    with served(stand_in.app) as address:
        yield stand_in, address


@pytest.fixture
def host(hosting: tuple[ZaloBotStandIn, str]) -> ZaloBotStandIn:
    """With one good picture."""
    stand_in = hosting[0]
    stand_in.files, stand_in.moved = {"a.png": PNG}, {}
    stand_in.faults.clear()
    return stand_in


@pytest.fixture
async def fetcher(hosting: tuple[ZaloBotStandIn, str]) -> AsyncIterator[MediaFetcher]:
    made = MediaFetcher("test", ZALO_HOSTS, own=hosting[1], seconds=0.5)
    yield made
    await made.close()


@pytest.fixture
def media(hosting: tuple[ZaloBotStandIn, str]) -> str:
    return f"{hosting[1]}/media"


@pytest.mark.parametrize(
    "url",
    ["https://zdn.vn/a", "https://photo-stal-1.zdn.vn/a.jpg?x=1", "https://a.b.zadn.vn:443/a", "https://S.ZALO.ME/a",
     "https://f.zaloplatforms.com/a", "https://f.zaloplatforms.com"],
)  # fmt: skip
def test_allowed(fetcher: MediaFetcher, url: str) -> None:
    assert fetcher.allows(url)


@pytest.mark.parametrize(
    "url",
    ["http://a.zdn.vn/a", "https://a.zdn.vn:8443/a", "https://azdn.vn/a", "https://zdn.vn.evil.vn/a",
     "https://evil.vn/zdn.vn", "https://evil.vn#.zdn.vn", "https://evil.vn?.zdn.vn", "https://evil.vn\\.zdn.vn",
     "https://zdn.vn@evil.vn/a", "https://u:p@zdn.vn/a", "https://u@zdn.vn/a", "https://127.0.0.1/a",
     "https://[::1]/a", "https://169.254.169.254/latest", "https://a.zdn.vn:x/a", "https://[a.zdn.vn/a",
     "file:///etc/passwd", "//a.zdn.vn/a", "", "a.zdn.vn", "https://a.zdn.vn/\r\nHost: x", "https://ａ.zdn.vn/", "https://a.zdn.vn.",
     "http://127.0.0.1:1/media/a"],
)  # fmt: skip
def test_not_allowed(fetcher: MediaFetcher, url: str) -> None:
    assert not fetcher.allows(url)


@pytest.mark.parametrize("own", ["", "https://[x", "no address"])
def test_without_an_own_address_only_the_hosts_count(own: str) -> None:
    made = MediaFetcher("test", ZALO_HOSTS, own=own)
    assert not made.allows("")
    assert not made.allows("http://127.0.0.1/a")
    assert made.allows("https://a.zdn.vn/a")


async def test_a_picture(fetcher: MediaFetcher, host: ZaloBotStandIn, media: str) -> None:
    assert await fetcher.fetch(f"{media}/a.png") == PNG
    host.moved["old.png"] = "/media/a.png"
    assert await fetcher.fetch(f"{media}/old.png") == PNG


async def test_what_is_no_picture(fetcher: MediaFetcher, host: ZaloBotStandIn, media: str) -> None:
    host.files |= {"page": b"<html>", "empty": b"", "script.eps": b"%!PS-Adobe"}
    for name in ("page", "empty", "script.eps", "missing"):
        assert await fetcher.fetch(f"{media}/{name}") is None
    assert await fetcher.fetch("https://evil.vn/a.png") is None


async def test_a_redirect_leads_to_allowed_hosts_only_and_ends(
    fetcher: MediaFetcher, host: ZaloBotStandIn, media: str, hosting: tuple[ZaloBotStandIn, str]
) -> None:
    port = hosting[1].rpartition(":")[2]
    host.moved = {"out": f"http://localhost:{port}/media/a.png", "round": "/media/round", "bad": "http://[x"}
    for name in host.moved:
        assert await fetcher.fetch(f"{media}/{name}") is None


async def test_too_large_is_given_up(fetcher: MediaFetcher, host: ZaloBotStandIn, media: str) -> None:
    host.files["large"] = PNG + b"x" * LARGEST
    assert await fetcher.fetch(f"{media}/large") is None
    small = MediaFetcher("test", (), own=media, largest=len(PNG) - 1)
    assert await small.fetch(f"{media}/a.png") is None
    await small.close()


async def test_without_a_length_it_is_counted_while_it_comes() -> None:
    async def endless(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for _ in range(600):
            await send({"type": "http.response.body", "body": PNG * 1000, "more_body": True})
            await asyncio.sleep(0.005)

    with served(endless) as address:
        made = MediaFetcher("test", (), own=address, largest=1_000_000, seconds=30.0)
        started = time.monotonic()
        assert await made.fetch(f"{address}/a.png") is None
        assert time.monotonic() - started < 2.0
        await made.close()


async def test_packed_bytes_are_not_unpacked(media: str, host: ZaloBotStandIn, fetcher: MediaFetcher) -> None:
    host.faults.next(Fault.answer(200, "\x1f\x8b", content_encoding="gzip"), call="media")
    assert await fetcher.fetch(f"{media}/a.png") is None


@pytest.mark.parametrize("fault", [Fault.silence(1.0), Fault.slow(1.0), Fault.drop(), Fault.answer(503)])
async def test_faults(fetcher: MediaFetcher, host: ZaloBotStandIn, media: str, fault: Fault) -> None:
    host.faults.next(fault, call="media")
    assert await fetcher.fetch(f"{media}/a.png") is None
    assert await fetcher.fetch(f"{media}/a.png") == PNG


@pytest.mark.parametrize(
    ("data", "image"),
    [(PNG, True), (b"\xff\xd8\xff\xe0", True), (b"RIFF1234WEBPVP8 ", True), (b"RIFF1234WAVE", False), (b"", False)],
)
def test_signs_of_a_picture(data: bytes, image: bool) -> None:
    assert is_image(data) is image
