"""What the guide says at each place, and how it reads an answer."""

from dialogues.buttons import LOOK_UP, payload
from dialogues.checklists import checklist
from dialogues.guide import CHECKLIST, UNKNOWN, Guide
from dialogues.replies import Button, Card, Choices, Reply, Text
from dialogues.wording import bullets, shorten, source_line
from knowledge.content_schema import CaseQuestion, ProcedureContent
from knowledge.search import fold

__all__ = ["chosen", "finished", "left", "prompt", "read_answer", "stuck"]

NEXT = Button(title="Xong, bước tiếp", payload=payload("guide_next"))
BACK = Button(title="Quay lại", payload=payload("guide_back"))
LEAVE = Button(title="Để sau", payload=payload("guide_leave"))
DONT_KNOW = Button(title="Tôi không rõ", payload=payload("dont_know"))
RESUME = Button(title="Làm tiếp", payload=payload("guide_resume"))


def prompt(guide: Guide, content: ProcedureContent) -> Reply:
    """What to do or answer now."""
    question = guide.question(content)
    if question is not None:
        return _ask(guide, content, question)
    if guide.position == CHECKLIST:
        return checklist(content, guide.known(), _after_checklist(guide))
    return _step(guide, content)


def chosen(question_number: int, option_number: int, content: ProcedureContent) -> tuple[CaseQuestion, str] | None:
    """The question and value behind a pressed button; None when it does not exist any more."""
    if not 0 <= question_number < len(content.case_questions):
        return None
    question = content.case_questions[question_number]
    if not 0 <= option_number < len(question.options):
        return None
    return question, question.options[option_number].value


def read_answer(question: CaseQuestion, text: str, intent: str) -> str | None:
    """The value a typed answer means; None when it cannot be told."""
    if intent == "dont_know":
        return UNKNOWN
    said = set(fold(text).split())
    labels = [(option.value, set(fold(option.label).split())) for option in question.options]
    exact = [value for value, words in labels if words == said]
    if exact:
        return exact[0]
    yes_no = _yes_no(question, intent)
    if yes_no:
        return yes_no
    scored = sorted(((_telling(words, labels, said), value) for value, words in labels), reverse=True)
    return scored[0][1] if scored[0][0] > 0 and scored[0][0] > scored[1][0] else None


def finished(content: ProcedureContent) -> Text:
    """After the last step."""
    return Text(
        text=(
            f"Bạn đã đi hết các bước của “{content.name}”. Hãy giữ mã hồ sơ và ngày hẹn. "
            "Khi có mã hồ sơ, bạn gửi cho tôi để tra cứu."
        ),
        buttons=(LOOK_UP,),
    )


def left(content: ProcedureContent) -> Text:
    """When a person leaves; the place is kept."""
    return Text(
        text=f"Tôi giữ lại chỗ bạn đang làm dở của “{content.name}”. Khi nào làm tiếp, bạn gõ “làm tiếp”.",
        buttons=(RESUME,),
    )


def stuck(content: ProcedureContent, hotline: str) -> Text:
    """When a step does not work as described."""
    lines = shorten([mistake.text for mistake in content.mistakes], 350, "… và {} lỗi khác")
    parts = ["Bạn vướng ở bước này. Những lỗi hay gặp:" if lines else "Bạn vướng ở bước này.", bullets(lines)]
    parts.append(f"Nếu vẫn không được, bạn gọi {hotline} hoặc mang giấy tờ đến nơi nộp để được giúp.")
    return Text(text="\n".join(part for part in parts if part))


def _ask(guide: Guide, content: ProcedureContent, question: CaseQuestion) -> Choices:
    questions = guide.questions(content)
    number = content.case_questions.index(question)
    options = tuple(
        Button(title=option.label, payload=payload("pick", value=f"{number}:{position}"))
        for position, option in enumerate(question.options)
    )
    place = f"Câu {questions.index(question) + 1}/{len(questions)}. {question.ask}"
    tail = (BACK,) if guide.answers else ()
    return Choices(
        question="\n".join(part for part in (place, question.why) if part),
        buttons=(*options, DONT_KNOW, *tail),
    )


def _after_checklist(guide: Guide) -> tuple[Button, ...]:
    back = (BACK,) if guide.answers else ()
    if guide.purpose == "online":
        return (Button(title="Giấy tờ đã đủ, bắt đầu nộp", payload=NEXT.payload), *back, LEAVE)
    return back


def _step(guide: Guide, content: ProcedureContent) -> Card:
    steps = guide.steps(content)
    step = steps[min(guide.position, len(steps) - 1)]
    return Card(
        title=f"Bước {guide.position + 1}/{len(steps)}: {step.title}",
        body=step.text + (f"\n⚠ {step.unsure}" if step.unsure else ""),
        source=source_line(content, [step]) if guide.position == 0 else "",
        buttons=(NEXT, BACK, LEAVE),
    )


def _yes_no(question: CaseQuestion, intent: str) -> str | None:
    """ "Có", "chưa" and the like answer a question of two sides."""
    if intent not in ("affirm", "deny") or len(question.options) > 3:
        return None
    sides: dict[bool, list[str]] = {True: [], False: []}
    for option in question.options:
        first = fold(option.label).split()[0]
        if first in ("khong", "chua"):
            sides[False].append(option.value)
        elif first in ("co", "da", "roi", "dung"):
            sides[True].append(option.value)
    found = sides[intent == "affirm"]
    return found[0] if len(found) == 1 else None


def _telling(words: set[str], labels: list[tuple[str, set[str]]], said: set[str]) -> int:
    """How many of the words said stand in this label only."""
    others = set().union(*(other for _, other in labels if other is not words))
    return len(said & words - others)
