"""Marks as a perfect tool would give them back, for tests of what comes after."""

from collections.abc import Sequence

from detente.bridges import LAYERS, Mark, MarkLink, Marks, TypedTexts


def marks_of(typed: TypedTexts, layers: Sequence[str] = tuple(LAYERS)) -> Marks:
    """The marks and links of a dataset, untouched. The id of a mark is its key."""
    return Marks(
        base=typed.digest,
        texts={text.id: text.text for text in typed.texts},
        marks=tuple(
            Mark(
                place=f"mark {span.key}",
                id=span.key,
                article=text.id,
                layer=span.layer,
                ranges=((span.start, span.end),),
                words=(span.text,),
                key=span.key,
                features=span.features,
            )
            for text in typed.texts
            for span in text.spans
            if span.layer in layers
        ),
        links=tuple(
            MarkLink(place=link.key, kind=link.kind, source=link.source, target=link.target)
            for text in typed.texts
            for link in text.links
        ),
        layers=tuple(layers),
    )
