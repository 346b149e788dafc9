"""What the tab remembers, and how it forgets."""

from playwright.sync_api import Page, expect

from tests.bot.web.chat_page import ChatPage
from tests.bot.web.conftest import OpenPage
from tests.bot.web.samples import CARD, CHECKLIST, CHOICES, TEXT
from tests.bot.web.stand_in import Broken, StandIn, answer, refusal


def test_a_reload_shows_the_talk_and_keeps_the_chat(chat: ChatPage, stand_in: StandIn) -> None:
    stand_in.plan(answer(CARD), answer(CHOICES))
    chat.send("khai sinh")
    chat.expect_said("Giấy chứng sinh")
    chat.send("danh sách")
    chat.expect_said("kết hôn chưa")
    chat.page.reload()
    chat.expect_said("kết hôn chưa")
    expect(chat.own).to_have_text(["Bạn: khai sinh", "Bạn: danh sách"])
    expect(chat.page.get_by_text("tôi là Motcua")).to_have_count(1)
    expect(chat.button("2. Lệ phí")).to_have_count(0)
    chat.button("1. Đã đăng ký kết hôn").click()
    chat.expect_said("Đã nhận: /answer")
    assert len({body["chat_id"] for body in stand_in.asked}) == 1


def test_a_message_on_its_way_is_sent_again_after_a_reload(chat: ChatPage, stand_in: StandIn) -> None:
    stand_in.plan(Broken())
    chat.send("khai sinh")
    expect(chat.state).to_contain_text("Mạng chập chờn")
    chat.page.reload()
    chat.expect_said("Đã nhận: khai sinh")
    expect(chat.own).to_have_count(1)
    assert len({body["message_id"] for body in stand_in.asked}) == 1


def test_a_refused_message_can_be_sent_again_after_a_reload(chat: ChatPage, stand_in: StandIn) -> None:
    stand_in.plan(refusal(429, "Bạn chờ một phút."))
    chat.send("khai sinh")
    expect(chat.log).to_contain_text("Bạn chờ một phút.")
    chat.page.reload()
    chat.button("Gửi lại tin “khai sinh”").click()
    chat.expect_said("Đã nhận: khai sinh")


def test_words_not_yet_sent_survive_a_reload(chat: ChatPage) -> None:
    chat.composer.fill("con tôi mới sinh, tôi muốn")
    chat.page.reload()
    expect(chat.composer).to_have_value("con tôi mới sinh, tôi muốn")


def test_starting_anew_asks_first_and_can_be_called_off(chat: ChatPage, stand_in: StandIn) -> None:
    chat.send("khai sinh")
    chat.expect_said("Đã nhận")
    chat.button("Bắt đầu lại").click()
    dialog = chat.page.get_by_role("dialog", name="Bắt đầu lại?")
    expect(dialog).to_be_visible()
    expect(chat.button("Không, giữ lại")).to_be_focused()
    chat.page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(chat.button("Bắt đầu lại")).to_be_focused()
    chat.button("Bắt đầu lại").click()
    chat.button("Không, giữ lại").click()
    expect(chat.own).to_have_count(1)


def test_starting_anew_forgets_everything(chat: ChatPage, stand_in: StandIn) -> None:
    stand_in.plan(answer(CHECKLIST))
    chat.send("khai sinh")
    chat.page.get_by_role("checkbox", name="Tờ khai đăng ký khai sinh").check()
    chat.composer.fill("chưa gửi")
    before = stand_in.asked[-1]["chat_id"]
    chat.button("Bắt đầu lại").click()
    chat.button("Xóa và bắt đầu lại").click()
    expect(chat.own).to_have_count(0)
    chat.expect_greeting()
    expect(chat.composer).to_be_focused()
    expect(chat.composer).to_have_value("")
    assert "khai sinh" not in chat.page.evaluate("JSON.stringify({...sessionStorage, ...localStorage})")
    chat.send("kết hôn")
    chat.expect_said("Đã nhận: kết hôn")
    assert stand_in.asked[-1]["chat_id"] != before


