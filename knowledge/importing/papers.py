"""Papers of a dossier as portals list them: notes and headings stand among them."""

import re

from knowledge.content_schema import Paper
from knowledge.importing.amounts import SOURCE
from knowledge.importing.cleaning import cut
from knowledge.importing.draft import Draft

__all__ = ["add_paper"]

_HEADINGS = (
    "giấy tờ phải nộp",
    "giấy tờ phải xuất trình",
    "giấy tờ phải gửi",
    "lưu ý",
    "thành phần hồ sơ",
    "hồ sơ gồm",
)


def add_paper(draft: Draft, name: str, case: str, originals: str, copies: str) -> None:
    """A line of the list; without any copy to hand in it is a remark, kept as such."""
    name = name.strip(" -+*•–;.\n").replace("\n", " ")
    if not name:
        return
    count = _count(originals, copies)
    show = "xuất trình" in case.lower()
    if not count and not show:
        draft.remarks.append(cut(name, 600))
        return
    case = case.strip(" -+*•–:;.")
    told = case and not case.lower().startswith(_HEADINGS)
    note = " ".join(part for part in (f"Trường hợp: {case}." if told else "", count) if part)
    whole = cut(name, 160)
    if whole != name:
        note = f"{note} Ghi đầy đủ: {name}"
    draft.papers.append(Paper(name=whole, note=cut(note, 300), need="show" if show else "submit", source=SOURCE))


def _count(originals: str, copies: str) -> str:
    parts = [
        f"{int(number)} {what}"
        for number, what in ((originals, "bản chính"), (copies, "bản sao"))
        if re.fullmatch("[0-9]{1,4}", number) and int(number) > 0
    ]
    return f"({', '.join(parts)})" if parts else ""
