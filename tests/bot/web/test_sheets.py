"""Guidance that is forwarded or printed."""

from playwright.sync_api import Page, expect

from tests.bot.web.chat_page import ChatPage
from tests.bot.web.samples import CARD, CHECKLIST, FILING_CARD
from tests.bot.web.stand_in import StandIn, answer

PHONE_WITH_SHARING = "() => { navigator.share = async (content) => { window.shared = content; }; }"
CANCELLED = "() => { navigator.share = async () => { throw new DOMException('', 'AbortError'); }; }"
NOTE_PRINTS = "() => { window.print = () => { window.printed = document.querySelector('.to-print h3').textContent; }; }"


def show(chat: ChatPage, stand_in: StandIn) -> None:
    stand_in.plan(answer(CARD), answer(CHECKLIST))
    chat.send("khai sinh")
    chat.expect_said("Giấy chứng sinh")
    chat.send("danh sách")
    chat.expect_said("Văn bản ủy quyền")


def test_a_card_is_shared_with_its_whole_text(chat: ChatPage, stand_in: StandIn) -> None:
    chat.page.evaluate(PHONE_WITH_SHARING)
    show(chat, stand_in)
    chat.button(f"Chia sẻ {CARD.title}").click()
    assert chat.page.evaluate("window.shared") == {"title": CARD.title, "text": CARD.text}


def test_closing_the_share_sheet_is_no_failure(chat: ChatPage, stand_in: StandIn) -> None:
    chat.page.evaluate(CANCELLED)
    show(chat, stand_in)
    chat.button(f"Chia sẻ {CARD.title}").click()
    chat.page.wait_for_timeout(100)
    assert "Chưa làm được" not in chat.log.inner_text()  # at once: the words would go away again by themselves
    assert chat.button(f"Chia sẻ {CARD.title}").is_visible()


def test_without_sharing_the_text_is_copied(chat: ChatPage, stand_in: StandIn) -> None:
    chat.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    show(chat, stand_in)
    chat.button(f"Sao chép {CHECKLIST.title}").click()
    expect(chat.button("Đã sao chép")).to_be_visible()
    assert chat.page.evaluate("navigator.clipboard.readText()") == CHECKLIST.text


def test_the_button_prints_its_own_sheet(chat: ChatPage, stand_in: StandIn) -> None:
    chat.page.evaluate(NOTE_PRINTS)
    show(chat, stand_in)
    chat.button(f"In tờ này {CARD.title}").click()
    assert chat.page.evaluate("window.printed") == CARD.title
    chat.button(f"In tờ này {CHECKLIST.title}").click()
    assert chat.page.evaluate("window.printed") == CHECKLIST.title
    chat.button(f"In tờ này {CARD.title}").click()
    assert chat.page.evaluate("window.printed") == CARD.title
    assert chat.page.locator(".to-print").count() == 1


def on_paper(page: Page) -> None:
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")


def test_the_menu_prints_the_last_sheet_in_large_type(chat: ChatPage, stand_in: StandIn) -> None:
    show(chat, stand_in)
    on_paper(chat.page)
    expect(chat.page.get_by_role("heading", name=CHECKLIST.title)).to_be_visible()
    expect(chat.page.get_by_role("heading", name=CARD.title)).to_be_hidden()
    for absent in (chat.composer, chat.own.first, chat.button("1. Nơi nộp"), chat.button("In tờ này").last):
        expect(absent).to_be_hidden()
    expect(chat.page.get_by_role("banner")).to_contain_text("xã Đại Phúc")
    expect(chat.page.get_by_text("In ngày ")).to_be_visible()
    size = float(chat.page.evaluate("parseFloat(getComputedStyle(document.querySelector('.papers')).fontSize)"))
    assert size >= 21  # 16 points in pixels
    chat.page.emulate_media(media="screen")
    chat.page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    expect(chat.own.first).to_be_visible()
    assert chat.page.locator(".to-print, .one-sheet").count() == 0


def test_an_address_is_printed_in_full_and_dark_becomes_light(chat: ChatPage, stand_in: StandIn) -> None:
    chat.page.emulate_media(color_scheme="dark")
    stand_in.plan(answer(FILING_CARD))
    chat.send("nộp trên mạng")
    chat.expect_said("toàn trình")
    on_paper(chat.page)
    after = "getComputedStyle(document.querySelector('.opener a'), '::after').content"
    assert FILING_CARD.url in chat.page.evaluate(after) or "attr(href)" in chat.page.evaluate(after)
    expect(chat.page.locator("body")).to_have_css("background-color", "rgb(255, 255, 255)")
    expect(chat.page.locator("body")).to_have_css("color", "rgb(0, 0, 0)")


def test_a_talk_without_sheets_is_printed_as_it_is(chat: ChatPage) -> None:
    on_paper(chat.page)
    expect(chat.said.first).to_be_visible()
