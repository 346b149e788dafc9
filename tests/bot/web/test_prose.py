"""Plain text made readable: nothing is lost, nothing invented, only real addresses become links."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from tests.bot.web.stand_in import StandIn

QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
PIECES = st.sampled_from([
    "khai sinh", "1800 1096", "0912.345.678", "https://a.gov.vn/x?y=1", "dichvucong.gov.vn", "gọi 115", "\n", " ", "• ",
    "2. ", "- ", "⚠ ", "(", ").", "<b>", "&amp;", "javascript:a", "1.001193", "20/07/2026", "20.000 đồng", "a@b.gov.vn",
])  # fmt: skip
TEXTS = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=12).map("".join))
LINKS = """async (text) => {
    const { linked } = await import('/prose.js');
    const held = document.createElement('div');
    held.append(...linked(text));
    return [held.textContent, Array.from(held.querySelectorAll('*'), (node) => [node.localName, node.href])];
}"""
BLOCKS = """async (text) => {
    const { prose } = await import('/prose.js');
    const held = document.createElement('div');
    held.append(...prose(text));
    return [held.innerText, Array.from(held.querySelectorAll('*'), (node) => node.localName)];
}"""


@pytest.fixture(scope="module")
def bench(browser: Browser, server: StandIn) -> Iterator[Page]:
    """A page that only runs the module."""
    page = browser.new_page()
    page.goto(server.url)
    yield page
    page.close()


@pytest.mark.browser
@QUICK
@given(TEXTS)
def test_linked_text_reads_exactly_as_before(bench: Page, text: str) -> None:
    read, made = bench.evaluate(LINKS, text)
    assert read == text
    assert all(name == "a" and href.startswith(("https://", "http://", "tel:")) for name, href in made)


@pytest.mark.browser
@QUICK
@given(TEXTS)
def test_every_letter_of_the_text_is_on_the_page(bench: Page, text: str) -> None:
    read, made = bench.evaluate(BLOCKS, text)
    assert set(made) <= {"p", "ul", "ol", "li", "a"}
    written = [char for char in text if char.isalpha()]
    assert [char for char in read if char.isalpha()] == written


@pytest.mark.browser
@pytest.mark.parametrize(
    ("text", "hrefs"),
    [
        ("Gọi 18001096.", ["tel:18001096"]),
        ("Gọi 1800 1096, 1900.6868 nhé", ["tel:18001096", "tel:19006868"]),
        ("Zalo 0912345678 hoặc 0912.345.678", ["tel:0912345678", "tel:0912345678"]),
        ("Máy bàn 0208 3822 123 hay 024 3825 0261", ["tel:02083822123", "tel:02438250261"]),
        ("+84 912 345 678", ["tel:+84912345678"]),
        ("hãy gọi ngay 113 (Công an). Số: 114 cứu hỏa", ["tel:113", "tel:114"]),
        ("Điều 113, khoản 114, Nghị định 115/2024", []),
        ("mã 1.001193, hồ sơ 000.00.19.H55-251124-0001", []),
        ("ngày 01.01.2026 08.00 đến 20/07/2026, 20.000 đồng", []),
        ("số căn cước 019123456789", []),
        ("xem (https://vbpl.vn/a?b=1).", ["https://vbpl.vn/a?b=1"]),
        ("vào dichvucong.gov.vn, mục Phản ánh", ["https://dichvucong.gov.vn/"]),
        ("thư a@thainguyen.gov.vn", []),
        ("dichvucong.gov.vnx và javascript:alert(1)", []),
    ],
)
def test_what_becomes_a_link(bench: Page, text: str, hrefs: list[str]) -> None:
    read, made = bench.evaluate(LINKS, text)
    assert read == text
    assert [href for _name, href in made] == hrefs


@pytest.mark.browser
def test_lists_keep_their_numbers(bench: Page) -> None:
    script = """async (text) => {
        const { prose } = await import('/prose.js');
        return prose(text).map((block) => [block.localName, Array.from(block.children, (li) => li.value || 0)]);
    }"""
    blocks = bench.evaluate(script, "Mở đầu\n3. ba\n4. bốn\n\n• chấm\n- gạch\nCuối")
    assert blocks == [["p", []], ["ol", [3, 4]], ["ul", [0, 0]], ["p", []]]
