"""A dossier in plain words: where it stands and what the person must do next.

Shown is what the number alone may open: no names, no officers, no remarks
(docs/decisions/0005-dossier-look-up.md).
"""

from datetime import datetime

from connectors.onestop import Dossier, Status
from dialogues.buttons import LOOK_UP, PERSON
from dialogues.replies import Button, Card, Text
from dialogues.wording import day

__all__ = ["STATUS_WORDS", "bad_number", "describe", "not_found", "unavailable"]

STATUS_WORDS: dict[Status, tuple[str, str]] = {
    Status.SUBMITTED: (
        "Đã gửi, cơ quan chưa tiếp nhận",
        "Bạn chưa phải làm gì. Chờ cơ quan kiểm tra; khi tiếp nhận sẽ có giấy hẹn trả kết quả.",
    ),
    Status.ACCEPTED: ("Đã được tiếp nhận", "Bạn chưa phải làm gì. Chờ đến ngày hẹn trên giấy tiếp nhận."),
    Status.REFUSED: (
        "Không được tiếp nhận",
        "Bạn đọc lý do trong thông báo từ chối, sửa cho đúng rồi nộp lại. Chưa rõ thì hỏi nơi nộp.",
    ),
    Status.IN_PROGRESS: ("Đang xử lý", "Bạn chưa phải làm gì. Chờ đến ngày hẹn."),
    Status.SUPPLEMENT_ASKED: (
        "Phải bổ sung giấy tờ",
        "Bạn nộp thêm giấy tờ theo phiếu yêu cầu bổ sung. Trong lúc chờ bạn bổ sung, thời gian giải quyết tạm dừng.",
    ),
    Status.PAYMENT_ASKED: (
        "Phải nộp tiền (phí, lệ phí hoặc thuế)",
        "Bạn nộp tiền theo thông báo rồi giữ lại chứng từ. Nộp xong hồ sơ mới được làm tiếp.",
    ),
    Status.WITHDRAWN: ("Đã rút theo yêu cầu của bạn", "Nếu vẫn cần, bạn nộp hồ sơ mới."),
    Status.STOPPED: (
        "Cơ quan đã dừng xử lý",
        "Bạn đọc lý do trong thông báo và hỏi nơi nộp để biết cách làm tiếp.",
    ),
    Status.DONE: (
        "Đã có kết quả",
        "Bạn mang giấy hẹn và giấy tờ tùy thân đến nhận, hoặc chờ bưu điện nếu đã chọn gửi về nhà.",
    ),
    Status.RETURNED: ("Đã trả kết quả", "Hồ sơ đã xong, bạn không phải làm gì thêm."),
    Status.UNKNOWN: (
        "Tôi chưa hiểu trạng thái mà hệ thống trả về",
        "Bạn hỏi Trung tâm Phục vụ hành chính công nơi nộp để biết chắc.",
    ),
}
_CLOCK_RUNS = (Status.ACCEPTED, Status.IN_PROGRESS)
_AGAIN = Button(title="Tra cứu hồ sơ khác", payload=LOOK_UP.payload)


def describe(dossier: Dossier, now: datetime, simulated: bool) -> Card:
    """Status, dates and the next thing to do."""
    status, action = STATUS_WORDS[dossier.status]
    lines = [f"Thủ tục: {dossier.procedure_name}", f"Tình trạng: {status}"]
    if dossier.accepted:
        lines.append(f"Ngày tiếp nhận: {day(dossier.accepted.date())}")
    if dossier.due and dossier.status is not Status.RETURNED:
        moved = " (ngày hẹn mới)" if dossier.due_was_moved else ""
        lines.append(f"Ngày hẹn trả: {day(dossier.due.date())}{moved}")
    if dossier.request:
        lines.append(f"Nội dung cơ quan ghi: {dossier.request}")
    lines.append(f"Bạn cần làm: {action}")
    if dossier.due and dossier.status in _CLOCK_RUNS and dossier.due < now:
        lines.append(
            "Hồ sơ đã quá ngày hẹn. Cơ quan phải có phiếu xin lỗi và hẹn lại; bạn có thể hỏi nơi nộp về phiếu này."
        )
    source = f"Nguồn: hệ thống một cửa, lúc {now:%H:%M} ngày {day(now.date())}."
    if simulated:
        source = f"DỮ LIỆU MÔ PHỎNG để dùng thử, không phải hồ sơ thật. {source}"
    return Card(title=f"Hồ sơ {dossier.number}", body="\n".join(lines), source=source, buttons=(_AGAIN, PERSON))


def not_found(number: str) -> Text:
    """No such dossier; the commonest reasons."""
    return Text(
        text=(
            f"Tôi không tìm thấy hồ sơ có mã {number}. Bạn so lại từng chữ số với giấy hẹn nhé. "
            "Hồ sơ vừa nộp có thể chưa lên hệ thống. Hồ sơ cư trú, căn cước do Công an tiếp nhận thì tra ở "
            "Cổng dịch vụ công Bộ Công an."
        ),
        buttons=(_AGAIN, PERSON),
    )


def bad_number() -> Text:
    """What was typed is not a dossier number."""
    return Text(
        text=(
            "Mã này chưa đúng dạng mã hồ sơ. Mã hồ sơ in trên giấy tiếp nhận và hẹn trả kết quả, "
            "ví dụ H55.242-261120-0007. Bạn gõ lại giúp tôi, có dấu gạch ngang."
        )
    )


def unavailable(hotline: str) -> Text:
    """The one-stop system does not answer; never "not found"."""
    return Text(
        text=(
            "Hệ thống một cửa đang không trả lời nên tôi chưa xem được hồ sơ của bạn. Bạn thử lại sau ít phút, "
            f"hoặc hỏi nơi nộp, hoặc gọi {hotline}."
        ),
        buttons=(_AGAIN, PERSON),
    )
