"""Findings as people meet them: the line, the caret, the help; grouped and capped."""

import json
import re
from pathlib import Path

import pytest

import detente
from detente.cli import main
from detente.diagnostics import Diagnostic, Location, Report, Severity
from detente.files import Document
from detente.render import text as as_text
from detente.render.excerpt import SourceFile, record_path
from tests.render.findings import MANY, carets, shown
from tests.sample import DATA, Case

# --- one finding -----------------------------------------------------------------------------------


def test_a_finding_in_full() -> None:
    assert shown(Case(('claim:hope-of-peace/about/0 = "actor:norwey"',)).data) == (
        """error D201 dangling-reference: there is no record actor:norwey
    --> x.detente.json:481:9 in claim:hope-of-peace (/claims/5/about/0)
 479 |       "tense": "future",
 480 |       "about": [
 481 |         "actor:norwey",
     |         ^^^^^^^^^^^^^^
     = help: do you mean actor:norway?
     = why: A reference to a missing record means nothing. Often it is a typo, or the record was
            renamed.

more about a rule, with an example: detente explain CODE
not valid: 1 error in 1 file"""
    )


def test_related_places_have_their_lines() -> None:
    text = shown(Case(('mention:norway-pronoun/id = "mention:norway-name"',)).data)

    assert "::: first defined here: x.detente.json:" in text
    assert carets(text) == [('"mention:norway-name"', "^" * 21)] * 2


def test_a_bracket_is_shown_with_what_follows_and_a_key_with_its_value() -> None:
    text = shown(Case(("claim:hope-of-peace/kind is removed", 'event:vote/typ = "none"')).data)

    assert carets(text) == [('"typ": "none"', "^" * 13), ("{", "^")]
    (after,) = re.findall(r"\| +\^\n(.*)\n", text)
    assert '"id": "claim:hope-of-peace"' in after
    assert "help: What kind of evidence would settle it. One of factual, causal," in text
    assert "help: the fields here: id, type," in text


def test_why_is_said_once() -> None:
    about = ["actor:nobody", "actor:noone"]
    text = shown(Case((f"claim:hope-of-peace/about = {json.dumps(about)}",)).data)

    assert text.count("error D201") == 2
    assert text.count("why:") == 1
    assert "help:" not in text


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        ('claim:hope-of-peace/about = "actor:norway"', 'a list of one: ["actor:norway"]'),
        ('mention:norway-name/spans/0/end = "45"', "without quotation marks: 45"),
        ('claim:lesson/topic = "x"', "the fields here: id, proposition, kind,"),
        ('event:talks/mode = "riot"', "its modes: "),
        ('event:talks/accounts/0/quantities/0/unit = "cuont"', "do you mean count?"),
        ('event:talks/accounts/0/quantities/0/unit = "oxen"', "detente codebook currency"),
        ('dataset:sample/unused/0 = "claim_kind/causl"', "do you mean claim_kind/causal?"),
        ('actor:norway/exists = "1814"', "from then on: 1814/..; until then: ../1814"),
        ('event:vote/id = "event:The Vote"', "write event:the-vote"),
        ('event:vote/id = "event:"', "small letters, digits and single hyphens"),
        ('claim:lesson/ext = {"stance": 1}', "such as example.org/stance"),
        ('claim:union-ended/scope/value = "summer"', "such as 1912, 1912-11"),
        ('article:union/published/value = ""', "D109"),
        ('event:vote/type = "riot"', "detente codebook event_type lists the 17 values"),
        ('article:union/language = "English"', "is not the tag of a language"),
    ],
)
def test_what_to_write_instead(edit: str, said: str) -> None:
    report = detente.validate(Case((edit,)).data, strict=True)

    assert said in str(report)
    first = next(d for d in report if said in d.sentence or said == d.code)
    assert first.to_dict()["help"] == (first.help or None)


def test_what_cannot_be_placed_has_no_line() -> None:
    text = shown(DATA.decode().encode("utf-16"))

    assert "error D003 not-utf8" in text
    assert " --> x.detente.json\n" in text
    report = Report.of([Diagnostic(code="D016", severity=Severity.ERROR, message="gone")])
    assert "--> <data>\n" in as_text.full(report, {})


