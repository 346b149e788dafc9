"""Dossier numbers as people copy them, read with the patterns of nlu/data/regex.yml."""

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

DATA = Path(__file__).parents[2] / "nlu/data/regex.yml"
PATTERNS = {
    block["regex"]: [line.removeprefix("- ") for line in block["examples"].splitlines()]
    for block in yaml.safe_load(DATA.read_text(encoding="utf-8"))["nlu"]
}
NUMBERS = [  # shapes met in public code and documents, 2021 to 2026; none belongs to a person
    "000.00.12.H62-201105-0004", "000.A0.01.H26-210212-9090", "38.98.H29-210519-0013", "H55.242-261120-0007",
    "G22.99.08-260921-896048", "G22.99-251225-020175", "G22.99.09-240114-0001", "G09.20-20260609-0092637",
]  # fmt: skip


def _found(text):
    """As RegexEntityExtractor does it: each pattern, any case, no word boundaries."""
    return [m.group() for p in PATTERNS["dossier_number"] for m in re.finditer(p, text, re.IGNORECASE)]


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize(
    "typed",
    [
        str, str.lower, lambda n: n.replace("-", " - "), lambda n: n.replace("-", "–"), lambda n: n.replace("-", "—"),
        lambda n: n.replace(".", " . "), lambda n: n.replace("-", " – ").lower(),
    ],
)  # fmt: skip
def test_a_number_is_found_whole_however_it_is_typed(number, typed):
    text = f"hồ sơ {typed(number)} của tôi xong chưa?"
    assert _found(text) == [typed(number)]


@pytest.mark.parametrize(
    "text",
    [
        "thủ tục 1.001193 cần gì", "mã 2.000815.000.00.00.H56", "sinh ngày 20-11-2026", "gọi 0208-3855-123",
        "số điện thoại 0912345678", "căn cước 019200001234", "H55", "nghị định 123/2021/NĐ-CP", "7-8 triệu", "",
    ],
)  # fmt: skip
def test_other_numbers_are_not_dossiers(text):
    assert _found(text) == []


@given(st.text(max_size=300))
def test_never_slow_and_never_wrong_about_its_own_span(text):
    for name, patterns in PATTERNS.items():
        for pattern in patterns:
            for match in re.finditer(pattern, text, re.IGNORECASE):
                assert match.group().strip() == match.group(), name


def test_a_long_run_of_digits_and_dots_takes_no_time():
    assert _found("12." * 3000 + "H55" * 1000 + "-" * 3000) == []
