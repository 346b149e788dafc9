"""For the eye, the ear and the keyboard: the rules of WCAG 2.2 AA that a script can check."""

from itertools import pairwise
from typing import Any, Literal

import pytest
from playwright.sync_api import expect

from tests.bot.web import samples
from tests.bot.web.chat_page import ChatPage
from tests.bot.web.stand_in import StandIn, answer, refusal

CONTRAST = """() => {
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    const rgb = (color) => {
        canvas.clearRect(0, 0, 1, 1);
        canvas.fillStyle = color;
        canvas.fillRect(0, 0, 1, 1);
        return Array.from(canvas.getImageData(0, 0, 1, 1).data);
    };
    const light = (color) => rgb(color).slice(0, 3).map((part) => part / 255)
        .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
        .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
    const ground = (node) => {
        const color = getComputedStyle(node).backgroundColor;
        return rgb(color)[3] === 255 ? color : ground(node.parentElement);
    };
    return Array.from(document.querySelectorAll('body *'))
        .filter((node) => node.checkVisibility({ opacityProperty: true }) && !node.closest('.unseen, script'))
        .filter((node) => Array.from(node.childNodes).some((c) => c.nodeType === 3 && c.data.trim()))
        .map((node) => {
            const [a, b] = [light(getComputedStyle(node).color), light(ground(node))].sort((x, y) => y - x);
            return [`${node.localName}.${node.className}: ${node.textContent.slice(0, 30)}`, (a + 0.05) / (b + 0.05)];
        });
}"""
AUDIT = """() => {
    const all = (selector) => Array.from(document.querySelectorAll(selector));
    const ids = all('[id]').map((node) => node.id);
    const named = (node) => node.getAttribute('aria-label') || node.labels?.length || node.textContent.trim();
    const references = all('[aria-labelledby], [aria-describedby], label[for]').flatMap((node) =>
        ['aria-labelledby', 'aria-describedby', 'for'].map((name) => node.getAttribute(name)).filter(Boolean));
    const outside = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const strays = [];
    while (outside.nextNode()) {
        const parent = outside.currentNode.parentElement;
        const isHome = parent.closest('header, main, dialog, noscript, script, .skip, .print-only');
        if (outside.currentNode.data.trim() && !isHome) strays.push(outside.currentNode.data);
    }
    return {
        nameless: all('button, a, input, textarea').filter((node) => !named(node)).map((node) => node.outerHTML),
        pictures: all('img').filter((node) => !node.hasAttribute('alt')).map((node) => node.outerHTML),
        repeated: ids.filter((id, index) => ids.indexOf(id) !== index),
        dangling: references.filter((id) => !document.getElementById(id)),
        levels: all('body > header h1, main h1, main h2, main h3').map((node) => Number(node.localName[1])),
        strays,
        styled: all('[style]').filter((node) => node.id !== 'text').map((node) => node.outerHTML),
        jumpy: all('[tabindex]').filter((node) => node.tabIndex > 0).map((node) => node.outerHTML),
    };
}"""
FOCUSED = """() => {
    const node = document.activeElement;
    const box = node.getBoundingClientRect();
    const style = getComputedStyle(node);
    const isBare = style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2;
    const top = document.querySelector('.tools').getBoundingClientRect().bottom;
    const bottom = document.getElementById('composer').getBoundingClientRect().top;
    const isHidden = node.closest('#log') && (box.top < top - 1 || box.bottom > bottom + 1) && box.height < bottom - top;
    return [node.getAttribute('aria-label') || node.textContent.trim() || node.localName, isBare, Boolean(isHidden)];
}"""


def fill(chat: ChatPage, stand_in: StandIn) -> None:
    chat.expect_greeting()
    everything = (samples.FILING_CARD, samples.PLACE, samples.IMAGE, samples.FILE, samples.CHECKLIST, samples.CARD)
    stand_in.plan(answer(*everything), refusal(429, "Bạn chờ một phút."))
    chat.send("tất cả")
    chat.expect_said("Giấy chứng sinh")
    chat.page.get_by_role("checkbox").first.check()
    chat.send("lệ phí")
    expect(chat.log).to_contain_text("Bạn chờ một phút.")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast_is_enough(chat: ChatPage, stand_in: StandIn, scheme: Literal["light", "dark"]) -> None:
    chat.page.emulate_media(color_scheme=scheme)
    fill(chat, stand_in)
    chat.composer.fill("a" * 1900)
    found = chat.page.evaluate(CONTRAST)
    assert len(found) > 30
    assert [entry for entry in found if entry[1] < 4.5] == []
    grounds = chat.page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (grounds == "rgb(247, 243, 236)") == (scheme == "light")


