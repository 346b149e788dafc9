import pytest

from knowledge.base import KnowledgeBase
from knowledge.search import VerdictKind


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("giấy độc thân", "1.004873"),
        ("giay doc than", "1.004873"),
        ("làm sổ đỏ", "1.013978"),
        ("báo tử", "1.000656"),
        ("vk e mới đẻ, giờ làm giấy tờ cho bé ntn", "1.001193"),
        ("nhập hộ khẩu cho vợ", "1.004222"),
        ("sao y bản chính", "2.000815"),
        ("mở quán phở", "1.001612"),
        ("xin dấu xã vào sơ yếu lý lịch", "2.000884"),
        ("hàng xóm lấn đất", "1.012812"),
        ("bố tôi mất hôm qua", "1.000656"),
        ("xin thêm bản sao giấy khai sinh", "2.000635"),
    ],
)
def test_everyday_words(base: KnowledgeBase, words: str, code: str) -> None:
    verdict = base.verdict(words)
    assert code in verdict.codes
    assert base.search(words)[0].code == code


@pytest.mark.parametrize("words", ["giá vàng hôm nay", "thủ đô của Úc là gì", "vợ chồng em ly hôn con ai nuôi"])
def test_other_matters_find_nothing(base: KnowledgeBase, words: str) -> None:
    assert base.verdict(words).kind is VerdictKind.NOTHING


def test_old_codes_lead_to_new_ones(base: KnowledgeBase) -> None:
    assert base.current_code("2.002622") == "2.002913"
    assert base.current_code("1.001193") == "1.001193"


def test_a_procedure_known_by_name_alone_is_not_held(base: KnowledgeBase) -> None:
    named = base.named(base.search("đổi bằng lái xe")[0].code)
    assert named is not None
    assert named.held is False
    assert base.content(named.code) is None
    assert named not in base.all_named()


def test_places_come_from_the_commune_and_the_layers_above(base: KnowledgeBase) -> None:
    assert "Đại Phúc" in base.jurisdiction()
    assert base.places("police")[0].name.startswith("Công an xã")
    assert base.places("hotline")[0].phone
