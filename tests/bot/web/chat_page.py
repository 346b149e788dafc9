"""The page as a person meets it: by labels and names, not by the code's own words."""

from playwright.sync_api import Locator, Page, expect

__all__ = ["ChatPage"]


class ChatPage:
    """Locators and acts on one open page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.log = page.get_by_role("log")
        self.composer = page.get_by_role("textbox", name="Bạn cần việc gì?")
        self.state = page.locator("#state")
        self.own = page.locator(".own")
        self.said = page.locator(".said")

    def button(self, name: str, *, exact: bool = False) -> Locator:
        """A button by its accessible name."""
        return self.page.get_by_role("button", name=name, exact=exact)

    def send(self, text: str) -> None:
        """Type and press Enter."""
        self.composer.fill(text)
        self.composer.press("Enter")

    def expect_greeting(self) -> None:
        """Wait for the first words."""
        expect(self.said.first).to_contain_text("tôi là Motcua")

    def expect_said(self, text: str) -> None:
        """Wait until the last reply holds a text."""
        expect(self.said.last).to_contain_text(text)

    def skip_pause(self) -> None:
        """End the pause before the next try, as a phone does that finds a network again."""
        self.page.evaluate("window.dispatchEvent(new Event('online'))")

    def overflow(self) -> int:
        """Pixels that the page can be scrolled sideways."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))

    def wide_elements(self) -> list[str]:
        """Elements that reach beyond the right edge, by name and class."""
        script = """() => Array.from(document.querySelectorAll('body *'))
            .filter((node) => node.getBoundingClientRect().right > innerWidth + 0.5 && node.checkVisibility())
            .map((node) => node.localName + '.' + node.className)"""
        return list(self.page.evaluate(script))