def test_names_landmarks_headings_and_references(chat: ChatPage, stand_in: StandIn) -> None:
    fill(chat, stand_in)
    found: dict[str, Any] = chat.page.evaluate(AUDIT)
    levels = found.pop("levels")
    assert found == {name: [] for name in found}
    assert levels[:2] == [1, 2]
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
    expect(chat.page.locator("html")).to_have_attribute("lang", "vi")
    expect(chat.page.get_by_role("main")).to_have_count(1)
    expect(chat.page.get_by_role("banner")).to_contain_text("Trợ lý tự động, không phải cán bộ.")
    expect(chat.page.get_by_role("heading", level=1)).to_have_text("Motcua – trợ lý thủ tục hành chính")


def test_new_words_are_announced(chat: ChatPage) -> None:
    expect(chat.log).to_have_attribute("aria-live", "polite")
    expect(chat.log).to_have_accessible_name("Cuộc trò chuyện")
    expect(chat.state).to_have_role("status")
    expect(chat.page.locator("#hint")).to_have_role("status")
    expect(chat.composer).to_have_accessible_name("Bạn cần việc gì? Gõ vào đây:")


def test_a_listener_hears_who_speaks(chat: ChatPage) -> None:
    chat.send("xin chào")
    chat.expect_said("Trợ lý: Đã nhận: xin chào")
    expect(chat.own).to_have_text("Bạn: xin chào")


def test_the_keyboard_reaches_everything_in_order_and_leaves_again(chat: ChatPage, stand_in: StandIn) -> None:
    stand_in.plan(answer(samples.FILING_CARD.model_copy(update={"buttons": samples.CHOICES.buttons})))
    chat.send("nộp trên mạng")
    chat.expect_said("toàn trình")
    chat.page.reload()  # the talk comes back, the focus is at the beginning of the page
    chat.expect_said("toàn trình")
    visited, bare, hidden = [], [], []
    for _ in range(16):
        chat.page.keyboard.press("Tab")
        chat.page.wait_for_timeout(30)
        name, is_bare, is_hidden = chat.page.evaluate(FOCUSED)
        if name == "body" or chat.page.evaluate("document.activeElement === document.body"):
            break
        visited.append(name)
        bare += [name] if is_bare else []
        hidden += [name] if is_hidden else []
    title = samples.FILING_CARD.title
    assert visited == [
        "Đến ô gõ tin nhắn", "A, cỡ chữ thường", "A+, cỡ chữ to", "Bắt đầu lại", "Xem các thủ tục", "1800 1096",
        "Mở trang nộp hồ sơ (mở trang mới)", f"Sao chép {title}", f"In tờ này {title}", "1. Đã đăng ký kết hôn",
        "2. Chưa", "3. Tôi không rõ", "textarea", "Gửi",
    ]  # fmt: skip
    assert bare == []
    assert hidden == []


def test_the_skip_link_leads_to_the_composer(chat: ChatPage) -> None:
    chat.page.keyboard.press("Tab")
    link = chat.page.get_by_role("link", name="Đến ô gõ tin nhắn")
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport(ratio=1)
    chat.page.keyboard.press("Enter")
    expect(chat.composer).to_be_focused()


def test_a_whole_talk_by_keyboard_alone(chat: ChatPage, stand_in: StandIn) -> None:
    stand_in.plan(answer(samples.CHOICES))
    chat.page.keyboard.press("Tab")
    chat.page.keyboard.press("Enter")
    chat.page.keyboard.type("khai sinh")
    chat.page.keyboard.press("Enter")
    chat.expect_said("kết hôn chưa")
    chat.page.keyboard.press("Shift+Tab")
    expect(chat.button("3. Tôi không rõ")).to_be_focused()
    chat.page.keyboard.press("Enter")
    chat.expect_said('Đã nhận: /answer{"v":"?"}')
    expect(chat.composer).to_be_focused()
