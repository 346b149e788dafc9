"""Papers can be ticked; the tab remembers, and nobody else."""

from playwright.sync_api import expect

from tests.bot.web.chat_page import ChatPage
from tests.bot.web.samples import CHECKLIST
from tests.bot.web.stand_in import StandIn, answer


def show(chat: ChatPage, stand_in: StandIn) -> None:
    stand_in.plan(answer(CHECKLIST))
    chat.send("giấy tờ cho trường hợp của tôi")
    chat.expect_said("Văn bản ủy quyền")


def test_items_are_real_checkboxes_with_their_words(chat: ChatPage, stand_in: StandIn) -> None:
    show(chat, stand_in)
    boxes = chat.page.get_by_role("checkbox")
    expect(boxes).to_have_count(3)
    expect(boxes.nth(0)).to_have_accessible_name("Tờ khai đăng ký khai sinh Làm trên mạng thì điền mẫu điện tử.")
    expect(boxes.nth(1)).to_have_accessible_name("Thẻ căn cước của người đi làm Mang theo để đối chiếu")
    expect(boxes.nth(2)).to_have_accessible_name(
        "Văn bản ủy quyền Nếu thuộc trường hợp Nếu người đi làm không phải cha, mẹ."
    )
    expect(chat.said.last).to_contain_text("Bản sao sổ hộ khẩu Không phải nộp")
    expect(chat.said.last).to_contain_text("kiểm tra ngày 20/07/2026")


def test_ticks_are_counted_and_survive_a_reload(chat: ChatPage, stand_in: StandIn) -> None:
    show(chat, stand_in)
    progress = chat.page.get_by_text("giấy tờ", exact=False).and_(chat.page.locator(".progress"))
    expect(progress).to_have_text("Đã có 0/3 giấy tờ")
    chat.page.get_by_text("Thẻ căn cước của người đi làm").click()
    expect(progress).to_have_text("Đã có 1/3 giấy tờ")
    chat.page.reload()
    expect(chat.page.get_by_role("checkbox", name="Thẻ căn cước")).to_be_checked()
    expect(chat.page.get_by_role("checkbox", name="Tờ khai")).not_to_be_checked()
    expect(progress).to_have_text("Đã có 1/3 giấy tờ")


def test_a_tick_can_be_made_and_taken_back_by_keyboard(chat: ChatPage, stand_in: StandIn) -> None:
    show(chat, stand_in)
    box = chat.page.get_by_role("checkbox").first
    box.focus()
    chat.page.keyboard.press("Space")
    expect(box).to_be_checked()
    chat.page.keyboard.press("Space")
    expect(box).not_to_be_checked()
    chat.page.reload()
    expect(chat.page.get_by_role("checkbox").first).not_to_be_checked()


def test_the_same_list_twice_has_the_same_ticks(chat: ChatPage, stand_in: StandIn) -> None:
    show(chat, stand_in)
    chat.page.get_by_role("checkbox", name="Tờ khai").check()
    show(chat, stand_in)
    both = chat.page.get_by_role("checkbox", name="Tờ khai")
    expect(both).to_have_count(2)
    expect(both.nth(1)).to_be_checked()
    both.nth(1).uncheck()
    expect(both.nth(0)).not_to_be_checked()
    expect(chat.page.locator(".progress").first).to_have_text("Đã có 0/3 giấy tờ")
