"""A reply as calls: short enough, every choice reachable, nothing lost where there are no buttons."""

from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st

from bot.doors.zalo_oa.rendering import LONGEST, render
from dialogues.buttons import PRIVATE
from dialogues.replies import Button, Card, Choices, File, Image, Place, Reply, Text


def buttons(number: int) -> tuple[Button, ...]:
    return tuple(Button(title=f"Việc {n}", payload=f"/ask_{n}") for n in range(1, number + 1))


def parts(reply: Reply, chat: str = "u1", allowed: bool = True, link: str = "") -> list[dict[str, object]]:
    return render(chat, reply, buttons_allowed=allowed, private_link=link)


def test_up_to_five_are_buttons() -> None:
    [part] = parts(Choices(question="Việc nào?", buttons=buttons(5)))
    assert part["text"] == "Việc nào?"
    assert part["buttons"] == [f"Việc {n}" for n in range(1, 6)]
    assert str(part["plain"]).endswith("\n4. Việc 4\n5. Việc 5\nBạn gõ số để chọn.")


def test_six_in_groups_or_where_switched_off_are_numbers() -> None:
    expected = [{"text": "Việc nào?\n\n1. Việc 1\n2. Việc 2\nBạn gõ số để chọn."}]
    reply = Choices(question="Việc nào?", buttons=buttons(2))
    assert parts(reply, chat="g:n") == parts(reply, allowed=False) == expected
    [many] = parts(Choices(question="?", buttons=buttons(6)))
    assert "buttons" not in many
    assert "6. Việc 6" in str(many["text"])


def test_two_titles_that_read_the_same_are_numbers() -> None:
    same = (Button(title="Lệ phí", payload="/a_b"), Button(title="lệ phí", payload="/c_d"))
    [part] = parts(Text(text="?", buttons=same))
    assert "buttons" not in part


def test_in_a_group_the_private_chat_is_a_link_and_numbers_stay_in_place() -> None:
    reply = Text(text="a", buttons=(buttons(1)[0], PRIVATE, Button(title="Khác", payload="/choose_other")))
    [part] = parts(reply, chat="g:n", link="https://zalo.me/1")
    assert part["text"] == "a\n\n1. Việc 1\n3. Khác\nBạn gõ số để chọn.\n\nNhắn riêng cho tôi: https://zalo.me/1"
    assert parts(Text(text="a", buttons=(PRIVATE,)), chat="g:n") == [{"text": "a"}]


def test_long_texts_are_parted_and_the_buttons_come_last() -> None:
    reply = Card(title="t", body="câu này khá dài. " * 400, url="https://a.vn", buttons=buttons(3))
    found = parts(reply)
    assert len(found) == 4
    assert ["buttons" in part for part in found] == [False] * 3 + [True]
    assert all(len(str(part["text"])) <= LONGEST for part in found)
    assert len(str(found[-1]["plain"])) <= LONGEST


def test_pictures_and_files() -> None:
    url = "https://a.vn/b.png"
    assert parts(Image(url=url, text="sơ đồ")) == [{"text": "sơ đồ", "image": url, "plain": f"sơ đồ\n{url}"}]
    [part] = parts(Image(url=url, text="sơ đồ", buttons=buttons(1)))
    assert str(part["text"]).endswith("1. Việc 1\nBạn gõ số để chọn.")
    assert parts(Image(url="http://localhost/b.png", text="sơ đồ")) == [{"text": "sơ đồ\nhttp://localhost/b.png"}]
    assert parts(Image(url=url, text="")) == [{"text": "", "image": url, "plain": url}]
    assert parts(File(url="https://a.vn/c.pdf", text="Tờ khai")) == [{"text": "Tờ khai\nhttps://a.vn/c.pdf"}]
    long = parts(Image(url=url, text="dài " * 600))
    assert [part.get("image") for part in long] == [url, None, None]


def test_nothing_to_say_is_no_call() -> None:
    assert parts(Text(text=" ")) == []
    assert parts(Place(name="Trung tâm", address="1 A")) == [{"text": "Trung tâm\n1 A"}]


@effort(max_examples=150, deadline=None)
@given(
    st.text(alphabet="aạ .\nhttps://", max_size=6000),
    st.lists(st.text("aăâb ", min_size=1, max_size=60).filter(str.strip), max_size=12),
    st.booleans(),
    st.sampled_from(["u1", "g:n"]),
)
def test_no_part_is_too_long_and_no_choice_is_lost(text: str, titles: list[str], allowed: bool, chat: str) -> None:
    offered = tuple(Button(title=title, payload=f"/a_{n}") for n, title in enumerate(titles))
    found = parts(Text(text=text, buttons=offered), chat=chat, allowed=allowed)
    assert found == parts(Text(text=text, buttons=offered), chat=chat, allowed=allowed)
    for part in found:
        assert 0 < len(str(part["text"])) <= LONGEST
        assert len(str(part.get("plain", ""))) <= LONGEST
    if titles and found:
        said = str(found[-1].get("plain", found[-1]["text"]))
        assert f"{len(titles)}. " in said
