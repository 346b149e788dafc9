"""What Zalo refuses in a message of an Official Account, as far as we send it (reference/zalo.md 2)."""

from typing import Any

__all__ = ["MESSAGES", "Broken", "check_message"]

MESSAGES = {
    -32: "Your application reached limit call api",
    -100: "Attachment is expired",
    -200: "Send message failed",
    -201: "user_id is invalid!",
    -210: "Parameter exceeds limit",
    -211: "Out of quota",
    -213: "User has not followed OA",
    -216: "Access token is invalid",
    -218: "Out of quota receive",
    -220: "access_token is expired or removed",
    -224: "The OA needs to upgrade OA Tier Package",
    -230: "User has not interacted with the OA in the past 7 days",
    -232: "User has not interacted with the OA, or the last interaction has expired",
    -233: "Message type is not supported",
    -237: "The group is disabled",
    -240: "MessageV2 API has been shut down, please switch to MessageV3",
    -244: "User has restricted this message type from your OA",
    -403: "OA is not in group",
}
"""Zalo's own spelling."""
LONGEST = 2000
MOST_BUTTONS = 5
LONGEST_TITLE = 100
LONGEST_PAYLOAD = 1000


class Broken(Exception):
    """An error in Zalo's envelope, HTTP 200."""

    def __init__(self, code: int, message: str = "") -> None:
        super().__init__(code)
        self.code, self.message = code, message or MESSAGES.get(code, "error")


def check_message(message: Any, attachments: dict[str, str], *, takes_buttons: bool, needs_type: bool) -> None:
    """Raises Broken as Zalo would; ``attachments`` are the uploads that are still good."""
    if not isinstance(message, dict):
        raise Broken(-201, "message is invalid!")
    text, attachment = message.get("text"), message.get("attachment")
    if attachment is None and not (isinstance(text, str) and text.strip()):
        raise Broken(-201, "text is invalid!")
    if isinstance(text, str) and len(text) > LONGEST:
        raise Broken(-210)
    if attachment is not None:
        _check_attachment(attachment, attachments, takes_buttons=takes_buttons, needs_type=needs_type)


def _check_attachment(
    attachment: dict[str, Any], attachments: dict[str, str], *, takes_buttons: bool, needs_type: bool
) -> None:
    payload = attachment.get("payload", {})
    if attachment.get("type") == "file":
        if attachments.get(payload.get("token")) != "file":
            raise Broken(-100)
    elif attachment.get("type") != "template":
        raise Broken(-233)
    elif payload.get("template_type") == "media":
        _check_media(payload, attachments)
    elif "buttons" in payload:
        if not takes_buttons or (needs_type and payload.get("template_type") != "button"):
            raise Broken(-201, "attachment is invalid!")
        _check_buttons(payload["buttons"])
    else:
        raise Broken(-233)


def _check_media(payload: dict[str, Any], attachments: dict[str, str]) -> None:
    elements = payload.get("elements")
    if not isinstance(elements, list) or len(elements) != 1 or elements[0].get("media_type") != "image":
        raise Broken(-201, "elements is invalid!")
    element = elements[0]
    if ("url" in element) == ("attachment_id" in element):
        raise Broken(-201, "elements is invalid!")
    if "attachment_id" in element and attachments.get(element["attachment_id"]) != "image":
        raise Broken(-100)
    if "unreachable" in element.get("url", ""):
        raise Broken(-201, "url is invalid!")


def _check_buttons(buttons: Any) -> None:
    if not isinstance(buttons, list) or not 1 <= len(buttons) <= MOST_BUTTONS:
        raise Broken(-210)
    for button in buttons:
        if not 1 <= len(button.get("title", "")) <= LONGEST_TITLE:
            raise Broken(-210)
        kind, payload = button.get("type"), button.get("payload")
        if kind in ("oa.query.show", "oa.query.hide"):
            if not isinstance(payload, str) or not 1 <= len(payload) <= LONGEST_PAYLOAD:
                raise Broken(-201, "payload is invalid!")
        elif kind not in ("oa.open.url", "oa.open.sms", "oa.open.phone") or not isinstance(payload, dict):
            raise Broken(-201, "buttons is invalid!")
