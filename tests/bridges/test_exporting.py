"""What an export refuses, and what the bridges say of themselves."""

import json
import re
from pathlib import Path

import attrs
import pytest

import detente
from detente.bridges import BRIDGES, export
from detente.bridges.registry import bridge_named, carried_by_marks
from detente.errors import InputError, MissingExtraError
from tests.bridges.marks import SAMPLE
from tests.command import captured, run
from tests.sample import TEXTS


def test_words_are_asked_for_only_where_there_is_a_choice(tmp_path):
    with pytest.raises(InputError, match="no choice of writing the words or not"):
        export(SAMPLE, "brat", tmp_path / "out", texts=TEXTS, quotes=True)


def test_words_need_texts(tmp_path):
    with pytest.raises(InputError, match="the words are in the texts: say where they are"):
        export(SAMPLE, "web-annotation", tmp_path / "out.json", quotes=True)


def test_a_text_that_was_edited_is_not_written_where_marks_should_come_back(tmp_path):
    texts = TEXTS | {"union.txt": TEXTS["union.txt"].replace("Norway", "Sweden", 1)}
    with pytest.raises(InputError, match="could come back; `detente rebase` moves a dataset"):
        export(SAMPLE, "brat", tmp_path / "out", texts=texts)
    assert not (tmp_path / "out").exists()


def test_a_dataset_with_an_id_twice_is_not_written_for_any_tool(tmp_path):
    """Tools tell marks, nodes and statements apart by the ids of their records."""
    first, *others = SAMPLE.claims
    fewer = attrs.evolve(first, utterances=first.utterances[:1])
    twice = SAMPLE.evolve(claims=(first, *others, fewer))
    for name in BRIDGES:
        with pytest.raises(detente.AmbiguousIdError, match=first.id):
            export(twice, name, tmp_path / "out", texts=TEXTS)
    assert [*tmp_path.iterdir()] == []


def test_a_segment_that_has_no_words_in_the_text_is_no_mark_in_any_tool(tmp_path):
    """Its offsets lie outside of the text, or end before they begin: `validate` says so (D301, D302)."""
    first, *others = SAMPLE.articles
    for start, end in ((2**63, 2**63 + 1), (0, 10**9), (5, 5), (9, 5)):
        wrong = attrs.evolve(first.segments[-1], start=start, end=end)
        article = attrs.evolve(first, segments=(*first.segments[:-1], wrong))
        dataset = SAMPLE.evolve(articles=(article, *others))
        for name, bridge in BRIDGES.items():
            if bridge.texts != "optional":
                out = tmp_path / f"{name}-{start}-{end}{''.join(bridge.suffixes[:1])}"
                try:
                    written = export(dataset, name, out, texts=TEXTS).texts[0]
                except MissingExtraError:
                    assert name == "spacy"  # no other needs an extra
                    continue
                marked = [span for span in written.spans if span.layer == "segment"]
                assert len(marked) == len(first.segments) - 1


def test_a_bridge_that_is_not_there_is_refused_with_those_that_are():
    with pytest.raises(InputError, match="no such bridge; there are: label-studio, cas, brat"):
        bridge_named("prodigy")
    with pytest.raises(
        InputError, match="nothing is read from it; what is: label-studio, cas, brat"
    ):
        bridge_named("rdf", reads=True)


@pytest.mark.parametrize(
    ("to", "name", "said"),
    [
        ("rdf", "a.ttl", "is a folder, not a file: name it a, or a.ttl/"),
        ("label-studio", "ls.json", "is a folder, not a file: name it ls, or ls.json/"),
        ("qdpx", "a.txt", "its name must end in .qdpx, which"),
        ("web-annotation", "a.xml", "its name must end in .json or .jsonld, which"),
        ("dna", "a", "its name must end in .dna, which"),
        ("spacy", "a.json", "its name must end in .spacy, which"),
    ],
)
def test_a_name_that_says_another_thing_than_what_is_written_is_refused(
    tmp_path, monkeypatch, to, name, said
):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match=re.escape(said)):
        export(SAMPLE, to, name, texts=TEXTS)
    status, _, err = captured("export", "@dprk-russia", "--to", to, "-o", name)
    assert (status, said in err, [*tmp_path.iterdir()]) == (2, True, [])


@pytest.mark.parametrize("name", ["v-1.0", "a.ttl/", "there.ttl"])
def test_a_folder_may_have_a_dot_in_its_name_where_a_folder_is_meant(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    Path("there.ttl").mkdir()
    export(SAMPLE, "rdf", name)
    assert any(Path(name).iterdir())


def test_what_cannot_be_written_is_an_input_error_for_every_bridge(tmp_path):
    for to, bridge in BRIDGES.items():
        if bridge.suffixes and bridge.extra is None:
            out = tmp_path / "none" / f"a{bridge.suffixes[0]}"
            with pytest.raises(InputError, match="cannot be written: no such file"):
                export(SAMPLE, to, out, texts=TEXTS)


def test_features_that_a_bridge_does_not_write_are_not_carried():
    carried = carried_by_marks(["mention"], {"mention": ("form",)})
    assert "Mention.form" in carried
    assert "Mention.actor" not in carried


def test_the_bridges_are_listed_for_people_and_programs(capsys):
    status, out, _ = run(capsys, "bridges")
    assert status == 0
    assert [line.split()[0] for line in out.splitlines() if line[0] != " "] == [*BRIDGES]
    assert "croissant       Hugging Face, Croissant: export, needs detente[tables]\n" in out
    status, out, _ = run(capsys, "bridges", "--format", "json")
    listed = {one["name"]: one for one in json.loads(out)}
    assert (status, [*listed]) == (0, [*BRIDGES])
    assert (listed["brat"]["ways"], listed["rdf"]["ways"]) == ("both ways", "export")
    assert "Actor.kind" in listed["brat"]["losses"]
