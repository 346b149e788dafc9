"""The papers for one person's case."""

from collections.abc import Mapping

from dialogues.replies import Button, Checklist, ChecklistItem
from dialogues.wording import case_words, source_line
from knowledge.conditions import Condition
from knowledge.content_schema import Paper, ProcedureContent

__all__ = ["checklist"]


def checklist(content: ProcedureContent, answers: Mapping[str, str], buttons: tuple[Button, ...]) -> Checklist:
    """Papers that apply to these answers; undecided ones say in which case they are needed."""
    items = [item for paper in content.papers if (item := _item(content, paper, answers))]
    items.sort(key=lambda item: item.need == "not_needed")
    return Checklist(
        title=f"{content.name}: giấy tờ cho trường hợp của bạn",
        items=tuple(items),
        source=source_line(content, content.papers),
        buttons=buttons,
    )


def _item(content: ProcedureContent, paper: Paper, answers: Mapping[str, str]) -> ChecklistItem | None:
    holds = Condition.parse(paper.when).holds(answers)
    if holds is False:
        return None
    name = f"{paper.name} (mẫu {paper.form})" if paper.form and paper.form not in paper.name else paper.name
    if holds is None:
        case = f"Nếu {case_words(paper.when, content.case_questions)}."
        return ChecklistItem(name=name, note=f"{case} {paper.note}".strip(), need="maybe")
    need = paper.need if paper.need in ("show", "not_needed") else "submit"
    return ChecklistItem(name=name, note=paper.note, need=need)
