"""Level 4: times and numbers beside their words."""

import pytest

import detente
from tests.sample import DRAFT, TEXTS, Case

TIME = "event:vote/accounts/0/time"


def found(code: str, *edits: str, texts: dict | None = None) -> list[detente.Diagnostic]:
    report = detente.validate(Case(edits).data, texts=TEXTS if texts is None else texts)
    return [d for d in report if d.code == code]


def test_a_month_that_the_words_do_not_say_is_named_with_them() -> None:
    (finding,) = found("D418", f'{TIME}/value = "1905-09"')

    assert finding.message == 'the words are "August 1905"; they mean 1905-08, not 1905-09'
    assert finding.severity == "warning"
    assert dict(finding.params) == {"words": "August 1905", "value": "1905-09"}


@pytest.mark.parametrize(
    "edit",
    [
        f'{TIME}/value = "1905-08-13"',
        f'{TIME}/value = "1905"',
        f'{TIME} = {{"value": "1905-09", "basis": "stated", "calendar": "julian", "words": [{{"start": 27, "end": 38}}]}}',
        f'{TIME} = {{"basis": "unresolved", "words": [{{"start": 27, "end": 38}}]}}',
        f'{TIME} = {{"value": "1905-09", "basis": "external", "words": [{{"start": 27, "end": 38}}]}}',
        f'{TIME} = {{"value": "1905-09", "basis": "inferred"}}',
        'article:union/published = {"value": "1905-10", "basis": "inferred", "words": [{"start": 27, "end": 38}]}',
    ],
)
def test_a_time_that_may_be_right_is_left_alone(edit: str) -> None:
    assert found("D418", edit) == []


def test_a_publication_that_the_text_states_is_checked() -> None:
    edit = 'article:union/published = {"value": "1905-10", "basis": "stated", "words": [{"start": 27, "end": 38}]}'

    assert [d.path for d in found("D418", edit)] == ["/articles/0/published/value"]


def test_words_in_several_places_are_read_together() -> None:
    words = '[{"start": 27, "end": 33}, {"start": 34, "end": 38}]'
    right = f'{TIME} = {{"value": "1905-08", "basis": "stated", "words": {words}}}'

    assert found("D418", right) == []
    (finding,) = found("D418", right.replace("1905-08", "1904-08"))
    assert '"August, 1905"' in finding.message


def test_without_the_annotated_text_nothing_is_said() -> None:
    assert found("D418", f'{TIME}/value = "1905-09"', texts={}) == []


def reworded(code: str, old: str, new: str, *edits: str) -> list[str]:
    """What the sample's draft gives if words of its first article are others, text included."""
    draft = Case(edits, DRAFT).data.decode().replace(old, new)
    if old == "August 1905":
        draft = draft.replace('"1905 Norway', f'"{new} Norway')  # the passage of a mention
    texts = {name: text.replace(old, new) for name, text in TEXTS.items()}
    report = detente.validate(draft.encode(), texts=texts)
    assert not any(d.code in ("D411", "D412") for d in report)
    return [d.message for d in report if d.code == code]


def counted(value: str, against: str) -> str:
    words = '[{"quote": "August 1905"}]'
    return f'{TIME} = {{"value": "{value}", "basis": "resolved", "against": "{against}", "words": {words}}}'


DATED = 'event:talks/accounts/0/time = {"value": "1904", "basis": "inferred"}'


def test_words_are_counted_from_an_event_as_the_article_dates_it() -> None:
    said = reworded("D418", "August 1905", "two years later", DATED, counted("1907", "event:talks"))

    assert said == ['the words are "two years later"; they mean 1906, counted from 1904, not 1907']
    assert (
        reworded("D418", "August 1905", "two years later", DATED, counted("1906", "event:talks"))
        == []
    )


def test_words_are_counted_from_the_publication() -> None:
    said = reworded("D418", "August 1905", "last year", counted("1905", "article:union"))

    assert said == ['the words are "last year"; they mean 1904, counted from 1905-10, not 1905']


