"""Next steps as buttons, numbered so that a number may be typed instead."""

from playwright.sync_api import expect

from dialogues.replies import Button, Text
from tests.bot.web.chat_page import ChatPage
from tests.bot.web.conftest import OpenPage
from tests.bot.web.samples import CARD, CHOICES, TEXT
from tests.bot.web.stand_in import StandIn, answer


def test_a_pressed_button_sends_its_payload_and_shows_its_title(chat: ChatPage, stand_in: StandIn) -> None:
    stand_in.plan(answer(CHOICES))
    chat.send("khai sinh")
    chat.button("2. Chưa").click()
    chat.expect_said('Đã nhận: /answer{"v":"no"}')
    expect(chat.own.last).to_have_text("Bạn: Chưa")
    expect(chat.composer).to_be_focused()
    assert set(stand_in.asked[-1]) == {"chat_id", "message_id", "payload"}
    assert stand_in.asked[-1]["payload"] == '/answer{"v":"no"}'


def test_buttons_are_numbered_and_grouped(chat: ChatPage, stand_in: StandIn) -> None:
    stand_in.plan(answer(CHOICES))
    chat.send("khai sinh")
    group = chat.page.get_by_role("group", name="Chọn việc tiếp theo")
    expect(group.get_by_role("button")).to_have_text(["1. Đã đăng ký kết hôn", "2. Chưa", "3. Tôi không rõ"])


def test_a_typed_number_goes_out_as_text(chat: ChatPage, stand_in: StandIn) -> None:
    stand_in.plan(answer(CHOICES))
    chat.send("khai sinh")
    chat.expect_said("kết hôn chưa")
    chat.send("2")
    chat.expect_said("Đã nhận: 2")
    assert stand_in.asked[-1]["text"] == "2"


def test_a_number_typed_under_the_greeting_means_its_button(chat: ChatPage, stand_in: StandIn) -> None:
    chat.send("7")
    chat.expect_said("Đã nhận: 7")
    chat.send("1")
    chat.expect_said("Đã nhận: /list_procedures")
    expect(chat.own.last).to_have_text("Bạn: Xem các thủ tục")
    assert [set(body) - {"chat_id", "message_id"} for body in stand_in.asked] == [{"text"}, {"payload"}]


def test_older_buttons_lose_their_numbers_but_can_be_pressed(chat: ChatPage, stand_in: StandIn) -> None:
    stand_in.plan(answer(CARD), answer(CHOICES))
    chat.send("khai sinh")
    expect(chat.button("2. Lệ phí")).to_be_visible()
    chat.send("danh sách")
    expect(chat.button("2. Chưa")).to_be_visible()
    old = chat.button("Lệ phí", exact=True)
    expect(old).to_have_css("font-weight", "400")
    old.click()
    chat.expect_said("Đã nhận: /ask_fee")


def test_a_turn_without_buttons_leaves_the_last_numbers_valid(chat: ChatPage, stand_in: StandIn) -> None:
    stand_in.plan(answer(CHOICES), answer(TEXT))
    chat.send("khai sinh")
    chat.expect_said("kết hôn chưa")
    chat.send("cảm ơn")
    chat.expect_said("Không có gì")
    expect(chat.button("3. Tôi không rõ")).to_be_visible()


def test_of_two_groups_in_one_turn_only_the_last_is_numbered(chat: ChatPage, stand_in: StandIn) -> None:
    first = Text(text="Trước hết.", buttons=(Button(title="Việc trước", payload="/before"),))
    stand_in.plan(answer(first, CHOICES))
    chat.send("khai sinh")
    expect(chat.button("1. Đã đăng ký kết hôn")).to_be_visible()
    expect(chat.button("Việc trước", exact=True)).to_be_visible()
    expect(chat.button("1. Việc trước")).to_have_count(0)


def test_a_second_press_before_the_answer_asks_nothing_new(chat: ChatPage, stand_in: StandIn) -> None:
    stand_in.plan(answer(TEXT, after=0.3))
    chat.button("1. Xem các thủ tục").dblclick()
    chat.expect_said("Không có gì")
    expect(chat.own).to_have_count(1)
    assert stand_in.texts() == ["/list_procedures"]
    chat.button("Xem các thủ tục").click()
    expect(chat.own).to_have_count(2)


def test_a_touched_button_does_not_open_the_keyboard(open_page: OpenPage, stand_in: StandIn) -> None:
    chat = open_page(has_touch=True, is_mobile=True)
    chat.button("1. Xem các thủ tục").tap()
    chat.expect_said("Đã nhận: /list_procedures")
    expect(chat.composer).not_to_be_focused()
