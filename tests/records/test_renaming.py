"""Renaming ids with all references to them."""

import json

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import detente
from detente import testing
from detente.codec.encode import to_plain
from detente.dataset import Dataset
from detente.records.kinds import kind_of
from detente.records.renaming import refusals, renamed
from tests.profiles import examples
from tests.sample import DATA, DRAFT

ds = detente.loads(DATA)
FRAME = detente.Scheme(
    id="frame",
    title="Frames",
    applies_to=(detente.Codable.CLAIM,),
    values=(detente.SchemeValue(value="loss", definition="A loss."),),
)
coded = ds.evolve(schemes=(FRAME,), claims=(attrs.evolve(ds.claims[0], codes=("frame/loss",)),))


def errors(dataset: Dataset) -> set[str]:
    """The codes of the errors of a dataset."""
    return {diagnostic.code for diagnostic in detente.validate(dataset).errors}


written = testing.datasets().filter(lambda dataset: all(code > "D2" for code in errors(dataset)))
"""Datasets of the right shape, which have plain values."""


def like(id_: str, slug: str) -> str:
    """An id of the same kind with another slug."""
    kind, colon, _ = id_.rpartition(":")
    return f"{kind}{colon}{slug}"


def new_ids(dataset: Dataset, draw: st.DataObject) -> dict[str, str]:
    """Some ids with others: of records that are there, or new ones."""
    ids = [record.id for record in dataset]
    chosen = draw.draw(st.lists(st.sampled_from(ids), unique=True)) if ids else []
    names: dict[str, str] = {}
    for kind in {kind_of(id_) for id_ in chosen}:
        ours = [id_ for id_ in chosen if kind_of(id_) == kind]
        fresh = [like(id_, f"fresh-{n}") for n, id_ in enumerate(ours)]
        pool = draw.draw(st.permutations([*ours, *fresh]))
        names |= dict(zip(ours, pool, strict=False))
    return {old: new for old, new in names.items() if new not in ids or new in names}


@examples(1)
@given(written, st.data())
def test_renaming_there_and_back_changes_nothing(dataset, draw):
    names = new_ids(dataset, draw)
    back = {new: old for old, new in names.items()}
    there = renamed(dataset, names)
    assert not [*refusals(names, [r.id for r in dataset])]
    assert renamed(there, back) == dataset
    assert to_plain(there) == renamed(to_plain(dataset), names, Dataset)


@examples(1)
@given(written)
def test_no_old_id_is_left_anywhere(dataset):
    ids = [record.id for record in dataset]
    names = {id_: like(id_, f"moved-{n}") for n, id_ in enumerate(ids)}
    left = {id_ for id_ in ids if ":" in id_}  # the id of a scheme may be any word

    def strings(value, key=""):
        if isinstance(value, dict):
            for name, item in value.items():
                yield from strings(item, name) if name not in ("ext", "note") else ()
        elif isinstance(value, list):
            for item in value:
                yield from strings(item, key)
        elif isinstance(value, str):
            assert (
                key != "codes"
                or value.split("/")[0] in names.values()
                or value.split("/")[0] not in ids
            )
            yield value

    assert left.isdisjoint(strings(to_plain(renamed(dataset, names))))
    assert errors(renamed(dataset, names)) == errors(dataset)


def test_codes_follow_the_id_of_their_scheme():
    moved = renamed(coded, {"frame": "frames-of-mine"})
    assert moved.schemes[0].id == "frames-of-mine"
    assert moved.claims[0].codes == ("frames-of-mine/loss",)
    assert renamed(to_plain(coded), {"frame": "f"}, Dataset)["claims"][0]["codes"] == ["f/loss"]


def test_parties_stay_in_the_order_of_their_ids():
    parties = ds.relations[0].parties
    assert parties == tuple(sorted(parties))
    moved = renamed(ds, {parties[0]: "actor:zzz"}).relations[0]
    assert moved.parties == (parties[1], "actor:zzz")
    wrong = attrs.evolve(ds.relations[0], parties=parties[::-1])
    assert renamed(wrong, {parties[0]: "actor:zzz"}).parties == (parties[1], "actor:zzz")
    assert renamed(wrong, {parties[0]: "actor:aaa"}).parties == (parties[1], "actor:aaa")


def test_what_names_no_renamed_id_is_returned_itself():
    assert renamed(ds, {}) is ds
    assert renamed(ds, {"actor:nobody": "actor:no-one"}) is ds
    moved = renamed(ds, {ds.links[0].id: "link:other"})
    assert moved.claims[0] is ds.claims[0]


def test_a_draft_is_renamed_before_the_schema_has_looked_at_it():
    draft = json.loads(DRAFT)
    draft["actors"] += [7, {"id": 3, "names": "x", "part_of": ["actor:norway"], "codes": [1]}]
    draft["claims"][0]["about"] = {"actor:norway": 1}
    old = draft["actors"][0]["id"]
    there = renamed(draft, {old: "actor:other"}, Dataset)
    assert renamed(there, {"actor:other": old}, Dataset) == draft
    assert f'"{old}"' not in json.dumps(there | {"claims": there["claims"][1:]}).replace(
        '["actor:norway"]', ""
    )


@pytest.mark.parametrize(
    ("names", "reason"),
    [
        ({"actor:nobody": "actor:x"}, "there is no record with this id"),
        ({"actor:norway": "norway s"}, "that is not an id"),
        ({"actor:norway": "actor:" + "x" * 100}, "that is not an id"),
        ({"actor:norway": "nation:norway"}, "that is not an id"),
        ({"actor:norway": "issue:norway"}, "an id keeps its kind, actor"),
        ({"actor:norway": "actor:sweden"}, "cannot become actor:sweden: each id belongs"),
        ({"actor:norway": "actor:x", "actor:sweden": "actor:x"}, "as actor:norway does"),
        ({"actor:norway": "actor:sweden", "actor:sweden": "actor:norway"}, None),
        ({"actor:norway": "actor:norway"}, None),
    ],
)
def test_what_cannot_be_renamed_is_said(names, reason):
    found = [*refusals(names, [record.id for record in ds])]
    assert len(found) == (reason is not None)
    assert reason is None or reason in found[0]
