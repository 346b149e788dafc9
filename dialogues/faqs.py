"""Questions people often ask about a procedure, answered in the very words written for them."""

from dialogues.fillers import content_words
from dialogues.wording import unsure_lines
from knowledge.base import KnowledgeBase
from knowledge.content_schema import Faq, ProcedureContent
from knowledge.search import fold

__all__ = ["asked_before", "faq_lines"]

LIKE = 0.45
"""Likeness from which two questions about one procedure are the same one; measured on development questions."""
_SAYING_LITTLE = frozenset(
    fold(
        "tôi em mình con cháu bác ạ à nhỉ hả ơi cho thì có là mà của ở và hay với rồi này vậy thế xin hỏi muốn không nào gì"
    ).split()
)


def asked_before(base: KnowledgeBase, content: ProcedureContent, text: str) -> Faq | None:
    """The question of the procedure that a message asks, whatever it calls the procedure; None when none is like it."""
    own = _SAYING_LITTLE | set(fold(f"{content.name} {content.choice_label}").split())
    asked = _less(text, own)
    if not content.faq or len(asked.split()) < 2 or not content_words(text):
        return None
    likeness = base.likeness(asked, [_less(faq.question, own) for faq in content.faq])
    best = max(range(len(likeness)), key=likeness.__getitem__)
    return content.faq[best] if likeness[best] >= LIKE else None


def faq_lines(faq: Faq) -> str:
    """Shown with its question, so that a reader sees what is being answered."""
    return "\n".join([f"Câu hay hỏi: {faq.question}", f"→ {faq.answer}", *unsure_lines([faq])])


def _less(text: str, words: set[str] | frozenset[str]) -> str:
    return " ".join(word for word in fold(text).split() if word not in words)
