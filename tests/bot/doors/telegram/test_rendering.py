"""Replies as calls: Telegram's limits, bold titles, buttons, links out of groups, pages turned in place."""

import pytest

from bot.doors.splitting import utf16_length
from bot.doors.telegram.media import Media
from bot.doors.telegram.rendering import MOST_TEXT, attempts, render
from dialogues.acts import Act
from dialogues.answers import answer
from dialogues.buttons import HELP, LIST, PRIVATE
from dialogues.people import list_procedures
from dialogues.replies import Button, Card, Checklist, ChecklistItem, Choices, File, Image, Place, Reply, Text
from knowledge.base import KnowledgeBase

URL = "https://dichvucong.gov.vn/thu-tuc"


def rendered(
    reply: Reply, *, grouped: bool = False, username: str = "t_bot", answers: str = ""
) -> list[dict[str, object]]:
    return render(reply, grouped=grouped, username=username, answers=Media.read(answers))


def test_a_card_has_its_title_in_bold_and_its_link_as_a_button() -> None:
    card = Card(
        title="Khai sinh 😀 <b>", body="Miễn phí & nhanh.", source="Mã thủ tục: 1.001193.", url=URL, buttons=(HELP,)
    )
    (part,) = rendered(card)
    assert part == {
        "text": "Khai sinh 😀 <b>\n\nMiễn phí & nhanh.\n\nMã thủ tục: 1.001193.",
        "bold": 16,
        "keyboard": [[{"text": "Mở trang web", "url": URL}], [{"text": HELP.title, "data": HELP.payload}]],
    }


@pytest.mark.parametrize(
    "url", ["http://localhost:8080/a", "ftp://a.b/c", "https://[", "https://a.b/" + "x" * 2100, "tel:1"]
)
def test_a_link_telegram_does_not_take_stays_in_the_text(url: str) -> None:
    (part,) = rendered(Card(title="A", body="B", url=url))
    assert str(part["text"]).endswith(url)
    assert "keyboard" not in part


@pytest.mark.parametrize(("length", "parts"), [(4096, 1), (4097, 2), (9000, 3)])
@pytest.mark.parametrize("letter", ["ế", "😀"])
def test_parts_are_counted_as_telegram_counts(length: int, parts: int, letter: str) -> None:
    size = utf16_length(letter)
    words = (letter * 9 + " ") * (length // (9 * size + 1))
    text = (words + letter * length)[: len(words) + (length - utf16_length(words)) // size]
    text += "a" * (length - utf16_length(text))
    made = rendered(Text(text=text, buttons=(LIST,)))
    assert len(made) == parts
    assert all(utf16_length(str(part["text"])) <= MOST_TEXT for part in made)
    assert ["keyboard" in part for part in made] == [False] * (parts - 1) + [True]


def test_short_labels_share_a_row() -> None:
    titles = ["Lệ phí", "Nộp ở đâu", "Danh sách cho trường hợp của tôi", "Các bước", "Điều kiện", "Lỗi hay gặp"]
    buttons = tuple(Button(title=title, payload=f"/a{number}") for number, title in enumerate(titles))
    (part,) = rendered(Choices(question="?", buttons=buttons))
    assert [[b["text"] for b in row] for row in part["keyboard"]] == [titles[:2], titles[2:3], titles[3:5], titles[5:]]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("reply", "link"),
    [
        (Card(title="Khai sinh", body="…", source="Mã thủ tục: 1.001193. Nguồn: …", buttons=(PRIVATE,)), "p_1_001193"),
        (Text(text="Việc này là chuyện riêng.", buttons=(PRIVATE,)), "nhom"),
    ],
)
def test_out_of_a_group_a_link_leads_to_the_private_chat(reply: Reply, link: str) -> None:
    (part,) = rendered(reply, grouped=True, answers="to:8")
    assert part["keyboard"] == [[{"text": PRIVATE.title, "url": f"https://t.me/t_bot?start={link}"}]]
    assert part["to"] == 8
    assert "keyboard" not in rendered(reply, grouped=True, username="")[0]


def test_a_page_is_turned_only_by_a_list(base: KnowledgeBase) -> None:
    assert rendered(list_procedures(base, 1), answers="edit:9")[0]["edit"] == 9
    assert "edit" not in rendered(list_procedures(base, 1))[0]
    assert "edit" not in rendered(Text(text="Nút này không còn dùng được."), answers="edit:9")[0]


def test_other_replies() -> None:
    paper = ChecklistItem(name="Tờ khai")
    assert rendered(Checklist(title="Giấy tờ", items=(paper,)))[0]["bold"] == 7
    assert rendered(Place(name="Trung tâm", address="Xóm 1"))[0] == {"text": "Trung tâm\nXóm 1", "bold": 9}
    assert rendered(Image(url="https://a.vn/b.png", text="Sơ đồ")) == [{"photo": "https://a.vn/b.png", "text": "Sơ đồ"}]
    long = rendered(Image(url="https://a.vn/b.png", text="chữ " * 400, buttons=(HELP,)))
    assert [set(part) for part in long] == [{"photo", "text"}, {"text", "keyboard"}]
    assert rendered(Image(url="http://localhost/b.png", text="Sơ đồ"))[0]["text"] == "Sơ đồ\nhttp://localhost/b.png"
    assert rendered(File(url="https://a.vn/b.pdf", text="Mẫu"))[0]["keyboard"] == [
        [{"text": "Mở tệp", "url": "https://a.vn/b.pdf"}]
    ]
    assert rendered(Text(text="  ")) == []


def test_what_is_left_when_telegram_refuses_a_form() -> None:
    row = [{"text": "Lệ phí", "data": "/a"}, {"text": "Mở trang web", "url": URL}]
    part = {"text": "Khai sinh", "bold": 9, "keyboard": [row], "edit": 3, "topic": 4, "to": 5}
    forms = list(attempts(part))
    assert forms[0] == part
    assert "edit" not in forms[1]
    assert forms[1]["keyboard"] == [row]
    words = f"Khai sinh\n\n1. Lệ phí\nBạn gõ số để chọn.\nMở trang web: {URL}"
    assert forms[2] == {"text": words, "topic": 4}
    picture = list(attempts({"photo": "https://a.vn/b.png", "text": "Sơ đồ", "keyboard": [row]}))
    assert picture[1] == {"text": "Sơ đồ\nhttps://a.vn/b.png", "keyboard": [row]}


def test_every_answer_of_the_seed_fits(base: KnowledgeBase) -> None:
    for named in base.all_named():
        content = base.content(named.code)
        assert content is not None
        for act in Act:
            for reply in answer(base, content, [act]):
                for part in rendered(reply):
                    assert 0 < utf16_length(str(part["text"])) <= MOST_TEXT


@pytest.mark.parametrize("media", [Media(), Media("AgAC-_1"), Media(edit=5), Media("x", topic=3, to=9)])
def test_media_words_are_read_as_written(media: Media) -> None:
    assert Media.read(str(media)) == media
