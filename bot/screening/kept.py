"""Numbers a turn needs, which look like a person's: dossier numbers, procedure codes, dates, hotlines, money."""

import re
from collections.abc import Iterator

__all__ = ["is_no_number", "spans_to_keep"]

_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_YEAR = r"(?:19|20)\d\d"
_AGENCY = r"(?<![\w.])(?:[0-9a-z]{2,3} *\. *){0,3}[ghk] ?\d{2}(?: *\. *\d{1,3}){0,3}"
_FILED = r"(?:20)?\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_KEEP = re.compile(
    rf"{_AGENCY} *[-_]+ *{_FILED} *[-_]+ *\d{{4,7}}(?!\d)"
    rf"|(?<![\w.])[ghk]\d{{2}}(?:\.\d{{1,3}}){{0,3}}[ .]{_FILED}[ .]\d{{4}}(?!\d)"
    r"|(?<![\w.-])(?:1[89]|2\d|3[0-5])(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])-\d{4}(?![\d-])"
    r"|(?<![\d.oil|])[1-6]\.\d{6}(?:(?:\.\d{2,3}){1,3}\.[ghk]\d{2,3})?(?![\doil|]|[.\-]\d)"
    rf"|(?<!\d){_DAY}(?P<d>[/.\-]){_MONTH}(?P=d){_YEAR}(?!\d|(?P=d)\d|[ .\-]\d{{3}})"
    rf"|(?<![\d/.\-]){_DAY}/{_MONTH}/\d\d(?![\d/.])"
    rf"|(?<!\d){_YEAR}(?P<i>[/.\-])(?:0[1-9]|1[0-2])(?P=i)(?:0[1-9]|[12]\d|3[01])(?!\d|(?P=i)\d)"
    rf"|(?:(?<=ngay )|(?<=sinh )|(?<=hom ))(?<!\d){_DAY} {_MONTH} {_YEAR}(?!\d| \d{{3}})"
    r"|(?<![\d.\-])(?<! [a-z] )1[89]00(?:[ .\-]?\d){4}(?!\d|[ .\-]\d)"
    r"|(?<![\d.\-])(?<! [a-z] )1[89]00[ .\-]?5[ .\-]?[4-9](?:[ .\-]?\d){4}(?!\d|[ .\-]\d)"
    r"|(?<!\d)\d{1,5}/(?:19|20)\d\d/[a-z]"
)
_GROUPED = r"[1-9]\d{0,2}(?:[.,]\d{3})+"
_SPACED = r"[1-9]\d{0,2}(?: \d{3})+"
_ROUND = r"[1-9]\d{0,2}(?:[.,]\d{3})?[.,]000"
_VERY_ROUND = r"[1-9]\d{0,2}(?:[., ]\d{3})*(?P<s>[., ])000(?P=s)000"
_AMOUNT = re.compile(rf"(?:{_GROUPED}|{_SPACED}|[1-9]\d*)(?: ?- ?(?:{_GROUPED}|{_SPACED}|[1-9]\d*))?")
_AMOUNTS = re.compile(
    rf"{_VERY_ROUND}|{_ROUND}(?:(?: ?[-/]? ?|\n){_ROUND})*|[1-9]\d{{0,2}}000(?: ?[- ] ?[1-9]\d{{0,2}}000)+"
)
_GROUPS = re.compile(rf"{_GROUPED}(?:[.,]\d{{3}})*")
_YEARS = re.compile(rf"{_YEAR}(?:\D+{_YEAR})+")
_EMERGENCY = re.compile(r"11\d(?: 11\d)+")
_DAYS = re.compile(rf"{_DAY}/{_MONTH}(?:[ \-]+{_DAY}/{_MONTH})+")
_UNIT = re.compile(r" ?(?:dong|vnd|vn d|trieu|ty|ti|nghin|ngan|₫|m2|met|usd)(?![a-z])")
_SHORT_UNIT = re.compile(r" ?[d₫](?![a-z\d])")
_PRICE = re.compile(
    r"(?<![a-z])(?:gia|tien|phi|von|luong|thu nhap|vay|tong|tri gia|gia tri|het|mat)(?![a-z])[^\d\n]{0,12}$"
)


def spans_to_keep(shade: str) -> Iterator[tuple[int, int]]:
    """Where a shadow has something the turn needs."""
    for match in _KEEP.finditer(shade):
        yield match.span()


def is_no_number(run: str, before: str, after: str) -> bool:
    """Whether a long run of digits, with some of the text around it, is an amount, or a row of years, days or short numbers to call."""
    if any(pattern.fullmatch(run) for pattern in (_YEARS, _DAYS, _AMOUNTS, _EMERGENCY)):
        return True
    if _AMOUNT.fullmatch(run) and _UNIT.match(after):
        return True
    grouped = _GROUPS.fullmatch(run) is not None
    return grouped and (_SHORT_UNIT.match(after) is not None or _PRICE.search(before) is not None)
