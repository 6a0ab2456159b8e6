"""The Python surface: what a program meets that imports the library."""

import pickle
import subprocess
import sys
from pathlib import Path

import attrs
import pytest

import detente
import detente.edtf
from detente import Claim, ClaimKind, Dataset, Severity, Span
from detente.validation.registry import RULES, rule
from tests.rules.sample import DATA, TEXTS, Case

ds = detente.loads(DATA)


def fresh(code: str) -> str:
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    return result.stdout


# --- importing -------------------------------------------------------------------------------


def test_importing_the_package_loads_nothing() -> None:
    heavy = "attrs attr cattrs msgspec jsonschema hypothesis typing dataclasses json re"
    code = f"import sys; before = set(sys.modules); import detente; \
print([m for m in {heavy.split()!r} if m in set(sys.modules) - before])"

    assert fresh(code).strip() == "[]"


def test_records_do_not_load_engines() -> None:
    code = "import sys; from detente import Claim, Dataset; \
print([m for m in ('cattrs', 'msgspec', 'jsonschema', 'hypothesis') if m in sys.modules])"

    assert fresh(code).strip() == "[]"


def test_every_public_name_is_there_and_listed() -> None:
    for name in dir(detente):
        assert getattr(detente, name) is not None
    with pytest.raises(AttributeError):
        detente.no_such_name  # noqa: B018


def test_records_are_frozen_slotted_and_keyword_only() -> None:
    claim = ds.claims[0]

    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        claim.kind = ClaimKind.CAUSAL  # type: ignore[misc]
    assert not hasattr(claim, "__dict__")
    with pytest.raises(TypeError):
        Span(1, 2)  # type: ignore[misc]
    assert hash(claim) == hash(attrs.evolve(claim))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"kind": "factual"}, "ClaimKind.FACTUAL"),
        ({"kind": "nonsense"}, "ClaimKind"),
        ({"about": ["actor:norway"]}, "tuple"),
        ({"about": ("actor:norway", 5)}, "item 1"),
        ({"proposition": None}, "str"),
        ({"scope": "1905"}, "Time"),
        ({"ext": []}, "dict"),
        ({"quantities": (5,)}, "Quantity"),
    ],
)
def test_constructors_and_evolve_refuse_other_types(changes: dict, said: str) -> None:
    with pytest.raises(TypeError, match=said):
        attrs.evolve(ds.claims[0], **changes)


def test_truth_values_are_no_numbers() -> None:
    with pytest.raises(TypeError):
        Span(start=True, end=2)
    with pytest.raises(TypeError):
        detente.Quantity(value=True, unit="count", of="x")
    with pytest.raises(TypeError):
        detente.TextProfile(
            profile="x",
            unit="utf16",
            length=1,
            sha256="0",
            skeleton_length=1,
            skeleton_sha256="0",
            salt="0",
        )
    assert detente.Quantity(value=1.5, unit="count", of="x").value == 1.5


def test_times_parse_when_asked() -> None:
    time = detente.Time(value="1905-08", basis=detente.TimeBasis.STATED)

    assert time.edtf is not None
    assert str(time.edtf) == "1905-08"
    assert detente.Time(basis=detente.TimeBasis.UNRESOLVED).edtf is None
    with pytest.raises(ValueError, match="x"):
        detente.Time(value="x", basis=detente.TimeBasis.STATED).edtf  # noqa: B018


def test_times_are_made_of_phrases_and_what_is_unknown_stays_unresolved() -> None:
    when = detente.edtf.parse("2015-03")

    def made(phrase: str) -> detente.Time:
        return detente.Time.from_phrase(phrase, against="article:union", when=when)

    fall = made("last fall")
    assert (fall.value, fall.basis.value, fall.against) == ("2014-23", "resolved", "article:union")
    assert (made("by 2020").value, made("by 2020").basis.value) == ("../2020", "stated")
    assert made("by 2020").against is None
    assert (made("late 2013").value, made("late 2013").mod) == ("2013", detente.TimeMod.LATE)
    unknown = made("since the end of the Cold War")
    assert (unknown.value, unknown.basis.value) == (None, "unresolved")


