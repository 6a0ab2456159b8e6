"""Attaching: the spans in a reader's copy, each with a verdict; a wrong place is worse than none."""

import json
import random
import re
import textwrap
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

import detente
from detente.errors import LostSpanError
from detente.text.anchors import Anchor, Digests, anchored_span
from detente.text.anchors import make_anchor as anchor_of_words
from detente.text.attaching import search
from detente.text.attaching.matching import Matching, SpanQuery, match
from detente.text.attaching.verdicts import SpanVerdict
from detente.text.marked_skeletons import marked
from detente.text.profiles import canonical, profile
from tests.sample import DATA, DRAFT, TEXTS
from tests.sealing import OTHER

FOUND = {detente.SpanVerdict.EXACT, detente.SpanVerdict.REFORMATTED, detente.SpanVerdict.MOVED}
SEALED = detente.seal(DRAFT, TEXTS).dataset

STORY = """A quiet year on the northern border

The two kings met in Karlstad in the spring, and nobody expected much of it. Their ministers had paid $11 billion for a railway that carried hardly any goods. The younger king would not answer any question about his debts.

By autumn the talks had failed. The older king said that he would answer in writing, and that the railway had cost 1.5 million crowns a mile. Both sides blamed the weather, the press and each other.

In the end the border stayed where it was. The younger king kept his railway, and the older one kept his pride, which was all that he had wanted.
"""


def spans_of(text, *quotes):
    """Sealed spans as ``match`` wants them: all given words, and the paragraphs."""
    own = profile(text)
    starts = [m.start() for m in re.finditer(r"[^\n]+", text)]
    paragraphs = [m.group() for m in re.finditer(r"[^\n]+", text)]
    made = []
    for words in (*quotes, *paragraphs):
        start = text.index(words)
        whole = words in paragraphs
        token = anchored_span(text, start, start + len(words), own, segment=whole).anchor
        number = sum(s <= start for s in starts)
        made.append(SpanQuery(start, start + len(words), Anchor.parse(token), number, whole))
    return made


def found(copy, *quotes, text=STORY):
    """For each quote verdict and words in the copy."""
    spans = spans_of(text, *quotes)
    outcomes = match(spans, profile(text), canonical(copy))
    return [
        (o.verdict.value, None if o.start is None else canonical(copy)[o.start : o.end])
        for o in outcomes[: len(quotes)]
    ]


KARLSTAD = "The two kings met in Karlstad in the spring"
DEBTS = "would not answer any question about his debts"
RAILWAY = "Their ministers had paid $11 billion for a railway"
COST = "the railway had cost 1.5 million crowns a mile"
PRESS = "Both sides blamed the weather, the press and each other."
END = "In the end the border stayed where it was."


# --- copies that differ in nothing but their looks ----------------------------------------------


def test_the_annotated_text_itself_is_exact():
    copy = detente.attach(SEALED, TEXTS)

    assert {span.verdict for span in copy.spans} == {detente.SpanVerdict.EXACT}
    assert [(s.start, s.end) for s in copy.spans] == [
        (s.span.start, s.span.end) for s in copy.spans
    ]
    assert not copy.lost
    assert [article.file for article in copy.articles] == ["union.txt", "later.txt"]


def banner(text):
    return "Buy our crown jewels now!\n" + text.replace(
        "\n\n", "\n\nRelated: ten other quarrels\n\n"
    )


LOOKS = {
    "wrapped": lambda t: "\n\n".join(textwrap.fill(p, 50) for p in t.split("\n\n")),
    "two blanks": lambda t: t.replace(" ", "  "),
    "no-break spaces": lambda t: t.replace(" ", "\u00a0"),
    "carriage returns": lambda t: t.replace("\n", "\r\n"),
    "byte order mark": lambda t: "\ufeff" + t,
    "NFD": lambda t: unicodedata.normalize("NFD", t),
    "soft hyphens": lambda t: re.sub(r"(\w{3})(\w{3})", "\\1\u00ad\\2", t),
    "capitals": str.upper,
    "banner": banner,
    "all of it": lambda t: banner(textwrap.fill(t.replace(", ", ",\u00a0"), 60)),
}


