from collections import Counter

import attrs
import pytest
from hypothesis import HealthCheck, given, settings

import detente
from detente.bridges import BRIDGES
from detente.bridges.exporting import export
from detente.bridges.networks import write
from detente.bridges.typed_spans import without_texts
from detente.cli import main
from detente.errors import InputError
from detente.testing import datasets
from tests.bridges import harbour
from tests.bridges.mutations import reaching
from tests.paths import ROOT

nx = pytest.importorskip(
    "networkx", reason="networkx reads the networks; pip install 'detente[proof]'"
)

HARBOUR, TEXTS = harbour.made()
BUNDLED = detente.load("@dprk-russia")
ENTENTE = ROOT / "examples/entente-cordiale/entente-cordiale.detente.json"
SUFFIXES = (".graphml", ".gexf")

PARTLY = {
    "Article.authors": "make the label",
    "Article.publisher": "make the label",
    "Author.name": "make the label",
    "Claim.causes": "only issues in them, as issues of the claim",
    "Claim.effects": "only issues in them, as issues of the claim",
    "Attitude.concerns": "only issues in them, as issues of the claim",
    "Event.concerns": "only issues in them, as issues of the event",
    "Name.kind": "chooses the label",
    "Name.language": "chooses the label",
}
"""What is seen in a network of fields that it does not carry."""


def read(path):
    """The network as networkx reads it: nodes, and edges with their keys."""
    graph = (
        nx.read_graphml(path, force_multigraph=True)
        if path.suffix == ".graphml"
        else nx.read_gexf(path)
    )
    nodes = {id_: dict(values) for id_, values in graph.nodes(data=True)}
    if graph.is_multigraph():
        edges = {key: (a, b, dict(v)) for a, b, key, v in graph.edges(keys=True, data=True)}
    else:  # what networkx makes of a GEXF in which nobody is joined twice
        edges = {v["id"]: (a, b, dict(v)) for a, b, v in graph.edges(data=True)}
    for _, _, values in edges.values():
        values.pop("id", None)
    return nodes, edges


def written(dataset, path):
    write(without_texts(dataset), path)
    return read(path)


def without_days(edges):
    days = ("start", "end")
    return {
        k: (a, b, {n: x for n, x in v.items() if n not in days}) for k, (a, b, v) in edges.items()
    }


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(datasets())
def test_both_formats_have_the_same_nodes_and_edges(tmp_path, dataset):
    nodes, edges = written(dataset, tmp_path / "a.graphml")
    others, same = written(dataset, tmp_path / "a.gexf")
    assert others == nodes
    assert without_days(same) == edges
    assert {*nodes} >= {record.id for record in (*dataset.actors, *dataset.issues)}


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_an_edge_joins_an_agent_to_each_other_participant_and_says_what_the_timeline_says(
    tmp_path, suffix
):
    _, edges = written(HARBOUR, tmp_path / f"a{suffix}")
    events = [
        (a, b, v["role"], v["status"]) for a, b, v in edges.values() if v["relation"] == "event"
    ]
    assert sorted(events) == [
        ("actor:lethra", "actor:league", "beneficiary", "occurred"),
        ("actor:lethra", "actor:varn", "recipient", "occurred"),
        ("actor:varn", "actor:league", "beneficiary", "occurred"),
        ("actor:varn", "actor:lethra", "agent", "occurred"),
        ("actor:varn", "actor:other", "recipient", "hypothetical"),
    ]
    _, _, said = edges["event:pact.accounts.0.0"]
    (row,) = [r for r in HARBOUR.timeline() if r.place == "Orm"]
    assert (said["as_of"], said["from"], said["to"]) == (row.date, row.first_day, row.last_day)
    assert said["holder_label"] == "Lethra"
    assert (said["commitment"], said["article_commitment"]) == ("PR+", "Uu")
    assert (said["kind"], said["place"], said["codes"]) == ("agree", "Orm", "frames/trade")
    assert said["weight"] == 1.0


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_an_edge_joins_whoever_holds_a_claim_to_each_issue_that_it_names(tmp_path, suffix):
    nodes, edges = written(HARBOUR, tmp_path / f"a{suffix}")
    claims = [(a, b, v["commitment"]) for a, b, v in edges.values() if v["relation"] == "claim"]
    source = "claim:opposes.utterances.1.sources.0"
    assert sorted(claims) == [
        ("actor:minister", "issue:harbour", "CT+"),
        ("article:harbour", "issue:harbour", "PS+"),
        ("article:harbour", "issue:harbour", "Uu"),
        ("article:harbour", "issue:harbour", "Uu"),
        (source, "issue:harbour", "CT-"),
    ]
    assert nodes[source] == {"label": "people in general", "record": "source", "kind": "generic"}
    assert nodes["article:harbour"] == {"label": "Dahl (2020)", "record": "article", "kind": "news"}
    assert nodes["issue:harbour"]["part_of"] == "issue:coast"
    (opposed,) = [v for a, _, v in edges.values() if a == source]
    assert (opposed["side"], opposed["direction"]) == ("actor:lethra", "negative")
    assert opposed["article"] == "article:harbour"


