"""Replies as the assistant really gives them, one of each type."""

from dialogues.replies import Button, Card, Checklist, ChecklistItem, Choices, File, Image, Place, Text

__all__ = ["CARD", "CHECKLIST", "CHOICES", "FILE", "FILING_CARD", "IMAGE", "PLACE", "TEXT"]

SOURCE = "Mã thủ tục: 1.001193. Nguồn: Cổng Dịch vụ công quốc gia (Quyết định 163/QĐ-BTP), kiểm tra ngày 20/07/2026."
TEXT = Text(text="Không có gì. Bạn cần thêm thủ tục nào thì cứ nhắn tôi.")
CARD = Card(
    title="Đăng ký khai sinh: giấy tờ cần có",
    body=(
        "1. Tờ khai đăng ký khai sinh. Làm trên mạng thì điền mẫu điện tử, không cần bản giấy.\n"
        "2. Giấy tờ tùy thân của người đi làm (thẻ căn cước, hộ chiếu).\n"
        "Tùy trường hợp, thêm:\n"
        "• Nếu có Giấy chứng sinh: Giấy chứng sinh (bản chính). Do nơi sinh cấp.\n"
        "⚠ Chưa kiểm tra được riêng cho tỉnh Thái Nguyên."
    ),
    source=SOURCE,
    buttons=(
        Button(title="Danh sách cho trường hợp của tôi", payload='/ask_checklist{"procedure":"1.001193"}'),
        Button(title="Lệ phí", payload='/ask_fee{"procedure":"1.001193"}'),
    ),
)
FILING_CARD = Card(
    title="Đăng ký khai sinh: nộp trên mạng",
    body="Có, nộp trên mạng toàn trình. Cần giúp, bạn gọi 1800 1096.",
    source=SOURCE,
    url="https://dichvucong.gov.vn/thu-tuc-hanh-chinh/019d2bfd-3fe0-70ac-b9d6-5e9e20d6eef7",
)
CHOICES = Choices(
    question="Cha mẹ của cháu đã đăng ký kết hôn chưa?",
    buttons=(
        Button(title="Đã đăng ký kết hôn", payload='/answer{"v":"yes"}'),
        Button(title="Chưa", payload='/answer{"v":"no"}'),
        Button(title="Tôi không rõ", payload='/answer{"v":"?"}'),
    ),
)
CHECKLIST = Checklist(
    title="Đăng ký khai sinh: giấy tờ cho trường hợp của bạn",
    items=(
        ChecklistItem(name="Tờ khai đăng ký khai sinh", note="Làm trên mạng thì điền mẫu điện tử."),
        ChecklistItem(name="Thẻ căn cước của người đi làm", need="show"),
        ChecklistItem(name="Văn bản ủy quyền", note="Nếu người đi làm không phải cha, mẹ.", need="maybe"),
        ChecklistItem(name="Bản sao sổ hộ khẩu", note="Đã có trong cơ sở dữ liệu dân cư.", need="not_needed"),
    ),
    source=SOURCE,
    buttons=(Button(title="Nơi nộp", payload='/ask_place{"procedure":"1.001193"}'),),
)
PLACE = Place(
    name="Trung tâm Phục vụ hành chính công xã Đại Phúc",
    address="Địa chỉ: (địa chỉ thử)",
    hours="Giờ làm việc: 7 giờ 30 đến 17 giờ, thứ Hai đến thứ Sáu",
    phone="Điện thoại: 0208 3822 123",
)
IMAGE = Image(url="/icon.svg", text="Hình cánh cửa, biểu tượng của Motcua")
FILE = File(url="https://example.vn/mau/to-khai.pdf", text="Mẫu tờ khai đăng ký khai sinh")
