"""Undo the slips of a phone keyboard: raw Telex ("ddawng kys") and VNI ("d9a8ng ky1").

Works on folded words. A word is touched only when it is no Vietnamese syllable as it stands and
becomes one without its tone keys, so that "online", "vneid" and "ct07" stay what they are.
The engine holds the same file (nlu/components/slips.py; a test compares the two).
"""

import re
from functools import cache

__all__ = ["is_syllable", "without_tone_keys"]

_ONSETS = [
    "",
    "b",
    "c",
    "d",
    "g",
    "h",
    "k",
    "l",
    "m",
    "n",
    "p",
    "q",
    "r",
    "s",
    "t",
    "v",
    "x",
    "ch",
    "gh",
    "gi",
    "kh",
    "ng",
    "ngh",
    "nh",
    "ph",
    "qu",
    "th",
    "tr",
]
_RIMES = [
    "a",
    "ac",
    "ach",
    "ai",
    "am",
    "an",
    "ang",
    "anh",
    "ao",
    "ap",
    "at",
    "au",
    "ay",
    "e",
    "ec",
    "ech",
    "em",
    "en",
    "eng",
    "enh",
    "eo",
    "ep",
    "et",
    "eu",
    "i",
    "ia",
    "ich",
    "iec",
    "iem",
    "ien",
    "ieng",
    "iep",
    "iet",
    "ieu",
    "im",
    "in",
    "inh",
    "ip",
    "it",
    "iu",
    "o",
    "oa",
    "oac",
    "oach",
    "oai",
    "oam",
    "oan",
    "oang",
    "oanh",
    "oao",
    "oap",
    "oat",
    "oay",
    "oc",
    "oe",
    "oem",
    "oen",
    "oeo",
    "oet",
    "oi",
    "om",
    "on",
    "ong",
    "op",
    "ot",
    "u",
    "ua",
    "uan",
    "uang",
    "uat",
    "uay",
    "uc",
    "ue",
    "uech",
    "uenh",
    "ui",
    "um",
    "un",
    "ung",
    "uo",
    "uoc",
    "uoi",
    "uom",
    "uon",
    "uong",
    "uop",
    "uot",
    "uou",
    "up",
    "ut",
    "uu",
    "uy",
    "uya",
    "uych",
    "uyen",
    "uyet",
    "uynh",
    "uyt",
    "uyu",
    "y",
    "yem",
    "yen",
    "yet",
    "yeu",
    "ych",
    "ynh",
]
_FOREIGN = frozenset(
    ["visa", "card", "taxi", "gas", "gara", "sos", "air", "down", "who", "co2", "cand", "asm", "samsung"]
)
"""Words in use that only look like slips."""
_TONE_KEYS = re.compile(r"[sfrxj]")
_VNI = re.compile(r"[a-z]+(?:[1-9]{1,2}[a-z]*){1,4}")


@cache
def _syllables() -> frozenset[str]:
    return frozenset(onset + rime for onset in _ONSETS for rime in _RIMES)


def is_syllable(word: str) -> bool:
    """Whether a folded word can be a Vietnamese syllable."""
    return word in _syllables()


def without_tone_keys(word: str) -> str:
    """The syllable a person meant; the word itself when it is one already or becomes none."""
    if is_syllable(word) or len(word) < 2 or word in _FOREIGN:
        return word
    tried = _from_vni(word) if any(char.isdigit() for char in word) else _from_telex(word)
    return tried if len(tried) > 1 and is_syllable(tried) else word


def _from_vni(word: str) -> str:
    """Digits 1-9 mark tones and hats; "a4" and "c1" are no typed words, so two letters must stay."""
    return re.sub(r"\d", "", word) if _VNI.fullmatch(word) else word


def _from_telex(word: str) -> str:
    """At most one tone key, never the first letter; then doubled letters and w."""
    bare = re.sub(r"^dd|(?<=.)d$", lambda match: "d" if match.group() == "dd" else "", word)
    bare = re.sub(r"([aeo])\1", r"\1", bare.replace("w", ""))
    if is_syllable(bare):
        return bare
    for key in reversed(list(_TONE_KEYS.finditer(bare))):
        shorter = bare[: key.start()] + bare[key.end() :]
        if key.start() > 0 and is_syllable(re.sub(r"([aeo])\1", r"\1", shorter)):
            return re.sub(r"([aeo])\1", r"\1", shorter)
    return bare
