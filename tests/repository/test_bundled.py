"""The bundled dataset is whole, and proven by its texts where they are at hand."""

from pathlib import Path

import detente
import detente.edtf
from tests.paths import PACKAGE


def test_the_bundled_dataset_holds_without_texts() -> None:
    report = detente.validate("@dprk-russia")

    assert {d.code for d in report} <= {"D525"}  # a want of Stalin moves the state


def test_the_bundled_dataset_stands_in_the_words_of_both_articles(articles: Path) -> None:
    report = detente.validate("@dprk-russia", texts=articles)

    assert {d.code for d in report} <= {"D525"}  # a want of Stalin moves the state
    assert set(report.texts) == {"article:fowdy-2019", "article:huffpost-2015"}


def test_the_bundled_dataset_has_records_of_every_kind() -> None:
    bundled = detente.load_dataset("dprk-russia")

    assert len(bundled.events) >= 25
    assert len(bundled.claims) >= 45
    assert len(bundled.relations) >= 6
    assert all(getattr(bundled, name) for name in ("actors", "mentions", "links", "annotators"))
    assert {a.id for a in bundled.articles} == {"article:fowdy-2019", "article:huffpost-2015"}
    assert bundled["article:fowdy-2019"].title is None
    assert bundled["article:huffpost-2015"].authors == ()
    for article in bundled.articles:
        assert article.published.basis in (detente.TimeBasis.INFERRED, detente.TimeBasis.EXTERNAL)
    assert (
        detente.dumps(bundled)
        == (PACKAGE / "data/dprk-russia/dprk-russia.detente.json").read_bytes()
    )
