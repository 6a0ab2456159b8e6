import json
from xml.etree.ElementTree import SubElement

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import detente
from detente.bridges import export, import_marks, typed_texts
from tests.annotated import annotated
from tests.bridges.cas.texts import hard
from tests.bridges.cas.xmi import (
    CAS,
    ID,
    OURS,
    add,
    delete,
    imported,
    mark,
    marks,
    read_back,
    sofa,
    there_and_back,
    written,
)
from tests.bridges.marks import SAMPLE, carried, comparable, declared, everything, marks_of
from tests.profiles import examples
from tests.sample import TEXTS

BASE = typed_texts(detente.attach(SAMPLE, TEXTS))
EVIDENCE = "claim:war-avoided/utterances/0/evidence/0"


def plain(read):
    """Marks without their order, and without words: a CAS has the offsets alone."""
    bare = [attrs.evolve(one, words=()) for one in read.marks]
    found = comparable(attrs.evolve(read, marks=sorted(bare, key=lambda one: one.key)))
    return found | {"links": sorted(found["links"])}


def sealed_lines(draft, texts=TEXTS):
    sealed = detente.seal(json.dumps(draft).encode(), texts)
    assert sealed.dataset is not None, sealed.report
    return detente.dumps(sealed.dataset).decode().splitlines()


def lines(dataset):
    return detente.dumps(dataset).decode().splitlines()


def edited(change, key=EVIDENCE):
    """What is imported after a change of one mark."""
    trees = written(BASE)
    tree, one = mark(trees, key)
    change(tree, one)
    return imported(trees, SAMPLE, TEXTS)


# --- there and back ---------------------------------------------------------------------------------


@given(annotated())
@examples(0.4)
def test_what_is_written_is_read_again(made):
    dataset, texts = made
    assume(texts)
    typed = typed_texts(detente.attach(dataset, texts))
    assert plain(there_and_back(typed)) == plain(marks_of(typed))


def test_texts_that_are_hard_to_count_in_come_back():
    assert plain(there_and_back(hard())) == plain(marks_of(hard()))


def test_an_export_that_nobody_touched_gives_the_dataset_back(tmp_path):
    export(SAMPLE, "cas", tmp_path / "out", texts=TEXTS)
    made = import_marks(tmp_path / "out", "cas", texts=TEXTS, base=SAMPLE)
    assert made.differences == ()
    assert sealed_lines(made.draft) == lines(SAMPLE)


def test_the_bundled_dataset_comes_back(articles, tmp_path):
    dataset = detente.load("@dprk-russia")
    export(dataset, "cas", tmp_path / "out", texts=articles)
    made = import_marks(tmp_path / "out", "cas", texts=articles, base=dataset)
    assert made.differences == ()
    assert sealed_lines(made.draft, articles) == lines(dataset)


def test_what_is_declared_is_what_comes_back():
    assert carried(there_and_back(everything())) == declared("cas")


@given(annotated(), st.data())
@examples(0.4)
def test_one_edit_is_that_difference_or_a_refusal(made, data):
    dataset, texts = made
    assume(texts)
    trees = written(typed_texts(detente.attach(dataset, texts)))
    assume(marks(trees))
    tree, one = data.draw(st.sampled_from(marks(trees)))
    key, size = one.get("key"), len(sofa(tree).get("sofaString")) + 2
    kind = data.draw(st.sampled_from(["move", "feature", "type", "delete"]))
    if kind == "move":
        begin, end = data.draw(st.tuples(st.integers(-1, size), st.integers(-1, size)))
        assume((str(begin), str(end)) != (one.get("begin"), one.get("end")))
        one.set("begin", str(begin))
        one.set("end", str(end))
    elif kind == "feature":
        one.set("colour", "red")
    elif kind == "type":
        one.tag = "{http:///webanno/custom.ecore}Opinion"
    else:
        delete(tree, one)
    found = imported(trees, dataset, texts).differences
    if kind == "delete":
        assert {d.change for d in found} <= {"removed", "refused"}
        assert found
    else:
        ((change, its_key),) = {(d.change, d.key) for d in found}
        assert its_key == key
        assert change == "refused" or (kind == "move" and change == "moved")


# --- what people do in a tool -----------------------------------------------------------------------


def test_a_mark_that_was_moved_becomes_the_evidence():
    at = TEXTS["union.txt"].index("Delegates")
    made = edited(lambda _, one: (one.set("begin", str(at)), one.set("end", str(at + 9))))
    assert [(d.change, d.key, d.after) for d in made.differences] == [
        ("moved", EVIDENCE, "Delegates")
    ]