@pytest.mark.parametrize("look", LOOKS)
def test_what_looks_different_is_found(look):
    copy = detente.attach(SEALED, {name: LOOKS[look](text) for name, text in TEXTS.items()})

    for span in copy.spans:
        own = TEXTS[next(n for n in TEXTS if span.article == f"article:{n[:-4]}")]
        assert span.verdict in FOUND, (span.path, span.reason)
        words = own[span.span.start : span.span.end]
        assert marked(canonical(span.text)).skeleton == marked(words).skeleton


def test_punctuation_at_the_edges_comes_along():
    text = 'He said: "We will not pay \u2026" and left. Nobody (of the five) believed a word of it.'
    copy = text.replace('"', "\u201c").replace("\u2026", "...")

    assert found(copy, '"We will not pay \u2026"', "(of the five) believed", text=text) == [
        ("reformatted", "\u201cWe will not pay ...\u201c"),
        ("exact", "(of the five) believed"),
    ]


def test_strict_digests_tell_exact_from_reformatted():
    copy = STORY.replace("blamed the weather,", "blamed  the weather,")

    assert found(copy, PRESS, KARLSTAD, COST) == [
        ("reformatted", PRESS.replace("blamed the", "blamed  the")),
        ("exact", KARLSTAD),
        ("exact", COST),
    ]


# --- copies with other words ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "span", "verdict"),
    [
        ("would not answer", "would answer", DEBTS, "edited"),
        ("$11 billion", "$1 billion", RAILWAY, "edited"),
        ("$11 billion", "\u20ac11 billion", RAILWAY, "edited"),
        ("$11 billion", "11 billion", RAILWAY, "edited"),
        ("1.5 million", "15 million", COST, "edited"),
        ("Karlstad", "Halmstad", KARLSTAD, "edited"),
        ("Both sides", "Both non-sides", PRESS, "edited"),
        (PRESS + "\n", "\n", PRESS, "absent"),
    ],
)
def test_other_words_are_refused(old, new, span, verdict):
    copy = STORY.replace(old, new, 1)
    assert copy != STORY

    assert found(copy, span) == [(verdict, None)]


@pytest.mark.parametrize(
    ("words", "old", "new"),
    [
        ("½ percent in the year", "½", "2½"),
        ("½ percent in the year", "½", "2 ½"),
        ("½ percent in the year", "½", "2\u2009½"),
        ("and a railway of 15", "15", "15½"),
        ("and a railway of 15", "15", "15 ¾"),
        ("and a railway of 15", "15", "15²"),
        ("5 crowns for it and", "5 crowns", "²5 crowns"),
        ("五 crowns to the bank", "五", "十五"),
        ("五 crowns to the bank", "五", "2五"),
    ],
)
def test_a_number_that_goes_on_is_another_one(words, old, new):
    text = (
        "Trade rose by ½ percent in the year. The town paid 5 crowns for it and a railway of 15. "
        "It owed 五 crowns to the bank."
    )
    copy = "New. " + text.replace(old, new, 1)

    assert found("New. " + text, words, text=text) == [("exact", words)]
    assert found(copy, words, text=text)[0][1] is None


def test_what_becomes_part_of_another_word_is_refused():
    text = "First they met in town. The kings say they can. Then they met again in the town."
    copy = text.replace("they can.", "they can't.")
    prefixed = [text.replace("The ", f"The {p}-") for p in ("non", "never", "would")]

    rest = ("First they met in town.", "Then they met again in the town.")
    for changed in (copy, *prefixed):
        verdicts = found(changed, "kings say they can", *rest, text=text)
        assert [verdict for verdict, _words in verdicts] == ["edited", "exact", "exact"]


