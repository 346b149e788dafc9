"""Payloads of our own buttons, and the next steps offered under an answer."""

import json
from collections.abc import Iterable

from dialogues.acts import Act
from dialogues.replies import Button
from knowledge.base import Named
from knowledge.content_schema import ProcedureContent

__all__ = ["HELP", "LIST", "LOOK_UP", "OTHER", "PERSON", "PRIVATE", "about", "choice", "next_steps", "payload"]


def payload(intent: str, **entities: str) -> str:
    """``/intent`` with its entities in Rasa's notation."""
    return f"/{intent}" + (json.dumps(entities, separators=(",", ":")) if entities else "")


OTHER = Button(title="Việc khác", payload=payload("choose_other"))
PERSON = Button(title="Tôi muốn gặp cán bộ", payload=payload("talk_to_official"))
LIST = Button(title="Xem các thủ tục", payload=payload("list_procedures"))
LOOK_UP = Button(title="Tra cứu hồ sơ", payload=payload("lookup_dossier"))
HELP = Button(title="Tôi giúp được gì", payload=payload("ask_help"))
PRIVATE = Button(title="Nhắn riêng cho tôi", payload=payload("start"))
"""In a group: doors that can, lead to the private chat."""

_TITLES = {
    Act.PAPERS: "Giấy tờ cần có",
    Act.FEE: "Lệ phí",
    Act.TIME: "Bao lâu thì xong",
    Act.PLACE: "Nộp ở đâu",
    Act.ONLINE: "Nộp trên mạng",
    Act.CONDITIONS: "Điều kiện",
    Act.STEPS: "Các bước",
    Act.MISTAKES: "Lỗi hay gặp",
    Act.WHO: "Ai được nộp",
}


def about(act: Act, code: str) -> Button:
    """A question about a procedure."""
    return Button(title=_TITLES[act], payload=payload(act.value, procedure=code))


def choice(named: Named, act: str) -> Button:
    """A procedure to choose while asking back; the act that was asked goes on with it."""
    return Button(title=named.choice_label, payload=payload(act, procedure=named.code))


def next_steps(content: ProcedureContent, answered: Iterable[Act]) -> tuple[Button, ...]:
    """Two or three steps that people take next and have not been answered just now."""
    done = set(answered)
    offered: list[Button] = []
    if Act.PAPERS not in done:
        offered.append(about(Act.PAPERS, content.code))
    elif content.case_questions:
        title = "Danh sách cho trường hợp của tôi"
        offered.append(Button(title=title, payload=payload("ask_checklist", procedure=content.code)))
    if content.steps_online and Act.STEPS not in done:
        title = "Hướng dẫn tôi nộp trên mạng"
        offered.append(Button(title=title, payload=payload("guide_start", procedure=content.code)))
    for act in (Act.FEE, Act.TIME, Act.PLACE, Act.STEPS):
        if len(offered) < 3 and act not in done and not (act is not Act.STEPS and Act.OVERVIEW in done):
            offered.append(about(act, content.code))
    return tuple(offered[:3])
