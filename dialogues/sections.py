"""What is said about one side of a procedure: text, and the facts it rests on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dialogues.acts import Act
from dialogues.wording import bullets, case_words, lower_first, shorten, unsure_lines
from knowledge.content_schema import Channel, Fact, Fee, OnlineMode, Paper, ProcedureContent, TimeLimit

__all__ = ["Section", "section"]

_CHANNELS = {
    Channel.ANY: "",
    Channel.DIRECT: "Nộp trực tiếp: ",
    Channel.ONLINE: "Nộp trên mạng: ",
    Channel.POSTAL: "Gửi bưu điện: ",
}
_MODES = {
    OnlineMode.FULL: "Có, nộp trên mạng toàn trình.",
    OnlineMode.PARTIAL: "Nộp được một phần trên mạng, vẫn phải đến nơi ở một số bước.",
    OnlineMode.NONE: "Hiện phải làm trực tiếp, chưa nộp trên mạng được.",
    OnlineMode.OFFERED: "Có nhận hồ sơ trên mạng; nguồn không ghi làm trọn trên mạng hay chỉ một phần.",
    OnlineMode.UNKNOWN: "Tôi chưa rõ có nộp trên mạng được không.",
}


NOT_RECORDED = "Tôi chưa có thông tin này. Bạn hỏi nơi nộp hồ sơ."


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, its text, and the facts used."""

    heading: str
    text: str
    facts: tuple[Fact, ...]


def section(content: ProcedureContent, act: Act, room: int) -> Section:
    """The answer to one act in at most about ``room`` characters."""
    return _BUILDERS[act](content, room)


def _make(heading: str, lines: Sequence[str], facts: Sequence[Fact], room: int) -> Section:
    body = shorten([line for line in lines if line] or [NOT_RECORDED], room, "… và {} ý nữa.")
    return Section(heading, "\n".join([*body, *unsure_lines(facts)]), tuple(facts))


def _papers(content: ProcedureContent, room: int) -> Section:
    always = [p for p in content.papers if not p.when and p.need != "not_needed"]
    by_case = [p for p in content.papers if p.when and p.need != "not_needed"]
    spared = [p for p in content.papers if p.need == "not_needed" and not p.when]
    lines = [f"{number}. {_paper(paper)}" for number, paper in enumerate(always, start=1)]
    if by_case:
        lines.append("Tùy trường hợp, thêm:" if always else "Tùy trường hợp:")
        lines += [f"• {case_words_of(content, paper)}: {lower_first(_paper(paper))}" for paper in by_case]
    lines += [f"✓ Không phải nộp: {lower_first(paper.name)}." for paper in spared]
    return _make("Giấy tờ cần có", lines, content.papers, room)


def case_words_of(content: ProcedureContent, fact: Fact) -> str:
    """When a fact applies, beginning with "Nếu"."""
    return f"Nếu {case_words(fact.when, content.case_questions)}"


def _paper(paper: Paper) -> str:
    shown = " (mang theo để đối chiếu)" if paper.need == "show" else ""
    form = f" – mẫu {paper.form}" if paper.form and paper.form not in paper.name else ""
    note = f" {paper.note}" if paper.note else ""
    return f"{paper.name}{form}{shown}.{note}"


def _by_channel(content: ProcedureContent, facts: Sequence[Fee | TimeLimit]) -> list[str]:
    lines = []
    for fact in facts:
        where = f"{case_words_of(content, fact)}: " if fact.when else ""
        channel = _CHANNELS[fact.channel]
        text = lower_first(fact.text) if where or channel else fact.text
        lines.append(f"{channel}{lower_first(where) if channel else where}{text}")
    return list(dict.fromkeys(lines))


def _fee(content: ProcedureContent, room: int) -> Section:
    lines = _by_channel(content, content.fees)
    return _make("Lệ phí", [bullets(lines)] if len(lines) > 1 else lines, content.fees, room)


def _time(content: ProcedureContent, room: int) -> Section:
    lines = _by_channel(content, content.time_limits)
    return _make("Thời gian giải quyết", [bullets(lines)] if len(lines) > 1 else lines, content.time_limits, room)


