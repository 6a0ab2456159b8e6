"""Each rule has more than one way to be broken: faults beside those of the examples."""

import pytest

from tests.sample import codes_after


@pytest.mark.parametrize(
    ("edits", "code"),
    [
        (('claim:union-ended/scope = {"basis": "stated"}',), "D502"),
        (('claim:union-ended/scope = {"value": "1905-10", "basis": "resolved"}',), "D503"),
        (('claim:union-ended/scope = {"basis": "unresolved", "mod_end": "late"}',), "D504"),
        (
            ('claim:union-ended/scope = {"value": "19O5", "basis": "stated", "mod_end": "late"}',),
            "D105",
        ),
        (
            (
                'claim:union-ended/scope = {"value": "1905-99", "basis": "stated", "mod_end": "late"}',
            ),
            "D504",
        ),
        (('article:union/published/basis = "external"',), "D506"),
        (('claim:still-friends/judged = "actor:norway"',), "D512"),
        (('claim:lesson/judged = "relation:norway-sweden"',), "D512"),
        (('claim:hope-of-peace/utterances/0/sources/0/actor = "actor:michelsen"',), "D521"),
        (
            ('claim:hope-of-peace/utterances/0/sources/0/quoted = [{"start": 326, "end": 330}]',),
            "D522",
        ),
        (('link:same-matter/on = "claim:hope-of-peace"',), "D541"),
        (('link:peace-doubted/target = "claim:never-allies"',), "D541"),
        (("link:peace-doubted/article is removed",), "D542"),
        (('link:same-matter/cue = [{"start": 24, "end": 26}]',), "D542"),
        (('relation:norway-sweden/parties = ["actor:norway", "actor:norway"]',), "D551"),
        (('relation:norway-sweden/accounts/0/phases/0/character = "patronage"',), "D556"),
        (('relation:norway-sweden/accounts/0/phases/0/patron = "actor:michelsen"',), "D557"),
        (('relation:norway-sweden/accounts/0/factors/0/object = ["actor:norway"]',), "D557"),
        (('dataset:sample/status = "adjudicated"',), "D565"),
        (('annotator:sample/adjudicates = ["annotator:other"]',), "D565"),
        (("article:union/segments/0/end = 0",), "D301"),
        (("article:union/segments/1/end = 9999",), "D302"),
        (
            (
                'event:vote/accounts/0/quantities = [{"value": 5, "upper": 9, "unit": "count", "per": "years", "of": "x"}]',
            ),
            "D563",
        ),
    ],
)
def test_each_further_fault_gives_its_code(edits: tuple[str, ...], code: str) -> None:
    assert code in codes_after(*edits)
