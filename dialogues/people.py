"""Greetings, help, other matters, and the way to a person."""

from dialogues.answers import local_place
from dialogues.buttons import HELP, LIST, LOOK_UP, PERSON, payload
from dialogues.own_data import DELETE, MY_DATA
from dialogues.replies import Button, Choices, Reply, Text
from knowledge.base import KnowledgeBase, Named

__all__ = [
    "hand_over",
    "hotline",
    "list_procedures",
    "not_held",
    "not_known",
    "nothing_said",
    "out_of_scope",
    "small_talk",
    "ways_to_a_person",
    "welcome",
]

PAGE = 6

_WHAT_I_DO = (
    "Tôi chỉ cho bạn: cần giấy tờ gì, lệ phí bao nhiêu, bao lâu thì xong, nộp ở đâu; hướng dẫn nộp trên mạng "
    "từng bước; và tra cứu hồ sơ theo mã trên giấy hẹn."
)
_SAFE = "Bạn đừng gửi số căn cước, mật khẩu hay mã OTP."

_SMALL_TALK: dict[str, str] = {
    "greet": f"Chào bạn, tôi là Motcua, trợ lý tự động về thủ tục hành chính. {_WHAT_I_DO} Bạn đang cần việc gì?",
    "thank": "Không có gì. Bạn cần thêm thủ tục nào thì cứ nhắn tôi.",
    "goodbye": "Chào bạn. Khi cần, bạn cứ nhắn lại.",
    "ask_bot": (
        "Tôi là máy, một trợ lý tự động, không phải cán bộ. Tôi chỉ nói điều có trong kho thông tin thủ tục, "
        "kèm nguồn và ngày kiểm tra. Cần người thật, bạn gõ “gặp cán bộ”."
    ),
    "ask_help": (
        f"{_WHAT_I_DO}\nBạn cứ kể việc của mình, không cần đúng tên thủ tục, gõ không dấu cũng được. "
        f"Ví dụ: “con mới sinh làm giấy tờ gì”. {_SAFE}"
    ),
    "ask_privacy": (
        "Tôi che số căn cước, số điện thoại, số thẻ trong tin nhắn trước khi lưu. Tin nhắn được lưu có thời hạn để trả lời "
        "và để sửa chỗ tôi trả lời chưa tốt. Muốn xem tôi đang giữ gì, bạn gõ /dulieu; muốn xóa hẳn, gõ /xoadulieu; muốn rút "
        f"lại sự đồng ý, gõ /rutdongy. {_SAFE}"
    ),
    "insult": "Tôi xin lỗi nếu đã làm bạn bực mình. Bạn nói lại việc cần làm, hoặc chọn gặp cán bộ.",
    "simplify": (
        "Bạn cho tôi biết chỗ nào khó hiểu nhé. Bạn có thể hỏi từng ý ngắn: “giấy tờ gì”, “bao nhiêu tiền”, "
        "“nộp ở đâu”, hoặc chọn gặp cán bộ để được giải thích."
    ),
}
_SMALL_TALK["start"] = _SMALL_TALK["greet"]
_UNDER_SMALL_TALK: dict[str, tuple[Button, ...]] = {
    "greet": (LIST, LOOK_UP, HELP),
    "start": (LIST, LOOK_UP, HELP),
    "ask_help": (LIST, LOOK_UP, PERSON),
    "ask_bot": (HELP, PERSON),
    "ask_privacy": (MY_DATA, DELETE, PERSON),
    "insult": (HELP, PERSON),
    "simplify": (PERSON,),
}


def welcome() -> Text:
    """The first thing a person sees: it is a machine, and what it does."""
    return small_talk("start")


def small_talk(intent: str) -> Text:
    """The reply to a greeting and the like."""
    return Text(text=_SMALL_TALK.get(intent, _SMALL_TALK["ask_help"]), buttons=_UNDER_SMALL_TALK.get(intent, ()))


def hotline(base: KnowledgeBase) -> str:
    """The telephone number to call, with its name."""
    known = [place for place in base.places("hotline") if place.phone]
    return f"{known[0].name} {known[0].phone}" if known else "UBND xã"


