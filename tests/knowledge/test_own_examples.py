"""What we print as an example of how to ask must itself be understood, at once and beyond doubt."""

import pytest

from knowledge.base import KnowledgeBase
from knowledge.search.verdict import VerdictKind


@pytest.mark.parametrize(
    ("text", "code"),
    [("khai sinh cho con", "1.001193"), ("làm căn cước ở đâu", "1.116410"),
     ("khai sinh", "1.001193"), ("khai tử", "1.000656"), ("hưu trí xã hội mấy tuổi được", "1.014027")],
)  # fmt: skip
def test_our_own_examples_are_understood(base: KnowledgeBase, text: str, code: str) -> None:
    ranking = base.rank(text)
    assert ranking.matches[0].code == code
    assert base.judge(ranking).kind is VerdictKind.CLEAR


def test_papers_for_a_child_without_more_are_still_too_vague(base: KnowledgeBase) -> None:
    assert base.judge(base.rank("làm giấy tờ cho con")).kind is not VerdictKind.CLEAR


def test_a_new_child_means_its_registration_before_the_bundle_of_three(base: KnowledgeBase) -> None:
    assert [match.code for match in base.rank("con mới sinh làm giấy tờ gì").matches[:2]] == ["1.001193", "3.000722"]
