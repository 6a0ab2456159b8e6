"""The report page as a file: its parts, its links, its counts, and what it does not let in."""

import base64
import hashlib
import html
import json
import re
import sys

import attrs
import pytest
from hypothesis import given

import detente
from detente.render.report import environment
from detente.render.report.filters import Filters
from detente.render.report.making import relation_report
from detente.render.report.subject import Subject
from detente.testing import datasets
from tests.annotated import annotated
from tests.lethra import TEXTS as LETHRA_TEXTS
from tests.lethra import TIE, lethra
from tests.paths import EXAMPLE
from tests.profiles import examples
from tests.render.report.parsed import Tag, dead_links, parsed
from tests.two_articles import by, claim, dataset, event, says

LETHRA = list(LETHRA_TEXTS.values())


@pytest.fixture(scope="module")
def page() -> Tag:
    return parsed(detente.report(lethra(), texts=LETHRA))


@pytest.fixture(scope="module")
def without() -> Tag:
    return parsed(detente.report(lethra()))


@pytest.fixture(scope="module")
def bundled() -> detente.Dataset:
    return detente.load_dataset("dprk-russia")


@pytest.fixture(scope="module")
def bundled_page(bundled) -> Tag:
    return parsed(detente.report(bundled))


# --- links, ids, and what a browser may do -----------------------------------------------------------


def same(page: Tag) -> None:
    """What holds of every page."""
    assert dead_links(page) == []
    ids = [tag.attributes["id"] for tag in page if "id" in tag.attributes]
    assert sorted(ids) == sorted(set(ids))
    for tag in page:
        assert not [name for name in tag.attributes if name.startswith("on") or name == "style"]
        assert not {"src", "srcset", "data", "poster", "background"} & {*tag.attributes}
    assert not {"link", "img", "iframe", "object", "embed", "base"} & {tag.name for tag in page}
    assert len(page.all("script")) <= 1


@pytest.mark.parametrize("texts", [None, LETHRA])
@pytest.mark.parametrize("relation", [None, TIE])
def test_no_link_is_dead_and_nothing_is_loaded(texts, relation) -> None:
    same(parsed(detente.report(lethra(), relation=relation, texts=texts)))


def test_the_bundled_dataset_has_no_dead_link(bundled_page) -> None:
    same(bundled_page)


def test_with_its_words_too_it_is_below_a_megabyte(bundled, articles) -> None:
    made = detente.report(bundled, texts=articles)
    same(parsed(made))
    assert len(made.encode()) < 1_000_000