def test_features_that_were_changed_are_changed():
    def change(_tree, one):
        one.set("commitment", "PS+")
        for theme in ("military", "economic"):
            SubElement(one, "themes").text = theme

    made = edited(change)
    assert {(d.change, d.feature) for d in made.differences} == {
        ("changed", "commitment"),
        ("changed", "themes"),
    }


def test_a_feature_that_was_emptied_is_absent():
    made = edited(lambda _, one: one.set("commitment", ""))
    assert [(d.change, d.feature, d.reason) for d in made.differences] == [
        ("refused", "commitment", "commitment cannot be empty")
    ]


def test_the_type_of_an_event_has_another_name_and_can_be_changed():
    key = "event:talks/accounts/0/evidence/0"
    made = edited(lambda _, one: one.set("event_type", "odd"), key)
    ((feature, reason),) = [(d.feature, d.reason) for d in made.differences]
    assert (feature, reason.partition(";")[0]) == ("type", "'odd' is no value of type")


def test_a_copy_of_a_mark_with_its_key_is_no_new_mark():
    made = edited(
        lambda tree, one: add(tree, one.tag, **{k: v for k, v in one.attrib.items() if k != ID})
    )
    assert "there twice" in made.refused[0].reason


def test_a_new_link_is_drawn_by_a_slot():
    def change(tree, one):
        _, vote = mark({"": tree}, "event:vote/accounts/0/evidence/0")
        link = add(tree, f"{OURS}Link", indexed=False, role="counters", target=vote.get(ID))
        one.set("links", f"{one.get('links', '')} {link.get(ID)}")

    made = edited(change, "claim:never-allies/utterances/0/evidence/0")
    assert [(d.change, d.what, d.key) for d in made.differences] == [
        ("added", "counters", "link:never-allies-vote")
    ]


def test_a_slot_that_nobody_filled_is_refused():
    def change(tree, one):
        roleless = add(tree, f"{OURS}Link", indexed=False, target=one.get(ID))
        empty = add(tree, f"{OURS}Link", indexed=False, role="counters")
        one.set("links", f"{one.get('links', '')} {roleless.get(ID)} {empty.get(ID)}")

    made = edited(change)
    assert [(d.change, d.what) for d in made.differences] == [
        ("refused", "link"),
        ("refused", "counters"),
    ]
    assert made.refused[0].reason == "a link needs a role, which is its kind, and one target"


@pytest.mark.parametrize("feature", ["role", "target"])
def test_a_slot_that_was_emptied_is_refused_and_its_link_stays(feature):
    def change(tree, _one):
        (slot,) = [one for one in tree.iter(f"{OURS}Link") if one.get("role") == "undercuts"]
        del slot.attrib[feature]

    made = edited(change)
    what = {"role": "link", "target": "undercuts"}[feature]
    assert [(d.change, d.what) for d in made.differences] == [("refused", what)]
    assert sealed_lines(made.draft) == lines(SAMPLE)


def test_links_may_be_in_the_indexes():
    trees = written(BASE)
    for tree in trees.values():
        view = tree.find(f"{CAS}View")
        links = [link.get(ID) for link in tree.findall(f"{OURS}Link")]
        view.set("members", " ".join([view.get("members"), *links]))
    assert plain(read_back(trees)) == plain(marks_of(BASE))


def test_arrays_may_be_elements_of_their_own():
    trees = written(BASE)
    for tree in trees.values():
        for one in list(tree):
            for name in {child.tag for child in one}:
                array = add(tree, f"{CAS}StringArray", indexed=False)
                for child in one.findall(name):
                    one.remove(child)
                    child.tag = "elements"
                    array.append(child)
                one.set(name, array.get(ID))
            if one.get("links"):
                array = add(tree, f"{CAS}FSArray", indexed=False, elements=one.get("links"))
                one.set("links", array.get(ID))
    assert plain(read_back(trees)) == plain(marks_of(BASE))


def test_an_array_that_is_empty_or_not_there_has_no_values():
    made = edited(lambda _, one: one.set("devices", ""))
    assert made.differences == ()
    assert edited(lambda _, one: one.set("devices", "99999")).differences == ()


def test_what_was_deleted_and_is_still_in_the_file_is_gone():
    made = edited(delete, "claim:never-allies/utterances/0/evidence/0")
    assert ("removed", "claim:never-allies/utterances/0/evidence/0") in [
        (d.change, d.key) for d in made.differences
    ]
