"""Work that began in the tool: text files in a project with our layers."""

import json
from xml.etree.ElementTree import SubElement

import pytest

import detente
from detente.errors import InputError
from tests.bridges.cas.xmi import CAS, ID, OURS, add, from_scratch, imported, sofa, written
from tests.bridges.marks import everything

TEXT = "🙂 Envoys from Sweden met.\r\nNobody signed the treaty, Norway says.\r\n"
TEXTS = {"talks.txt": TEXT.replace("\r\n", "\n")}
CUSTOM = "{http:///webanno/custom.ecore}"
NER = "{http:///de/tudarmstadt/ukp/dkpro/core/api/ner/type.ecore}NamedEntity"
SEGMENTATION = "{http:///de/tudarmstadt/ukp/dkpro/core/api/segmentation/type.ecore}"


def utf16(words):
    at = TEXT.index(words)
    before = len(TEXT[:at].encode("utf-16-le")) // 2
    return {"begin": before, "end": before + len(words.encode("utf-16-le")) // 2, "sofa": 1}


def begun():
    return from_scratch(TEXT)


def taken(tree):
    return imported({"talks.xmi": tree}, None, TEXTS)


def test_marks_and_links_become_a_draft_that_seals():
    tree = begun()
    event = {"event_type": "consult", "label": "envoys meet", "status": "occurred"}
    met = add(tree, f"{OURS}Event", **utf16("Envoys from Sweden met"), **event, commitment="CT+")
    claim = {"proposition": "Nobody signed.", "kind": "factual", "tense": "past"}
    said = add(tree, f"{OURS}Claim", **utf16("Nobody signed the treaty"), **claim, commitment="CT+")
    link = add(tree, f"{OURS}Link", indexed=False, role="counters", target=met.get(ID))
    said.set("links", link.get(ID))
    SubElement(said, "about").text = "Norway"
    add(tree, f"{OURS}Mention", **utf16("Norway"), actor="Norway", form="name")
    add(tree, f"{SEGMENTATION}Token", **utf16("Envoys"))
    add(tree, f"{SEGMENTATION}Sentence", **utf16("Nobody"))
    made = taken(tree)
    assert made.refused == ()
    assert {d.key for d in made.differences} == {
        "actor:norway",
        "claim:nobody-signed",
        "event:envoys-meet",
        "link:nobody-signed-envoys-meet",
        "mention:norway-name",
    }
    made.draft["actors"][0]["kind"] = "state"  # what no mark says
    made.draft["articles"][0]["published"] = {"basis": "unresolved"}
    draft = json.dumps(made.draft).replace("TODO: ", "").replace("TODO", "example.org")
    sealed = detente.seal(draft.encode(), TEXTS)
    assert sealed.dataset is not None, sealed.report
    assert sealed.dataset["claim:nobody-signed"].about == ("actor:norway",)
    places = {span.text for span in detente.attach(sealed.dataset, TEXTS).spans}
    assert places == {"Envoys from Sweden met", "Nobody signed the treaty", "Norway"}


def test_types_of_other_layers_are_refused_with_the_reason():
    tree = begun()
    entity = add(tree, NER, **utf16("Sweden"), value="LOC")
    add(tree, f"{CUSTOM}Relation", **utf16("Norway"), Governor=entity.get(ID), Dependent="9")
    add(tree, f"{CUSTOM}Chain", first=entity.get(ID))
    made = taken(tree)
    assert {(d.what, d.reason.partition(";")[0]) for d in made.differences} == {
        (name, f"the format has no {name}")
        for name in (
            "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity",
            "webanno.custom.Relation",
            "webanno.custom.Chain",
        )
    }
    assert all(d.place.startswith("talks.xmi, xmi:id ") for d in made.differences)


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        ({"begin": 1, "end": 5}, "is inside a character"),
        ({"begin": 27, "end": 28}, "has no counterpart"),
        ({"begin": 3, "end": 10**11}, "expected an offset from 0 to 68"),
        ({"begin": 3, "end": 10**4000}, "is no offset"),
        ({"begin": "NaN", "end": 5}, "its begin, 'NaN', is no offset"),
        ({"begin": 3}, "its end, '', is no offset"),
        ({"begin": 5, "end": 5}, "is no range of a text"),
        ({"begin": 3, "end": 9, "sofa": 7}, "another view of the document"),
    ],
)
def test_a_mark_without_words_of_the_text_is_refused(place, reason):
    tree = begun()
    add(tree, f"{OURS}Claim", **{"sofa": 1} | place)
    (one,) = taken(tree).differences
    assert (one.change, one.what) == ("refused", "claim")
    assert reason in one.reason


def test_a_feature_that_somebody_added_is_refused_and_its_mark_kept():
    tree = begun()
    mark = add(tree, f"{OURS}Event", **utf16("met"), aggregate="1", label="they meet", colour="red")
    mark.append(mark.makeelement("shade", {}))
    mark[0].text = "dark"
    made = taken(tree)
    assert {(d.feature, d.after) for d in made.refused} == {("colour", "red"), ("shade", "dark")}
    assert made.draft["events"][0]["aggregate"] is True


def test_a_text_that_is_none_of_those_at_hand_is_no_base():
    tree = begun()
    sofa(tree).set("sofaString", TEXT + "More.")
    with pytest.raises(InputError, match="none of the texts is that of talks"):
        taken(tree)


def test_documents_of_the_dataset_and_others_are_not_mixed():
    with pytest.raises(InputError, match=r"talks.xmi and x.xmi were not exported from one dataset"):
        imported({"talks.xmi": begun()} | written(everything()), None, TEXTS)


def test_a_document_that_contradicts_itself_is_refused():
    trees = written(everything())
    tree = trees["x.xmi"]
    document = tree.find(f"{OURS}Document")
    document.attrib.pop("article")
    with pytest.raises(InputError, match="does not say once of which article"):
        imported(trees, None, TEXTS)
    document.set("article", "article:x")
    add(tree, f"{OURS}Document", sofa=1, base="b", article="a")
    with pytest.raises(InputError, match="does not say once of which article"):
        imported(trees, None, TEXTS)


def test_the_initial_view_is_the_document():
    tree = begun()
    other = {ID: "77", "sofaNum": "2", "sofaID": "translation", "sofaString": "Other words"}
    tree.insert(0, tree.makeelement(f"{CAS}Sofa", other))
    add(tree, f"{OURS}Uncoded", **utf16("met"), reason="question")
    assert [d.change for d in taken(tree).differences] == ["added"]