# --- datasets --------------------------------------------------------------------------------


def test_records_are_found_by_id() -> None:
    assert ds["claim:lesson"] is ds.claims[4]
    assert ds["dataset:sample"] is ds.dataset
    assert "claim:lesson" in ds
    assert ds.claims[0] in ds
    assert "claim:none" not in ds
    assert 5 not in ds
    assert attrs.evolve(ds.claims[0], note="x") not in ds
    assert len(list(ds)) == len(ds) == 22
    assert next(iter(ds)) is ds.dataset


def test_an_unknown_id_is_answered_with_close_ones() -> None:
    with pytest.raises(detente.UnknownIdError, match="claim:lesson") as caught:
        ds["claim:leson"]
    assert isinstance(caught.value, KeyError)


def test_of_two_records_with_one_id_none_is_chosen() -> None:
    twice = ds.evolve(claims=(*ds.claims, attrs.evolve(ds.claims[0], note="other")))

    with pytest.raises(detente.AmbiguousIdError):
        twice[ds.claims[0].id]
    assert ds.claims[0].id in twice
    assert twice["claim:lesson"] is ds["claim:lesson"]
    assert {d.code for d in detente.validate(twice)} >= {"D203"}


def test_a_dataset_shows_counts_not_contents() -> None:
    assert repr(ds) == (
        "<Dataset dataset:sample: 1 annotators, 4 actors, 2 articles, 2 mentions, 2 events, "
        "7 claims, 2 links, 1 relations>"
    ).replace("annotators, ", "annotators, ")
    assert repr(Dataset()) == "<Dataset unnamed: empty>"


def test_merge_unites_and_refuses_to_choose() -> None:
    left = ds.evolve(claims=ds.claims[:3])
    right = Dataset(claims=ds.claims[2:])

    assert left.merge(right) == ds
    assert detente.merge(ds, ds) == ds
    other = Dataset(claims=(attrs.evolve(ds.claims[0], note="x"),))
    with pytest.raises(detente.MergeError, match=ds.claims[0].id):
        ds.merge(other)
    assert ds.dataset is not None
    header = Dataset(dataset=attrs.evolve(ds.dataset, title="Another", creators=("New",)))
    with pytest.raises(detente.MergeError, match="title"):
        ds.merge(header)
    newer = Dataset(version="1.7")
    with pytest.raises(detente.MergeError, match="version"):
        ds.merge(newer)
    more = Dataset(dataset=attrs.evolve(ds.dataset, creators=("New",), note="n"))
    merged = ds.merge(more).dataset
    assert merged is not None
    assert merged.creators == ("The détente developers", "New")
    assert merged.note == "n"


# --- reading and writing -----------------------------------------------------------------------


def test_load_accepts_paths_bytes_text_and_bundled_names(tmp_path: Path) -> None:
    path = tmp_path / "x.detente.json"
    detente.dump(ds, path)

    assert detente.load(path) == detente.load(str(path)) == ds
    assert detente.loads(DATA.decode()) == detente.loads(bytearray(DATA)) == ds
    assert detente.load("@dprk-russia") == detente.load_dataset("dprk-russia")
    assert "dprk-russia" in detente.bundled()
    with pytest.raises(TypeError):
        detente.load(5)
    with pytest.raises(detente.InputError):
        detente.load(tmp_path / "none")
    with pytest.raises(detente.InputError, match="dprk-russia"):
        detente.load_dataset("nothing")


def test_load_refuses_with_a_report() -> None:
    faulty = Case(('claim:lesson/kind = "x"', 'claim:no-vote/typ = "x"')).data

    with pytest.raises(detente.InvalidError) as caught:
        detente.loads(faulty)
    assert [d.code for d in caught.value.report] == ["D102", "D104"]
    assert "1 more" in str(caught.value)


def test_load_holds_what_only_rules_object_to() -> None:
    held = detente.loads(Case(('claim:lesson/about/0 = "actor:nobody"',)).data)

    assert held["claim:lesson"].about == ("actor:nobody",)
    assert [d.code for d in detente.validate(held)] == ["D201"]
    with pytest.raises(detente.InvalidError):
        detente.validate(held).raise_if_errors()