def test_a_negated_double_does_not_attract():
    sentence = "The older king said that he would answer in writing"
    double = "The older king said that he would not answer in writing. "

    for far, copy in (
        (False, STORY.replace(sentence, double + sentence)),
        (False, STORY.replace("By autumn", double + "By autumn")),
        (True, STORY + double),
    ):
        spans = spans_of(STORY, sentence, "he would answer in writing")
        for outcome, start in zip(
            match(spans, profile(STORY), copy),
            (copy.index(sentence), copy.index("he would answer")),
            strict=False,
        ):
            # Side by side they are in doubt at most; the denied one is never taken.
            assert outcome.start == start or (not far and outcome.verdict.value == "ambiguous")
    only = STORY.replace(sentence, double.rstrip(". "))
    assert found(only, sentence, "he would answer in writing") == [("edited", None)] * 2


def test_another_occurrence_is_not_taken_for_the_one_that_is_gone():
    text = (
        STORY + "\nMuch later the two kings met in Karlstad in the spring again, and shook hands.\n"
    )
    phrase = "kings met in Karlstad in the spring"
    gone = text.replace("The two " + phrase + ", and nobody", "Nobody", 1)

    assert found(text, phrase, text=text) == [("exact", phrase)]
    (verdict, words) = found(gone, phrase, text=text)[0]
    assert (verdict in {"ambiguous", "absent", "edited"}, words) == (True, None)


def test_a_passage_that_is_doubled_on_the_spot_is_ambiguous():
    copy = STORY.replace(PRESS, PRESS + " " + PRESS).replace("By autumn", "By winter")

    assert found(copy, PRESS, COST, END) == [("ambiguous", None), ("exact", COST), ("exact", END)]


def test_a_longer_span_says_which_of_two_is_meant():
    longer = COST + ". " + PRESS
    copy = STORY.replace(PRESS, PRESS + " " + PRESS)

    assert found(copy, PRESS, longer) == [("exact", PRESS), ("exact", longer)]


def test_a_paragraph_that_is_repeated_elsewhere_is_found_where_it_was():
    paragraph = STORY.split("\n\n")[1]
    copy = STORY + "\n" + paragraph

    spans = spans_of(STORY, KARLSTAD, RAILWAY, DEBTS)
    outcomes = match(spans, profile(STORY), canonical(copy))
    assert [o.start for o in outcomes[:3]] == [STORY.index(q) for q in (KARLSTAD, RAILWAY, DEBTS)]


def test_moved_paragraphs_are_found_and_named():
    title, first, second, third = STORY.strip().split("\n\n")
    copy = f"{title}\n\n{second}\n\n{third}\n\n{first}"

    verdicts = found(copy, KARLSTAD, RAILWAY, COST, PRESS, END)
    assert [words for _verdict, words in verdicts] == [KARLSTAD, RAILWAY, COST, PRESS, END]
    assert [v for v, _words in verdicts] == ["moved", "moved", "exact", "exact", "exact"]


def test_moved_sentences_are_not_when_their_paragraph_stayed():
    moved = "By autumn the talks had failed. "
    copy = STORY.replace(moved, "").rstrip() + " " + moved

    assert found(copy, "By autumn the talks had failed.", COST) == [
        ("ambiguous", None),
        ("exact", COST),
    ]


# --- short spans ------------------------------------------------------------------------------------


def test_short_spans_hang_by_the_longer_ones():
    copy = STORY.replace("nobody expected", "no one at all expected").replace("\n", "\r\n")

    # The first Karlstad is inside of a longer span that is found.
    assert found(copy, KARLSTAD, "Karlstad", "the spring") == [
        ("exact", KARLSTAD),
        ("exact", "Karlstad"),
        ("exact", "the spring"),
    ]
    assert found(copy, KARLSTAD, "Their ministers") == [("exact", KARLSTAD), ("edited", None)]


def test_initials_are_no_four_words():
    text = "The envoy of the U.S.S.R. came late. Nobody minded that he was late, or said so."
    copy = text.replace("envoy", "ambassador")

    assert found(copy, "U.S.S.R.", text=text)[0][1] is None
    assert found("X. " + text, "U.S.S.R.", text=text) == [("exact", "U.S.S.R.")]