def test_places_behind_the_end_and_files_that_are_not_json() -> None:
    for data in (DATA[:3000], b'{"format": "detente",\n', DATA + b"{}", b"\0", b"\xff{}"):
        assert re.search(r"\| +\^", shown(data)), data[:30]
    source = SourceFile(Document("x", b"{}\n"), set())
    assert source.mark(Location(line=5, column=1)) is None
    assert source.mark(Location(line=1, column=None)) is None


@pytest.mark.parametrize(
    ("data", "said", "marked"),
    [
        (b'{"a": 1,}', "a comma before a closing bracket", "}"),
        (b'{"a": [1, 2,\n]}', "a comma before a closing bracket", "]"),
        (b'{"a": 1 "b": 2}', "a comma is missing before this", '"b"'),
        (b'{"a": "x"y"}', "or there is one quotation mark too many", "y"),
        (b'{"a": "x\ty"}', "not JSON: invalid control character", "    "),
        (b'{"a": "x}, ', "not JSON: unterminated string", '"'),
        (b"{'a': 1}", "not JSON: expecting property name", "'a'"),
    ],
)
def test_slips_in_json_are_named_and_marked(data: bytes, said: str, marked: str) -> None:
    text = shown(data)

    assert said in text
    assert carets(text) == [(marked, "^" * len(marked))]


@pytest.mark.parametrize(
    ("data", "looks"),
    [
        (b"# A heading\n\nSome words.\n", "Markdown"),
        (b"Words.\n\n```\ncode\n```\n", "Markdown"),
        (b"id,kind\nactor:norway,state\n", "CSV"),
        (b"Norway, and others.\nSweden.\n", "plain text"),
        (b"one line, no more", "plain text"),
        (b'{"format": "detente",', ""),
        (b"[1, 2", ""),
        (b'\n {"a"', ""),
    ],
)
def test_other_forms_than_json_are_named(data: bytes, looks: str) -> None:
    (found,) = detente.validate((Document("x.detente.json", data),))

    assert found.code == "D001"
    assert found.help == (f"this looks like {looks}, not JSON" if looks else "")


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        ('claim:lesson/likelihood = "likely"', "it belongs to the utterance (/utterances/N)"),
        ("claim:lesson/nth = 1", "the fields here: "),
        ("claim:lesson/role = 1", "the fields here: "),
        ("claim:lesson/words = []", "it belongs to the time (/scope)"),
        ("claim:lesson/utterances/0/start = 5", "it belongs to the span (/evidence/N)"),
        ("claim:lesson/utterances/0/pragmatics = 5", 'do you mean "pragmatic"?'),
    ],
)
def test_a_field_of_a_part_is_sent_there(edit: str, said: str) -> None:
    (found,) = [d for d in detente.validate(Case((edit,)).data) if d.code == "D102"]

    assert found.help.startswith(said)


def test_json_lines_have_their_lines_and_ids(tmp_path: Path) -> None:
    path = tmp_path / "x.detente.jsonl"
    detente.dump(detente.loads(Case(('claim:hope-of-peace/about/0 = "actor:norwey"',)).data), path)
    document = Document("x.detente.jsonl", path.read_bytes())

    text = as_text.full(detente.validate((document,)), {"x.detente.jsonl": document})

    assert " in claim:hope-of-peace (/claims/5/about/0)" in text
    assert carets(text) == [('"actor:norwey"', "^" * 14)]
    source = SourceFile(Document("x.jsonl", b'{"ids": 1}\n'), set())
    assert source.record(Location(path=("claims", 0), line=1)) is None


def test_a_record_without_an_id_has_none() -> None:
    data = DATA.replace(b'"id": "claim:lesson",', b"", 1)

    assert "(/claims/4)" in shown(data)
    assert "in  (" not in shown(data)
    assert record_path(()) == record_path(("version",)) == record_path(("claims",)) == ()
    assert record_path(("dataset", "unused", 0)) == ("dataset",)
    number = shown(DATA.replace(b'"id": "claim:lesson",', b'"id": 5,', 1))
    assert "--> x.detente.json:" in number
    assert " in 5" not in number


