"""Writing a dataset as CAS in XMI."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from detente.bridges.cas.controls import escaped, without_controls
from detente.bridges.cas.layers import layers
from detente.bridges.cas.type_system import type_system
from detente.bridges.cas.types import (
    ARTICLE,
    BASE,
    BOOLEAN,
    CONTROLS,
    DOCUMENT,
    KEY,
    LINK,
    LINKS,
    ROLE,
    STRINGS,
    TARGET,
    TypeFeature,
    features_of_type,
    type_of,
)
from detente.bridges.features import LAYERS
from detente.bridges.typed_spans import TypedLink, TypedSpan, TypedText, TypedTexts
from detente.files import write_folder
from detente.text.offsets import Offsets

TYPE_SYSTEM, INCEPTION_LAYERS = "TypeSystem.xml", "layers.json"
"""The files beside the articles."""

_HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" \
xmlns:detente="http:///detente.ecore" xmi:version="2.0">
<cas:NULL xmi:id="0"/>
"""
_ESCAPES = {"\r": "&#13;"}  # a bare one is read as a line feed
_SOFA, _DOCUMENT = 1, 2
"""The ids of the text and of what says which article it is of."""


def write(typed: TypedTexts, out: Path) -> None:
    """Write a CAS for each article, the type system and INCEpTION's layers into a new folder."""
    files = {TYPE_SYSTEM: type_system(), INCEPTION_LAYERS: layers(typed.names)}
    for text in typed.texts:
        files[f"{text.name}.xmi"] = "".join(_cas(text, typed.digest)).encode()
    write_folder(out, files)


def _cas(text: TypedText, digest: str) -> Iterator[str]:
    printable, controls = without_controls(text.text)
    offsets = Offsets(text.text)
    ids = {span.key: _DOCUMENT + number for number, span in enumerate(text.spans, 1)}
    link_ids = {link.key: _DOCUMENT + len(ids) + n for n, link in enumerate(text.links, 1)}
    outgoing: dict[str, list[int]] = defaultdict(list)
    for link in text.links:
        outgoing[link.source].append(link_ids[link.key])
    yield _HEAD
    of = {BASE: digest, ARTICLE: text.id, CONTROLS: controls}
    known = {"sofa": str(_SOFA)} | {name: value for name, value in of.items() if value}
    yield _element(DOCUMENT, _DOCUMENT, known)
    for span in text.spans:
        yield _mark(span, ids[span.key], offsets, outgoing[span.key])
    for link in text.links:
        yield _link(link, link_ids[link.key], ids)
    sofa = {"sofaNum": "1", "sofaID": "_InitialView", "mimeType": "text/plain"}
    yield _element("cas.Sofa", _SOFA, sofa | {"sofaString": printable})
    members = " ".join(map(str, (_DOCUMENT, *ids.values())))
    yield f'<cas:View sofa="{_SOFA}" members="{members}"/>\n</xmi:XMI>\n'


def _mark(span: TypedSpan, id_: int, offsets: Offsets, links: Iterable[int]) -> str:
    place = {
        "sofa": str(_SOFA),
        "begin": str(offsets.to_utf16(span.start)),
        "end": str(offsets.to_utf16(span.end)),
        KEY: span.key,
    }
    one: dict[str, str] = {}
    many: dict[str, tuple[str, ...]] = {}
    for known in features_of_type(LAYERS[span.layer]):
        values = _values(span, known)
        if known.range == BOOLEAN:
            one[known.name] = "true" if values else "false"
        elif known.range == STRINGS and values:
            many[known.name] = values
        elif values:
            (one[known.name],) = values
    if joined := " ".join(map(str, links)):
        one[LINKS] = joined
    return _element(type_of(span.layer), id_, place | one, many)


def _values(span: TypedSpan, known: TypeFeature) -> tuple[str, ...]:
    values = () if known.feature is None else span.features.get(known.feature.name, ())
    return tuple(map(escaped, values))


def _link(link: TypedLink, id_: int, ids: Mapping[str, int]) -> str:
    return _element(LINK, id_, {ROLE: link.kind, TARGET: str(ids[link.target])})


def _element(
    type_: str,
    id_: int,
    attributes: Mapping[str, str],
    children: Mapping[str, Iterable[str]] | None = None,
) -> str:
    tag = type_.replace(".", ":")
    said = "".join(f" {name}={quoteattr(value)}" for name, value in attributes.items())
    within = "".join(
        f"<{name}>{escape(value, _ESCAPES)}</{name}>"
        for name, values in (children or {}).items()
        for value in values
    )
    start = f'<{tag} xmi:id="{id_}"{said}'
    return f"{start}>{within}</{tag}>\n" if within else f"{start}/>\n"