def test_a_short_span_in_a_doubtful_one_is_doubtful():
    copy = STORY.replace(PRESS, PRESS + " " + PRESS).replace("By autumn", "By winter")

    assert found(copy, PRESS, "Both sides") == [("ambiguous", None), ("ambiguous", None)]


def test_of_a_paragraph_that_is_doubled_the_first_counts():
    paragraph = STORY.split("\n\n")[2]
    copy = STORY.replace(paragraph, paragraph + "\n\n" + paragraph)

    outcomes = match(spans_of(STORY, PRESS, COST), profile(STORY), copy)
    assert [o.start for o in outcomes[:2]] == [STORY.index(PRESS), STORY.index(COST)]


def test_punctuation_alone_is_counted_off():
    text = (
        'They called it a "treaty" among themselves, and nothing else at all. Then they left town.'
    )
    at = text.index('"')
    own = profile(text)
    spans = [
        SpanQuery(a, b, Anchor.parse(anchored_span(text, a, b, own).anchor), 1)
        for a, b in ((at, at + 1), (0, text.index(" Then")), (len(text) - 1, len(text)))
    ]

    outcomes = match(spans, own, "Well. " + text)
    assert [(o.verdict.value, o.start) for o in outcomes[:2]] == [("exact", at + 6), ("exact", 6)]
    assert outcomes[2].verdict.value == "edited"


def test_spans_without_anchor_are_absent_from_a_changed_copy():
    outcomes = match([SpanQuery(0, 5, None)], profile(STORY), STORY + "x")

    assert (outcomes[0].verdict.value, outcomes[0].reason) == (
        "absent",
        "the span has no anchor to find it by",
    )


def test_nothing_is_found_in_another_text():
    other = "Nothing that stands here was ever written there. " * 30
    outcomes = match(spans_of(STORY, KARLSTAD, "Karlstad"), profile(STORY), other)

    assert {o.verdict.value for o in outcomes} == {"absent"}


# --- rare cases -----------------------------------------------------------------------------------------


def test_one_of_two_that_stood_side_by_side_is_ambiguous():
    said = "He said that he would go."
    text = f"At noon they met in the hall. {said} {said} Then both of them left the town."
    own = profile(text)
    first = text.index(said)
    places = [(first, first + len(said)), (first + len(said) + 1, first + 2 * len(said) + 1)]
    spans = [
        SpanQuery(a, b, Anchor.parse(anchored_span(text, a, b, own).anchor), 1) for a, b in places
    ]
    spans += spans_of(text, "At noon they met in the hall.", "Then both of them left the town.")

    outcomes = match(spans, own, text.replace(said + " ", "", 1))
    assert [o.verdict.value for o in outcomes[:4]] == ["ambiguous", "ambiguous", "exact", "exact"]


def test_a_digest_by_chance_is_refused():
    chance = random.Random(1)
    text = " ".join("".join(chance.choices("abcdefgh", k=5)) for _ in range(1000))
    digests = Digests(profile(STORY).salt)
    whole = marked(text)
    words = " ".join(text.split(" ")[700:706])
    start = text.index(words)
    real = anchor_of_words(whole, start, start + len(words), digests)
    loose, strict = real.digest[:6], real.digest[6:]
    fake = real._replace(start=10, digest=loose + ("00" if strict != "00" else "01"))

    (outcome,) = match([SpanQuery(10, 40, fake, 1)], profile(STORY), text)
    assert (outcome.verdict.value, outcome.start) == ("absent", None)
    # With the strict digest too it is no accident.
    (outcome,) = match([SpanQuery(10, 40, real, 1)], profile(STORY), text)
    assert (outcome.verdict.value, outcome.start) == ("exact", start)


def test_a_ligature_over_an_edge_has_no_place():
    text = "They walked half in time now and then."
    span = "in time now and"
    copy = text.replace("half in", "hal\ufb01n")

    assert found(copy, span, "in", text=text) == [("edited", None)] * 2