def test_gexf_has_the_days_between_which_an_edge_lies_and_none_where_the_date_is_open(tmp_path):
    _, edges = written(BUNDLED, tmp_path / "a.gexf")
    for _, _, said in edges.values():
        assert said.get("start") == said.get("from", said.get("start"))
        assert said.get("end") == said.get("to", said.get("end"))
    open_ = [v for _, _, v in edges.values() if v.get("as_of") == "[..1950]"]
    assert open_
    assert all("start" not in v and v["end"] == "1950-12-31" for v in open_)


@pytest.mark.parametrize("date", ["-0044-03-15", "Y170000002", "/"])
def test_a_day_that_gephi_cannot_show_is_left_to_the_attributes(tmp_path, date):
    data = detente.dumps(HARBOUR).replace(b'"2020-01-01/2020-02-15"', f'"{date}"'.encode())
    _, edges = written(detente.load(data), tmp_path / "a.gexf")
    _, _, said = edges["event:pact.accounts.0.0"]
    assert said["as_of"] == date
    assert "start" not in said
    assert "end" not in said


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_hostile_labels_are_inert_and_every_other_word_comes_back(tmp_path, suffix):
    path = tmp_path / f"a{suffix}"
    nodes, edges = written(HARBOUR, path)
    shown = "\\u003chtml><img src=x onerror=1> & ]]> \\u202eevil\\u2069 \\u0007\\u001b[31m \\ufeff"
    assert nodes["actor:league"]["label"].startswith(shown)
    assert nodes["actor:league"]["label"].endswith("🚢 (actor:league)")
    assert edges["event:pact.accounts.0.0"][2]["label"].startswith(shown)
    for sign in "\u202e\u2069\x07\x1b\ufeff\u2028":
        assert sign not in path.read_text(encoding="utf-8").removeprefix("\ufeff")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_texts_change_nothing_and_no_words_of_them_are_written(tmp_path, suffix):
    export(HARBOUR, "graphml", tmp_path / f"a{suffix}", texts=TEXTS)
    export(HARBOUR, "graphml", tmp_path / f"b{suffix}")
    assert (tmp_path / f"a{suffix}").read_bytes() == (tmp_path / f"b{suffix}").read_bytes()
    assert b"signed the pact" not in (tmp_path / f"a{suffix}").read_bytes()


def test_the_declaration_is_what_comes_back(tmp_path):
    seen, tried = reaching(lambda dataset: written(dataset, tmp_path / "a.graphml"), HARBOUR)
    carried = {f for f in BRIDGES["graphml"].carries if f != "Article.published"}  # its value is
    assert carried <= tried
    assert carried <= seen
    assert seen - carried <= PARTLY.keys()


def test_the_numbers_of_the_documentation_are_those_of_the_bundled_dataset(tmp_path):
    nodes, edges = written(BUNDLED, tmp_path / "a.graphml")
    page = " ".join((ROOT / "docs/bridges/networks.md").read_text(encoding="utf-8").split())
    counts = Counter(v["relation"] for _, _, v in edges.values())
    assert f"{len(nodes)} nodes" in page
    assert f"{counts['event']} edges from events" in page
    assert f"{counts['claim']} edges from claims" in page


@pytest.mark.parametrize("name", ["net.xml", "net", "net.graphml.txt"])
def test_a_name_that_says_no_format_is_refused(tmp_path, name, capsys):
    with pytest.raises(InputError, match=r"must end in \.graphml or \.gexf"):
        export(HARBOUR, "graphml", tmp_path / name)
    assert main(["export", str(ENTENTE), "--to", "graphml", "-o", str(tmp_path / name)]) == 2
    assert ".gexf" in capsys.readouterr().err
    assert [*tmp_path.iterdir()] == []


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(InputError, match="cannot be written: no such file"):
        export(HARBOUR, "graphml", tmp_path / "none" / "a.gexf")


def test_a_part_without_a_header_is_written_too(tmp_path):
    nodes, _ = written(attrs.evolve(HARBOUR, dataset=None), tmp_path / "a.gexf")
    assert "actor:varn" in nodes
