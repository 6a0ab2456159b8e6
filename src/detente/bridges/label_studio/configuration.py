"""The labelling configuration: a label for each layer, and for each of its features a control that is shown
while a mark of that layer is selected.
"""

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from detente.bridges.features import LAYERS, RECORD, Feature, Layer, drawn_kinds, in_layer

LABELS = "layer"
"""The control with the labels."""
TEXT = "text"
"""The object that is labelled, and the key of a task's data that has its text."""

_COLORS = {
    "claim": "#1b6ac9",
    "event": "#b3261e",
    "mention": "#2e7d32",
    "uncoded": "#8a8a8a",
    "segment": "#c9c9c9",
    "cue": "#e07b00",
    "quoted": "#8e44ad",
    "time": "#00838f",
    "link_cue": "#6d4c41",
}
_BESIDE = (
    "flex: 2; position: sticky; top: 0; align-self: flex-start; max-height: 80vh; overflow: auto"
)
"""The features stand beside the text, and stay there when one scrolls in it."""
_FEW = 4
"""As many values are shown as buttons; of more one chooses from a list. A guess."""


def configuration() -> bytes:
    """The configuration as XML. It does not depend on the dataset."""
    view = Element("View")
    relations = SubElement(view, "Relations")
    for kind in drawn_kinds():
        SubElement(relations, "Relation", value=str(kind))
    labels = SubElement(view, "Labels", name=LABELS, toName=TEXT, choice="single")
    for number, name in enumerate(LAYERS, 1):
        label = {"value": name, "background": _COLORS[name], "hotkey": str(number)}
        SubElement(labels, "Label", label)
    columns = SubElement(view, "View", style="display: flex; gap: 1em")
    SubElement(SubElement(columns, "View", style="flex: 3"), "Text", name=TEXT, value=f"${TEXT}")
    beside = SubElement(columns, "View", style=_BESIDE)
    for layer in LAYERS.values():
        _controls(beside, layer)
    indent(view)
    return f"{tostring(view, encoding='unicode')}\n".encode()


def _controls(view: Element, layer: Layer) -> None:
    shown = {"visibleWhen": "region-selected", "whenTagName": LABELS, "whenLabelValue": layer.name}
    part = SubElement(view, "View", shown)
    for feature in layer.features:
        SubElement(part, "Header", value=feature.name, size="5")
        tag = {"name": in_layer(layer.name, feature.name), "toName": TEXT, "perRegion": "true"}
        if feature.values:
            _choices(part, tag, feature)
        else:
            SubElement(part, "TextArea", tag | _text_area(feature))
    if layer.joins:
        SubElement(
            part, "Header", value="of a new mark: the claim or event that it is of", size="5"
        )
        tag = {"name": in_layer(layer.name, RECORD), "toName": TEXT, "perRegion": "true"}
        SubElement(part, "TextArea", tag | {"rows": "1", "maxSubmissions": "1", "editable": "true"})


def _choices(part: Element, tag: dict[str, str], feature: Feature) -> None:
    form = {"choice": "multiple" if feature.field.many else "single"}
    form |= {"showInline": "true"} if len(feature.values) <= _FEW else {"layout": "select"}
    choices = SubElement(part, "Choices", tag | form)
    for value in feature.values:
        SubElement(choices, "Choice", value=value)


def _text_area(feature: Feature) -> dict[str, str]:
    form = {"rows": "1", "editable": "true"}
    if not feature.field.many:
        form["maxSubmissions"] = "1"
    if feature.field.refs:
        form["placeholder"] = "the name of: " + " or ".join(feature.field.refs)
    return form
