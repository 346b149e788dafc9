"""Bad networks, busy servers: nothing typed is lost, and a message never gets a second id."""

import pytest
from playwright.sync_api import Page, expect

from tests.bot.web.chat_page import ChatPage
from tests.bot.web.conftest import OpenPage
from tests.bot.web.samples import TEXT
from tests.bot.web.stand_in import PENDING, Broken, Given, StandIn, answer, refusal

TROUBLE = "Mạng chập chờn, tôi đang gửi lại…"
BAD = [
    Broken(),
    Broken(in_the_middle=True),
    Given(502, raw="<html>Bad Gateway</html>"),
    Given(200, raw="<html>Đăng nhập Wi-Fi</html>"),
    Given(500, {"error": "no sentence"}),
]


def ids(stand_in: StandIn) -> list[str]:
    return [body["message_id"] for body in stand_in.asked]


@pytest.mark.parametrize("bad", BAD, ids=["cut", "half", "proxy", "wifi_login", "wordless_500"])
def test_a_broken_try_is_repeated_with_the_same_id(chat: ChatPage, stand_in: StandIn, bad: Given | Broken) -> None:
    stand_in.plan(bad, answer(TEXT))
    chat.send("khai sinh")
    expect(chat.state).to_have_text(TROUBLE)
    chat.skip_pause()
    chat.expect_said("Không có gì")
    expect(chat.state).to_have_text("")
    expect(chat.own).to_have_count(1)
    assert len(ids(stand_in)) == 2
    assert len(set(ids(stand_in))) == 1


def test_pauses_between_tries_grow(open_page: OpenPage, stand_in: StandIn) -> None:
    chat = open_page(prepare=lambda page: page.clock.install())
    stand_in.plan(Broken(), Broken(), Broken())
    chat.send("khai sinh")
    expect(chat.state).to_have_text(TROUBLE)
    for tries, longest in ((2, 1200), (3, 2400), (4, 4800)):
        chat.page.clock.run_for(longest // 2)
        assert len(stand_in.asked) == tries - 1
        chat.page.clock.run_for(longest // 2)
        chat.page.wait_for_timeout(100)
        assert len(stand_in.asked) == tries
    chat.expect_said("Đã nhận: khai sinh")


def test_a_message_sent_without_network_goes_out_when_it_is_back(chat: ChatPage, stand_in: StandIn) -> None:
    chat.page.context.set_offline(True)
    chat.send("khai sinh")
    expect(chat.state).to_have_text(TROUBLE)
    assert stand_in.asked == []
    chat.page.context.set_offline(False)
    chat.expect_said("Đã nhận: khai sinh")


def test_a_pending_message_is_asked_for_again_until_it_is_answered(chat: ChatPage, stand_in: StandIn) -> None:
    stand_in.plan(PENDING, PENDING, answer(TEXT))
    chat.send("khai sinh")
    expect(chat.state).to_have_text("Đang soạn câu trả lời…")
    chat.page.wait_for_timeout(100)
    chat.skip_pause()
    chat.expect_said("Không có gì")
    assert len(ids(stand_in)) == 3
    assert len(set(ids(stand_in))) == 1


@pytest.mark.parametrize("bad", [PENDING, Broken()], ids=["pending", "broken"])
def test_after_two_minutes_the_person_decides(open_page: OpenPage, stand_in: StandIn, bad: Given | Broken) -> None:
    chat = open_page(prepare=lambda page: page.clock.install())
    chat.expect_greeting()
    stand_in.plan(bad)
    chat.send("khai sinh")
    chat.page.wait_for_timeout(200)
    chat.page.clock.fast_forward(121_000)
    expect(chat.page.locator(".trouble")).to_contain_text("Tôi chưa gửi được tin này")
    expect(chat.own).to_contain_text("khai sinh")
    chat.button("Gửi lại tin “khai sinh”").click()
    chat.expect_said("Đã nhận: khai sinh")
    assert len(set(ids(stand_in))) == 1


def test_a_silent_connection_is_given_up_and_tried_again(open_page: OpenPage, stand_in: StandIn) -> None:
    chat = open_page(prepare=lambda page: page.clock.install())
    chat.expect_greeting()
    stand_in.plan(answer(TEXT, after=3))
    chat.send("khai sinh")
    chat.page.wait_for_timeout(200)
    chat.page.clock.fast_forward(31_000)
    expect(chat.state).to_have_text(TROUBLE)
    chat.page.clock.run_for(2000)
    chat.expect_said("Không có gì")
    assert len(ids(stand_in)) == 2
    assert len(set(ids(stand_in))) == 1


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        (429, "Có quá nhiều tin nhắn từ địa chỉ này. Bạn chờ một phút rồi gửi lại."),
        (503, "Trợ lý đang được bảo trì. Bạn quay lại sau 15 phút."),
        (422, "Yêu cầu chưa đúng dạng."),
    ],
)
def test_a_refusal_is_said_and_keeps_the_text(chat: ChatPage, stand_in: StandIn, status: int, sentence: str) -> None:
    stand_in.plan(refusal(status, sentence))
    chat.send("lệ phí khai sinh")
    expect(chat.log).to_contain_text(sentence)
    expect(chat.own).to_contain_text("lệ phí khai sinh")
    expect(chat.state).to_have_text("")
    chat.button("Gửi lại tin “lệ phí khai sinh”").click()
    chat.expect_said("Đã nhận: lệ phí khai sinh")
    expect(chat.log).not_to_contain_text(sentence)
    expect(chat.own).to_have_count(1)
    assert len(ids(stand_in)) == 2
    assert len(set(ids(stand_in))) == 1


