"""A photo of the slip leads to the number; anything else leads to nothing and breaks nothing."""

import io
from typing import Any

import PIL.Image
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.post.inbox import Message
from bot.screening.pictures import LARGEST, Pictures, number_in_picture

NUMBER = "H55.242-261120-0007"


def _picture(text: str, kind: Any = zxingcpp.BarcodeFormat.QRCode, turn: int = 0, form: str = "JPEG") -> bytes:
    """A code on a larger sheet, as a phone would take it."""
    code = zxingcpp.create_barcode(text, kind).to_image(scale=6)
    drawn = PIL.Image.fromarray(code)
    sheet = PIL.Image.new("L", (drawn.width + 500, drawn.height + 400), 230)
    sheet.paste(drawn, (200, 150))
    out = io.BytesIO()
    sheet.rotate(turn, expand=True, fillcolor=230).convert("RGB").save(out, form, quality=70)
    return out.getvalue()


@pytest.mark.parametrize("turn", [0, 7, 90, 180])
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_qr_code_is_read_however_the_phone_was_held(turn: int, form: str) -> None:
    assert number_in_picture(_picture(NUMBER, turn=turn, form=form)) == NUMBER


def test_a_bar_code_and_a_link_with_the_number_are_read() -> None:
    assert number_in_picture(_picture(NUMBER, zxingcpp.BarcodeFormat.Code128)) == NUMBER
    assert number_in_picture(_picture(f"https://dichvucong.gov.vn/tra-cuu?ma={NUMBER}")) == NUMBER


def test_other_codes_are_not_taken_for_numbers() -> None:
    assert number_in_picture(_picture("012345678901|123456789|Nguyen Van A|01011990|Nam")) == ""


def test_a_picture_too_large_is_not_opened() -> None:
    side = int(LARGEST**0.5) + 50
    out = io.BytesIO()
    PIL.Image.new("1", (side, side)).save(out, "PNG")
    assert number_in_picture(out.getvalue()) == ""


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.binary(max_size=300), st.integers(0, 2000).map(lambda cut: _SLIP[:cut])))
def test_broken_bytes_are_no_number(data: bytes) -> None:
    assert number_in_picture(data) in ("", NUMBER)


_SLIP = _picture(NUMBER)


async def test_a_picture_that_cannot_be_had_is_no_number() -> None:
    async def nothing(channel: str, media: str) -> bytes | None:
        return None

    async def slip(channel: str, media: str) -> bytes | None:
        return _SLIP if (channel, media) == ("telegram", "file1") else None

    message = Message("telegram", "1", "c", "image", "", (), "t", media="file1")
    assert await Pictures(nothing).number_in(message) == ""
    assert await Pictures(slip).number_in(message) == NUMBER
