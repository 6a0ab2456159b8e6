"""Who is the same in different files: by codes, by a registry, or not at all."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import detente
from detente import Actor, Identifier, InputError, Issue, Name, corpus
from detente.corpus.codes import Code, Coded, joined
from detente.corpus.registry import Registry
from detente.edtf.overlap import overlap
from detente.edtf.parser import parse_or_none
from tests.profiles import examples
from tests.sample import DATA

parquet = pytest.importorskip("pyarrow.parquet", reason="the extra corpus is not installed")


def state(*codes: str, kind: str = "state") -> Coded:
    """A record with codes such as ``cow 365 /1991``."""
    parts = (code.split() for code in codes)
    return Coded(kind, frozenset(Code(p[0], p[1], p[2] if p[2:] else None) for p in parts))


def identities(*records: Coded) -> list[str | None]:
    """The identities of some records; the same whatever their order."""
    found = joined(records)
    for order in list(permutations(records))[:6]:
        assert joined(order) == found
    return [found[record].identity for record in records]


def reasons(*records: Coded) -> list[str | None]:
    found = joined(records)
    return [found[record].reason for record in records]


# --- codes -------------------------------------------------------------------------------------------


def test_a_code_in_common_makes_two_records_one_whatever_their_names() -> None:
    burma = state("wikidata Q836", "iso3166-1 BUR 1974/1989")
    myanmar = state("wikidata Q836", "iso3166-1 MMR 1989/..", "cow 775")
    numbered = state("cow 775")

    assert identities(burma, myanmar, numbered) == ["state:wikidata:Q836"] * 3


def test_codes_carry_over_from_one_register_to_the_next() -> None:
    records = state("wikidata Q20", "iso3166-1 NOR"), state("iso3166-1 NOR", "cow 385")
    last = state("cow 385")

    assert identities(*records, last) == ["state:wikidata:Q20"] * 3


def test_homonyms_with_codes_of_their_own_are_two() -> None:
    assert identities(state("wikidata Q974"), state("wikidata Q971")) == [
        "state:wikidata:Q974",
        "state:wikidata:Q971",
    ]


def test_without_a_code_nobody_is_joined() -> None:
    assert identities(state(), state("cow 2")) == [None, "state:cow:2"]
    assert reasons(state()) == ["no code"]


def test_a_code_that_passed_to_a_successor_joins_neither() -> None:
    union, russia = state("wikidata Q15180", "cow 365"), state("wikidata Q159", "cow 365")
    bare = state("cow 365")

    assert identities(union, russia) == ["state:wikidata:Q15180", "state:wikidata:Q159"]
    assert identities(union, russia, bare)[2] is None
    assert reasons(union, russia, bare)[2] == "codes of several: cow 365"
    assert identities(russia, bare) == ["state:wikidata:Q159"] * 2


def test_a_split_makes_two_and_the_whole_is_neither() -> None:
    czech = state("iso3166-1 CZE 1993/..", "iso3166-3 CSHH ../1992")
    slovak = state("iso3166-1 SVK 1993/..", "iso3166-3 CSHH ../1992")
    whole = state("iso3166-3 CSHH")

    assert identities(czech, slovak, whole) == [
        "state:iso3166-1:CZE",
        "state:iso3166-1:SVK",
        None,
    ]


def test_a_record_for_a_whole_line_of_succession_is_joined_with_neither() -> None:
    union, russia = state("wikidata Q15180"), state("wikidata Q159")
    both = state("wikidata Q15180 1922/1991", "wikidata Q159 1991/..")

    assert identities(union, russia, both) == [
        "state:wikidata:Q15180",
        "state:wikidata:Q159",
        None,
    ]


def test_a_code_that_was_given_again_is_two_by_its_dates() -> None:
    old, new = state("iso3166-1 CS 1974/1992"), state("iso3166-1 CS 2003/2006")
    undated = state("iso3166-1 CS")

    assert identities(old, new) == [
        "state:iso3166-1:CS:1974/1992",
        "state:iso3166-1:CS:2003/2006",
    ]
    assert identities(old, new, undated)[2] is None
    assert identities(old, undated) == ["state:iso3166-1:CS"] * 2


def test_items_of_wikidata_are_never_given_again() -> None:
    assert (
        identities(state("wikidata Q1 ../1900"), state("wikidata Q1 1950/.."))
        == [
            "state:wikidata:Q1",
        ]
        * 2
    )


def test_codes_that_contradict_each_other_join_nobody() -> None:
    one, other = state("wikidata Q20", "iso3166-1 NOR"), state("wikidata Q20", "iso3166-1 SWE")

    assert identities(one, other) == [None, None]
    assert set(reasons(one, other)) == {"codes contradict each other: state:wikidata:Q20"}


def test_a_chain_between_two_that_are_apart_joins_neither_end() -> None:
    first, last = state("wikidata Q1", "cow 1"), state("wikidata Q2", "gw 1")
    one, other = state("cow 1", "iso3166-3 AAAA"), state("iso3166-3 AAAA", "gw 1")
    found = identities(first, one, other, last)

    assert found == ["state:wikidata:Q1", None, None, "state:wikidata:Q2"]


def test_a_ring_of_records_that_are_apart_across_joins_nobody() -> None:
    """Each is the same as its neighbours, and apart from the one across."""
    registers = ("wikidata", "iso3166-1", "iso3166-3")
    ring = [
        state(
            f"cow {number}",
            f"cow {(number + 1) % 6}",
            f"{registers[number % 3]} Q{number}",
        )
        for number in range(6)
    ]

    assert identities(*ring) == [None] * 6


def test_kinds_are_not_joined() -> None:
    assert identities(state("wikidata Q1"), state("wikidata Q1", kind="government")) == [
        "state:wikidata:Q1",
        "government:wikidata:Q1",
    ]


CODES = st.builds(
    Code,
    st.sampled_from(["wikidata", "iso3166-1", "cow"]),
    st.sampled_from(["1", "2", "3"]),
    st.sampled_from([None, "../1990", "1991/..", "1950/2000"]),
)


@examples(4)
@given(st.sets(st.builds(Coded, st.just("state"), st.frozensets(CODES, max_size=3)), max_size=6))
def test_nobody_is_joined_whom_a_register_tells_apart(records) -> None:
    found = joined(records)

    assert found.keys() == records
    for one in records:
        assert (found[one].identity is None) == (found[one].reason is not None)
        for other in records:
            if found[one].identity is None or found[one].identity != found[other].identity:
                continue
            for scheme in {c.scheme for c in one.codes} & {c.scheme for c in other.codes}:
                pairs = [
                    (a, b)
                    for a in one.codes
                    for b in other.codes
                    if a.scheme == b.scheme == scheme
                    and (
                        None in (a.valid, b.valid)
                        or overlap(parse_or_none(a.valid), parse_or_none(b.valid)) == "definite"
                    )
                ]
                wikidata = scheme == "wikidata" and {c.value for c in one.codes} & {
                    c.value for c in other.codes
                }
                assert not pairs or wikidata or any(a.value == b.value for a, b in pairs)


# --- the registry ------------------------------------------------------------------------------------


def dataset(*records) -> bytes:
    made = detente.loads(DATA)
    return detente.dumps(
        made.evolve(
            actors=(*made.actors, *(r for r in records if isinstance(r, Actor))),
            issues=(*made.issues, *(r for r in records if isinstance(r, Issue))),
        )
    )


def actor(id_: str, **fields) -> Actor:
    kind = fields.pop("kind", detente.ActorKind.STATE)
    names = (Name(text=fields.pop("name", id_), kind=detente.NameKind.COMMON),)
    return Actor(id=f"actor:{id_}", kind=kind, names=names, **fields)


CONGO = Identifier(scheme=detente.IdentifierScheme.WIKIDATA, value="Q974")


@pytest.fixture
def three(tmp_path, inline):
    """Three files that name a Congo, a Smith and nobody."""
    folder = tmp_path / "in"
    folder.mkdir()
    nobody = actor("gunmen", unidentified=True, identifiers=(CONGO,))
    smith = actor("smith", kind=detente.ActorKind.PERSON)
    files = {
        "a": (actor("congo", identifiers=(CONGO,)), smith, nobody),
        "b": (actor("drc", identifiers=(CONGO,)), smith),
        "c": (actor("congo"), nobody),
    }
    for name, records in files.items():
        (folder / f"{name}.detente.json").write_bytes(dataset(*records))
    corpus.flatten(folder, tmp_path / "out")
    return tmp_path / "out"


def rows(out) -> dict[tuple[str, str], tuple[str | None, str | None]]:
    table = parquet.read_table(out / "identities").to_pylist()
    return {
        (row["file"][-len("a.detente.json")], row["record"]): (row["identity"], row["reason"])
        for row in table
    }


def test_what_codes_do_not_join_is_listed_with_the_reason(three) -> None:
    found = corpus.identify(three)
    listed = rows(three)

    assert listed["a", "actor:congo"] == listed["b", "actor:drc"] == ("state:wikidata:Q974", None)
    assert listed["c", "actor:congo"] == (None, "no code")
    assert listed["a", "actor:smith"] == listed["b", "actor:smith"] == (None, "no code")
    assert listed["a", "actor:gunmen"] == listed["c", "actor:gunmen"] == (None, "unidentified")
    assert found.counts["actor"].records == sum(1 for _, r in listed if r.startswith("actor:"))
    assert found.reasons["unidentified"] == 2
    assert found.unused == ()
    assert found.to_dict()["counts"]["issue"]["records"] == found.counts["issue"].records


def test_a_registry_joins_what_codes_do_not(three, tmp_path) -> None:
    path = tmp_path / "who.csv"
    path.write_text(
        "identity,record,file\n"
        "john-smith,actor:smith,\n"
        "state:wikidata:Q974,actor:congo,*/c.detente.json\n"
        "nobody,actor:gunmen,\n"
        "other,actor:not-there,\n",
        "utf-8",
    )
    found = corpus.identify(three, registry=path)
    listed = rows(three)

    assert listed["a", "actor:smith"] == listed["b", "actor:smith"] == ("john-smith", None)
    assert listed["c", "actor:congo"] == ("state:wikidata:Q974", None)
    assert listed["a", "actor:gunmen"] == (None, "unidentified")
    assert found.unused == (4, 5)


def test_a_line_for_a_file_comes_before_one_for_all_and_two_join_nobody(three, tmp_path) -> None:
    path = tmp_path / "who.csv"
    path.write_text(
        "record,identity,file,note\n"
        "actor:smith,john,,the minister\n"
        "actor:smith,adam,*/b.detente.json,the economist\n"
        "actor:congo,one,,\n"
        "actor:congo,two,,\n",
        "utf-8",
    )
    corpus.identify(three, registry=path)
    listed = rows(three)

    assert listed["a", "actor:smith"] == ("john", None)
    assert listed["b", "actor:smith"] == ("adam", None)
    assert listed["c", "actor:congo"] == (None, "several in the registry: one, two")
    assert listed["a", "actor:congo"] == ("state:wikidata:Q974", None)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("who,record\n", "its columns are identity, record"),
        ("identity,record\n,actor:a\n", "line 2"),
        ("identity,record\na,event:a\n", "line 2"),
        ("identity,record\na,actor:a,more\n", "line 2"),
        ('identity,record\na,"actor:a\n', "unexpected end"),
        ("", "its columns are identity, record"),
    ],
)
def test_a_registry_that_cannot_be_read_changes_nothing(text, reason, three, tmp_path) -> None:
    corpus.identify(three)
    before = rows(three)
    (tmp_path / "who.csv").write_text(text, "utf-8")
    with pytest.raises(InputError, match=reason):
        corpus.identify(three, registry=tmp_path / "who.csv")
    with pytest.raises(InputError, match="no such file"):
        corpus.identify(three, registry=tmp_path / "nowhere.csv")

    assert rows(three) == before


def test_identities_go_with_the_tables_that_they_fit(three, tmp_path) -> None:
    corpus.identify(three)
    (tmp_path / "in" / "d.detente.json").write_bytes(DATA)
    corpus.flatten(tmp_path / "in", three)

    assert not list((three / "identities").glob("*"))


def test_findings_alone_have_no_identities(tmp_path, inline) -> None:
    (tmp_path / "a.detente.json").write_bytes(DATA)
    corpus.validate(tmp_path, tmp_path / "out")
    with pytest.raises(InputError, match="only findings in it"):
        corpus.identify(tmp_path / "out")


def test_what_cannot_be_written_is_said_and_leaves_nothing(three, monkeypatch) -> None:
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Registry, "of", full)
    with pytest.raises(InputError, match="no space left on device"):
        corpus.identify(three)
    assert not list(three.glob("_work/*"))


def test_many_records_are_written_in_batches(three, monkeypatch) -> None:
    corpus.identify(three)
    before = rows(three)
    monkeypatch.setattr("detente.corpus.identity._BATCH", 2)
    corpus.identify(three)

    assert rows(three) == before