def test_what_is_counted_from_an_undated_event_is_left_alone() -> None:
    wrong = counted("1907", "event:talks")
    twice = (
        "event:talks/accounts/1 = "
        '{"article": "article:union", "status": "planned", "commitment": "CT+", '
        '"time": {"value": "1899", "basis": "inferred"}, '
        '"evidence": [{"quote": "Delegates met three times at Karlstad and settled terms."}]}'
    )

    assert reworded("D418", "August 1905", "two years later", wrong) == []
    assert reworded("D418", "August 1905", "two years later", DATED, twice, wrong) == []
    assert reworded("D418", "August 1905", "two years later", counted("1907", "event:nobody")) == []


# --- numbers ------------------------------------------------------------------------------------

QUANTITY = "event:talks/accounts/0/quantities/0"


def test_a_number_that_the_evidence_does_not_state_is_shown_beside_it() -> None:
    (finding,) = found("D419", f"{QUANTITY}/value = 8")

    assert finding.message == 'the number is 8, the evidence says "three"'
    assert finding.severity == "info"
    assert detente.validate(Case((f"{QUANTITY}/value = 8",)).data, texts=TEXTS, strict=True).ok == (
        detente.validate(Case(()).data, texts=TEXTS, strict=True).ok
    )


@pytest.mark.parametrize(
    ("words", "quantity"),
    [
        ("eight times", '"value": 8, "unit": "count"'),
        ("eight times", '"value": 5, "upper": 8, "unit": "count"'),
        ("two dozen times", '"value": 24, "unit": "count"'),
        ("five times in May and six times in June", '"value": 11, "unit": "count"'),
        ("dozens of times, eight of them", '"value": 7, "unit": "count"'),
        ("often", '"value": 7, "unit": "count"'),
        ("for five days", '"value": 7, "unit": "count"'),
        ("on 5 May", '"value": 7, "unit": "count"'),
        ("five times", '"value": 2, "unit": "count"'),
        ("five times", '"value": 7, "unit": "percent"'),
        ("five times", '"value": 700, "unit": "SEK"'),
        ("five times", '"value": 700, "unit": "kilometre"'),
        ("for a fee of $5bn", '"value": 5000000000, "unit": "USD"'),
        ("with 30 per cent absent", '"value": 30, "unit": "percent"'),
    ],
)
def test_a_number_that_may_be_right_is_left_alone(words: str, quantity: str) -> None:
    edit = f'{QUANTITY} = {{{quantity}, "of": "meetings"}}'

    assert reworded("D419", "three times", words, edit) == []


@pytest.mark.parametrize(
    ("words", "quantity"),
    [
        ("eight times", '"value": 7, "unit": "count"'),
        ("two dozen times", '"value": 12, "unit": "count"'),
        ("in groups of eight", '"value": 7, "unit": "person"'),
        ("for a fee of $5bn", '"value": 5000000, "unit": "USD"'),
        ("with 30 per cent absent", '"value": 13, "unit": "percent"'),
    ],
)
def test_a_number_that_departs_is_found(words: str, quantity: str) -> None:
    edit = f'{QUANTITY} = {{{quantity}, "of": "meetings"}}'

    assert len(reworded("D419", "three times", words, edit)) == 1


def test_the_numbers_of_a_claim_are_sought_in_all_its_utterances() -> None:
    third = '{"article": "article:union", "commitment": "CT+", "evidence": [{"start": 117, "end": 173}]}'
    seven = 'claim:never-allies/quantities = [{"value": 7, "unit": "count", "of": "meetings"}]'
    three = f"claim:never-allies/utterances/2 = {third}"

    assert found("D419", seven) == []
    assert [d.path for d in found("D419", seven, three)] == ["/claims/1/quantities/0/value"]


def test_numbers_in_words_are_read_in_english_only() -> None:
    edits = (f"{QUANTITY}/value = 8", 'article:union/language = "sv"')

    assert found("D419", *edits) == []
    assert found("D419", f"{QUANTITY}/value = 8", texts={"later.txt": TEXTS["later.txt"]}) == []
