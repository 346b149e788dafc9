"""An answer about one procedure: one card with what was asked, its sources, and next steps."""

from collections.abc import Sequence
from itertools import chain

from dialogues.acts import Act, asks_amount
from dialogues.buttons import next_steps
from dialogues.faqs import asked_before, faq_lines
from dialogues.replies import Card, Place, Reply, Text
from dialogues.sections import Section, section
from dialogues.wording import SCREEN, bullets, day, lower_first, shorten, source_line, unsure_lines
from knowledge.base import KnowledgeBase
from knowledge.content_schema import Fact, Faq, ProcedureContent
from knowledge.places import Place as KnownPlace

__all__ = ["answer", "local_place"]


_BESIDE_AMOUNT = frozenset((Act.PAPERS, Act.PLACE, Act.ONLINE, Act.WHO, Act.STEPS, Act.RESULT))
NO_AMOUNT = "Tôi chưa có mức tiền được nhận đã đối chiếu; nơi xét hồ sơ sẽ cho bạn biết."


def answer(
    base: KnowledgeBase, content: ProcedureContent, acts: Sequence[Act], preface: str = "", said: str = ""
) -> list[Reply]:
    """Replies to the acts of one message, in the order they were asked.

    What was ``said`` may be a question often asked: its own answer comes first.
    """
    faq = asked_before(base, content, said)
    lines = [preface, faq_lines(faq) if faq else ""]
    if asks_amount(said) and all(fee.amount == 0 for fee in content.fees):  # money received, not paid
        acts = [act for act in acts if act in _BESIDE_AMOUNT] or [Act.RESULT]
        lines.append("" if faq else NO_AMOUNT)
    preface = "\n".join(line for line in lines if line)
    asked = [faq] if faq else []
    if acts == [Act.OVERVIEW]:
        return [_overview(content, preface, asked)]
    if acts == [Act.SOURCE]:
        return [_sources(content)]
    if acts == [Act.DIFFERENCE]:
        return [_differences(base, content)]
    if acts == [Act.DECIDE]:
        return [_verdict_refused(content)]
    return _sections(base, content, acts, preface, asked)


def _place_reply(place: KnownPlace) -> Place:
    """A counter as a reply; what is not known is said in its note."""
    return Place(
        name=place.name,
        address=f"Địa chỉ: {place.address}" if place.address else "",
        hours=f"Giờ làm việc: {place.hours}" if place.hours else "",
        phone=f"Điện thoại: {place.phone}" if place.phone else "",
        note=place.note,
    )


def local_place(base: KnowledgeBase, kind: str) -> list[Reply]:
    """The nearest counter of a kind, if one is known."""
    return [_place_reply(place) for place in base.places(kind)[:1]]


def _sections(
    base: KnowledgeBase, content: ProcedureContent, acts: Sequence[Act], preface: str, asked: Sequence[Faq]
) -> list[Reply]:
    wanted = [Act.PLACE if act is Act.HOURS else act for act in acts]
    wanted = [act for act in dict.fromkeys(wanted) if act is not Act.OVERVIEW]
    room = (SCREEN - len(preface)) // max(1, len(wanted)) - 60
    made = [section(content, act, room) for act in wanted]
    facts = [*asked, *chain.from_iterable(part.facts for part in made)]
    card = Card(
        title=f"{content.name}: {made[0].heading[0].lower()}{made[0].heading[1:]}" if len(made) == 1 else content.name,
        body="\n\n".join(part for part in (preface, *_bodies(made)) if part),
        source=source_line(content, facts),
        url=content.online.url if Act.ONLINE in wanted else "",
        buttons=next_steps(content, acts),
    )
    shown = local_place(base, content.receiving_body) if {Act.PLACE, Act.HOURS} & set(acts) else []
    return [*shown, card]


def _bodies(made: Sequence[Section]) -> list[str]:
    return [made[0].text] if len(made) == 1 else [f"{part.heading}:\n{part.text}" for part in made]


def _overview(content: ProcedureContent, preface: str, asked: Sequence[Faq]) -> Card:
    papers = [p.name for p in content.papers if not p.when and p.need != "not_needed"]
    papers = papers or [p.name for p in content.papers if p.need != "not_needed"]
    facts: list[Fact] = [content.where_to_file, *content.time_limits[:1], *content.fees[:1], *content.papers[:1]]
    lines = [
        content.summary,
        f"Nơi nộp: {lower_first(content.where_to_file.text)}",
        *(f"Thời gian: {lower_first(limit.text)}" for limit in content.time_limits[:1]),
        *(f"Lệ phí: {lower_first(fee.text)}" for fee in content.fees[:1]),
        *unsure_lines(facts)[:2],
    ]
    listed = shorten([f"• {name}" for name in papers], 260, "• … và {} giấy tờ khác")
    body = "\n".join(part for part in (preface, *lines, "Giấy tờ chính:" if listed else "", *listed) if part)
    return Card(
        title=content.name,
        body=body,
        source=source_line(content, [*asked, *facts]),
        buttons=next_steps(content, [Act.OVERVIEW]),
    )


def _sources(content: ProcedureContent) -> Card:
    lines = [f"{source.title} – kiểm tra ngày {day(source.checked_on)}" for source in content.sources]
    sure = {
        "high": "Các nguồn khớp nhau.",
        "medium": "Có điểm các nguồn chưa khớp hoặc chưa đối chiếu hết; tôi có ghi chú ở từng ý.",
        "low": "Nội dung này chưa đối chiếu được với cơ quan công bố; bạn nên hỏi lại nơi nộp.",
    }[content.confidence]
    return Card(
        title=f"{content.name}: nguồn thông tin",
        body=f"{bullets(lines)}\n{sure}",
        source=f"Mã thủ tục: {content.code}.",
        url=next((source.url for source in content.sources if source.url), ""),
        buttons=next_steps(content, []),
    )


def _differences(base: KnowledgeBase, content: ProcedureContent) -> Reply:
    known = [(base.named(other.code), other.difference) for other in content.look_alikes]
    lines = [f"{named.choice_label}: {lower_first(text)}" for named, text in known if named]
    if not lines:
        return Text(
            text=f"Tôi chưa ghi nhận thủ tục nào dễ nhầm với “{content.name}”.",
            buttons=next_steps(content, []),
        )
    return Card(
        title=f"{content.name}: khác gì với thủ tục gần giống",
        body="\n".join([f"{content.name}: {lower_first(content.summary)}", bullets(lines)]),
        source=source_line(content, [content.deciding_body]),
        buttons=next_steps(content, []),
    )


def _verdict_refused(content: ProcedureContent) -> Card:
    conditions = section(content, Act.CONDITIONS, SCREEN - 200)
    return Card(
        title=f"{content.name}: điều kiện",
        body=f"Tôi không quyết định thay cơ quan được. {conditions.text}",
        source=source_line(content, conditions.facts),
        buttons=next_steps(content, [Act.CONDITIONS]),
    )