def test_an_answer_to_the_old_chat_does_not_come_into_the_new_one(chat: ChatPage, stand_in: StandIn) -> None:
    stand_in.plan(answer(TEXT, after=0.4))
    chat.send("khai sinh")
    expect(chat.state).to_have_text("Đang soạn câu trả lời…")
    chat.button("Bắt đầu lại").click()
    chat.button("Xóa và bắt đầu lại").click()
    chat.expect_greeting()
    chat.page.wait_for_timeout(600)
    expect(chat.said).to_have_count(1)
    expect(chat.state).to_have_text("")


def test_another_tab_knows_nothing(chat: ChatPage, stand_in: StandIn) -> None:
    chat.send("khai sinh")
    chat.expect_said("Đã nhận")
    second = ChatPage(chat.page.context.new_page())
    second.page.goto(stand_in.url)
    second.expect_greeting()
    expect(second.own).to_have_count(0)
    second.send("kết hôn")
    second.expect_said("Đã nhận: kết hôn")
    second.page.close()
    assert len({body["chat_id"] for body in stand_in.asked}) == 2


def test_large_type_is_kept_on_the_device(chat: ChatPage, stand_in: StandIn) -> None:
    def size(page: Page) -> float:
        return float(page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)"))

    assert size(chat.page) >= 17
    chat.button("A+, cỡ chữ to").click()
    assert size(chat.page) >= 21
    expect(chat.button("A+, cỡ chữ to")).to_have_attribute("aria-pressed", "true")
    expect(chat.button("A, cỡ chữ thường")).to_have_attribute("aria-pressed", "false")
    other_tab = chat.page.context.new_page()
    other_tab.goto(stand_in.url)
    assert size(other_tab) >= 21
    ChatPage(other_tab).button("A, cỡ chữ thường").click()
    assert size(other_tab) < 21
    other_tab.close()


def test_a_browser_without_storage_still_talks(open_page: OpenPage, stand_in: StandIn) -> None:
    deny = """for (const name of ['sessionStorage', 'localStorage'])
        Object.defineProperty(window, name, { get() { throw new DOMException('denied', 'SecurityError'); } })"""
    chat = open_page(prepare=lambda page: page.add_init_script(deny))
    chat.send("một")
    chat.expect_said("Đã nhận: một")
    chat.send("hai")
    chat.expect_said("Đã nhận: hai")
    assert len({body["chat_id"] for body in stand_in.asked}) == 1


def test_ids_are_made_without_a_secure_address(open_page: OpenPage, stand_in: StandIn) -> None:
    chat = open_page(prepare=lambda page: page.add_init_script("delete Crypto.prototype.randomUUID"))
    chat.send("một")
    chat.expect_said("Đã nhận: một")
    pattern = r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
    assert chat.page.evaluate("([id, pattern]) => new RegExp(`^${pattern}$`).test(id)",
                              [stand_in.asked[0]["message_id"], pattern])  # fmt: skip


def test_the_name_of_the_place_comes_from_the_server(chat: ChatPage, stand_in: StandIn) -> None:
    expect(chat.page.get_by_role("banner")).to_contain_text("xã Đại Phúc, tỉnh Thái Nguyên")
    stand_in.place = "xã Thử Nghiệm, tỉnh Ví Dụ"
    chat.page.reload()
    expect(chat.page.get_by_role("banner")).to_contain_text("xã Thử Nghiệm, tỉnh Ví Dụ")


def test_the_page_names_its_place_without_the_server(open_page: OpenPage, stand_in: StandIn) -> None:
    stand_in.greetings.append(refusal(503, "Trợ lý đang nghỉ."))
    chat = open_page()
    expect(chat.page.get_by_role("banner")).to_contain_text("xã Đại Phúc, tỉnh Thái Nguyên")
