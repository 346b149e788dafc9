import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.onestop import find_dossier_number

SHAPES = [
    "000.00.12.H62-201105-0004", "000.A0.01.H26-210212-9090", "38.98.H29-210519-0013", "G22.99.08-260921-896048",
    "G22.99-251225-020175", "G22.99.09-240114-0001", "G09.20-20260609-0092637", "H55.242-261120-0007",
]  # fmt: skip


@pytest.mark.parametrize("number", SHAPES)
def test_official_shapes(number: str) -> None:
    assert str(find_dossier_number(number)) == number


@pytest.mark.parametrize("number", SHAPES)
@pytest.mark.parametrize("dash", [" - ", "–", " — ", "−"])
def test_spaces_long_dashes_and_lower_case(number: str, dash: str) -> None:
    typed = f"hồ sơ {number.lower().replace('-', dash)} của tôi"
    assert str(find_dossier_number(typed)) == number


@pytest.mark.parametrize(
    "text",
    ["0912-345678-1234", "1.001193", "1.001193.000.00.00.H55", "163/QĐ-BTP", "H55.242-269920-0007", "", "H55-123"],
)
def test_other_numbers_are_not_dossiers(text: str) -> None:
    assert find_dossier_number(text) is None


@given(st.text())
def test_any_text(text: str) -> None:
    found = find_dossier_number(text)
    assert found is None or find_dossier_number(str(found)) == found
