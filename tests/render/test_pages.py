"""What a notebook shows: tables in which nothing of a dataset is markup."""

from html.parser import HTMLParser

import attrs
import pytest

import detente
from detente import Dataset
from detente.analysis.agreement import figures as f
from detente.display import ROWS
from tests.command import fresh
from tests.sample import DATA, Case

ds = detente.loads(DATA)
EVIL = "<script>alert(1)</script> & \"x\" 'y' <img src=x onerror=alert(1)> \u202e\ud800 $1 $2"
ALLOWED = {"div", "p", "strong", "small", "table", "thead", "tbody", "tr", "th", "td"}


class Page(HTMLParser):
    def __init__(self, source: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.rows: list[list[str]] = []
        self.text = ""
        self.feed(source)
        self.close()
        assert not self.open

    def handle_starttag(self, tag, attributes) -> None:
        assert tag in ALLOWED, tag
        wanted = {
            "td": {"style": "text-align:left"},
            "div": {"class": "tex2jax_ignore mathjax_ignore"},
        }
        assert dict(attributes) == wanted.get(tag, {})
        self.open.append(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_endtag(self, tag) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data) -> None:
        self.text += data
        if self.open[-1] in ("td", "th"):
            self.rows[-1][-1] += data


def page(shown: object) -> Page:
    source = shown._repr_html_()
    source.encode("utf-8")
    found = Page(source)
    assert len(found.rows) <= 2 * (ROWS + 1)
    return found


def test_a_dataset_shows_counts_and_articles() -> None:
    found = page(ds)

    assert ["claims", "7"] in found.rows
    assert ds.dataset.title in found.text
    assert "dataset:sample" in found.text
    assert {a.id for a in ds.articles} <= {row[-1] for row in found.rows}
    assert "October 1905" in {row[3] for row in found.rows if len(row) > 3}
    empty = page(Dataset())
    assert "unnamed dataset" in empty.text
    assert len(empty.rows) == 1


def test_a_report_shows_findings() -> None:
    report = detente.validate(Case(('claim:lesson/kind = "x"',)).data)
    found = page(report)

    assert found.rows[1][:2] == ["error", "D104"]
    assert found.rows[1][4] == "/claims/4/kind"
    clean = page(detente.validate(DATA))
    assert not clean.rows
    assert clean.text.startswith("clean")


def test_statements_show_who_says_what() -> None:
    rows = ds.statements()
    found = page(rows)

    assert found.rows[0][:3] == ["holder", "commitment", "says"]
    assert found.rows[1][:3] == [rows[0].holder, rows[0].commitment.value, rows[0].text]
    assert len(found.rows) == 1 + len(rows)
    assert {"August 1905", "October 1905"} <= {row[5] for row in found.rows}


def test_long_tables_are_cut_and_say_so() -> None:
    many = ds.evolve(claims=tuple(attrs.evolve(ds.claims[0], id=f"claim:c{n}") for n in range(100)))
    rows = many.statements(kind="claim")
    found = page(rows)

    assert len(found.rows) == 1 + ROWS
    assert found.text.endswith(f"… {len(rows) - ROWS} more")
    faults = detente.validate(Case(tuple(f"claim:lesson/k{n} = 1" for n in range(60))).data)
    assert page(faults).text.endswith("… 20 more")


def test_words_are_never_markup() -> None:
    evil = attrs.evolve(ds.claims[0], proposition=EVIL)
    held = ds.evolve(
        claims=(evil, *ds.claims[1:]),
        dataset=attrs.evolve(ds.dataset, title=EVIL),
        articles=(attrs.evolve(ds.articles[0], title=EVIL, publisher=EVIL), *ds.articles[1:]),
    )
    shown = "<script>alert(1)</script> & \"x\" 'y' <img src=x onerror=alert(1)> \\u202e\\ud800"

    for found in (page(held), page(held.statements()), page(detente.compare(held))):
        assert shown in found.text
    bad = detente.validate(Case(('claim:lesson/kind = "<b onclick=x>"',)).data)
    assert "<b onclick=x>" in page(bad).text
    long = attrs.evolve(ds.claims[0], proposition="x" * 1000)
    assert "x…" in page(ds.evolve(claims=(long,)).statements(kind="claim")).text


def test_a_comparison_shows_both_sides() -> None:
    compared = detente.compare(ds)
    found = page(compared)

    assert found.rows[0] == ["verdict", "rule", compared.left.id, compared.right.id]
    assert found.rows[1][0] == compared.items[0].verdict.value
    assert len(found.rows) == 1 + len(compared)
    assert "empty" in page(compared.where(theme="legal", verdict="agree")).text


def agreement(*figures: f.Figure) -> f.Agreement:
    return f.Agreement(
        left="<a>",
        right="b",
        articles=(),
        only_left=(),
        only_right=(),
        windows=(),
        seed=0,
        samples=0,
        aligned={},
        figures=figures,
        disagreements=(),
    )


@pytest.mark.parametrize(
    ("figure", "shown"),
    [
        (
            f.SpanFigure(
                layer="x", name="y", article=None,
                exact=f.Score(1, 2, 2), overlapping=f.Score(1, 2, 2), code_points=f.Score(1, 2, 2),
            ),
            ["F1, exact", "0.500", "2, 2"],
        ),
        (
            f.ReferenceFigure(layer="x", name="y", article=None, score=f.Score(0, 0, 0)),
            ["F1", "–", "0, 0"],
        ),
        (
            f.LabelFigure(
                layer="x", name="y", article=None, metric="nominal", n=3, agreed=1.0,
                jaccard=None, alpha=0.5, low=0.25, high=0.75, undefined=0,
            ),
            ["α, nominal", "0.500 [0.250, 0.750]", "3"],
        ),
        (
            f.LabelFigure(
                layer="x", name="y", article=None, metric="nominal", n=1, agreed=1.0,
                jaccard=None, alpha=None, low=None, high=None, undefined=0,
            ),
            ["α, nominal", "–", "1"],
        ),
        (
            f.CoverageFigure(
                layer="x", name="y", article=None, n=9, agreed=1.0, alpha=1.0, left=None, right=None
            ),
            ["α", "1.000", "9"],
        ),
        (
            f.TimeFigure(
                layer="x", name="y", article=None, n=4, same=3, definite=3, possible=1,
                impossible=0, unreadable=0,
            ),
            ["same value", "3", "4"],
        ),
    ],
    ids=lambda value: type(value).__name__,
)  # fmt: skip
def test_an_agreement_shows_figures(figure: f.Figure, shown: list[str]) -> None:
    found = page(agreement(figure))

    assert found.rows[1] == ["x", "y", *shown]
    assert "<a> and b" in found.text
    assert "0 disagreements" in found.text


def test_a_page_without_html_is_not_loaded_for_it() -> None:
    code = (
        "import sys, detente; repr(detente.Dataset()); print('detente.render.pages' in sys.modules)"
    )
    assert fresh(code).strip() == "False"
