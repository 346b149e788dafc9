"""Deep links: a QR code on the wall opens the chat at exactly that procedure."""

import re

__all__ = ["LINKED", "deep_link", "linked_code", "procedure_in", "start_payload"]

_PAYLOAD = re.compile(r"p_(\d)_(\d{6})")
_CODE = re.compile(r"(?<![\d.])(\d\.\d{6})(?![\d.]*\d)")
LINKED = "nhom"
"""Payload of a link that leads from a group to the private chat and names no procedure."""


def start_payload(code: str) -> str:
    """``1.001193`` as a start parameter, which may hold letters, digits, _ and - only."""
    return "p_" + code.replace(".", "_")


def linked_code(payload: str) -> str:
    """The code of a start parameter; empty when it is not one of ours."""
    match = _PAYLOAD.fullmatch(payload)
    return f"{match.group(1)}.{match.group(2)}" if match else ""


def procedure_in(text: str) -> str:
    """The first procedure code in a text; empty when there is none."""
    match = _CODE.search(text)
    return match.group(1) if match else ""


def deep_link(username: str, code: str = "") -> str:
    """Opens the private chat, at a procedure if given."""
    return f"https://t.me/{username}?start={start_payload(code) if code else LINKED}"
