"""One Chromium for all tests of the page, a fresh context (storage, size, colours) for each."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.bot.web.chat_page import ChatPage
from tests.bot.web.stand_in import StandIn

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PHONE = {"width": 360, "height": 640}
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
    """Opens the page in a context of its own; Playwright's options such as viewport, color_scheme, has_touch.

    At the end no script error and no breach of the content policy may have happened on any of the pages.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def opened(*, prepare: Callable[[Page], object] | None = None, **options: object) -> ChatPage:
        context = browser.new_context(**{"viewport": PHONE, "locale": "vi-VN", "reduced_motion": "reduce", **options})  # type: ignore[arg-type]
        contexts.append(context)
        context.set_default_timeout(PATIENCE_MS)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda line: line.type == "error" and complaints.append(line.text))
        if prepare:
            prepare(page)
        page.goto(stand_in.url)
        return ChatPage(page)

    yield opened
    for context in contexts:
        context.close()
    # the browser's own note about a request that a test broke on purpose is not a complaint
    assert [text for text in complaints if not text.startswith("Failed to load resource")] == []


@pytest.fixture
def chat(open_page: OpenPage) -> ChatPage:
    """The page on a small phone, greeted."""
    page = open_page()
    page.expect_greeting()
    return page
