"""Typing and sending."""

import uuid

from playwright.sync_api import expect

from tests.bot.web.chat_page import ChatPage
from tests.bot.web.samples import TEXT
from tests.bot.web.stand_in import StandIn, answer


def test_enter_sends_and_the_answer_is_shown(chat: ChatPage, stand_in: StandIn) -> None:
    chat.send("  khai sinh cho con cần gì  ")
    chat.expect_said("Đã nhận: khai sinh cho con cần gì")
    expect(chat.own).to_contain_text("khai sinh cho con cần gì")
    expect(chat.composer).to_have_value("")
    expect(chat.composer).to_be_focused()
    assert [set(body) for body in stand_in.asked] == [{"chat_id", "message_id", "text"}]
    uuid.UUID(stand_in.asked[0]["chat_id"])
    uuid.UUID(stand_in.asked[0]["message_id"])


def test_the_send_button_sends_and_focus_goes_back_to_the_composer(chat: ChatPage, stand_in: StandIn) -> None:
    chat.composer.fill("tạm trú")
    chat.button("Gửi", exact=True).click()
    chat.expect_said("Đã nhận: tạm trú")
    expect(chat.composer).to_be_focused()


def test_shift_enter_is_a_new_line(chat: ChatPage, stand_in: StandIn) -> None:
    chat.composer.fill("dòng một")
    chat.composer.press("Shift+Enter")
    chat.composer.press_sequentially("dòng hai")
    chat.composer.press("Enter")
    chat.expect_said("dòng hai")
    assert stand_in.texts() == ["dòng một\ndòng hai"]


def test_enter_that_ends_a_composed_word_does_not_send(chat: ChatPage, stand_in: StandIn) -> None:
    chat.composer.fill("khai sinh")
    options = {"key": "Enter", "isComposing": True, "bubbles": True, "cancelable": True}
    chat.composer.dispatch_event("keydown", options)
    expect(chat.composer).to_have_value("khai sinh")
    expect(chat.own).to_have_count(0)
    assert stand_in.asked == []


def test_nothing_typed_is_said_and_not_sent(chat: ChatPage, stand_in: StandIn) -> None:
    chat.send("   \n ")
    expect(chat.page.locator("#hint")).to_contain_text("Bạn chưa gõ gì")
    expect(chat.own).to_have_count(0)
    chat.composer.fill("a")
    expect(chat.page.locator("#hint")).to_be_empty()
    assert stand_in.asked == []


def test_a_slow_answer_shows_that_it_is_being_written(chat: ChatPage, stand_in: StandIn) -> None:
    stand_in.plan(answer(TEXT, after=0.4))
    chat.send("cảm ơn")
    expect(chat.state).to_have_text("Đang soạn câu trả lời…")
    expect(chat.state).to_have_role("status")
    chat.expect_said("Không có gì")
    expect(chat.state).to_have_text("")


def test_messages_go_out_one_at_a_time_in_their_order(chat: ChatPage, stand_in: StandIn) -> None:
    stand_in.plan(answer(TEXT, after=0.3))
    for text in ("một", "hai", "ba"):
        chat.send(text)
    expect(chat.own).to_have_count(3)
    assert stand_in.texts() == ["một"]
    chat.expect_said("Đã nhận: ba")
    assert stand_in.texts() == ["một", "hai", "ba"]
    assert len({body["chat_id"] for body in stand_in.asked}) == 1
    assert len({body["message_id"] for body in stand_in.asked}) == 3


def test_the_composer_grows_with_the_words_and_shrinks_again(chat: ChatPage) -> None:
    def height() -> float:
        box = chat.composer.bounding_box()
        assert box
        return box["height"]

    low = height()
    chat.composer.fill("dòng\n" * 4)
    assert height() > low * 1.8
    chat.composer.fill("dòng\n" * 60)
    assert height() < 640 * 0.4
    chat.composer.fill("")
    assert height() == low


def test_the_limit_is_counted_only_near_it(chat: ChatPage) -> None:
    hint = chat.page.locator("#hint")
    chat.composer.fill("a" * 1799)
    expect(hint).to_be_empty()
    chat.composer.fill("a" * 1850)
    expect(hint).to_have_text("Còn gõ được 150 ký tự.")
    chat.composer.fill("a" * 1999)
    chat.composer.press_sequentially("bcd")
    expect(chat.composer).to_have_value("a" * 1999 + "b")
    expect(hint).to_contain_text("Đã đủ 2000 ký tự")


def test_the_beginning_of_a_long_answer_is_in_view(chat: ChatPage, stand_in: StandIn) -> None:
    stand_in.plan(answer(TEXT.model_copy(update={"text": "Đầu câu trả lời.\n" + "Dòng dài.\n" * 80})))
    chat.send("kể dài")
    beginning = chat.page.get_by_text("Đầu câu trả lời.")
    expect(beginning).to_be_in_viewport()
    tools = chat.page.locator(".tools").bounding_box()
    top = beginning.bounding_box()
    assert tools
    assert top
    assert tools["y"] + tools["height"] <= top["y"] < 200
