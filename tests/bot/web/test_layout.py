"""Small phones, large type, an open keyboard: everything is reachable and nothing scrolls sideways."""

import re

import pytest
from playwright.sync_api import expect

from dialogues.replies import Button, Text
from tests.bot.web import samples
from tests.bot.web.chat_page import ChatPage
from tests.bot.web.conftest import OpenPage
from tests.bot.web.stand_in import WEB, StandIn, answer, refusal

LONG_WORD = "Nghiêng" * 30
LONG_ADDRESS = "https://dichvucong.gov.vn/" + "thu-tuc-hanh-chinh" * 12
LONG = Text(text=f"{LONG_WORD}\n{LONG_ADDRESS}", buttons=(Button(title="W" * 60, payload="/a"),))
ALL = (samples.CARD, samples.FILING_CARD, samples.CHECKLIST, samples.PLACE, samples.IMAGE, samples.FILE, LONG)
MOST_SMALL_PX = 44


def fill(chat: ChatPage, stand_in: StandIn) -> None:
    stand_in.plan(answer(*ALL))
    chat.send(LONG_WORD)
    chat.expect_said(LONG_WORD)


@pytest.mark.parametrize("size", ["A, cỡ chữ thường", "A+, cỡ chữ to"])
def test_nothing_scrolls_sideways(chat: ChatPage, stand_in: StandIn, size: str) -> None:
    chat.button(size).click()
    fill(chat, stand_in)
    for width in (320, 360, 412, 1280):
        chat.page.set_viewport_size({"width": width, "height": 640})
        assert (width, chat.overflow(), chat.wide_elements()) == (width, 0, [])


def test_everything_pressable_is_large_enough(chat: ChatPage, stand_in: StandIn) -> None:
    fill(chat, stand_in)
    stand_in.plan(answer(samples.CHOICES), refusal(429, "Bạn chờ một phút."))
    chat.send("khai sinh")
    chat.expect_said("kết hôn chưa")
    chat.send("lệ phí")
    expect(chat.log).to_contain_text("Bạn chờ một phút.")
    chat.button("Bắt đầu lại").click()
    script = """() => Array.from(document.querySelectorAll('button, textarea, .opener a, .papers label'))
        .filter((node) => node.checkVisibility())
        .map((node) => [node.textContent, node.getBoundingClientRect()])
        .map(([text, box]) => [text, box.width, box.height])"""
    sizes = chat.page.evaluate(script)
    assert len(sizes) > 10
    small = [found for found in sizes if found[1] < MOST_SMALL_PX or found[2] < MOST_SMALL_PX]
    assert small == []


def test_no_type_is_smaller_than_fifteen_pixels(chat: ChatPage, stand_in: StandIn) -> None:
    fill(chat, stand_in)
    script = """() => Array.from(document.querySelectorAll('body *'))
        .filter((node) => node.checkVisibility() && Array.from(node.childNodes).some((c) => c.nodeType === 3 && c.data.trim()))
        .map((node) => [node.className, parseFloat(getComputedStyle(node).fontSize)])"""
    found = chat.page.evaluate(script)
    assert len(found) > 20
    assert [entry for entry in found if entry[1] < 14.9] == []
    assert chat.page.evaluate("parseFloat(getComputedStyle(document.querySelector('.said p')).fontSize)") >= 17


def test_with_the_keyboard_open_the_last_words_are_in_view(chat: ChatPage, stand_in: StandIn) -> None:
    chat.page.set_viewport_size({"width": 360, "height": 300})
    stand_in.plan(answer(samples.TEXT))
    chat.send("cảm ơn")
    expect(chat.page.get_by_text(samples.TEXT.text)).to_be_in_viewport()
    expect(chat.composer).to_be_in_viewport(ratio=1)
    talk = chat.page.evaluate("document.getElementById('composer').getBoundingClientRect().top")
    assert talk > 300 * 0.65


def test_composer_and_tools_stay_in_reach(chat: ChatPage, stand_in: StandIn) -> None:
    fill(chat, stand_in)
    for position in ("0", "document.body.scrollHeight / 2", "document.body.scrollHeight"):
        chat.page.evaluate(f"window.scrollTo({{ top: {position}, behavior: 'instant' }})")
        expect(chat.composer).to_be_in_viewport(ratio=1)
        expect(chat.button("Bắt đầu lại")).to_be_in_viewport(ratio=1)


def test_the_composer_fits_its_words_after_the_type_grew(chat: ChatPage) -> None:
    chat.composer.fill("con tôi mới sinh ở bệnh viện tỉnh")
    chat.button("A+, cỡ chữ to").click()
    assert chat.composer.evaluate("node => node.scrollHeight - node.clientHeight") <= 1


def test_motion_is_a_matter_of_choice(chat: ChatPage, stand_in: StandIn) -> None:
    running = "document.querySelectorAll('.dots i')[0].getAnimations().length"
    stand_in.plan(answer(samples.TEXT, after=0.4))
    chat.send("cảm ơn")
    expect(chat.state).to_have_text("Đang soạn câu trả lời…")
    assert chat.page.evaluate(running) == 0
    chat.page.emulate_media(reduced_motion="no-preference")
    assert chat.page.evaluate(running) == 1
    chat.expect_said("Không có gì")


def test_without_scripts_the_page_says_whom_to_call(open_page: OpenPage) -> None:
    chat = open_page(java_script_enabled=False)
    expect(chat.page.get_by_text("tải lại trang hoặc gọi tổng đài")).to_be_visible()
    expect(chat.page.get_by_role("link", name="18001096").last).to_have_attribute("href", "tel:18001096")
    expect(chat.composer).to_be_hidden()
    # Chromium does not draw <noscript> when a test turns scripts off, so its sentence is read from the file
    noscript = re.search("<noscript>(.+?)</noscript>", (WEB / "index.html").read_text(encoding="utf-8"))
    assert noscript
    assert "cần bật JavaScript" in noscript.group(1)
