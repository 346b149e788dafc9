import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.content_schema import Channel
from knowledge.importing.amounts import fee, time_limit

DIRECT = Channel.DIRECT
SAME_DAY = "Ngay trong ngày; nhận hồ sơ sau 15 giờ thì trả kết quả trong ngày làm việc tiếp theo."
UNITS = ["", "Ngày", "Ngày làm việc", "Giờ", "Tháng", "WORKING_DAY", "MONTH", "OTHER", "lần"]
CURRENCIES = ["", "VNĐ", "Đồng", "Việt Nam Đồng", "USD"]
AMOUNTS = st.one_of(
    st.text(max_size=30),
    st.text(alphabet="0123456789.,² ٣", max_size=20),
    st.integers(-5, 10**12).map(str),
    st.floats().map(str),
    st.sampled_from(["Miễn phí", "0", "00", "0.0", "9" * 400]),
)
NOTES = st.one_of(st.text(max_size=60), st.sampled_from(["", " ", "\n", SAME_DAY, "x" * 900]))


@pytest.mark.parametrize(
    ("amount", "unit", "number", "known", "text"),
    [
        ("3", "Ngày làm việc", 3, "working_day", "3 ngày làm việc."),
        ("3", "WORKING_DAY", 3, "working_day", "3 ngày làm việc."),
        (" 05 ", "Ngày", 5, "day", "5 ngày."),
        ("8", "Giờ làm việc", 8, "hour", "8 giờ."),
        ("2", "Tháng", None, "", "2 tháng."),
        ("2", "MONTH", None, "", "2 tháng."),
    ],
)
def test_a_time_with_its_unit_is_read(amount: str, unit: str, number: int | None, known: str, text: str) -> None:
    limit = time_limit(DIRECT, amount, unit, "")
    assert limit is not None
    assert (limit.amount, limit.unit, limit.text, limit.unsure) == (number, known, text, "")


def test_the_note_stands_behind_the_time() -> None:
    limit = time_limit(DIRECT, "3", "Ngày", "Kể từ khi nhận đủ hồ sơ")
    assert limit is not None
    assert limit.text == "3 ngày. Kể từ khi nhận đủ hồ sơ"
    same = time_limit(DIRECT, "3", "Ngày", "3 ngày.")
    assert same is not None
    assert same.text == "3 ngày."


@pytest.mark.parametrize("note", ["", "Theo lịch hẹn."])
def test_a_time_without_a_unit_is_unsure(note: str) -> None:
    limit = time_limit(DIRECT, "15", "", note)
    assert limit is not None
    assert (limit.amount, limit.unit) == (None, "")
    assert "15" in limit.unsure
    assert limit.text == (note or "Chưa rõ")


@pytest.mark.parametrize("unit", ["Giờ", "giờ làm việc"])
def test_before_fifteen_hours_is_not_fifteen_hours(unit: str) -> None:
    limit = time_limit(DIRECT, "15", unit, SAME_DAY)
    assert limit is not None
    assert (limit.amount, limit.unit, limit.text) == (None, "", SAME_DAY)


def test_real_hours_are_hours() -> None:
    limit = time_limit(DIRECT, "4", "Giờ", "Kể từ khi nhận hồ sơ")
    assert limit is not None
    assert (limit.amount, limit.unit) == (4, "hour")


@pytest.mark.parametrize("amount", ["0", "²", "99999999999", "1.5", "-3"])
def test_a_number_that_cannot_be_is_quoted(amount: str) -> None:
    limit = time_limit(DIRECT, amount, "Ngày", "")
    assert limit is not None
    assert limit.amount is None
    assert amount in limit.unsure
    assert "không ghi đơn vị" not in limit.unsure


def test_nothing_said_is_nothing() -> None:
    assert time_limit(DIRECT, "", "", "") is None
    assert time_limit(DIRECT, " ", "Ngày", " ") is None
    assert fee(DIRECT, "", "", "") is None
    assert fee(DIRECT, " ", "VNĐ", " ") is None


def test_a_note_alone_is_quoted() -> None:
    limit, made = time_limit(DIRECT, "", "", "Theo hẹn"), fee(DIRECT, "", "", "Theo nghị quyết của tỉnh")
    assert limit is not None
    assert made is not None
    assert (limit.text, limit.amount, limit.unsure) == ("Theo hẹn", None, "")
    assert (made.text, made.amount, made.unsure) == ("Theo nghị quyết của tỉnh", None, "")


@pytest.mark.parametrize(
    ("amount", "currency", "dong"),
    [
        ("100,000", "Việt Nam Đồng", 100_000),
        ("50.000", "", 50_000),
        ("50.000", "Đồng", 50_000),
        ("8000", "VNĐ", 8000),
        ("1.500.000", "vnđ", 1_500_000),
        ("50000.0", "VNĐ", 50_000),
        ("50.000,00", "VNĐ", 50_000),
    ],
)
def test_a_fee_in_dong_is_read(amount: str, currency: str, dong: int) -> None:
    made = fee(DIRECT, amount, currency, "mỗi bản")
    assert made is not None
    assert (made.amount, made.unsure) == (dong, "")
    assert made.text == f"{dong:,} đồng. mỗi bản".replace(",", ".")


@pytest.mark.parametrize("amount", ["0", "0.0", "00", "Miễn phí", "miễn phí "])
@pytest.mark.parametrize("note", ["", "Theo nghị quyết của HĐND"])
def test_zero_and_free_are_unsure_and_never_free(amount: str, note: str) -> None:
    made = fee(DIRECT, amount, "VNĐ", note)
    assert made is not None
    assert made.amount is None
    assert "HĐND" in made.unsure
    assert made.text == (note or "Chưa rõ mức thu")
    assert "miễn phí" not in made.text.lower()


@pytest.mark.parametrize(
    ("amount", "currency"),
    [
        ("135", "VNĐ"),
        ("999", ""),
        ("10,000", "USD"),
        ("5,5", "VNĐ"),
        ("50.00.000", "VNĐ"),
        ("99999999999", "VNĐ"),
        ("²", ""),
    ],
)
def test_what_is_no_plain_amount_is_quoted_and_unsure(amount: str, currency: str) -> None:
    made = fee(DIRECT, amount, currency, "")
    assert made is not None
    assert made.amount is None
    assert amount in made.unsure


@given(AMOUNTS, st.one_of(st.sampled_from(UNITS), st.text(max_size=20)), NOTES)
def test_no_time_is_invented(amount: str, unit: str, note: str) -> None:
    limit = time_limit(DIRECT, amount, unit, note)
    assert limit is None or limit.text
    if limit is not None and limit.amount is not None:
        assert 0 < limit.amount < 2**31
        assert limit.unit
        assert limit.unsure == ""


@given(AMOUNTS, st.one_of(st.sampled_from(CURRENCIES), st.text(max_size=20)), NOTES)
def test_no_fee_is_invented(amount: str, currency: str, note: str) -> None:
    made = fee(DIRECT, amount, currency, note)
    assert made is None or made.text
    if made is not None and made.amount is not None:
        assert 1000 <= made.amount < 2**31
        assert made.unsure == ""


@given(st.integers(1000, 999_999_999), st.sampled_from([",", ".", ""]))
def test_every_way_to_group_the_digits_is_one_amount(dong: int, between: str) -> None:
    made = fee(DIRECT, f"{dong:,}".replace(",", between), "VNĐ", "")
    assert made is not None
    assert made.amount == dong
