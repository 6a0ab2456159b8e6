import json
import tempfile
import time
from pathlib import Path

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import detente
from detente.bridges import BRIDGES, LAYERS, export, import_marks, typed_texts
from detente.bridges.brat import read, write
from detente.bridges.brat.configuration import WRITTEN
from detente.bridges.brat.notes import note_of, said_in
from detente.errors import InputError
from tests.annotated import annotated
from tests.bridges.marks import SAMPLE, carried, comparable, declared, everything, marks_of
from tests.command import run
from tests.profiles import examples
from tests.sample import TEXTS

EVIDENCE = "claim:war-avoided/utterances/0/evidence/0"


@pytest.fixture
def collection(tmp_path):
    """The sample as it is written."""
    export(SAMPLE, "brat", tmp_path / "out", texts=TEXTS)
    return tmp_path / "out"


def there_and_back(typed):
    with tempfile.TemporaryDirectory() as folder:
        write(typed, Path(folder) / "out")
        return read(Path(folder) / "out")


def imported(path, base=SAMPLE, texts=TEXTS):
    return import_marks(path, "brat", texts=texts, base=base)


def document(folder, text, *lines, name="meeting"):
    """A document as people have it; gives what is read."""
    folder.mkdir(exist_ok=True, parents=True)
    (folder / f"{name}.txt").write_bytes(text.encode())
    (folder / f"{name}.ann").write_bytes("".join(f"{line}\n" for line in lines).encode())
    return read(folder)


def reasons(read_):
    return [(one.place.rpartition(" ")[2], one.reason) for one in read_.refused]


def sealed_lines(draft, texts=TEXTS):
    sealed = detente.seal(json.dumps(draft).encode(), texts)
    assert sealed.dataset is not None, sealed.report
    return detente.dumps(sealed.dataset).decode().splitlines()


# --- there and back ---------------------------------------------------------------------------------


@given(annotated())
@examples(0.4)
def test_what_is_written_is_read_again(made):
    dataset, texts = made
    assume(texts)
    typed = typed_texts(detente.attach(dataset, texts))
    assert comparable(there_and_back(typed)) == comparable(marks_of(typed, WRITTEN))


def test_a_collection_that_nobody_touched_gives_the_dataset_back(collection):
    made = imported(collection)
    assert made.differences == ()
    assert sealed_lines(made.draft) == detente.dumps(SAMPLE).decode().splitlines()


def test_the_bundled_dataset_comes_back(articles, tmp_path):
    dataset = detente.load("@dprk-russia")
    export(dataset, "brat", tmp_path / "out", texts=articles)
    made = imported(tmp_path / "out", dataset, articles)
    assert made.differences == ()
    assert sealed_lines(made.draft, articles) == detente.dumps(dataset).decode().splitlines()


@given(annotated(), st.data())
@examples(0.4)
def test_one_edit_of_a_line_is_that_difference_or_a_refusal(made, data):
    dataset, texts = made
    assume(texts)
    typed = typed_texts(detente.attach(dataset, texts))
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        write(typed, out)
        file = data.draw(st.sampled_from(sorted(out.glob("*.ann"))))
        lines = file.read_text(encoding="utf-8").split("\n")
        marks = [n for n, line in enumerate(lines) if line.startswith("T")]
        assume(marks)
        number = data.draw(st.sampled_from(marks))
        id_, place, _words = lines[number].split("\t")
        key = lines[next(n for n in range(number, len(lines)) if "\tDetente " in lines[n])]
        key = key.split("\t")[2].split()[0]
        text = file.with_suffix(".txt").read_text(encoding="utf-8")
        kind = data.draw(st.sampled_from(["move", "type", "words", "form"]))
        if kind == "move":
            start = data.draw(st.integers(0, len(text)))
            end = data.draw(st.integers(0, len(text) + 1))
            now = f"{place.split()[0]} {start} {end}"
            assume(now != place)
            assume("\n" not in text[start:end])
            lines[number] = f"{id_}\t{now}\t{text[start:end]}"
        elif kind == "type":
            lines[number] = lines[number].replace(place.split()[0], "invented", 1)
        elif kind == "words":
            lines[number] += "!"
        else:
            lines[number] = lines[number].replace("\t", " ")
            lines[number] = lines[number].replace(" ", "\t", 1)
        file.write_text("\n".join(lines), encoding="utf-8")
        ((change, its_key),) = [
            (d.change, d.key) for d in imported(out, dataset, texts).differences
        ]
    assert its_key == key
    assert change == "refused" or (kind == "move" and change == "moved")


def test_what_is_declared_is_what_comes_back():
    assert carried(there_and_back(everything())) == declared("brat")
    assert BRIDGES["brat"].layers == WRITTEN