def test_the_policy_allows_nothing_but_the_own_style_and_script(page) -> None:
    (policy,) = [
        tag.attributes["content"]
        for tag in page.all("meta")
        if tag.attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules.pop("default-src") == "'none'"
    for name in ("style", "script"):
        (tag,) = page.all(name)
        (text,) = tag.inside
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert rules.pop(f"{name}-src") == f"'sha256-{digest}'"
    assert rules == {"base-uri": "'none'", "form-action": "'none'"}


def test_a_page_is_the_same_each_time() -> None:
    assert detente.report(lethra(), texts=LETHRA) == detente.report(lethra(), texts=LETHRA)


HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'&{{7*7}}]]>\u202eevil\u2066\x1b[31m\u0085\ufeff"


def hostile() -> detente.Dataset:
    document = json.loads(detente.dumps(lethra()))
    for kind in ("actors", "issues"):
        for record in document[kind]:
            record["names"][0]["text"] += HOSTILE
    state, *_others, person = document["actors"]
    person |= {"kind": "person", "posts": [{"title": HOSTILE, "of": state["id"]}]}
    for record in document["claims"]:
        record["proposition"] += HOSTILE
    for record in document["events"]:
        record["label"] += HOSTILE
    for record in document["articles"]:
        record |= {"title": HOSTILE, "publisher": HOSTILE, "rights": HOSTILE}
        record["authors"][0]["name"] += HOSTILE
        record["url"] = 'https://example.org/"><script>alert(1)</script>'
    document["dataset"]["title"] += HOSTILE
    return detente.converter.structure(document, detente.Dataset)


def test_hostile_labels_are_words() -> None:
    texts = [text + "\n\n" + HOSTILE.replace("\x1b", "") for text in LETHRA]
    made = detente.report(hostile(), texts=texts)
    page = parsed(made)
    same(page)
    assert len(page.all("script")) == 1
    assert page.all("img") == []
    assert "49" not in re.findall(r"&#34;&#39;&amp;(\S*)\]\]", made)
    for sign in "\u202e\u2066\x1b\u0085\ufeff":
        assert sign not in html.unescape(made)
    assert "<script>alert(1)</script>" in page.text
    assert "\\u202eevil\\u2066\\x1b[31m" in page.text


def test_words_of_other_scripts_keep_their_joiners() -> None:
    assert environment.visible("می\u200cخواهم\tא\u200f") == "می\u200cخواهم א\u200f"
    assert environment.visible("\ud800\u2028\U000e0001") == "\\ud800\\u2028\\U000e0001"


# --- what stands on it ------------------------------------------------------------------------------


def titles(page: Tag) -> list[str]:
    return [tag.text for tag in page.all("h2") if "who" not in tag.classes]


def test_the_answer_stands_first(page) -> None:
    assert titles(page)[0] == "In short"
    short = page.id("short")
    heads = [tag.text for tag in short.all("h3")]
    assert heads[0] == "Doe (2014) argues most for this"
    assert any(head.startswith("They contradict each other") for head in heads)
    assert short.all("a", cls="ref")


def test_each_point_of_the_answer_leads_to_its_evidence(page) -> None:
    for point in page.id("short").all("li"):
        told = point.text
        if "never speaks of" not in told and "checked" not in told:
            assert point.all("a", cls="ref"), told


def test_with_words_it_says_on_top_that_it_is_not_for_publishing(page, without) -> None:
    (notice,) = page.all("p", cls="notice")
    assert notice.text.startswith("Not for publishing")
    (notice,) = without.all("p", cls="notice")
    assert notice.text.startswith("This page holds no sentence of the articles")


def test_without_words_no_sentence_of_the_texts_is_on_it() -> None:
    made = detente.report(lethra(), texts=LETHRA, words=False)
    shown = parsed(made).text
    for text in LETHRA:
        for sentence in text.split("\n\n")[1:]:  # the title is that of the article's record
            assert sentence not in shown
    assert "spans:" in shown  # yet it says what became of the copies


def test_without_texts_it_says_what_it_would_need(without) -> None:
    texts = without.id("texts")
    assert "--texts" in texts.text
    assert "paragraphs" in texts.text
    assert without.all(cls="pane") == []


def test_both_texts_stand_whole_side_by_side(page) -> None:
    panes = page.all("section", cls="pane")
    for pane, text in zip(panes, LETHRA, strict=True):
        chips = {id(tag) for tag in pane.all("a", cls="chip")}
        shown = words_without(pane, chips)
        for paragraph in text.split("\n\n"):
            assert " ".join(paragraph.split()) in shown


def words_without(tag: Tag, left_out: set[int]) -> str:
    def walk(tag: Tag) -> str:
        return "".join(
            part if isinstance(part, str) else "" if id(part) in left_out else walk(part)
            for part in tag.inside
        )

    return " ".join(walk(tag).split())


def test_a_mark_leads_to_the_statement_and_back(page) -> None:
    cards = {tag.attributes["id"]: tag for tag in page.all("article", cls="card")}
    for chip in page.all("a", cls="chip"):
        card = cards[chip.attributes["href"][1:]]
        (record,) = (name for name in chip.classes if name[1:].isdecimal())
        assert record in card.classes
        back = [a.attributes["href"] for a in card.all("a")]
        assert f"#{chip.attributes['id']}" in back or any(
            href.startswith(f"#{card.attributes['id']}-") for href in back
        )


def test_labels_stand_for_ids(page, bundled_page) -> None:
    for shown in (page, bundled_page):
        told = [
            tag.attributes[n] or ""
            for tag in shown
            for n in ("title", "aria-label")
            if n in tag.attributes
        ]
        for text in (shown.all("body")[0].all("main")[0].text, *told):
            assert re.findall(r"\b(?:actor|article|claim|event|issue|relation):[a-z]", text) == []


def test_statements_are_those_of_the_library(page) -> None:
    assert len([tag for tag in page if "data-has" in tag.attributes]) == len(lethra().statements())


@pytest.mark.parametrize("name", ["lethra", "dprk-russia"])
def test_each_choice_of_a_filter_counts_as_statements_does(
    name, bundled, bundled_page, without
) -> None:
    source, page = (lethra(), without) if name == "lethra" else (bundled, bundled_page)
    rows = [{*tag.attributes["data-has"].split()} for tag in page if "data-has" in tag.attributes]
    filters = Filters(Subject(source, source.articles))
    assert {one.name for one in filters.filters} == {
        *("holder", "commitment", "kind", "theme", "issue", "actor")
    }
    for one in filters.filters:
        options = page.id(f"filter-{one.name}").all("option")[1:]
        assert [option.attributes["value"] for option in options] == [c.token for c in one.choices]
        for choice, option in zip(one.choices, options, strict=True):
            expected = len(source.statements(**{one.name: choice.value}))
            assert choice.count == expected == sum(choice.token in row for row in rows)
            assert option.text == f"{environment.visible(choice.text)} ({expected})"


def test_two_filters_find_what_statements_finds(bundled, bundled_page) -> None:
    source = bundled
    rows = [
        {*tag.attributes["data-has"].split()}
        for tag in bundled_page
        if "data-has" in tag.attributes
    ]
    filters = {one.name: one for one in Filters(Subject(source, source.articles)).filters}
    for kind in filters["kind"].choices:
        for actor in filters["actor"].choices:
            found = source.statements(kind=kind.value, actor=actor.value)
            assert len(found) == sum({kind.token, actor.token} <= row for row in rows)


def test_who_is_quoted_stands_with_what_the_author_makes_of_it(bundled, bundled_page) -> None:
    table = bundled_page.id("quoted")
    rows = [[cell.text for cell in row if cell.name in ("th", "td")] for row in table.all("tr")]
    galushka = next(row for row in rows if "tenfold" in row[2])
    assert galushka[:4] == [
        "Alexander Galushka, Minister for the Development of the Far East of Russia "
        "(11 September 2013 to May 2018)",
        "HuffPost (2015)",
        "Trade between Russia and the DPRK grows tenfold, to one billion dollars a year. (up to 2020)",
        "certain says so; reported in other words by HuffPost (2015)",
    ]
    assert galushka[4].startswith("takes no side: only reports it")
    assert galushka[4].endswith("Public record: inaccurate, as of 2021")
    lavrov = next(row for row in rows if row[0].startswith("Sergey Lavrov, Foreign Minister"))
    assert lavrov[4].startswith(
        "does not go along: only reports it HuffPost (2015) sets against it:"
    )
    assert rows[-1][-1].startswith("goes along: takes it for certain")
    assert len(rows) == 1 + sum(bool(row.via) for row in bundled.statements())


def test_the_texts_say_by_whom_they_are_and_where_the_page_is_from(page) -> None:
    told = page.id("provenance").text
    head = lethra().dataset
    assert head is not None
    assert head.title in told
    assert head.version in told
    assert detente.__version__ in told
    assert lethra().annotators[0].description in told
    assert "exact" in told


def test_agreement_of_two_passes_is_told() -> None:
    agreement = detente.agree(lethra(), lethra(), samples=10)
    told = parsed(detente.report(lethra(), agreement=agreement)).id("provenance").text
    assert "Agreement of two annotators" in told
    assert "claims: kind" in told
    assert "Agreement" not in parsed(detente.report(lethra())).id("provenance").text


def test_a_page_about_a_relation_has_what_bears_on_it(bundled, bundled_page) -> None:
    part = parsed(detente.report(bundled, relation="relation:dprk-usa"))
    same(part)
    assert "on the relation of North Korea – United States" in part.all("h1")[0].text
    found = {tag.all("h4")[0].text for tag in part.all("article", cls="card")}
    assert 0 < len(found) < len(bundled_page.all("article", cls="card"))
    for row in bundled.statements(relation="relation:dprk-usa"):
        assert any(row.text.removesuffix(".") in title for title in found)
    groups = [tag.text for tag in part.id("time").all("tr", cls="group")]
    assert [g for g in groups if g.startswith("The relation")] == [
        "The relation of North Korea – United States"
    ] * sum(g.startswith("The relation") for g in groups)


def test_an_article_alone_has_its_theses_and_its_timeline() -> None:
    source = detente.load(EXAMPLE / "entente-cordiale.detente.json")
    page = parsed(detente.report(source, texts=EXAMPLE / "entente-cordiale.txt"))
    same(page)
    assert page.all("h1")[0].text == "developers (2024): A ledger that became a friendship"
    assert page.id("short").all("h3")[0].text == "developers (2024) argues most for this"
    assert "matters" not in {tag.attributes.get("id") for tag in page}
    assert len(page.all("section", cls="pane")) == 1


def test_a_dataset_without_a_header_and_with_little_in_it() -> None:
    source = dataset(claim("a", by("article:old")), claim("b", by("article:new")))
    page = parsed(detente.report(source))
    same(page)
    assert "without a record about itself" in page.id("provenance").text
    assert titles(page)[0] == "In short"
    assert "time" not in {tag.attributes.get("id") for tag in page}
    assert not page.all("section", id="network")


def test_few_matters_are_the_answer_themselves() -> None:
    source = dataset(event("a", says("article:old"), says("article:new")))
    short = parsed(detente.report(source)).id("short")
    assert [tag.text for tag in short.all("h3")] == ["What both say"]
    assert [ref.text for ref in short.all("a", cls="ref")] == ["Old 1", "New 1"]


def test_what_only_another_article_says_is_named_without_a_link() -> None:
    third = claim("c", by("article:third"))
    said = claim("a", by("article:old"), about=["claim:c"])
    three = (("article:old", "2010"), ("article:new", "2020"), ("article:third", "2021"))
    source = dataset(third, said, claim("b", by("article:new")), articles=three)
    page = parsed(detente.report(source, "article:old", "article:new"))
    same(page)
    (about,) = (tag for tag in page.id("a1").all("dd"))
    assert about.text == "This is what c says."
    assert about.all("a") == []


def test_a_copy_that_is_missing_is_told() -> None:
    page = parsed(detente.report(lethra(), texts=LETHRA[:1]))
    same(page)
    assert len(page.all("section", cls="pane")) == 1
    assert "no copy at hand" in page.id("provenance").text


def test_a_copy_that_was_changed_is_told() -> None:
    changed = LETHRA[0].replace("quarrel", "dispute"), LETHRA[1]
    page = parsed(detente.report(lethra(), texts=list(changed)))
    same(page)
    assert "Your copy differs" in page.all("section", cls="pane")[0].text


# --- what is refused --------------------------------------------------------------------------------


def test_what_is_not_there_is_refused(tmp_path) -> None:
    alone = detente.load(EXAMPLE / "entente-cordiale.detente.json")
    with pytest.raises(detente.InputError, match="no such relation"):
        detente.report(alone, relation="relation:x")
    with pytest.raises(detente.InputError, match="no such relation"):
        detente.report(lethra(), relation="relation:x")
    with pytest.raises(detente.InputError, match="no such article"):
        detente.report(lethra(), "article:x", "article:y")
    with pytest.raises(detente.InputError, match="none of them is an article of this page"):
        detente.report(lethra(), texts=["Another text altogether."])
    with pytest.raises(TypeError, match="expected a Dataset"):
        detente.report("lethra.detente.json")


def test_a_dataset_with_an_id_twice_has_no_page() -> None:
    """Of several records of one id the marks in the text would name one."""
    whole = lethra()
    article = whole.articles[0]
    more = next(c for c in whole.claims if c.utterances[1:])
    fewer = attrs.evolve(more, utterances=more.utterances[:1])
    alone = whole.evolve(articles=(article,), claims=(*whole.claims, fewer))
    with pytest.raises(detente.AmbiguousIdError, match=more.id):
        detente.report(alone, texts=LETHRA)
    with pytest.raises(detente.AmbiguousIdError, match=more.id):
        relation_report(alone, TIE, texts=LETHRA)


def test_without_jinja2_the_extra_is_named(monkeypatch) -> None:
    environment.environment.cache_clear()
    monkeypatch.setitem(sys.modules, "jinja2", None)
    with pytest.raises(detente.MissingExtraError, match=re.escape("detente[report]")):
        detente.report(lethra())
    environment.environment.cache_clear()


# --- any dataset ------------------------------------------------------------------------------------


@examples(0.4)
@given(datasets())
def test_any_dataset_has_a_page_for_its_first_two_articles(source) -> None:
    ids = [article.id for article in source.articles[:2]]
    if ids:
        same(parsed(detente.report(source, *(ids if len(ids) > 1 else ()))))


@examples(0.4)
@given(annotated())
def test_any_words_stand_on_the_page(one) -> None:
    source, texts = one
    ids = [article.id for article in source.articles[:2]]
    if ids:
        same(parsed(detente.report(source, *(ids if len(ids) > 1 else ()), texts=texts)))


def test_the_page_that_is_published_has_no_words_of_the_articles(
    bundled, bundled_page, articles
) -> None:
    def runs(text: str) -> set[tuple[str, ...]]:
        words = re.findall(r"[^\W_]+", text.casefold())
        return {tuple(words[n : n + 8]) for n in range(len(words) - 7)}

    shown = bundled_page.all("body")[0].text
    for article in bundled.articles:
        shown = shown.replace(article.title or "\0", " | ")
    for path in articles.glob("*.txt"):
        assert not runs(shown) & runs(path.read_text("utf-8"))


def test_a_card_names_the_article_of_what_another_article_says() -> None:
    page = detente.report(detente.load_dataset("dprk-russia"))
    names = {"a": "HuffPost", "b": "Fowdy"}
    _, *cards = re.split(r'id="([ab])\d+"', page)
    foreign = 0
    for side, body in zip(cards[::2], cards[1::2], strict=True):
        for other, number, text in re.findall(r'<dd><bdi><a href="#([ab])(\d+)">([^<]+)</a>', body):
            assert text.startswith(f"{names[other]} {number}: ") == (other != side)
            foreign += other != side
    assert foreign > 20
