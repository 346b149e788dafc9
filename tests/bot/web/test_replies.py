"""Every type of reply, and texts that would like to be more than text."""

import re

import pytest
from playwright.sync_api import expect

from dialogues.replies import Button, Card, Checklist, ChecklistItem, Choices, File, Image, Place, Reply, Text
from tests.bot.web import samples
from tests.bot.web.chat_page import ChatPage
from tests.bot.web.stand_in import Given, StandIn, answer

EVIL = '<img src=x onerror="window.caught=1"><script>window.caught=1</script>&lt;b&gt;'
EVIL_ADDRESS = "javascript:window.caught=1"


def test_text(chat: ChatPage, stand_in: StandIn) -> None:
    stand_in.plan(answer(samples.TEXT))
    chat.send("cảm ơn")
    chat.expect_said(samples.TEXT.text)


def test_card_with_lists_caution_source_and_date(chat: ChatPage, stand_in: StandIn) -> None:
    stand_in.plan(answer(samples.CARD))
    chat.send("khai sinh")
    card = chat.page.get_by_role("article").last
    expect(card.get_by_role("heading", level=3)).to_have_text(samples.CARD.title)
    expect(card.locator("ol > li")).to_have_count(2)
    expect(card.locator("ul > li")).to_contain_text(["Nếu có Giấy chứng sinh"])
    expect(card.locator(".caution")).to_contain_text("Chưa kiểm tra được")
    source = card.locator(".source")
    expect(source).to_contain_text("kiểm tra ngày 20/07/2026")
    size = float(source.evaluate("node => parseFloat(getComputedStyle(node).fontSize)"))
    assert 15 <= size < 17


def test_card_opens_the_filing_page_beside_the_chat(chat: ChatPage, stand_in: StandIn) -> None:
    stand_in.plan(answer(samples.FILING_CARD))
    chat.send("nộp trên mạng")
    link = chat.page.get_by_role("link", name="Mở trang nộp hồ sơ (mở trang mới)")
    expect(link).to_have_attribute("href", samples.FILING_CARD.url)
    expect(link).to_have_attribute("target", "_blank")
    expect(link).to_have_attribute("rel", re.compile(r"\bnoopener\b"))


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://thutuc.dichvucong.gov.vn/a", "Mở trang nộp hồ sơ"),
        ("https://vbpl.vn/luat", "Mở trang vbpl.vn"),
        ("https://dichvucong.gov.vn.example.com/a", "Mở trang dichvucong.gov.vn.example.com"),
    ],
)
def test_other_pages_are_named_by_their_host(chat: ChatPage, stand_in: StandIn, url: str, name: str) -> None:
    stand_in.plan(answer(samples.FILING_CARD.model_copy(update={"url": url})))
    chat.send("nguồn")
    expect(chat.page.get_by_role("link", name=name)).to_have_text(f"{name} (mở trang mới)")


def test_choices(chat: ChatPage, stand_in: StandIn) -> None:
    stand_in.plan(answer(samples.CHOICES))
    chat.send("khai sinh")
    chat.expect_said(samples.CHOICES.question)
    expect(chat.button("3. Tôi không rõ")).to_be_visible()


def test_place_with_a_telephone_to_press(chat: ChatPage, stand_in: StandIn) -> None:
    stand_in.plan(answer(samples.PLACE))
    chat.send("nộp ở đâu")
    expect(chat.page.get_by_role("heading", name=samples.PLACE.name)).to_be_visible()
    chat.expect_said(samples.PLACE.hours)
    link = chat.page.get_by_role("link", name="0208 3822 123")
    expect(link).to_have_attribute("href", "tel:02083822123")


def test_own_picture_is_shown_and_has_words(chat: ChatPage, stand_in: StandIn) -> None:
    stand_in.plan(answer(samples.IMAGE))
    chat.send("hình")
    picture = chat.page.get_by_role("img", name=samples.IMAGE.text)
    expect(picture).to_be_visible()
    assert picture.evaluate("node => node.decode().then(() => node.naturalWidth)") > 0


def test_foreign_picture_and_file_are_links(chat: ChatPage, stand_in: StandIn) -> None:
    stand_in.plan(answer(Image(url="https://example.vn/a.png", text="Mẫu tờ khai"), samples.FILE))
    chat.send("mẫu")
    opens = chat.page.get_by_role("link")
    expect(opens.filter(has_text="Xem hình (example.vn)")).to_have_attribute("href", "https://example.vn/a.png")
    expect(opens.filter(has_text="Mở tệp (example.vn)")).to_have_attribute("href", samples.FILE.url)
    expect(chat.said.locator("img")).to_have_count(0)


def test_a_type_of_tomorrow_is_shown_by_its_text(chat: ChatPage, stand_in: StandIn) -> None:
    replies: list[dict[str, object]] = [
        {"type": kind, "text": f"Lời của {kind}", "buttons": []} for kind in ("video", "constructor")
    ]
    stand_in.plan(Given(200, {"replies": replies}))
    chat.send("xem")
    chat.expect_said("Lời của constructor")
    expect(chat.log).to_contain_text("Lời của video")


def test_an_emergency_stands_out_and_its_number_can_be_pressed(chat: ChatPage, stand_in: StandIn) -> None:
    text = "Hãy gọi ngay 115 (cấp cứu).\nSố cần nhớ: 113 Công an, 114 cứu hỏa và cứu nạn."
    stand_in.plan(answer(Text(text=text), outcome="emergency"))
    chat.send("có người ngất")
    for number in ("113", "114", "115"):
        link = chat.page.get_by_role("link", name=number)
        expect(link).to_have_attribute("href", f"tel:{number}")
    expect(chat.said.last).to_have_css("border-width", "2px")


HOSTILE: tuple[Reply, ...] = (
    Text(text=EVIL, buttons=(Button(title=EVIL[:60], payload="/a"),)),
    Card(title=EVIL, body=f"• {EVIL}\n{EVIL}", source=EVIL, url=EVIL_ADDRESS),
    Checklist(title=EVIL, items=(ChecklistItem(name=EVIL, note=EVIL),), source=EVIL),
    Choices(question=EVIL, buttons=(Button(title="a", payload="/a"),)),
    Place(name=EVIL, address=EVIL, hours=EVIL, phone=EVIL, note=EVIL),
    Image(url=EVIL_ADDRESS, text=EVIL),
    File(url=EVIL_ADDRESS, text=EVIL),
)


def test_markup_is_shown_and_never_obeyed(chat: ChatPage, stand_in: StandIn) -> None:
    stand_in.plan(answer(*HOSTILE))
    chat.send(EVIL)
    expect(chat.own).to_have_text(f"Bạn: {EVIL}")
    expect(chat.said).to_have_count(len(HOSTILE) + 1)
    for article in chat.said.all()[1:]:
        assert EVIL in (article.text_content() or "")
    assert chat.log.locator("img, script, iframe, object, b").count() == 0
    assert chat.log.locator("a").count() == 0
    assert chat.page.evaluate("window.caught") is None