def test_a_refusal_without_a_sentence_gets_ours(chat: ChatPage, stand_in: StandIn) -> None:
    stand_in.plan(Given(422, {"detail": [{"loc": ["body"], "msg": "bad"}]}))
    chat.send("khai sinh")
    expect(chat.page.locator(".trouble")).to_contain_text("Tin này chưa gửi được")


def test_what_comes_after_a_refused_message_still_goes_out(chat: ChatPage, stand_in: StandIn) -> None:
    stand_in.plan(refusal(429, "Bạn chờ một phút."))
    chat.send("một")
    chat.send("hai")
    chat.expect_said("Đã nhận: hai")
    expect(chat.button("Gửi lại tin “một”")).to_be_visible()


def test_the_greeting_waits_for_the_network(open_page: OpenPage, stand_in: StandIn) -> None:
    stand_in.greetings.append(Broken())
    chat = open_page()
    expect(chat.state).to_have_text("Mạng chập chờn, tôi đang mở lại…")
    chat.skip_pause()
    chat.expect_greeting()
    expect(chat.state).to_have_text("")


def test_without_a_greeting_the_page_still_talks(open_page: OpenPage, stand_in: StandIn) -> None:
    stand_in.greetings.append(refusal(503, "Trợ lý đang nghỉ."))
    chat = open_page()
    chat.send("khai sinh")
    chat.expect_said("Đã nhận: khai sinh")


def test_an_answer_that_cannot_be_shown_keeps_the_text(chat: ChatPage, stand_in: StandIn, page_errors: None) -> None:
    stand_in.plan(Given(200, {"replies": [{"type": "card"}]}))
    chat.send("khai sinh")
    expect(chat.page.locator(".trouble")).to_contain_text("Trang này gặp lỗi")
    expect(chat.button("Gửi lại tin “khai sinh”")).to_be_visible()


@pytest.fixture
def page_errors(chat: ChatPage) -> None:
    """The page logs an error that it did not foresee; here that is expected."""

    def silence(page: Page) -> None:
        page.evaluate("console.error = () => undefined")

    silence(chat.page)