def test_a_number_at_the_end_that_lost_its_point():
    text = "They agreed on a share of the railway and a price of 1.5"

    assert found(text.replace("1.5", "15"), "a price of 1.5", text=text)[0][1] is None


def test_a_repeated_phrase_in_a_moved_paragraph_is_where_that_is():
    phrase = "the two kings and their ministers"
    text = (
        f"Title of the piece\n\nIn May {phrase} met in a hall by the sea and talked.\n\n"
        f"In June {phrase} parted for good and never spoke again of it.\n\n"
        "The rest of the year was as quiet as any that the border had seen before.\n\n"
        "Nobody knows what became of the hall by the sea after that summer, or cares.\n"
    )
    title, may, june, rest, nobody = text.strip().split("\n\n")
    copy = f"{title}\n\n{june}\n\n{rest}\n\n{nobody}\n\n{may}"

    outcomes = match(spans_of(text, phrase), profile(text), copy)
    assert (outcomes[0].verdict.value, outcomes[0].start) == ("moved", copy.rindex(phrase))


def test_a_span_across_paragraphs_is_found_beside_the_one_behind_it():
    text = (
        "The talks had begun well enough that morning in the old hall by the river.\n"
        "Nobody wanted to be the first to leave the table, and nobody did until dusk."
    )
    span = "by the river.\nNobody wanted to be"
    new = "A long digression about the history of the hall was put in at this place. " * 6
    copy = text.replace("The talks had begun", "Talks began").replace(
        "in the old", new + "in the old"
    )

    assert found(copy, span, text=text)[0] == ("exact", span)


def test_what_is_too_large_is_not_searched_whole(monkeypatch):
    monkeypatch.setattr("detente.text.attaching.search._CHECKS", 1)
    copy = "X. " + STORY.replace("\n", " ")
    outcomes = match(spans_of(STORY, DEBTS, RAILWAY), profile(STORY), "Y " * 300 + copy)

    assert not any(o.start for o in outcomes)


def test_the_better_of_two_copies_is_taken():
    better = TEXTS["union.txt"].replace("hardly", "scarcely")
    worse = better.replace("Karlstad", "Halmstad").replace("content", "happy")

    for texts in ({"a": worse, "b": better}, {"a": better, "b": worse}):
        copy = detente.attach(SEALED, texts | {"c": TEXTS["later.txt"]})
        assert texts[copy["article:union"].file] == better


# --- properties ---------------------------------------------------------------------------------------

WORDS = st.sampled_from(
    [
        "Oslo",
        "Bonn",
        "treaty",
        "signed",
        "not",
        "would",
        "1.5",
        "$11",
        "king's",
        "he",
        "it",
        "and",
        "of",
        "the",
        "a",
    ]
)


@given(st.lists(WORDS, min_size=1, max_size=60), st.data())
def test_whatever_is_done_to_a_text_no_span_is_put_on_other_words(words, data):
    text = " ".join(words)
    own = profile(text)
    ends = [len(" ".join(words[: n + 1])) for n in range(len(words))]
    spans = []
    for _ in range(data.draw(st.integers(1, 6))):
        first = data.draw(st.integers(0, len(words) - 1))
        last = data.draw(st.integers(first, min(len(words) - 1, first + 9)))
        start = ends[first] - len(words[first])
        token = anchored_span(text, start, ends[last], own).anchor
        spans.append(SpanQuery(start, ends[last], Anchor.parse(token), 1))
    edited = list(words)
    for _ in range(data.draw(st.integers(0, 4))):
        at = data.draw(st.integers(0, len(edited)))
        edited[at : at + data.draw(st.integers(0, 3))] = data.draw(st.lists(WORDS, max_size=3))
    copy = " ".join(edited)

    for span, outcome in zip(spans, match(spans, own, copy), strict=True):
        if outcome.start is not None:
            assert copy[outcome.start : outcome.end] == text[span.start : span.end]
        else:
            assert outcome.verdict not in FOUND


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=200), st.data())
def test_the_same_text_in_another_normal_form_is_the_same(text, data):
    text = canonical(text)
    if not text.strip():
        return
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    span = anchored_span(text, start, end, profile(text))

    copy = canonical(unicodedata.normalize("NFD", text).replace("\n", "\r\n"))
    (outcome,) = match([SpanQuery(start, end, Anchor.parse(span.anchor))], profile(text), copy)
    assert (outcome.verdict.value, outcome.start, outcome.end) == ("exact", start, end)