def test_values_of_any_form_come_back():
    typed = everything()
    for span in typed.texts[0].spans:
        for feature in LAYERS[span.layer].features:
            if not feature.values:
                odd = " a\nb\tc | d \\n \\| \\ \u2028\x85 name: 🙂 "
                span.features[feature.name] = (odd, "\\", "again")
    assert comparable(there_and_back(typed)) == comparable(marks_of(typed, WRITTEN))


@given(st.lists(st.tuples(st.sampled_from(["about", "proposition"]), st.text(min_size=1))))
def test_any_values_come_back_from_a_note(values):
    values = [(name, value) for name, value in values if value.isprintable() or value.isspace()]
    note = note_of(values)
    assert note.splitlines() in ([note], [])
    found = [(x.feature, x.value) for x in said_in(note, "claim", {"about", "proposition"})]
    assert found == values


def test_a_note_that_people_typed_is_read_as_they_meant_it():
    said = said_in(r" | about: | kind:causal | A \path \u0041 | ", "claim", {"about", "kind"})
    assert [*said] == [("kind", "causal"), (None, r"A \path \u0041")]


def test_words_across_line_ends_are_marked_in_fragments_and_come_back_whole(collection):
    with tempfile.TemporaryDirectory() as folder:
        text = "Ministers\n met\t and\u2028left.\n"
        (typed,) = everything().texts
        (first, *_) = typed.spans

        spans = (
            attrs.evolve(first, end=len(text), text=text),
            attrs.evolve(first, key="claim:x/1", start=3, end=12, text=text[3:12]),
        )
        whole = attrs.evolve(
            everything(), texts=(attrs.evolve(typed, text=text, spans=spans, links=()),)
        )
        write(whole, Path(folder) / "out")
        written = (Path(folder) / "out" / "x.ann").read_text(encoding="utf-8")
        assert "T1\tclaim 0 9;10 14;15 19;20 25\tMinisters  met  and left.\n" in written
        back = read(Path(folder) / "out")
        assert [mark.ranges for mark in back.marks] == [((0, 26),), ((3, 12),)]
        assert [mark.words for mark in back.marks] == [(text,), (text[3:12],)]


def test_a_span_without_words_cannot_be_written(tmp_path):

    (typed,) = everything().texts
    blank = attrs.evolve(typed, text="\n" * 10, links=())
    with pytest.raises(InputError, match="nothing but line ends"):
        write(attrs.evolve(everything(), texts=(blank,)), tmp_path / "out")
    assert not [*tmp_path.iterdir()]


def test_bioc_reads_all_marks_with_their_words(collection):
    brat = pytest.importorskip("bioc.brat", reason="bioc is not installed")
    read_ = {mark.id: mark for mark in read(collection).marks}
    found = 0
    for document_ in brat.listdir(str(collection)):
        for entity in document_.entities:
            places = [(place.begin, place.end) for place in sorted(entity.locations)]
            assert entity.text == " ".join(document_.text[a:b] for a, b in places)
            assert read_[f"article:{document_.id}/{entity.id}"].layer == entity.type
            found += 1
        assert len(document_.relations) + len(document_.attributes) > 0
    assert found == len(read_)


# --- what people do in the tool ---------------------------------------------------------------------


def test_a_new_mark_is_a_new_record(collection):
    file = collection / "union.ann"
    text = (collection / "union.txt").read_text(encoding="utf-8")
    with file.open("a", encoding="utf-8") as more:
        more.write(f"T90\tmention 0 5\t{text[:5]}\nA90\tmention_form T90 pronoun\n")
        more.write("#90\tAnnotatorNotes T90\tactor: Us\n")
    made = imported(collection)
    assert [(d.change, d.what) for d in made.differences] == [
        ("added", "actor"),
        ("added", "mention"),
    ]
    assert made.draft["mentions"][-1]["form"] == "pronoun"


def test_an_attribute_that_is_chosen_anew_is_a_change(collection):
    file = collection / "union.ann"
    lines = file.read_text(encoding="utf-8").split("\n")
    name = next(line for line in lines if EVIDENCE in line).split()[2]
    number = next(n for n, line in enumerate(lines) if f"claim_commitment {name} " in line)
    lines[number] = lines[number].rpartition(" ")[0] + " PS+"
    file.write_text("\n".join(lines), encoding="utf-8")
    (difference,) = imported(collection).differences
    assert (difference.feature, difference.after) == ("commitment", "PS+")


def test_one_file_of_a_collection_is_read_alone(collection):
    assert imported(collection / "union.ann").differences == ()


# --- begun in the tool ------------------------------------------------------------------------------

TEXT = "Norrland and Sudria signed a pact.\nSudria then denied it.\n"


