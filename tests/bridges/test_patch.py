import json

import attrs
from hypothesis import assume, given
from hypothesis import strategies as st

import detente
from detente.bridges import LAYERS, Mark, typed_texts
from detente.bridges.patch import patched
from detente.pipeline.draft import unseal
from tests.annotated import annotated
from tests.bridges.marks import marks_of
from tests.sample import DRAFT, TEXTS

SAMPLE = detente.seal(DRAFT, TEXTS).dataset


def patch(dataset, texts, change=lambda marks: marks):
    """The differences of marks over a dataset, and the draft that results."""
    typed = typed_texts(detente.attach(dataset, texts))
    document = json.loads(detente.dumps(dataset))
    differences = patched(document, typed.texts, change(marks_of(typed)), typed.names)
    return differences, unseal(document, {text.id: text.text for text in typed.texts})


def seal(draft, texts):
    sealed = detente.seal(json.dumps(draft).encode(), texts)
    assert sealed.dataset is not None, sealed.report
    return sealed.dataset


def lines(dataset):
    return detente.dumps(dataset).decode().splitlines()


def edited(index, **changes):
    """A change of the mark with this number."""

    def change(marks):
        one = attrs.evolve(marks.marks[index], **changes)
        return attrs.evolve(marks, marks=(*marks.marks[:index], one, *marks.marks[index + 1 :]))

    return change


def without(*keys):
    """A change that deletes marks, and the links that they have."""

    def change(marks):
        return attrs.evolve(
            marks,
            marks=tuple(m for m in marks.marks if m.key not in keys),
            links=tuple(x for x in marks.links if not {x.source, x.target} & {*keys}),
        )

    return change


def with_marks(*new, links=()):
    """A change that adds marks and links."""
    return lambda marks: attrs.evolve(
        marks, marks=(*marks.marks, *new), links=(*marks.links, *links)
    )


def new_mark(layer, start=0, end=5, article="article:union", **more):
    return Mark(
        place="here", id="new", article=article, layer=layer, ranges=((start, end),), **more
    )


@given(annotated())
def test_marks_that_nobody_touched_give_the_dataset_back(made):
    dataset, texts = made
    assume(texts)
    differences, draft = patch(dataset, texts)
    assert differences == ()
    assert lines(seal(draft, texts)) == lines(dataset)


def test_the_sample_comes_back_from_marks_that_nobody_touched():
    differences, draft = patch(SAMPLE, TEXTS)
    assert differences == ()
    assert lines(seal(draft, TEXTS)) == lines(SAMPLE)


@given(annotated(), st.data())
def test_one_edit_is_exactly_that_difference_or_a_refusal(made, data):
    dataset, texts = made
    assume(texts)
    typed = typed_texts(detente.attach(dataset, texts))
    marks = marks_of(typed)
    assume(marks.marks)
    index = data.draw(st.integers(0, len(marks.marks) - 1))
    mark = marks.marks[index]
    kind = data.draw(st.sampled_from(["move", "feature", "delete", "words", "layer"]))
    if kind == "move":
        text = marks.texts[mark.article]
        start = data.draw(st.integers(-1, len(text)))
        end = data.draw(st.integers(start - 1, len(text) + 1))
        assume(((start, end),) != mark.ranges)
        change = edited(index, ranges=((start, end),), words=())
    elif kind == "feature":
        feature = data.draw(st.sampled_from(LAYERS[mark.layer].features))
        value = data.draw(st.sampled_from(feature.values or ("Something else",)))
        assume(mark.features.get(feature.name) != (value,))
        change = edited(index, features={**mark.features, feature.name: (value,)})
    elif kind == "delete":
        change = without(mark.key)
    elif kind == "words":
        change = edited(index, words=(mark.words[0] + "!",))
    else:
        other = data.draw(st.sampled_from([name for name in LAYERS if name != mark.layer]))
        change = edited(index, layer=other)
    differences, draft = patch(dataset, texts, change)
    about = [d for d in differences if d.key and d.key.startswith(mark.key.partition("/")[0])]
    if kind in ("words", "layer"):
        assert [(d.change, d.key) for d in differences if d.what != "link"][0] == (
            "refused",
            mark.key,
        )
    elif kind == "delete":
        assert {d.change for d in about} <= {"removed", "refused"}
        assert about
    else:
        ((change_, key),) = [(d.change, d.key) for d in differences]
        assert key == mark.key
        assert change_ == "refused" or change_ == {"move": "moved", "feature": "changed"}[kind]
    if all(d.change == "refused" for d in differences):  # then nothing was changed
        assert lines(seal(draft, texts)) == lines(dataset)


EVIDENCE = "claim:trade-fell/utterances/0/evidence/0"
