import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.search import fold

GOLDEN = [
    json.loads(line) for line in (Path(__file__).parents[2] / "golden" / "folding.jsonl").read_text().splitlines()
]


@pytest.mark.parametrize("case", GOLDEN, ids=lambda case: case["text"][:20])
def test_golden(case: dict[str, str]) -> None:
    assert fold(case["text"]) == case["folded"]


@given(st.text())
def test_never_raises_and_keeps_no_marks(text: str) -> None:
    folded = fold(text)
    assert not any(unicodedata.category(char) == "Mn" for char in folded)
    assert folded == " ".join(folded.split())


@given(st.text(alphabet="aàảãáạăằđeêôơuưyýtnghk ", max_size=40))
def test_composed_and_decomposed_are_one(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxy ", max_size=40))
def test_case_does_not_count(text: str) -> None:
    assert fold(text.upper()) == fold(text)
