"""One Chromium for all tests of the page, a fresh context (storage, size, colours) for each."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

from tests.bot.web.chat_page import ChatPage
from tests.bot.web.stand_in import StandIn

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PHONE: ViewportSize = {"width": 360, "height": 640}
PATIENCE_MS = 5000

OpenPage = Callable[..., ChatPage]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything that opens the page needs Chromium."""
    for item in items:
        if {"chat", "open_page"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.browser)


# Per package, not per session: the synchronous Playwright keeps an event loop running in this thread,
# and the asynchronous tests of other packages could not start theirs beside it.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Headless Chromium; without one the tests are skipped, but never in CI."""
    if not CHROMIUM.exists():
        if os.environ.get("CI"):
            pytest.fail("Chromium is missing: make browser installs it")
        pytest.skip("Chromium is not installed on this machine (/usr/bin/chromium)")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture(scope="package")
def server() -> Iterator[StandIn]:
    """The stand-in server, one for all tests."""
    with StandIn() as started:
        yield started


@pytest.fixture
def stand_in(server: StandIn) -> StandIn:
    """The stand-in with an empty script."""
    server.reset()
    return server


@pytest.fixture
def open_page(browser: Browser, stand_in: StandIn) -> Iterator[OpenPage]:
    """Opens the page in a context of its own; Playwright's options such as viewport, color_scheme, has_touch."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def opened(*, prepare: Callable[[Page], object] | None = None, **options: object) -> ChatPage:
        page = _new_page(browser, complaints, **options)
        contexts.append(page.context)
        if prepare:
            prepare(page)
        page.goto(stand_in.url)
        return ChatPage(page)

    yield opened
    for context in contexts:
        context.close()
    _expect_no(complaints)


@pytest.fixture(scope="package")
def kept_page(browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """A page that is used again, because a new context costs half a second; with what it complained of."""
    complaints: list[str] = []
    page = _new_page(browser, complaints)
    yield page, complaints
    page.context.close()


@pytest.fixture
def chat(kept_page: tuple[Page, list[str]], stand_in: StandIn) -> Iterator[ChatPage]:
    """The page on a small phone, greeted, with nothing remembered."""
    page, complaints = kept_page
    page.emulate_media(media="screen", color_scheme="light", reduced_motion="reduce")
    page.set_viewport_size(PHONE)
    page.goto(f"{stand_in.url}icon.svg", wait_until="commit")  # the same address without the page's scripts
    page.evaluate("sessionStorage.clear(); localStorage.clear()")
    stand_in.reset()
    complaints.clear()
    page.goto(stand_in.url)
    opened = ChatPage(page)
    opened.expect_greeting()
    yield opened
    _expect_no(complaints)


def _new_page(browser: Browser, complaints: list[str], **options: object) -> Page:
    """Script errors and breaches of the content policy go to ``complaints``."""
    chosen = {"viewport": PHONE, "locale": "vi-VN", "reduced_motion": "reduce", **options}
    page = browser.new_context(**chosen).new_page()  # type: ignore[arg-type]
    page.set_default_timeout(PATIENCE_MS)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    return page


def _expect_no(complaints: list[str]) -> None:
    """The browser's own note about a request that a test broke on purpose is not a complaint."""
    assert [text for text in complaints if not text.startswith("Failed to load resource")] == []
