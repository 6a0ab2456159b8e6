"""The configuration of a collection: what brat lets people mark, and what it looks like."""

from collections.abc import Iterator, Sequence

from detente.bridges.features import LAYERS, Feature, Layer, drawn_kinds, in_layer

LEFT_OUT = ("segment",)
"""Layers that are not written: segments cover the text from end to end, and would be drawn over all
else."""
WRITTEN = tuple(name for name in LAYERS if name not in LEFT_OUT)
"""The layers that are written."""

_COLORS = {
    "claim": "#a8c8f0",
    "event": "#f0b0a8",
    "mention": "#b0dcb0",
    "uncoded": "#d8d8d8",
    "cue": "#f8cc90",
    "quoted": "#d8b8e8",
    "time": "#98d8e0",
    "link_cue": "#d0bcb0",
}


def is_attribute(feature: Feature) -> bool:
    """Whether a feature is an attribute; brat's have one value of a list. The others are in the notes."""
    return bool(feature.values) and not feature.field.many


def annotation_conf() -> str:
    """``annotation.conf``."""
    ends = "claim|event"
    return _sections(
        entities=WRITTEN,
        relations=[
            *(f"{kind}\tArg1:{ends}, Arg2:{ends}" for kind in drawn_kinds()),
            "<OVERLAP>\tArg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>",
        ],
        events=(),
        attributes=[
            f"{in_layer(layer.name, feature.name)}\tArg:{layer.name}{_values(feature)}"
            for layer, feature in _attributes()
        ],
    )


def visual_conf() -> str:
    """``visual.conf``: attributes are called as the features are, without the name of the layer."""
    return _sections(
        labels=[
            f"{in_layer(layer.name, feature.name)} | {feature.name}"
            for layer, feature in _attributes()
        ],
        drawing=[f"{name}\tbgColor:{_COLORS[name]}" for name in WRITTEN],
    )


def _attributes() -> Iterator[tuple[Layer, Feature]]:
    for name in WRITTEN:
        layer = LAYERS[name]
        yield from ((layer, feature) for feature in layer.features if is_attribute(feature))


def _values(feature: Feature) -> str:
    return "" if feature.field.base == "bool" else ", Value:" + "|".join(feature.values)


def _sections(**sections: Sequence[str]) -> str:
    parts = ("\n".join([f"[{name}]", *lines]) for name, lines in sections.items())
    return "\n\n".join(parts) + "\n"
