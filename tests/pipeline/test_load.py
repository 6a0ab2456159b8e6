"""Loading: sources, versions, refusals, streams."""

from pathlib import Path

import pytest

import detente
import detente.edtf
from tests.sample import DATA, TEXTS, Case

ds = detente.loads(DATA)


@pytest.mark.parametrize("head", [True, False])
def test_a_draft_in_a_folder_hides_nothing(tmp_path: Path, head: bool) -> None:
    whole = DATA.replace(b'"actor:norway"', b'"actor:norwey"', 1)
    draft = b'{"format": "detente-draft", "version": "1.0", "claims": []}'
    (tmp_path / "dataset.detente.json").write_bytes(draft if head else whole)
    (tmp_path / "b.detente.json").write_bytes(whole if head else draft)

    codes = {d.code for d in detente.validate(tmp_path)}
    assert {"D019", "D201"} <= codes
    assert detente.seal(tmp_path, TEXTS).dataset is None
    with pytest.raises(detente.InvalidError):
        detente.load(tmp_path)


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


def test_a_stream_gives_one_record_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "x.detente.jsonl"
    detente.dump(ds, path)

    head, *records = detente.stream(path)
    assert head.dataset == ds.dataset
    assert records == list(ds)[1:]
    with pytest.raises(detente.InputError):
        next(detente.stream(tmp_path / "none"))


def test_a_text_in_place_of_a_path_is_said_in_short() -> None:
    with pytest.raises(detente.InputError) as caught:
        detente.load(DATA.decode())
    assert "a text, not a path; use detente.loads" in str(caught.value)
    assert len(str(caught.value)) < 100


def test_a_folder_without_a_head_names_what_is_in_it(tmp_path: Path) -> None:
    with pytest.raises(detente.InputError, match=r"without dataset\.detente\.json$"):
        detente.load(tmp_path)
    detente.dump(ds, tmp_path / "mine.detente.json")
    with pytest.raises(detente.InputError, match=r"; in it: mine\.detente\.json$"):
        detente.load(tmp_path)
