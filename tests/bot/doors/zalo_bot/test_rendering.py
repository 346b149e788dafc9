"""Replies as plain text with numbered choices, within the platform's limits."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.doors.splitting import utf16_length
from bot.doors.zalo_bot.rendering import MOST, attempts, render
from dialogues.buttons import LIST, PERSON, PRIVATE
from dialogues.replies import Button, Card, Checklist, ChecklistItem, Choices, File, Image, Place, Reply, Text

FEE = Button(title="Lệ phí", payload="/ask_fee")
PHOTO = "https://x.vn/a.jpg"


def texts(reply: Reply, *, grouped: bool = False) -> list[str]:
    return [part["text"] for part in render(reply, grouped=grouped)]


def test_choices_are_numbered() -> None:
    assert texts(Choices(question="Giấy nào?", buttons=(FEE, LIST))) == [
        "Giấy nào?\n\n1. Lệ phí\n2. Xem các thủ tục\nBạn gõ số để chọn."
    ]


def test_a_card_has_its_title_bold_and_its_link_written_out() -> None:
    card = Card(title="Khai sinh 😀", body="Miễn phí.", source="Nguồn: …", url="https://dvc.gov.vn/1", buttons=(FEE,))
    (part,) = render(card, grouped=False)
    assert part["text"].startswith("Khai sinh 😀\n\nMiễn phí.\n\nNguồn: …\n\nhttps://dvc.gov.vn/1\n\n1. Lệ phí")
    assert part["bold"] == utf16_length("Khai sinh 😀") == 12
    assert list(attempts(part)) == [part, {"text": part["text"]}]


def test_other_replies() -> None:
    (papers,) = render(Checklist(title="Giấy tờ", items=(ChecklistItem(name="Tờ khai"),)), grouped=False)
    assert (papers["text"], papers["bold"]) == ("Giấy tờ\n☐ Tờ khai", len("Giấy tờ"))
    (place,) = render(Place(name="Trung tâm", address="Số 1"), grouped=False)
    assert (place["text"], place["bold"]) == ("Trung tâm\nSố 1", len("Trung tâm"))
    assert render(File(url="https://x.vn/a.pdf", text="Tờ khai"), grouped=False) == [
        {"text": "Tờ khai\nhttps://x.vn/a.pdf"}
    ]
    assert render(Text(text="  "), grouped=False) == []


def test_letters_are_joined_with_their_marks() -> None:
    (part,) = render(Card(title="Lê\u0323 phi\u0301", body="x"), grouped=False)
    assert part["text"].startswith("Lệ phí")
    assert part["bold"] == 6


def test_a_picture_and_what_is_left_of_it() -> None:
    (part,) = render(Image(url=PHOTO, text="Bản đồ", buttons=(FEE,)), grouped=False)
    assert part == {"photo": PHOTO, "text": "Bản đồ\n\n1. Lệ phí\nBạn gõ số để chọn."}
    assert [form["text"] for form in attempts(part)][1:] == [f"{part['text']}\n{PHOTO}"]
    long = render(Image(url=PHOTO, text="chữ " * 600), grouped=False)
    assert long[0] == {"photo": PHOTO, "text": ""}
    assert list(attempts(long[0]))[1:] == [{"text": PHOTO}]
    assert len(long) == 3
    nearly = {"photo": PHOTO, "text": "a" * MOST}
    assert list(attempts(nearly))[1:] == [{"text": "a" * MOST}]


def test_a_picture_that_is_not_public_is_words() -> None:
    assert render(Image(url="http://x.vn/a.jpg", text="Bản đồ"), grouped=False) == [
        {"text": "Bản đồ\nhttp://x.vn/a.jpg"}
    ]


def test_in_a_group_the_private_chat_is_named_and_the_numbers_stay() -> None:
    said = texts(Choices(question="Giấy nào?", buttons=(FEE, PRIVATE, LIST)), grouped=True)
    choices = "1. Lệ phí\n3. Xem các thủ tục\nBạn trả lời tin này bằng số để chọn."
    assert said == [f"Giấy nào?\n\n{choices}\nMuốn hỏi kỹ hơn, bạn nhắn riêng cho tôi."]
    assert texts(Text(text="Miễn phí.", buttons=(PRIVATE,)), grouped=True) == [
        "Miễn phí.\n\nMuốn hỏi kỹ hơn, bạn nhắn riêng cho tôi."
    ]
    asked = "Bạn nhắn riêng cho tôi nhé."
    assert texts(Text(text=asked, buttons=(PRIVATE,)), grouped=True) == [asked]


def test_choices_that_do_not_fit_under_a_long_text_stay_together() -> None:
    said = texts(Text(text="chữ " * 474, buttons=(FEE, PERSON)))
    assert len(said) == 2
    assert said[1] == "1. Lệ phí\n2. Tôi muốn gặp cán bộ\nBạn gõ số để chọn."


@pytest.mark.parametrize("grouped", [True, False])
@settings(max_examples=100, deadline=None)
@given(
    text=st.text(max_size=30).map(lambda words: words * 200),
    number=st.integers(0, 60),
    photo=st.booleans(),
)
def test_no_part_is_too_long_or_empty(text: str, number: int, photo: bool, grouped: bool) -> None:
    buttons = tuple(Button(title=f"{n} " + "chữ" * 15, payload="/x") for n in range(number))
    reply: Reply = Image(url=PHOTO, text=text, buttons=buttons) if photo else Text(text=text, buttons=buttons)
    for part in render(reply, grouped=grouped):
        for form in attempts(part):
            assert utf16_length(form["text"]) <= MOST
            assert form["text"] or "photo" in form
