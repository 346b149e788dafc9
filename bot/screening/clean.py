"""Make a text safe to handle: no invisible characters, no control characters, one line break kind."""

import re
import unicodedata

__all__ = ["MAX_LENGTH", "clean", "without_slash"]

MAX_LENGTH = 4000
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
    "\ufff9-\ufffb\ufe00-\ufe0f\U000e0000-\U000e007f]"
)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def clean(text: str) -> str:
    """NFC text without invisible, control, private and lone surrogate characters."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    plain = unicodedata.normalize("NFC", lines.encode("utf-8", "ignore").decode("utf-8"))
    plain = _CONTROL.sub(" ", _INVISIBLE.sub("", plain))
    return re.sub(r"[\ue000-\uf8ff]", "", plain).strip()


def without_slash(text: str) -> str:
    """Rasa obeys ``/intent{...}`` typed by anyone; the slash of a typed text is taken away."""
    return re.sub(r"^[\s/\\]+", "", text)