# --- many findings --------------------------------------------------------------------------------------


def test_each_rule_is_shown_five_times_and_the_rest_counted() -> None:
    data = Case(
        (MANY, 'claim:lesson/about/0 = "actor:norwey"', 'actor:norway/exists = "1814"')
    ).data
    text = shown(data)

    assert text.count("error D201") == 5
    assert text.count("warning D505") == 1
    assert "… and 38 more D201; --all shows them" in text
    assert shown(data) == text
    every = shown(data, every=True)
    assert every.count("error D201") == 43
    assert "more D201" not in every
    assert every.endswith("not valid: 43 errors, 1 warning in 1 file")


def test_several_files_have_headings(capsys, tmp_path: Path) -> None:
    (tmp_path / "a.detente.json").write_bytes(Case((MANY,)).data)
    (tmp_path / "b.detente.json").write_bytes(Case(('claim:lesson/about/0 = "actor:x"',)).data)
    (tmp_path / "c.detente.json").write_bytes(DATA)
    (tmp_path / "d.detente.json").write_bytes(Case(('actor:norway/exists = "1814"',)).data)

    assert main(["validate", str(tmp_path)]) == 1

    lines = capsys.readouterr().out.splitlines()
    heads = [line for line in lines if line.startswith(str(tmp_path))]
    assert heads == [
        f"{tmp_path / 'a.detente.json'}: 42 errors",
        f"{tmp_path / 'd.detente.json'}: 1 warning",
    ]
    assert "… and 38 more D201; --all shows them" in lines


def test_a_clean_file_says_so_in_one_line() -> None:
    assert shown(DATA) == "clean in 1 file"


def test_what_can_be_fixed_is_said() -> None:
    text = shown(
        Case(
            (
                'relation:norway-sweden/parties = ["actor:sweden", "actor:norway"]',
                'claim:never-allies/utterances/0/pragmatic = "CT+"',
                'claim:hope-of-peace/utterances/0/evidence = [{"start": 348, "end": 367}, '
                '{"start": 326, "end": 347}]',
            )
        ).data
    )

    assert '= fix: --fix writes ["actor:norway", "actor:sweden"]' in text
    assert "= fix: --fix removes it" in text
    assert "= fix: --fix sorts them" in text
    assert "--fix corrects 3 of them; --diff shows how" in text
    assert "= fix: --fix removes it" in shown(b"\xef\xbb\xbf" + DATA)


def test_colour_changes_nothing_else() -> None:
    data = Case(('mention:norway-pronoun/id = "mention:norway-name"', MANY)).data
    plain = shown(data)
    painted = shown(data, color=True)

    assert painted != plain
    assert re.sub("\033\\[[0-9;]*m", "", painted) == plain
    report = detente.validate(data)
    assert re.sub("\033\\[[0-9;]*m", "", as_text.counted(report, color=True)) == as_text.counted(
        report
    )


def test_one_line_findings_say_nothing_that_a_terminal_obeys() -> None:
    at = Location(file="a\x1b[31m.json", line=1, column=1, path=("claims", "\u202e"))
    related = detente.Related(message="first \x9b1m", location=at)
    found = Diagnostic(
        code="D533",
        severity=Severity.ERROR,
        message="no post\x1b[2J",
        location=at,
        related=(related,),
        help="posts: \u202e",
    )
    text = as_text.concise(Report.of([found]))
    assert not set(text) & {"\x1b", "\x9b", "\u202e"}
    assert r"no post\x1b[2J" in text


def test_what_was_not_read_is_told_by_the_levels_that_prevented_it() -> None:
    hint = "more may appear once %s fixed"

    assert hint % "D1 is" in shown(Case(('event:vote/type = "riot"',)).data)
    both = [
        Diagnostic(
            code=code, severity=Severity.ERROR, message="unread", location=Location(file="x.xlsx")
        )
        for code in ("D703", "D101")
    ]
    assert hint % "D1 and D7 are" in as_text.full(Report.of(both), {})