# --- whose text is it ----------------------------------------------------------------------------------


def test_files_find_their_article_by_content():
    edited = {
        "b.txt": TEXTS["union.txt"].replace("Karlstad", "Malmo"),
        "a.txt": "A preface.\n" + TEXTS["later.txt"],
        "c.txt": "Something else that has nothing to do with it. " * 20,
    }
    copy = detente.attach(SEALED, edited)

    assert {article.id: article.file for article in copy.articles} == {
        "article:union": "b.txt",
        "article:later": "a.txt",
    }


def test_of_equal_copies_the_first_is_taken():
    one = "A preface.\n" + TEXTS["union.txt"]
    for texts in ([one, one], [one, "Another preface.\n" + TEXTS["union.txt"]]):
        copy = detente.attach(SEALED, [*texts, TEXTS["later.txt"]])
        assert copy["article:union"].file == "text 1"


def test_what_is_given_for_texts_is_checked(tmp_path):
    path = tmp_path / "union.txt"
    path.write_text(TEXTS["union.txt"], encoding="utf-8-sig")
    copy = detente.attach(SEALED, [path])
    assert copy["article:union"].file == "union.txt"
    assert copy["article:union"].counts["exact"] == len(copy["article:union"].spans)

    with pytest.raises(detente.InputError, match="is the name of a file"):
        detente.attach(SEALED, [str(path)])
    with pytest.raises(detente.InputError, match="there is none"):
        detente.attach(SEALED, [])
    with pytest.raises(detente.InputError, match="texts come in a list") as error:
        detente.attach(SEALED, TEXTS["union.txt"])
    assert len(str(error.value)) < 150
    with pytest.raises(TypeError, match="expected a Dataset"):
        detente.attach("dprk-russia", tmp_path)
    assert detente.attach(SEALED, ["a\x00b"]).lost


def test_a_stranger_is_nobodys_text():
    copy = detente.attach(SEALED, ["Something else entirely, on and on. " * 20])

    assert [article.file for article in copy.articles] == [None, None]
    assert {span.verdict.value for span in copy.spans} == {"absent"}
    with pytest.raises(LostSpanError, match="none of the texts"):
        copy.quote("article:union")


# --- the object ------------------------------------------------------------------------------------------


@pytest.fixture
def copy():
    return detente.attach(SEALED, {n: t.replace(" ", "  ") for n, t in TEXTS.items()})


def test_quote_gives_the_words_of_records_and_parts(copy):
    claim = SEALED["claim:never-allies"]

    assert copy.quote(claim.utterances[1]).split() == [
        "They",
        "were",
        "never",
        "allies",
        "in",
        "those",
        "days.",
    ]
    assert [span.within for span in copy.find("claim:lesson")] == [("utterances", 0, "evidence", 0)]
    assert copy.quote("claim:lesson").split() == ["Sweden", "should", "be", "content."]
    assert copy.quote(claim).count(" … ") == 1
    assert copy.quote(SEALED.mentions[0].spans[0]) == "Norway"
    assert copy.quote("article:later").startswith("A  century")
    # Of an event the evidence, not the words of its time.
    assert copy.quote("event:vote").startswith("In  August")
    assert copy.quote(SEALED["event:vote"].accounts[0].time) == "August  1905"


def test_quote_refuses_what_is_not_there(copy):
    with pytest.raises(KeyError):
        copy.quote("claim:nobody")
    with pytest.raises(KeyError):
        copy.quote(detente.Span(start=1, end=2))
    with pytest.raises(KeyError):
        copy["article:nobody"]
    with pytest.raises(LostSpanError, match="it has no spans"):
        copy.quote("actor:norway")
    lost = detente.attach(
        SEALED, {n: t.replace("Sweden should be", "Denmark should be") for n, t in TEXTS.items()}
    )
    with pytest.raises(LostSpanError, match=r"/claims/4/utterances/0/evidence/0 is edited"):
        lost.quote("claim:lesson")


