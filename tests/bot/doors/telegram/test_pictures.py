"""Pictures: only images, only so large, only from Telegram."""

import io
from pathlib import Path

import PIL.Image
import pytest

import bot.doors.telegram.pictures
from bot.doors.telegram.door import TelegramDoor
from tests.stand_ins.faults import Fault
from tests.stand_ins.telegram import TelegramStandIn


def picture(kind: str = "PNG") -> bytes:
    made = io.BytesIO()
    PIL.Image.new("RGB", (8, 8), "white").save(made, kind)
    return made.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF"])
async def test_an_image_is_fetched(door: TelegramDoor, telegram: TelegramStandIn, kind: str) -> None:
    telegram.files["AgAC"] = picture(kind)
    assert await door.fetch("AgAC topic:3") == picture(kind)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"<html>", b"PK\x03\x04", b"RIFF1234WAVE"])
async def test_anything_else_is_not(door: TelegramDoor, telegram: TelegramStandIn, data: bytes) -> None:
    telegram.files["AgAC"] = data
    assert await door.fetch("AgAC") is None


@pytest.mark.parametrize(
    ("call", "fault"),
    [
        ("getFile", Fault.own(400, "Bad Request: file is too big")),
        ("getFile", Fault.own(401, "Unauthorized")),
        ("getFile", Fault.drop()),
        ("getFile", Fault.silence(0.9)),
        ("getFile", Fault.answer(200, '{"ok":true,"result":{"file_id":"AgAC","file_unique_id":"u"}}')),
        ("getFile", Fault.answer(200, '{"ok":true,"result":{"file_id":"AgAC","file_unique_id":"u","file_path":7}}')),
        ("file", Fault.answer(404)),
        ("file", Fault.answer(302, location="http://127.0.0.1:1/x")),
        ("file", Fault.drop()),
        ("file", Fault.silence(0.9)),
    ],
)
async def test_what_cannot_be_had_is_nothing(
    door: TelegramDoor, telegram: TelegramStandIn, call: str, fault: Fault
) -> None:
    telegram.files["AgAC"] = picture()
    telegram.faults.next(fault, call=call)
    assert await door.fetch("AgAC") is None
    assert await door.fetch("AgAC") == picture()


async def test_too_large_is_given_up(
    door: TelegramDoor, telegram: TelegramStandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    telegram.files["AgAC"] = picture("BMP") + b"0" * 5000
    monkeypatch.setattr(bot.doors.telegram.pictures, "LARGEST", 4000)
    assert await door.fetch("AgAC") is None
    no_size = Fault.answer(200, '{"ok":true,"result":{"file_id":"a","file_unique_id":"u","file_path":"photos/AgAC"}}')
    telegram.faults.next(no_size, call="getFile")
    assert await door.fetch("AgAC") is None


async def test_a_path_on_this_machine_is_never_read(
    door: TelegramDoor, telegram: TelegramStandIn, tmp_path: Path
) -> None:
    (tmp_path / "a.png").write_bytes(picture())
    local = f'{{"ok":true,"result":{{"file_id":"a","file_unique_id":"u","file_path":"{tmp_path / "a.png"}"}}}}'
    telegram.faults.next(Fault.answer(200, local), call="getFile")
    assert await door.fetch("AgAC") is None


@pytest.mark.parametrize("media", ["", "edit:5", "to:3"])
async def test_no_picture_no_call(door: TelegramDoor, telegram: TelegramStandIn, media: str) -> None:
    assert await door.fetch(media) is None
    assert telegram.made("getFile") == []
