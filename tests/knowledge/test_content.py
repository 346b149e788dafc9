"""The seed content itself: complete, in our words, sourced, and honest."""

import re
from itertools import product

import pytest

from knowledge.conditions import Condition
from knowledge.content_file import read_procedures
from knowledge.content_schema import ProcedureFile
from knowledge.words_file import LEXICON, read_lexicon

FILES = list(read_procedures())
KNOWN = {word.ma for name in ("lexicon", "lexicon_more") for word in read_lexicon(LEXICON / f"{name}.jsonl")}
FORBIDDEN = re.compile(
    r"\b(mình|bà con|mức độ [34]|sổ hộ khẩu giấy để nộp|cấp huyện|phòng tài nguyên)\b", re.IGNORECASE
)


def ids(file: ProcedureFile) -> str:
    return file.code


def test_the_procedures_a_commune_meets_most_are_there() -> None:
    fields = {file.field for file in FILES}
    assert len(FILES) >= 20
    assert len(fields) >= 7
    assert sum(bool(file.case_questions and file.steps_online) for file in FILES) >= 5
    assert len({file.code for file in FILES}) == len(FILES)


@pytest.mark.parametrize("file", FILES, ids=ids)
def test_every_source_is_used_and_dated(file: ProcedureFile) -> None:
    used = {fact.source for fact in file.facts()}
    assert {source.key for source in file.sources} >= used
    assert all(source.checked_on.year >= 2026 for source in file.sources)


@pytest.mark.parametrize("file", FILES, ids=ids)
def test_every_case_has_papers_and_every_question_matters(file: ProcedureFile) -> None:
    read = set().union(*(Condition.parse(fact.when).questions() for fact in file.facts()))
    read |= set().union(*(Condition.parse(question.when).questions() for question in file.case_questions), set())
    assert {question.key for question in file.case_questions} <= read
    for values in product(*(question.options for question in file.case_questions)):
        answers = {q.key: option.value for q, option in zip(file.case_questions, values, strict=True)}
        assert any(Condition.parse(p.when).holds(answers) for p in file.papers), answers
        if file.steps_online:
            assert sum(bool(Condition.parse(s.when).holds(answers)) for s in file.steps_online) >= 2


@pytest.mark.parametrize("file", FILES, ids=ids)
def test_conditions_compare_with_options_that_exist(file: ProcedureFile) -> None:
    values = {q.key: {o.value for o in q.options} for q in file.case_questions}
    for fact in [*file.facts(), *file.case_questions]:
        for key, value in re.findall(r"(\w+) [!=]= [\"'](\w+)", fact.when):
            assert value in values[key], fact.when


@pytest.mark.parametrize("file", FILES, ids=ids)
def test_wording(file: ProcedureFile) -> None:
    said = file.model_dump_json(exclude={"sources", "legal_bases", "notes", "official_name"})
    assert not FORBIDDEN.search(said), FORBIDDEN.search(said)
    assert not re.search(r"\b(gửi|cho biết|đọc|nhập) (mật khẩu|mã OTP)", said)


@pytest.mark.parametrize("file", FILES, ids=ids)
def test_look_alikes_are_procedures_we_can_name(file: ProcedureFile) -> None:
    held = {f.code for f in FILES}
    others = {other.code for other in file.look_alikes}
    assert not others or others & (held | KNOWN)
    assert file.code not in {other.code for other in file.look_alikes}
