import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.content_schema import Paper
from knowledge.importing.draft import Draft
from knowledge.importing.papers import add_paper

LONG = "Văn bản của người làm chứng xác nhận về việc sinh " * 4
TEXTS = st.one_of(
    st.text(max_size=60), st.sampled_from(["- ", "²", "1", "00", "* Giấy tờ phải xuất trình:", LONG, "Đơn"])
)


def _added(name: str, case: str = "", originals: str = "1", copies: str = "0") -> Draft:
    draft = Draft(code="1.000001", name="x")
    add_paper(draft, name, case, originals, copies)
    return draft


def _only(draft: Draft) -> Paper:
    (paper,) = draft.papers
    return paper


def test_a_paper_has_its_counts() -> None:
    paper = _only(_added("- Tờ khai;", originals="1", copies="2"))
    assert (paper.name, paper.note, paper.need) == ("Tờ khai", "(1 bản chính, 2 bản sao)", "submit")
    assert _only(_added("Tờ khai", originals="", copies="1")).note == "(1 bản sao)"


@pytest.mark.parametrize(("originals", "copies"), [("0", "0"), ("", ""), ("²", "x"), ("-1", "")])
def test_nothing_to_hand_in_is_a_remark(originals: str, copies: str) -> None:
    draft = _added("+ Không được yêu cầu nộp thêm giấy tờ.", "* Lưu ý:", originals, copies)
    assert draft.papers == []
    assert draft.remarks == ["Không được yêu cầu nộp thêm giấy tờ"]


def test_what_is_only_shown_is_a_paper_without_a_count() -> None:
    paper = _only(_added("Căn cước", "* Giấy tờ phải xuất trình:", "0", "0"))
    assert (paper.need, paper.note) == ("show", "")


def test_a_case_is_told_and_a_heading_is_not() -> None:
    assert _only(_added("Đơn", "Đối với hộ nghèo:")).note == "Trường hợp: Đối với hộ nghèo. (1 bản chính)"
    assert _only(_added("Đơn", "* Giấy tờ phải nộp:")).note == "(1 bản chính)"


def test_a_long_name_keeps_the_rest_in_the_note() -> None:
    paper = _only(_added(LONG))
    assert len(paper.name) <= 160
    assert paper.name.endswith("…")
    assert LONG.strip() in paper.note


@pytest.mark.parametrize("name", ["", " - ", "+", "\n"])
def test_a_bullet_alone_is_nothing(name: str) -> None:
    draft = _added(name)
    assert (draft.papers, draft.remarks) == ([], [])


@given(TEXTS, TEXTS, TEXTS, TEXTS)
def test_any_line_is_a_paper_a_remark_or_nothing(name: str, case: str, originals: str, copies: str) -> None:
    draft = _added(f"Đơn {name}", case, originals, copies)
    assert len(draft.papers) + len(draft.remarks) == 1