def test_a_newer_minor_version_is_read_on_request_and_never_written() -> None:
    newer = DATA.replace(b'"version": "1.0"', b'"version": "1.7"', 1).replace(
        b'"kind": "normative"', b'"kind": "normative", "novelty": [1, {"x": 2}]', 1
    )

    with pytest.raises(detente.InvalidError, match="D013"):
        detente.loads(newer)
    held = detente.loads(newer, allow_newer=True)
    assert held.version == "1.7"
    assert held.claims == ds.claims
    with pytest.raises(detente.NewerVersionError):
        detente.dumps(held)
    with pytest.raises(detente.InvalidError, match="D014"):
        detente.loads(newer.replace(b"1.7", b"2.0"), allow_newer=True)
    wrong = newer.replace(b'"normative"', b'"normativ"')
    with pytest.raises(detente.InvalidError) as caught:
        detente.loads(wrong, allow_newer=True)
    assert [d.code for d in caught.value.report] == ["D104"]
    twice = newer.replace(b'"novelty": [1, {"x": 2}]', b'"kind": "normative"')
    with pytest.raises(detente.InvalidError):
        detente.loads(twice, allow_newer=True)


def test_a_draft_is_not_loaded() -> None:
    draft = DATA.replace(b'"detente"', b'"detente-draft"', 1)

    with pytest.raises(detente.InvalidError, match="D019"):
        detente.loads(draft)


@pytest.mark.parametrize(
    "claims",
    [
        (attrs.evolve(ds.claims[0], id="Not an id"),),
        (attrs.evolve(ds.claims[0], about=()),),
        (attrs.evolve(ds.claims[0], proposition="\ud800"),),
        (attrs.evolve(ds.claims[0], ext={"a.b/c": float("nan")}),),
        (attrs.evolve(ds.claims[0], ext={"a.b/c": {1: 2}}),),
        (attrs.evolve(ds.claims[0], ext={"a.b/c": [{1, 2}]}),),
        (attrs.evolve(ds.claims[0], ext={"no namespace": 1}),),
        (
            attrs.evolve(
                ds.claims[0],
                quantities=(detente.Quantity(value=float("inf"), unit="count", of="x"),),
            ),
        ),
        (
            attrs.evolve(
                ds.claims[0], quantities=(detente.Quantity(value=5.0, unit="count", of="x"),)
            ),
        ),
    ],
)
def test_what_no_file_may_hold_is_not_written(claims: tuple[Claim, ...], tmp_path: Path) -> None:
    wrong = ds.evolve(claims=claims)
    path = tmp_path / "x.detente.json"

    with pytest.raises(ValueError):
        detente.dump(wrong, path)
    assert not path.exists()
    assert not detente.validate(wrong).ok


def test_extensions_are_kept_as_they_are() -> None:
    ext = {"example.org/x": [None, 1.0, 5, True, {"a": "ü"}, 12345678901234567890123]}
    held = ds.evolve(claims=(attrs.evolve(ds.claims[0], ext=ext), *ds.claims[1:]))

    again = detente.loads(detente.dumps(held))
    assert again.claims[0].ext == ext
    assert type(again.claims[0].ext["example.org/x"][1]) is float
    assert detente.validate(again).ok


def test_compact_output_is_one_line() -> None:
    data = detente.dumps(ds, compact=True)

    assert b"\n" not in data
    assert detente.loads(data) == ds


def test_a_stream_gives_one_record_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "x.detente.jsonl"
    detente.dump(ds, path)

    head, *records = detente.stream(path)
    assert head.dataset == ds.dataset
    assert records == list(ds)[1:]
    with pytest.raises(detente.InputError):
        next(detente.stream(tmp_path / "none"))


# --- reports -----------------------------------------------------------------------------------


def test_validate_takes_texts_in_every_form(tmp_path: Path) -> None:
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    named = {"article:union": TEXTS["union.txt"], "article:later": TEXTS["later.txt"]}

    for texts in (tmp_path, str(tmp_path), TEXTS, named, list(TEXTS.values())):
        report = detente.validate(DATA, texts=texts)
        assert report.ok
        assert set(report.texts) == {"article:union", "article:later"}
    one = detente.validate(DATA, texts=tmp_path / "union.txt")
    assert [d.code for d in one] == ["D401"]