def test_the_dict_has_no_words(copy):
    made = copy.to_dict()

    assert set(made) == {"articles"}
    assert set(made["articles"][0]) == {"id", "file", "counts", "spans"}
    assert set(made["articles"][0]["spans"][0]) == {"path", "verdict", "start", "end", "reason"}
    assert sum(made["articles"][0]["counts"].values()) == len(made["articles"][0]["spans"])
    document = json.loads(detente.dumps(SEALED))
    for article in made["articles"]:
        for span in article["spans"]:
            value = document
            for part in span["path"].split("/")[1:]:
                value = value[int(part)] if isinstance(value, list) else value[part]
            assert {"start", "end", "anchor"} <= set(value)
    assert "Karlstad" not in json.dumps(made)


# --- the bundled dataset ------------------------------------------------------------------------------------


def test_the_bundled_dataset_is_exact(articles):
    dataset = detente.load_dataset("dprk-russia")
    copy = detente.attach(dataset, articles)

    assert {span.verdict.value for span in copy.spans} == {"exact"}
    segments = sum(len(article.segments) for article in dataset.articles)
    assert len(copy.spans) == detente.dumps(dataset).count(b'"start": ') - segments


@pytest.mark.parametrize("look", [look for look in LOOKS if look != "capitals"])
def test_the_bundled_dataset_is_found_however_it_is_set(articles, look):
    dataset = detente.load_dataset("dprk-russia")
    texts = {p.name: p.read_text(encoding="utf-8") for p in articles.glob("*.txt")}
    copy = detente.attach(dataset, {name: LOOKS[look](text) for name, text in texts.items()})
    exact = detente.attach(dataset, texts)

    for span, own in zip(copy.spans, exact.spans, strict=True):
        assert span.verdict in FOUND, (span.path, span.reason)
        assert marked(canonical(span.text)).skeleton == marked(own.text).skeleton


@pytest.mark.parametrize("seed", range(6))
def test_the_bundled_dataset_in_an_edited_copy_has_no_wrong_place(articles, seed):
    dataset = detente.load_dataset("dprk-russia")
    chance = random.Random(seed)
    texts = {p.name: p.read_text(encoding="utf-8") for p in articles.glob("*.txt")}
    edited = {
        name: re.sub(
            r"\w+", lambda m: chance.choice(["", "zebra", m[0] + " quagga"]) if chance.random() < 0.05 else m[0], text
        )
        for name, text in texts.items()
    }  # fmt: skip
    copy = detente.attach(dataset, edited)
    exact = detente.attach(dataset, texts)

    for span, own in zip(copy.spans, exact.spans, strict=True):
        if span.verdict in FOUND:
            assert marked(span.text).skeleton == marked(own.text).skeleton


def test_the_header_has_no_words() -> None:
    copy = detente.attach(detente.loads(DATA), TEXTS)

    assert copy.find("dataset:sample") == ()
    with pytest.raises(LostSpanError, match="no spans"):
        copy.quote("dataset:sample")


def test_an_attached_article_says_what_became_of_its_segments() -> None:
    copy = detente.attach(SEALED, {"union.txt": OTHER})
    first, second = (copy[article.id] for article in SEALED.articles)

    assert len(first.segments) == len(SEALED.articles[0].segments)
    assert {match.verdict for match in second.segments} == {SpanVerdict.ABSENT}
    found = [(m.start, m.end) for m in first.segments if m.verdict.found]
    assert all(OTHER[start:end].strip() == OTHER[start:end] for start, end in found)
    assert 0 < len(found) < len(first.segments)


# --- texts that repeat themselves, and spans in each other -----------------------------------------


def placed(text, places):
    """Sealed spans at some places of a text, as ``match`` wants them."""
    own = profile(text)
    return [
        SpanQuery(start, end, Anchor.parse(anchored_span(text, start, end, own).anchor))
        for start, end in places
    ]


