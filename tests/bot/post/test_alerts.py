"""An alert is one row, open until its cause is gone."""

from bot.post.alerts import Alerts
from knowledge.database import Database


def test_raised_once_cleared_and_raised_again(database: Database) -> None:
    alerts = Alerts(database)
    alerts.clear("zalo:stopped")
    alerts.raise_("zalo:stopped", "Kết nối lại Zalo.")
    since = alerts.open()[0][2]
    alerts.raise_("zalo:stopped", "Kết nối lại Zalo ở trang văn phòng.")
    assert alerts.open() == [("zalo:stopped", "Kết nối lại Zalo ở trang văn phòng.", since)]
    alerts.clear("zalo:stopped")
    assert alerts.open() == []
    alerts.raise_("zalo:stopped", "Lại hỏng.")
    assert [text for _, text, _ in alerts.open()] == ["Lại hỏng."]