def test_a_project_of_ones_own_is_read(tmp_path):
    made = document(
        tmp_path / "a",
        TEXT,
        "T1\tevent 20 26\tsigned",
        "E1\tevent:T1 precedes:E2 Agent2:T3",
        "T2\tclaim 47 53\tdenied",
        "T3\tmention 0 8;13 19\tNorrland Sudria",
        "E2\tclaim:T2",
        "R1\tcounters Arg2:T1 Arg1:T2\t",
        "A1\tclaim_kind E2 factual",
        "M1\taggregate E1",
        "#1\tAnnotatorNotes E2\tproposition: Sudria denies it. | why: so | A remark",
        "#2\tAnnotatorNotes T3\tform: name",
        "",
    )
    event, mention, claim = made.marks
    assert (event.ranges, event.words, event.features) == (
        ((20, 26),),
        ("signed",),
        {"aggregate": ("true",)},
    )
    assert (mention.ranges, mention.words) == (((0, 8), (13, 19)), ("Norrland", "Sudria"))
    assert mention.features == {"form": ("name",)}
    assert claim.features == {
        "kind": ("factual",),
        "proposition": ("Sudria denies it.",),
        "why": ("so",),
        "note": ("A remark",),
    }
    assert [(x.kind, x.source, x.target) for x in made.links] == [
        ("precedes", event.id, claim.id),
        ("Agent", event.id, mention.id),
        ("counters", claim.id, event.id),
    ]
    assert made.refused == ()
    assert (made.base, made.texts) == (None, {"meeting": TEXT})


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("*\tEquiv T1 T2", "no place for"),
        ("N1\tReference T1 Wikidata:Q1\tOne", "no place for"),
        ("invented", "no place for"),
        ("R1\tcounters", "no place for"),
        ("E1\tevent:T9", "there is no T9"),
        ("A1\tkind T9 factual", "T9 is no mark"),
        ("#1\tAnnotatorNotes R1\tWhy?", "R1 is no mark"),
        ("#1\tNormalization T1\tWhy?", "notes of the type Normalization"),
        ("#1\tDetente T1\tinvented", "no key"),
        (
            "#1\tAnnotatorNotes T1\tWhy?",
            "no note for uncoded; a feature is written as “name: value”",
        ),
        ("#1\tAnnotatorNotes T1\tReason: question", "written in small letters: reason"),
        ("T1\tuncoded 0 8\tNorrland", "this id twice"),
    ],
)
def test_a_line_without_a_place_in_the_format_is_refused(tmp_path, line, reason):
    made = document(tmp_path / "a", TEXT, "T1\tuncoded 0 8\tNorrland", line)
    ((number, said),) = reasons(made)
    assert (number, reason in said) == ("2", True)
    assert len(made.marks) == 1


@pytest.mark.parametrize("args", ["Arg1:T1", "Arg1:T1 Arg2:T2 Arg3:T3"])
def test_a_relation_that_does_not_join_two_marks_is_refused(tmp_path, args):
    made = document(tmp_path / "a", TEXT, f"R1\tcounters {args}")
    (link,) = made.links
    assert link.fault == f"it joins {len(args.split())} marks; a link joins two"


def test_a_relation_that_was_exported_and_has_a_third_end_now_is_refused_and_stays(collection):
    def change(line):
        return f"{line} Arg3:T1" if line.startswith("R") and "undercuts" in line else line

    (file,) = collection.glob("union.ann")
    lines = file.read_text("utf-8").split("\n")
    file.write_text("\n".join(map(change, lines)), "utf-8")
    made = imported(collection)
    assert [(one.change, one.what) for one in made.differences] == [("refused", "undercuts")]
    assert sealed_lines(made.draft) == detente.dumps(SAMPLE).decode().splitlines()


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("A1\tkind T1 odd", "meeting.ann, line 3"),
        ("#1\tAnnotatorNotes T1\tabout: Nobody", "meeting.ann, line 3"),
        ("#1\tAnnotatorNotes T1\tcolour: red", "meeting.ann, line 3"),
    ],
)
def test_what_is_wrong_of_a_mark_is_refused_with_the_line_that_says_it(tmp_path, line, place):
    mark = "T1\tclaim 0 8\tNorrland"
    document(tmp_path / "a", TEXT, mark, "#9\tAnnotatorNotes T1\tproposition: It is so", line)
    made = imported(tmp_path / "a", None, {"meeting": TEXT})
    assert [one.place for one in made.refused] == [place]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("T1\tclaim 0 8\tSudria", "should mark 'Sudria'"),
        ("T1\tclaim 0 8\tSudrland", "there stands 'Norrland'"),
        ("T1\tclaim 0 8;13 19\tNorrland", "should mark"),
        ("T1\tclaim 0 99999\tNorrland", "from 0 to"),
        ("T1\tclaim 99999 5\t", "from 0 to"),
        ("T1\tclaim 0 1234567890123\tN", "not of the form"),
        ("T1\tclaim -1 8\tNorrland", "not of the form"),
        ("T1\tclaim 0 8", "not of the form"),
        ("T1 claim 0 8 Norrland", "no place for"),
    ],
)
def test_a_mark_that_says_something_wrong_is_refused(tmp_path, line, reason):
    made = document(tmp_path / "a", TEXT, line)
    said = [mark.fault for mark in made.marks] + [one.reason for one in made.refused]
    assert [reason in one for one in said] == [True]


