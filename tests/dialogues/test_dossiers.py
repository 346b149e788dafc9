from datetime import datetime, timedelta

import pytest

from connectors.onestop import Dossier, DossierNumber, Status
from connectors.onestop.dates import VIETNAM
from dialogues.dossiers import STATUS_WORDS, describe, not_found, unavailable

NOW = datetime(2026, 11, 24, 9, tzinfo=VIETNAM)
NUMBER = DossierNumber("H55.242-261120-0007")


def _dossier(status: Status, due: datetime | None = None) -> Dossier:
    return Dossier(NUMBER, "1.001193", "Đăng ký khai sinh", status, due=due)


@pytest.mark.parametrize("status", list(Status))
def test_every_status_says_where_it_stands_and_what_to_do(status: Status) -> None:
    said = describe(_dossier(status), NOW, simulated=False).text
    assert all(words in said for words in STATUS_WORDS[status])
    assert "Bạn cần làm:" in said


def test_overdue_only_while_the_clock_runs() -> None:
    late = NOW - timedelta(days=2)
    assert "quá ngày hẹn" in describe(_dossier(Status.IN_PROGRESS, late), NOW, simulated=False).text
    for status in (Status.SUBMITTED, Status.SUPPLEMENT_ASKED, Status.PAYMENT_ASKED, Status.DONE):
        assert "quá ngày hẹn" not in describe(_dossier(status, late), NOW, simulated=False).text


def test_a_simulated_dossier_is_said_to_be_one() -> None:
    assert "MÔ PHỎNG" in describe(_dossier(Status.DONE), NOW, simulated=True).text
    assert "MÔ PHỎNG" not in describe(_dossier(Status.DONE), NOW, simulated=False).text


def test_down_is_not_the_same_as_not_found() -> None:
    assert "không tìm thấy" not in unavailable("18001096").text
    assert str(NUMBER) in not_found(str(NUMBER)).text