def hand_over(base: KnowledgeBase, intent: str) -> list[Reply]:
    """The way to a person; complaints have their own channel, and are not judged here."""
    first = {
        "complain_service": (
            "Tôi rất tiếc về việc này. Tôi không xử lý được khiếu nại, nhưng bạn có quyền phản ánh: gửi trên Cổng Dịch "
            "vụ công quốc gia, mục Phản ánh kiến nghị, hoặc nói trực tiếp với lãnh đạo UBND xã."
        ),
        "wrong_answer": (
            "Xin lỗi bạn, tôi hiểu chưa đúng. Bạn nói lại bằng cách khác giúp tôi, ví dụ “làm giấy gì, cho ai”. "
            "Hoặc bạn hỏi người thật:"
        ),
    }.get(intent, "Bạn có thể hỏi người thật ở các nơi sau:")
    return [Text(text=first), *ways_to_a_person(base)]


def ways_to_a_person(base: KnowledgeBase) -> list[Reply]:
    """The nearest counter and the hotline."""
    call = Text(text=f"Hoặc gọi {hotline(base)}. Câu hỏi của bạn được ghi lại để cán bộ xem.")
    return [*local_place(base, "one_stop"), call]


def out_of_scope() -> Text:
    """Not a matter of administrative procedures."""
    return Text(
        text=(
            "Việc này nằm ngoài phần tôi biết, nên tôi không trả lời để tránh nói sai. Tôi chỉ giúp về thủ tục hành chính "
            "ở xã: giấy tờ, lệ phí, thời gian, nơi nộp, tra cứu hồ sơ."
        ),
        buttons=(LIST, PERSON),
    )


def not_known() -> Text:
    """Sounds like a procedure, but none that we hold; never a guess."""
    return Text(
        text=(
            "Tôi chưa có nội dung đã kiểm tra cho việc này nên không dám hướng dẫn. Bạn nói rõ hơn giúp tôi: "
            "làm giấy gì, cho ai? Hoặc hỏi cán bộ."
        ),
        buttons=(LIST, PERSON),
    )


def not_held(named: Named) -> Text:
    """The procedure is known by its name; what to bring and pay is not, and is not guessed."""
    return Text(
        text=(
            f"Việc này có vẻ là “{named.name}” (mã {named.code}). Tôi chưa có nội dung đã kiểm tra về thủ tục đó nên không "
            "dám hướng dẫn. Bạn hỏi cán bộ hoặc tra mã này trên Cổng Dịch vụ công quốc gia."
        ),
        buttons=(LIST, PERSON),
    )


def nothing_said(base: KnowledgeBase, act: str) -> Choices:
    """An act without a procedure: ask which, with the ones asked most."""
    popular = base.all_named()[:3]
    return Choices(
        question="Bạn đang hỏi về việc gì? Bạn kể ngắn gọn (ví dụ “khai sinh cho con”, “nhập hộ khẩu”), hoặc chọn:",
        buttons=(
            *(Button(title=n.choice_label, payload=payload(act, procedure=n.code)) for n in popular), LIST,
        ),
    )  # fmt: skip


def list_procedures(base: KnowledgeBase, page: int) -> Choices:
    """A page of what we hold, most asked first."""
    known = base.all_named()
    pages = max(1, -(-len(known) // PAGE))
    page = page if 0 <= page < pages else 0
    shown = known[page * PAGE : (page + 1) * PAGE]
    buttons = [_about(named) for named in shown]
    if pages > 1:
        buttons.append(Button(title="Xem tiếp", payload=payload("list_procedures", page=str((page + 1) % pages))))
    return Choices(
        question=f"Tôi có {len(known)} thủ tục (trang {page + 1}/{pages}). Bạn chọn, hoặc gõ việc của bạn:",
        buttons=tuple(buttons),
    )


def _about(named: Named) -> Button:
    return Button(title=named.choice_label, payload=payload("ask_overview", procedure=named.code))
