"""Level 5: versions of a text, and texts that were withdrawn."""

from tests.sample import codes_after

REFERENCE = '{"title": "The first edition"}'


def test_a_version_names_the_other_text_once() -> None:
    version = 'article:later/version = {"kind": "update", %s}'

    assert codes_after(version % f'"reference": {REFERENCE}') == set()
    both = f'"of": "article:union", "reference": {REFERENCE}'
    assert codes_after(version % both) == {"D591"}


def test_a_text_is_no_version_of_itself() -> None:
    edit = 'article:%s/version = {"kind": "reprint", "of": "article:%s"}'

    assert codes_after(edit % ("later", "later")) == {"D205"}
    assert codes_after(edit % ("later", "union"), edit % ("union", "later")) == {"D205"}


def test_a_date_that_is_none_is_left_to_its_own_rule() -> None:
    references = f"article:later/references = [{REFERENCE}]"

    assert codes_after('article:later/withdrawn = "1999-99"', references) == {"D501"}
    unknown = 'article:later/published = {"basis": "unresolved"}'
    assert codes_after('article:later/withdrawn = "1999"', unknown, references) == set()