def _place(content: ProcedureContent, room: int) -> Section:
    return _make("Nơi nộp", [content.where_to_file.text], [content.where_to_file], room)


def _statements(heading: str, facts: Sequence[Fact], content: ProcedureContent, room: int, empty: str) -> Section:
    lines = []
    for fact in facts:
        text = str(getattr(fact, "text", ""))
        lines.append(f"• {case_words_of(content, fact)}: {lower_first(text)}" if fact.when else f"• {text}")
    return _make(heading, lines or [empty or NOT_RECORDED], facts, room)


def _conditions(content: ProcedureContent, room: int) -> Section:
    found = _statements(
        "Điều kiện", content.conditions, content, room, "Tôi chưa có điều kiện riêng nào được ghi cho thủ tục này."
    )
    decides = f"Nơi xem xét và quyết định: {lower_first(content.deciding_body.text)}"
    return Section(found.heading, f"{found.text}\n{decides}", (*found.facts, content.deciding_body))


def _who(content: ProcedureContent, room: int) -> Section:
    by_applicant = [p for p in content.papers if "ủy quyền" in p.name.lower()]
    found = _statements("Ai được nộp", content.who_can_apply, content, room, "")
    extra = [f"• {case_words_of(content, p)}: cần {lower_first(_paper(p))}" for p in by_applicant if p.when]
    return Section(found.heading, "\n".join([found.text, *extra]), (*found.facts, *by_applicant))


def _online(content: ProcedureContent, room: int) -> Section:
    online = content.online
    lines = [_MODES[online.mode], online.text if online.mode is not OnlineMode.FULL or online.text else ""]
    if online.site and online.site not in online.text:
        lines.append(f"Nơi nộp: {online.site}.")
    lines = [line for line in lines if line]
    if online.mode is not OnlineMode.NONE:
        lines.append("Bạn tự đăng nhập VNeID; không đưa mật khẩu hay mã OTP cho bất kỳ ai.")
    return _make("Nộp trên mạng", lines, [online], room)


def _steps(content: ProcedureContent, room: int) -> Section:
    steps = content.steps_direct
    lines = [f"{number}. {step.title}: {lower_first(step.text)}" for number, step in enumerate(steps, start=1)]
    return _make("Các bước nộp trực tiếp", lines, steps, room)


def _form(content: ProcedureContent, room: int) -> Section:
    forms = [
        p for p in content.papers if p.form or any(w in p.name.lower() for w in ("tờ khai", "đơn", "giấy đề nghị"))
    ]
    if not forms:
        return _make(
            "Mẫu đơn",
            ["Tôi chưa có tên mẫu đơn của thủ tục này. Bạn hỏi lấy tại nơi nộp."],
            [content.where_to_file],
            room,
        )
    lines = [f"• {_paper(paper)}" for paper in forms]
    lines.append("Mẫu giấy lấy tại nơi nộp hồ sơ; nộp trên mạng thì điền mẫu điện tử ngay trên trang.")
    return _make("Mẫu đơn, tờ khai", lines, forms, room)


def _legal(content: ProcedureContent, room: int) -> Section:
    lines = [f"• {basis}" for basis in content.legal_bases] or ["Tôi chưa có danh sách văn bản cho thủ tục này."]
    return _make("Căn cứ pháp lý", lines, [content.deciding_body], room)


def _result(content: ProcedureContent, room: int) -> Section:
    return _make("Kết quả nhận được", [content.result.text], [content.result], room)


def _mistakes(content: ProcedureContent, room: int) -> Section:
    return _statements("Lỗi hay gặp", content.mistakes, content, room, "Tôi chưa ghi nhận lỗi nào hay gặp.")


_BUILDERS: dict[Act, Callable[[ProcedureContent, int], Section]] = {
    Act.PAPERS: _papers,
    Act.FEE: _fee,
    Act.TIME: _time,
    Act.PLACE: _place,
    Act.CONDITIONS: _conditions,
    Act.WHO: _who,
    Act.ONLINE: _online,
    Act.STEPS: _steps,
    Act.FORM: _form,
    Act.LEGAL: _legal,
    Act.RESULT: _result,
    Act.MISTAKES: _mistakes,
}