def test_a_text_under_an_articles_id_is_that_articles() -> None:
    report = detente.validate(
        DATA, texts={"article:union": "Other words.", "x": TEXTS["later.txt"]}
    )

    assert [d.code for d in report] == ["D415", "D402"]


def test_reports_are_values() -> None:
    report = detente.validate(
        Case(('claim:lesson/kind = "x"', 'actor:norway/exists = "1814"')).data
    )

    assert len(report) == 2
    assert report.exit_status == 1
    assert [d.severity for d in report] == [Severity.WARNING, Severity.ERROR]
    assert str(report).count("\n") == 1
    assert pickle.loads(pickle.dumps(report)) == report
    diagnostic = report.diagnostics[1]
    assert diagnostic.path == "/claims/4/kind"
    assert diagnostic.location.path == ("claims", 4, "kind")
    assert diagnostic.place == f"<data>:{diagnostic.line}:{diagnostic.column}"


def test_a_safe_mend_is_a_json_patch() -> None:
    case = Case(('relation:norway-sweden/parties = ["actor:sweden", "actor:norway"]',))
    (diagnostic,) = detente.validate(case.data)

    assert diagnostic.fix == (
        {
            "op": "replace",
            "path": "/relations/0/parties",
            "value": ["actor:norway", "actor:sweden"],
        },
    )
    assert diagnostic.to_dict()["fix"]


def test_validate_never_raises_on_odd_sources(tmp_path: Path) -> None:
    assert detente.validate(tmp_path / "none").exit_status == 2
    assert detente.validate(b"\xff\xfe").exit_status == 1
    assert detente.validate(DATA, texts=tmp_path / "none").exit_status == 2


def test_errors_compare_and_pickle() -> None:
    errors = [
        detente.InputError("x", "y"),
        detente.UnknownIdError("claim:a", ("claim:b",)),
        detente.AmbiguousIdError("claim:a"),
        detente.MergeError("a", "b"),
        detente.MissingExtraError("hypothesis", "testing"),
        detente.NewerVersionError("1.7"),
        detente.InvalidError(detente.validate(b"")),
    ]
    for error in errors:
        again = pickle.loads(pickle.dumps(error))
        assert again == error
        assert hash(again) == hash(error)
        assert str(again) == str(error)
    assert errors[0] != errors[2]
    assert "pip install 'detente[testing]'" in str(errors[4])


def test_codes_are_used_once() -> None:
    assert RULES
    code = next(iter(RULES))
    with pytest.raises(ValueError, match=code):
        rule(code, "again")(lambda: None)


def test_a_disagreement_of_loader_and_schema_is_our_bug(monkeypatch) -> None:
    def refuse(*_arguments: object, **_options: object) -> None:
        from detente.codec.decode import RefusedError

        raise RefusedError("for the test")

    monkeypatch.setattr("detente.validation.documents.decode", refuse)
    assert [d.code for d in detente.validate(DATA)] == ["D900"]
    monkeypatch.setattr("detente.validation.documents.decode_record", refuse)
    assert {d.code for d in detente.validate(DATA)} == {"D900"}


def test_the_limit_of_size(monkeypatch) -> None:
    monkeypatch.setattr("detente.validation.rules.level0_file.SIZE", 10)

    assert "D010" in {d.code for d in detente.validate(DATA + b"x")}


def test_the_bundled_dataset_holds_without_texts() -> None:
    report = detente.validate("@dprk-russia")

    assert list(report) == []


def test_the_bundled_dataset_stands_in_the_words_of_both_articles(articles: Path) -> None:
    report = detente.validate("@dprk-russia", texts=articles)

    assert list(report) == []
    assert set(report.texts) == {"article:fowdy-2019", "article:huffpost-2015"}


def test_the_bundled_dataset_is_what_was_asked_for() -> None:
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
        == (
            Path(detente.__file__).parent / "data/dprk-russia/dprk-russia.detente.json"
        ).read_bytes()
    )
