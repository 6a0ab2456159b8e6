"""The report page in a real browser: Chromium, driven by Playwright.

It needs ``pip install playwright`` and a Chromium that ``DETENTE_CHROMIUM`` names; the test by the rules of axe also ``npm install --prefix DIR`` with a copy of ``tests/editors/package.json`` in ``DIR``, and
``DETENTE_NODE_MODULES=DIR/node_modules``. ``.ci/run --full --install`` does so.
"""

import os
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest

import detente
from detente.render.report.filters import Filters
from detente.render.report.subject import Subject
from tests.lethra import TEXTS, lethra
from tests.paths import EXAMPLE, ROOT
from tests.render.report.test_page import hostile

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

CHROMIUM = os.environ.get("DETENTE_CHROMIUM")  # they take minutes, so they are asked for
MODULES = Path(
    os.environ.get("DETENTE_NODE_MODULES") or ROOT / "tests" / "editors" / "node_modules"
)
AXE = MODULES / "axe-core" / "axe.min.js"

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is named (DETENTE_CHROMIUM)")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with sync_api.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The pages by name: without words, with them, of one article, of hostile labels."""
    bundled = detente.load_dataset("dprk-russia")
    made = {
        "bundled": detente.report(bundled),
        "words": detente.report(lethra(), texts=list(TEXTS.values())),
        "alone": detente.report(
            detente.load(EXAMPLE / "entente-cordiale.detente.json"), texts=EXAMPLE
        ),
        "hostile": detente.report(hostile(), texts=list(TEXTS.values())),
    }
    folder = tmp_path_factory.mktemp("pages")
    for name, page in made.items():
        (folder / f"{name}.html").write_text(page, encoding="utf-8")
    return {name: folder / f"{name}.html" for name in made}


@pytest.fixture
def opened(chromium, pages) -> Iterator[Any]:
    """Opens a page, and keeps what it asks for and complains of."""
    contexts = []

    def open_(name: str, *, fragment: str = "", **options: Any) -> Any:
        context = chromium.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.asked, page.said = [], []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("console", lambda message: page.said.append(message.text))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.on("dialog", lambda dialog: page.said.append(dialog.message))
        page.goto(pages[name].as_uri() + fragment)
        return page

    yield open_
    for context in contexts:
        context.close()


ALL = ("bundled", "words", "alone", "hostile")


@pytest.mark.parametrize("name", ALL)
def test_nothing_is_asked_for_and_nothing_complains(opened, pages, name) -> None:
    page = opened(name)
    assert page.asked == [pages[name].as_uri()]
    assert page.said == []


@pytest.mark.parametrize("name", ALL)
def test_no_link_is_dead(opened, name) -> None:
    dead = """() => [...document.querySelectorAll('a[href^="#"]')]
        .map(a => a.getAttribute('href')).filter(h => !document.getElementById(h.slice(1)))"""
    assert opened(name).evaluate(dead) == []


def shown(page: Any) -> int:
    return page.evaluate(
        "[...document.querySelectorAll('[data-has]')].filter(x => x.checkVisibility()).length"
    )


def every_event(page: Any) -> str:
    options = page.locator("#filter-kind option", has_text="every event")
    return options.get_attribute("value")


def test_filters_show_what_statements_has(opened) -> None:
    source = detente.load_dataset("dprk-russia")
    total = len(source.statements())
    page = opened("bundled")
    for one in Filters(Subject(source, source.articles)).filters:
        for choice in one.choices:
            page.select_option(f"#filter-{one.name}", choice.token)
            expected = len(source.statements(**{one.name: choice.value}))
            assert shown(page) == expected
            assert page.inner_text("#found") == f"{expected} of {total} statements"
        page.select_option(f"#filter-{one.name}", "")
    page.select_option("#filter-kind", every_event(page))
    page.select_option(
        "#filter-holder",
        label=f"Fowdy (2019) ({len(source.statements(holder='article:fowdy-2019'))})",
    )
    assert shown(page) == len(source.statements(kind="event", holder="article:fowdy-2019"))
    page.click("text=Show all")
    page.wait_for_function(f"document.getElementById('found').textContent.startsWith('{total} of')")


def test_a_link_to_what_a_filter_hides_shows_it_again(opened) -> None:
    page = opened("bundled")
    page.select_option("#filter-kind", every_event(page))
    hidden = page.evaluate("document.querySelector('.card[hidden]').id")
    page.evaluate(f"location.hash = '{hidden}'")
    page.wait_for_function(f"document.getElementById('{hidden}').checkVisibility()")


def colour(page: Any, selector: str) -> str:
    return page.evaluate(
        "s => getComputedStyle(document.querySelector(s)).backgroundColor", selector
    )