def test_offsets_are_those_of_the_file_with_its_line_ends(tmp_path):
    made = document(
        tmp_path / "a",
        "\ufeffMinisters met.\r\nCafe\u0301 talks 🙂 went on.\r\n",
        "T1\tevent 23 28\ttalks",
        "T2\tuncoded 31 35\twent",
        "T3\tuncoded 11 16;18 23\tmet.\r Cafe\u0301\r",
    )
    assert [mark.words for mark in made.marks[:2]] == [("talks",), ("went",)]
    assert made.texts == {"meeting": "Ministers met.\nCafé talks 🙂 went on.\n"}
    assert made.marks[2].fault is not None


def test_marks_across_a_line_end_are_one_span(tmp_path):
    made = document(tmp_path / "a", TEXT, "T1\tclaim 29 34;35 41\tpact. Sudria")
    assert [mark.ranges for mark in made.marks] == [((29, 41),)]


def test_folders_in_a_collection_are_read_too(tmp_path):
    document(tmp_path / "a" / "b", TEXT, "T1\tclaim 0 8\tNorrland", name="one")
    made = document(tmp_path / "a", "Other.", "T1\tevent 0 5\tOther", name="one")
    assert set(made.texts) == {"b/one", "one"}


def test_work_that_began_in_the_tool_is_a_new_draft(tmp_path):
    document(tmp_path / "a", TEXT, "T1\tclaim 0 8;13 19\tNorrland Sudria")
    made = imported(tmp_path / "a", None, {"pact": TEXT})
    (claim,) = made.draft["claims"]
    quotes = [span["quote"] for span in claim["utterances"][0]["evidence"]]
    assert quotes == ["Norrland", "Sudria"]


# --- what is no collection --------------------------------------------------------------------------


def test_what_is_no_collection_is_an_error_that_says_why(tmp_path):
    for name, reason in {"none": "no .ann file in it", "a.txt": "neither a folder nor"}.items():
        path = tmp_path / name
        path.mkdir() if name == "none" else path.write_text("a")
        with pytest.raises(InputError, match=reason):
            read(path)
    with pytest.raises(InputError, match="no such file"):
        read(tmp_path / "missing.ann")
    (tmp_path / "b.ann").write_text("")
    with pytest.raises(InputError, match=r"b\.txt: no such file"):
        read(tmp_path / "b.ann")
    (tmp_path / "b.txt").write_bytes(b"\xff")
    with pytest.raises(InputError, match="not UTF-8"):
        read(tmp_path / "b.ann")


@pytest.mark.parametrize("said", ["[]", "{}", '{"base": 7, "articles": {}}', "no"])
def test_a_base_that_cannot_be_read_is_an_error(collection, said):
    (collection / "detente.json").write_text(said)
    with pytest.raises(InputError, match=r"detente\.json"):
        read(collection)


@given(st.text(alphabet="TERA#M*1 \t;:\\|0958claim\n\r🙂", max_size=60))
def test_any_annotations_are_read_or_refused(annotations):
    with tempfile.TemporaryDirectory() as folder:
        made = document(Path(folder) / "a", TEXT, annotations)
        assert isinstance(made.marks, tuple)


def test_many_long_ranges_are_refused_in_time(tmp_path):
    size = 200_000
    lines = [
        f"T{n}\tclaim 0 1;{size - 1} {size}\t\n#{n}\tDetente T{n}\tclaim:x/{n} 0 {size}"
        for n in range(3000)
    ]
    started = time.process_time()
    made = document(tmp_path / "a", "\n" * size, *lines)
    assert all(mark.fault for mark in made.marks)
    assert time.process_time() - started < 10


# --- the command ------------------------------------------------------------------------------------


def test_the_command_exports_and_imports(sealed, capsys):
    dataset, out, draft = sealed / "sample.detente.json", sealed / "out", sealed / "new.draft.json"
    assert run(capsys, "export", dataset, "--to", "brat", "--texts", sealed, "-o", out)[0] == 0
    arguments = ["import", out, "--from", "brat", "--base", dataset, "--texts", sealed]
    assert run(capsys, *arguments, "-o", draft)[1] == f"{draft}: nothing differs\n"
    status, _, err = run(capsys, *arguments, "-o", draft, "--annotator", "eve")
    assert (status, "name none" in err) == (2, True)
