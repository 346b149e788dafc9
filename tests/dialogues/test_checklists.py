from dialogues.checklists import checklist
from knowledge.content_file import CONTENT, read_procedure

FILE = read_procedure(CONTENT / "procedures" / "1.001193.yml")


def _needs(answers: dict[str, str]) -> dict[str, str]:
    return {item.name: item.need for item in checklist(FILE, answers, ()).items}


def test_the_case_selects_the_papers() -> None:
    needs = _needs({"birth_paper": "missing", "applicant": "parent", "parents_married": "married"})
    assert needs["Văn bản của người làm chứng về việc sinh"] == "submit"
    assert "Giấy chứng sinh (bản chính)" not in needs
    assert needs["Giấy chứng nhận kết hôn của cha mẹ"] == "not_needed"


def test_an_open_question_keeps_the_paper_with_its_case() -> None:
    made = checklist(FILE, {}, ())
    paper = next(item for item in made.items if item.name == "Giấy chứng sinh (bản chính)")
    assert (paper.need, paper.note.startswith("Nếu có Giấy chứng sinh")) == ("maybe", True)


def test_says_what_need_not_be_brought_last() -> None:
    needs = [item.need for item in checklist(FILE, {"birth_paper": "electronic"}, ()).items]
    assert needs == sorted(needs, key=lambda need: need == "not_needed")