@pytest.mark.parametrize("script", [True, False])
def test_a_chosen_claim_is_shown_in_both_texts(opened, script) -> None:
    shared = """() => [...document.querySelectorAll('.pane:first-child .chip')].find(c => {
        const record = [...c.classList].find(n => /^x/.test(n));
        return document.querySelectorAll('.pane')[1].querySelector('.chip.' + record);})"""
    page = opened("words", java_script_enabled=script)
    chip = page.evaluate(f"({shared})().id")
    record = page.evaluate(f"[...({shared})().classList].find(n => /^x/.test(n))")
    marks = [f".pane:nth-child({n}) .w.{record}" for n in (1, 2)]
    before = [colour(page, mark) for mark in marks]
    page.focus(f"#{chip}")
    page.keyboard.press("Enter")
    card = page.evaluate("location.hash")
    assert page.evaluate(f"document.querySelector('{card}').classList.contains('{record}')")
    hit = [colour(page, mark) for mark in marks]
    assert hit[0] == hit[1]
    assert hit[0] not in before
    if script:  # both texts are scrolled to it
        inside = """s => {const m = document.querySelector(s), p = m.closest('.pane');
            const a = m.getBoundingClientRect(), b = p.getBoundingClientRect();
            return a.bottom > b.top && a.top < b.bottom}"""
        assert [page.evaluate(inside, mark) for mark in marks] == [True, True]


def test_marks_are_shown_and_coloured_as_asked_without_a_script(opened) -> None:
    page = opened("words", java_script_enabled=False)
    mark = ".w.k-claim:not(.k-event)"
    first = colour(page, mark)
    page.check("#by-commitment")
    assert colour(page, mark) != first
    page.check("#by-kind")
    page.uncheck("#show-claim")
    assert colour(page, mark) == "rgba(0, 0, 0, 0)"
    assert not page.is_visible(".chip.k-claim")


def test_without_a_script_everything_is_there(opened) -> None:
    page = opened("bundled", java_script_enabled=False)
    assert shown(page) == len(detente.load_dataset("dprk-russia").statements())
    assert not page.is_visible("#filters")
    page.click("#time details.decade summary >> nth=-1")
    assert page.is_visible("#time details.decade[open] .timeline")


def test_a_link_into_what_is_folded_unfolds_it(opened) -> None:
    page = opened("bundled")
    page.click("#themes table a >> nth=0")
    assert page.is_visible(page.evaluate("location.hash"))


def test_the_keyboard_is_enough(opened) -> None:
    page = opened("words")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.is_visible(".skip")
    reached = set()
    for _ in range(2000):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.id || document.activeElement.tagName"))
        if page.evaluate("document.activeElement === document.body"):
            break
    else:
        pytest.fail("the keyboard does not get through")
    assert {"filter-holder", "filter-actor", "show-claim", "by-kind", "SUMMARY"} <= reached
    chips = page.evaluate("[...document.querySelectorAll('.chip')].map(c => c.id)")
    assert {*chips} <= reached
    page.focus("#filter-kind")
    page.keyboard.press("ArrowDown")
    assert (
        page.inner_text("#found") != f"{len(lethra().statements())} of {len(lethra().statements())}"
    )
    page.focus("#matters summary")
    page.keyboard.press("Enter")
    assert page.is_visible("#matters details[open] .points")


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("width", [320, 400, 800, 1400])
def test_no_width_needs_scrolling_sideways(opened, name, width) -> None:
    page = opened(name, viewport={"width": width, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("name", ALL)
def test_it_prints(opened, name, tmp_path) -> None:
    page = opened(name, color_scheme="dark")
    page.emulate_media(media="print")
    assert colour(page, "body") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.querySelector('nav')).display") == "none"
    page.pdf(path=tmp_path / "page.pdf", format="A4")
    made = (tmp_path / "page.pdf").read_bytes()
    assert made.startswith(b"%PDF")
    assert made.count(b"/Type /Page\n") + made.count(b"/Type /Page ") >= 2


def test_hostile_labels_do_nothing(opened) -> None:
    page = opened("hostile")
    assert page.said == []
    assert page.evaluate("document.images.length") == 0
    assert page.evaluate("document.scripts.length") == 1
    assert "<script>alert(1)</script>" in page.inner_text(".article .work >> nth=0")


@pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not installed (DETENTE_NODE_MODULES)")
@pytest.mark.parametrize(
    ("name", "scheme", "width"),
    [
        *(("bundled", "light", 1400), ("bundled", "dark", 400)),  # the largest, a minute each
        *product(("words", "alone", "hostile"), ("light", "dark"), (400, 1400)),
    ],
)
def test_axe_finds_nothing(opened, name, scheme, width) -> None:
    page = opened(name, color_scheme=scheme, viewport={"width": width, "height": 900})
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run()")
    assert found["passes"]
    assert [
        (one["id"], [node["target"] for node in one["nodes"][:3]]) for one in found["violations"]
    ] == []