def matched(text, copy, places):
    return match(placed(text, places), profile(text), copy)


LINE = "the envoys of both courts met again\n"


def test_words_at_very_many_places_are_ambiguous():
    places = [(n * len(LINE), (n + 1) * len(LINE) - 1) for n in range(50)]
    outcomes = matched(LINE * 50, "New.\n" + LINE * 49, places)

    assert {outcome.verdict for outcome in outcomes} == {SpanVerdict.AMBIGUOUS}
    assert {outcome.reason for outcome in outcomes} == {"the words are at 33 places or more"}


def test_words_at_very_many_places_are_found_beside_others():
    rows = [f"Here speaker {n} of the assembly rose to speak. {LINE}" for n in range(50)]
    text = "".join(rows)
    at = [match.start() for match in re.finditer(LINE, text)]
    firsts = [(m.start(), m.end()) for m in re.finditer(r"Here speaker \d+ of the assembly", text)]
    places = [*firsts, *((start, start + len(LINE) - 1) for start in at)]
    copy = "Put before all others. " + text.replace("speaker 20 ", "speaker number 20 ")
    outcomes = matched(text, copy, places)

    for (start, end), outcome in zip(places, outcomes, strict=True):
        if outcome.start is not None:
            assert copy[outcome.start : outcome.end] == text[start:end]
            assert outcome.start - start in (23, 30)
    assert sum(outcome.verdict.found for outcome in outcomes) > 90


def test_spans_of_many_lengths_in_equal_words_are_not_placed():
    text = "a " * 300
    outcomes = matched(text, "b " + text, [(0, 2 * n + 9) for n in range(250)])

    assert not any(outcome.verdict.found for outcome in outcomes[:200])
    assert outcomes[0].verdict is SpanVerdict.AMBIGUOUS


def test_a_search_that_would_take_too_long_is_given_up(monkeypatch):
    monkeypatch.setattr(search, "_EFFORT", 2)
    monkeypatch.setattr(search, "_EFFORT_ON_ALL", 2)
    text = " ".join(f"word{n}" for n in range(120)) + "."
    spans = placed(text, [(0, n * 6 + 30) for n in range(60)])
    work = Matching(spans, profile(text), f"new {text[:20]}x{text[20:]}")
    outcomes = work.matches()

    assert not work.search.complete
    assert not any(outcome.verdict.found for outcome in outcomes)
    assert "too large to be searched whole" in outcomes[0].reason


@pytest.mark.parametrize(
    ("between", "searched"),
    [
        ("Nothing whatever came of it for years.", 0),  # nothing was changed
        ("Nothing whatever came of it for decades.", 0),  # a word was
        # here may be another span:
        ("The rails rusted. Nothing whatever came of it for years.", 10),
    ],
)
def test_what_is_between_two_spans_is_searched_only_if_it_may_be_new(
    between, searched, monkeypatch
):
    tried = []

    def everywhere(self, starts, numbers, limits=None):
        tried.append(len(starts))
        return done(self, starts, numbers, limits)

    done = search.Search._everywhere
    monkeypatch.setattr(search.Search, "_everywhere", everywhere)
    first, last = "The ministers paid for a railway.", "The crowns were lent by the bank."
    text = f"{first} Nothing whatever came of it for years. {last}"
    places = [(0, len(first)), (text.index(last), len(text))]
    outcomes = matched(text, f"New. {first} {between} {last}", places)

    assert [outcome.verdict.found for outcome in outcomes] == [True, True]
    assert tried[-1] == 1 + searched


def test_signs_alone_are_found_by_the_span_that_reaches_furthest():
    text = "He said (so) that it was over \u2026 and he left the room at once."
    places = [(0, 28), (0, len(text)), (30, 31), (8, 9)]
    outcomes = matched(text, "Well. " + text, places)

    assert [(o.start, o.end) for o in outcomes[2:]] == [(36, 37), (14, 15)]
