"""Whatever the schema accepts, every function and every command gives a result, findings or an error of ours."""

import json
import re
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from types import FunctionType

import attrs
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from jsonschema import Draft202012Validator

import detente
from detente import bridges, corpus, extraction, testing
from detente.cli import COMMANDS
from detente.records import model
from detente.records.walk import parts
from detente.schema import load_schema
from tests import driving
from tests.profiles import runs
from tests.sample import DATA, DRAFT
from tests.sample import TEXTS as SAMPLE_TEXTS
from tests.sealing import SEALED

VALID = detente.loads(SEALED)
FEWER = VALID.evolve(links=())
"""The same dataset without some records."""
TEXTS = tuple(driving.TEXTS.values())
ALL_TEXTS = driving.TEXTS | SAMPLE_TEXTS
"""Those that absurd articles may be of, and those of the valid dataset."""
DATASETS = testing.absurd_datasets(TEXTS, like=(VALID,))
DRAFTS = testing.absurd_drafts(TEXTS, like=(json.loads(DRAFT),))
CALLS = (*driving.FUNCTIONS, *driving.OF_DATA)


@cache
def _validator(name):
    return Draft202012Validator(load_schema(name))


def faults(value, schema):
    """What the schema finds wrong with plain values."""
    return [error.message[:200] for error in _validator(schema).iter_errors(value)]


# --- the strategies ------------------------------------------------------------------------------


@given(DATASETS)
def test_absurd_datasets_are_valid_by_the_schema(dataset):
    assert faults(json.loads(detente.dumps(dataset)), "dataset") == []


@given(DRAFTS)
def test_absurd_drafts_are_valid_by_the_schema(draft):
    assert faults(draft, "draft") == []


