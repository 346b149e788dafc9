import pytest
from pydantic import ValidationError

from dialogues.replies import Button, Card, Checklist, ChecklistItem, Choices, Place, Text, parse_reply

REPLIES = [
    Text(text="Chào bạn", buttons=(Button(title="Có", payload="/affirm"),)),
    Card(title="A", body="b", source="c", url="https://dichvucong.gov.vn"),
    Choices(question="Việc nào?", buttons=(Button(title="Khai sinh", payload='/ask_fee{"procedure":"1.001193"}'),)),
    Checklist(title="Giấy tờ", items=(ChecklistItem(name="Tờ khai", need="not_needed", note="Đã có"),)),
    Place(name="Công an xã", address="", phone="Điện thoại: 113"),
]


@pytest.mark.parametrize("reply", REPLIES, ids=lambda r: r.type)
def test_a_reply_survives_json_and_says_itself(reply: Text) -> None:
    assert parse_reply(reply.model_dump(mode="json")) == reply
    assert reply.text


def test_a_payload_fits_telegram() -> None:
    with pytest.raises(ValidationError):
        Button(title="Dài", payload="/" + "đ" * 40)
