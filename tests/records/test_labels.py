"""What records are called for people."""

import attrs
from hypothesis import given, settings

import detente
from detente.records import ARRAYS
from detente.records.labels import Labels, article_labels
from detente.testing import datasets
from tests.sample import DATA

SAMPLE = detente.loads(DATA)
LABELS = Labels(SAMPLE)


def test_each_kind_is_called_by_its_words() -> None:
    assert LABELS["actor:sweden"] == "Sweden"
    assert LABELS["relation:norway-sweden"] == "Norway – Sweden"
    assert LABELS["article:union"] == "The Sample Courier (1905)"
    assert LABELS["event:vote"] == SAMPLE["event:vote"].label
    assert LABELS["claim:lesson"] == SAMPLE["claim:lesson"].proposition
    assert LABELS["mention:norway-name"] == "Norway, as name in The Sample Courier (1905)"
    assert LABELS["dataset:sample"] == SAMPLE.dataset.title
    assert LABELS["annotator:sample"] == SAMPLE.annotators[0].description
    link = SAMPLE["link:same-matter"]
    assert LABELS[link.id].startswith(f"“{LABELS[link.source].rstrip('.')}” {link.kind.value} “")


def test_holders_are_records_or_nobody_in_particular() -> None:
    assert LABELS.holder("article:union") == "The Sample Courier (1905)"
    assert LABELS.holder("generic") == "people in general"
    without_words = {kind for kind in detente.SourceKind if LABELS.holder(kind) == kind}
    assert without_words == {"named", "collective"}  # these are actors


def test_what_is_not_there_or_there_twice_is_called_by_its_id() -> None:
    assert LABELS["actor:nobody"] == LABELS.with_id("actor:nobody") == "actor:nobody"
    assert LABELS.with_id("actor:sweden") == "Sweden (actor:sweden)"
    twice = SAMPLE.evolve(actors=(*SAMPLE.actors, SAMPLE.actors[0]))
    assert Labels(twice)["actor:norway"] == "actor:norway"
    link = attrs.evolve(SAMPLE.links[0], source="claim:nowhere")
    dangling = Labels(SAMPLE.evolve(links=(link,)))
    assert dangling[link.id].startswith(f"claim:nowhere {link.kind.value} “")


def test_labels_end_where_references_of_a_wrong_kind_form_a_circle() -> None:
    link, relation, mention = SAMPLE.links[0], SAMPLE.relations[0], SAMPLE.mentions[0]
    labels = Labels(
        SAMPLE.evolve(
            links=(attrs.evolve(link, source=link.id, target=relation.id),),
            relations=(attrs.evolve(relation, parties=(relation.id, mention.id)),),
            mentions=(attrs.evolve(mention, actor=link.id),),
        )
    )
    assert labels[link.id] == f"{link.id} {link.kind.value} {relation.id}"
    assert labels[relation.id] == f"{relation.id} – {mention.id}"
    assert labels[mention.id].startswith(f"{link.id}, as ")


def test_articles_of_one_name_and_year_have_letters() -> None:
    article = SAMPLE.articles[0]
    many = [attrs.evolve(article, id=f"article:a{n}") for n in range(28)]
    labels = list(article_labels(many).values())
    assert labels[0] == "The Sample Courier (1905)a"
    assert labels[25:] == [f"The Sample Courier (1905){x}" for x in ("z", "aa", "ab")]


@given(datasets())
@settings(max_examples=20)
def test_every_record_of_every_dataset_has_a_label(dataset: detente.Dataset) -> None:
    labels = Labels(dataset)
    for name in ARRAYS:
        for record in getattr(dataset, name):
            assert labels[record.id]


def test_a_conditional_claim_is_never_called_by_its_consequent_alone() -> None:
    assert LABELS["claim:war-avoided"] == (
        "if, contrary to fact, Norway does not vote on the union: "
        f"{SAMPLE['claim:war-avoided'].proposition}"
    )