def collected(strategy, most=200):
    """Some values of a strategy, the same ones each time."""
    found = []

    @settings(max_examples=most, derandomize=True, database=None, deadline=None, phases=[Phase.generate],
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(strategy)
    def collect(value):
        found.append(value)

    collect()
    return found


def kinds_of_absurdity(dataset):
    """What is absurd in a dataset, and what is not, in words."""
    ids = [record.id for record in dataset]
    if len(set(ids)) < len(ids):
        yield "an id twice"
    for record in dataset:
        for part in parts(record):
            yield from kinds_in(part.value, record.id, ids)


def kinds_in(value, own, ids):
    for field in model.describe(type(value)).fields:
        held = getattr(value, field.name)
        for item in held if field.many else [held]:
            if field.refs and item is not None:
                yield "right kind" if item.partition(":")[0] in field.refs else "wrong kind"
                yield "nowhere" if item not in ids else "itself" if item == own else "other"
            if field.base == "str" and item is not None and not field.pattern:
                yield from (c for c in "\x00\x1b\x9b\u202e\r\n" if c in item)
                assert not any("\ud800" <= c <= "\udfff" for c in item)
    if isinstance(value, detente.Span):
        yield ("reversed", "empty", "span")[(value.end > value.start) + (value.end >= value.start)]
        if value.end >= 10**15:
            yield "far"
    if isinstance(value, detente.TextProfile):
        yield "half a byte of salt" if len(value.salt) % 2 else "whole bytes"


def test_they_are_absurd_in_every_way_that_is_promised():
    """References to wrong kinds, to themselves and to nothing; offsets and ids; texts that lie."""
    made = collected(testing.absurd_datasets(TEXTS))

    assert {kind for dataset in made for kind in kinds_of_absurdity(dataset)} >= {
        *("an id twice", "wrong kind", "right kind", "nowhere", "itself", "other", "reversed", "empty", "span"),
        *("far", "half a byte of salt", "whole bytes", "\x00", "\x1b", "\x9b", "\u202e", "\r", "\n"),
    }  # fmt: skip


def test_most_of_them_are_reported_and_some_reach_the_last_level():
    reports = [detente.validate(d) for d in collected(DATASETS, 100)]
    assert sum(not report.ok for report in reports) > 50
    codes = {d.code for report in reports for d in report}
    assert {code[1] for code in codes} >= {"2", "3", "5"}
    assert len(codes) > 40


def test_texts_and_datasets_of_the_user_are_used():
    known = {detente.text.profile(text).sha256 for text in TEXTS}
    digests = {
        a.text.sha256 for d in collected(testing.absurd_datasets(TEXTS), 100) for a in d.articles
    }
    assert digests & known
    alike = collected(testing.absurd_datasets(like=[VALID]), 100)
    assert any({r.id for r in dataset} & {r.id for r in VALID} for dataset in alike)
    quotes = json.dumps(collected(testing.absurd_drafts(TEXTS), 50), ensure_ascii=False)
    assert "Norland closed" in quotes
    assert any(
        "sample" in json.dumps(d)
        for d in collected(testing.absurd_drafts(like=[json.loads(DRAFT)]), 50)
    )


def test_sensible_records_go_missing_or_are_there_twice_with_other_contents():
    """What finds records by their ids meets none, or the wrong one, where nearly all else is right."""
    own = {record.id for record in VALID}
    held = [{*dataset} for dataset in collected(testing.absurd_datasets(like=[VALID]))]
    spoiled = [(found, {r.id for r in found}) for found in held]
    spoiled = [(found, ids) for found, ids in spoiled if len(ids & own) > len(own) / 2]
    assert any(own - ids for _found, ids in spoiled)
    assert any(len(found) > len(ids) for found, ids in spoiled)


def test_an_empty_text_is_refused_and_one_string_is_one_text():
    for strategy in (testing.absurd_datasets, testing.absurd_drafts):
        with pytest.raises(ValueError, match="empty"):
            strategy(["a text", ""])
    one = detente.text.profile(TEXTS[0]).sha256
    assert any(
        a.text.sha256 == one
        for d in collected(testing.absurd_datasets(TEXTS[0]), 50)
        for a in d.articles
    )


# --- what is driven ------------------------------------------------------------------------------


def public_functions():
    """The functions that take data, of the modules of the surface."""
    for module in (detente, bridges, extraction):
        for name in dir(module):
            if isinstance(getattr(module, name), FunctionType):
                yield name


NOT_OF_DATA = {
    *("bundled", "load_dataset", "vocabulary", "vocabularies"),  # names and what is bundled
    *("draft", "ground"),  # texts and quotes: tests/text, tests/pipeline
    *("chunks", "schema", "size"),  # of texts and schemas
}


def test_every_public_function_and_every_command_is_driven():
    source = Path(driving.__file__).read_text(encoding="utf-8")
    left = {name for name in public_functions() if f".{name}(" not in source}
    assert left <= NOT_OF_DATA
    driven = {call.name.split()[0] for call in (*driving.OF_DATA, *driving.ONCE)}
    assert set(COMMANDS) - driven <= driving.ALONE


@runs(7)
@given(DATASETS, DRAFTS)
def test_every_call_is_total(tmp_path_factory, dataset, draft):
    """Each example goes through some calls in turn."""
    turn = test_every_call_is_total.turn = getattr(test_every_call_is_total, "turn", 0) + 1
    given_ = driving.Given(
        tmp_path_factory.getbasetemp() / "absurd", dataset, draft, VALID, ALL_TEXTS
    )
    for n in range(4):
        call = CALLS[(4 * turn + n) % len(CALLS)]
        assert driving.problem(call, given_) is None, call.name


DRAFTED = "D019 this is a draft: seal it first"
LEFT = "3 lost spans; a .* was written"
MUST_REFUSE = {
    "attach": "it has no spans",
    "report": "name two articles",
    "merge": "one article says two things at one place: .*'event:x-talks'",  # if both have a prefix
    **dict.fromkeys(("stats D", "stats J", "show D", "statements D", "agree D A"), DRAFTED),
    "fmt --check A L D J": DRAFTED,
    "merge A L D": DRAFTED,
    "corpus flatten L A D -o O --workers 1 --strict": "refused: D019",
    "attach A --texts N --all": "spans are lost",
    "attach A --texts N --format json": '"verdict": "edited"',
    "rebase A --texts N --old T -o O.draft.json": LEFT,
    "rebase A --texts N -o O.xlsx": LEFT,
    "draft A -o O.xlsx": "give one dataset and --texts",
}
"""The calls that cannot do all that they are asked for with sensible data, and what they say."""


@pytest.mark.parametrize(
    "call", [*CALLS, *driving.ONCE], ids=lambda call: call.name.replace("/", "|")
)
def test_a_sensible_dataset_goes_through_every_call(tmp_path, call):
    """So that a call does not hold only because it is refused at its door."""
    given_ = driving.Given(tmp_path / "given", VALID, json.loads(DRAFT), FEWER, SAMPLE_TEXTS)

    refused = driving.refusals(call, given_)
    if any("it comes with: pip install" in told for told in refused):
        pytest.skip("an extra is not installed")

    assert bool(refused) == (call.name in MUST_REFUSE), refused
    assert all(re.search(MUST_REFUSE[call.name], told, re.DOTALL) for told in refused)


def test_a_problem_is_told_with_its_place(tmp_path):
    given_ = driving.Given(tmp_path / "given", VALID, json.loads(DRAFT), VALID)

    def fails(_given):
        raise ValueError("so\nso")

    def loops(_given):
        while True:
            pass

    def refuses(_given):
        raise detente.InputError("x", "y")

    assert "ValueError in " in driving.problem(driving.Call("x", fails), given_)
    assert "takes more than 0.1 s" in driving.problem(driving.Call("x", loops), given_, 0.1)
    assert driving.problem(driving.Call("x", refuses), given_) is None


# --- values --------------------------------------------------------------------------------------


def value_classes():
    """The public classes of frozen values."""
    for module in (detente, bridges, extraction, detente.text, detente.edtf, corpus):
        for name in dir(module):
            found = getattr(module, name)
            if isinstance(found, type) and (attrs.has(found) or is_dataclass(found)):
                yield found


@pytest.mark.parametrize("cls", sorted(set(value_classes()), key=lambda c: c.__name__))
def test_a_public_value_has_a_hash_whatever_it_holds(cls):
    """What cannot be hashed, objects and lists, is left out of it; or the class says that it has none."""
    if cls.__hash__ in (None, object.__hash__):
        return
    listed = attrs.fields(cls) if attrs.has(cls) else fields(cls)
    unhashable = re.compile(r"\b(dict|Mapping|list|Json|Any|Ext|ndarray)\b")
    held = {f.name for f in listed if f.hash is not False and unhashable.search(str(f.type))}
    assert held <= HASHABLE.get(cls.__name__, set())


HASHABLE = {}
"""Fields of any type whose values can be hashed, with their classes."""


def test_reports_have_a_hash():
    report = detente.validate(DATA)
    assert hash(report) == hash(detente.validate(DATA))
    assert report == detente.validate(DATA) != detente.validate(DATA, strict=True)
