"""Draw the pictures of the documentation from the records and the bundled dataset:
``python docs/pictures.py``. SVG with the standard library alone.

``--check`` writes nothing and exits with 1 if a picture differs.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import wrap
from typing import Any
from xml.sax.saxutils import escape

import detente
from detente.edtf import Day, parse
from detente.records import ARRAYS, model

FOLDER = Path(__file__).parent / "pictures"
RELATION = "relation:dprk-russia"
CLAIM = "claim:russia-dprk-trade-grows-tenfold"
UNCERTAIN = ("planned", "hypothetical", "cancelled")

# Fill in light and in dark surroundings. Each picture brings its own ground, since a page may
# be dark where the system is not.
COLOURS = {
    "ground": ("#ffffff", "#16191d"),
    "panel": ("#f4f6f8", "#22272e"),
    "ink": ("#1b2430", "#e8ebef"),
    "soft": ("#5a6675", "#a5b0bd"),
    "rule": ("#cfd6de", "#3d4753"),
    "actor": ("#1f6f8b", "#67b7d1"),
    "article": ("#5f5a8a", "#b0a9e0"),
    "mention": ("#4a6785", "#9db8d3"),
    "event": ("#9a5b13", "#e0a458"),
    "claim": ("#7a3b69", "#d58fc0"),
    "link": ("#4d5b2f", "#b3c47c"),
    "relation": ("#8a3324", "#ea9485"),
    "words": ("#3d3d3d", "#d0d0d0"),
    "one": ("#1f6f8b", "#67b7d1"),
    "two": ("#9a5b13", "#e0a458"),
}


class Picture:
    """An SVG that is being drawn."""

    def __init__(self, title: str, told: str, width: int) -> None:
        """``title`` and ``told`` are read by screen readers."""
        self.title, self.told, self.width = title, told, width
        self.parts: list[str] = []

    def box(self, x: float, y: float, w: float, h: float, kind: str, *, more: str = "") -> None:
        """A filled box."""
        self.parts.append(
            f'<rect class="{kind}" x="{x:g}" y="{y:g}" width="{w:g}" height="{h:g}" rx="4"{more}/>'
        )

    def text(self, x: float, y: float, text: str, kind: str = "ink", *, more: str = "") -> None:
        """A line of text; ``y`` is its base line."""
        self.parts.append(f'<text class="{kind}" x="{x:g}" y="{y:g}"{more}>{escape(text)}</text>')

    def line(self, *points: tuple[float, float], kind: str = "rule", more: str = "") -> None:
        """A line through some points."""
        joined = " ".join(f"{x:g},{y:g}" for x, y in points)
        self.parts.append(f'<polyline class="{kind}-line" points="{joined}"{more}/>')

    def dot(self, x: float, y: float, kind: str, *, hollow: bool = False) -> None:
        """A dot, hollow for what did not take place for certain."""
        name = f"{kind}-line hollow" if hollow else kind
        self.parts.append(f'<circle class="{name}" cx="{x:g}" cy="{y:g}" r="4.5"/>')

    def chip(self, x: float, y: float, kind: str) -> float:
        """A small label that names a kind; returns its width."""
        width = 6.3 * len(kind) + 10
        self.box(x, y, width, 15, kind)
        self.text(x + 5, y + 11, kind, "on", more=' font-size="11"')
        return width

    def svg(self, height: float) -> str:
        """The file."""
        light, dark = (
            "".join(_css(name, colours[number]) for name, colours in COLOURS.items())
            + f".on,.hollow{{fill:{COLOURS['ground'][number]}}}"
            for number in (0, 1)
        )
        return "\n".join(
            [
                f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width} {height:g}" '
                f'width="{self.width}" height="{height:g}" role="img" aria-labelledby="t d" '
                'font-family="system-ui, sans-serif" font-size="13">',
                f'<title id="t">{escape(self.title)}</title>',
                f'<desc id="d">{escape(self.told)}</desc>',
                f"<style>{light}@media (prefers-color-scheme:dark){{{dark}}}</style>",
                f'<rect class="ground" width="{self.width}" height="{height:g}" rx="8"/>',
                *self.parts,
                "</svg>\n",
            ]
        )


def _css(name: str, colour: str) -> str:
    line = f".{name}-line{{stroke:{colour};stroke-width:1.5;fill:none}}"
    stop = f".{name}-stop{{stop-color:{colour}}}" if name in ("one", "two") else ""
    return f"{line}{stop}.{name}{{fill:{colour}}}"


BOLD = ' font-weight="600"'
END = ' text-anchor="end"'
MIDDLE = ' text-anchor="middle"'


# The records and what they point at.

COLUMNS = (("actor", "mention", "article"), ("event", "link"), ("claim", "relation"))
_ROW, _HEAD, _WIDE = 21, 26, 300
# What dates, counts and places is left out, as is who annotated: it would be in every box.
_SMALL = {"Time", "Quantity", "Place", "Reference", "Identifier", "Name"}
_PARTS = {"EventAccount": "article", "Utterance": "place", "RelationAccount": "article"}
_KINDS = ("actor", "event", "claim", "relation", "article")


def model_picture() -> str:
    """The kinds of records, and at which kinds their fields point."""
    picture = Picture(
        "The records of a dataset",
        "Seven kinds of records as boxes: actor, mention, article, event, link, claim, relation. "
        "Each lists its fields that refer to other records, with the kinds that they may name, "
        "and its fields that refer to words of the text. Events and relations have accounts, "
        "claims have utterances, each of one article.",
        3 * _WIDE + 4 * 16,
    )
    kinds = {name.removesuffix("s"): cls for name, cls in ARRAYS.items()}
    deepest = 0.0
    for number, column in enumerate(COLUMNS):
        x, y = 16 + number * (_WIDE + 16), 16.0
        for kind in column:
            y = _record(picture, x, y, kind, kinds[kind]) + 16
        deepest = max(deepest, y)
    words = picture.chip(16, deepest, "words")
    picture.text(
        16 + words + 8,
        deepest + 12,
        "spans: offsets and anchors. The dataset does not contain the words themselves.",
        "soft",
    )
    return picture.svg(deepest + 32)


def _record(picture: Picture, x: float, y: float, kind: str, cls: type) -> float:
    """A box; returns its lower end."""
    rows = list(_rows(cls))
    height = _HEAD + 6 + sum(_height(row) for row in rows)
    picture.box(x, y, _WIDE, height, "panel")
    picture.box(x, y, _WIDE, _HEAD, kind)
    picture.text(x + 10, y + 18, cls.__name__, "on", more=BOLD)
    y += _HEAD + 4
    for name, targets, inner in rows:
        if inner is None:
            _field(picture, x + 10, y, name, targets, x + _WIDE - 8)
            y += _ROW
            continue
        high = _height((name, targets, inner))
        picture.box(x + 8, y + 2, _WIDE - 14, high - 6, "ground", more=' stroke-opacity="1"')
        picture.text(x + 16, y + 18, name, "soft")
        at = y + 23
        for part, pointed in inner:
            _field(picture, x + 18, at, part, pointed, x + _WIDE - 12)
            at += _ROW
        y += high
    return y + 2


def _height(row: tuple[str, list[str], list[tuple[str, list[str]]] | None]) -> float:
    return _ROW if row[2] is None else _ROW * len(row[2]) + 32


def _field(  # noqa: PLR0917  a place, and what stands there
    picture: Picture, x: float, y: float, name: str, targets: list[str], right: float
) -> None:
    picture.text(x, y + 14, name)
    for kind in reversed(targets):
        width = 6.3 * len(kind) + 10
        right -= width
        picture.chip(right, y + 3, kind)
        right -= 4


def _rows(
    cls: type,
) -> Iterator[tuple[str, list[str], list[tuple[str, list[str]]] | None]]:
    """Fields of a record that refer to others: name, kinds, and the fields of a part."""
    for field in model.describe(cls).fields:
        if field.base == "record" and field.type.__name__ in _PARTS:
            title = f"{field.key}: one for each {_PARTS[field.type.__name__]}"
            yield title, [], [(name, targets) for name, targets, _ in _rows(field.type)]
        elif (targets := _targets(field)) and field.key != "annotator":
            yield field.key, targets, None


def _targets(field: model.Field) -> list[str]:
    """The kinds at which a field, or a part in it, points."""
    if field.base != "record":
        return [kind for kind in _KINDS if kind in field.refs]
    if field.type.__name__ == "Span":
        return ["words"]
    if field.type.__name__ in _SMALL:
        return []
    inner = [target for each in model.describe(field.type).fields for target in _targets(each)]
    spans = {"start", "end"} <= {each.key for each in model.describe(field.type).fields}
    found = {*inner, "words"} if spans else set(inner)
    return [kind for kind in (*_KINDS, "words") if kind in found]


# Phases and events of one relation, by article.


def timeline_picture() -> str:
    """The phases that two articles give a relation, and the events that they date."""
    ds: Any = detente.load_dataset("dprk-russia")
    articles = sorted(ds.articles, key=lambda a: _bounds(a.published.value)[1] or 0)
    sides = {article.id: side for article, side in zip(articles, ("one", "two"), strict=True)}
    told = {a.id: _bounds(a.published.value)[1] or 0 for a in articles}
    phases = [
        (account.article, phase)
        for account in ds[RELATION].accounts
        for phase in account.phases
        if phase.period and phase.period.value
    ]
    rows, undated = _dated(ds.events)
    axis = Axis([a or b for _e, ats in rows for _s, _c, a, b in ats if a or b], max(told.values()))
    picture = Picture(
        "Phases and events of the bundled dataset",
        f"One time axis. Above, for each of two articles, the phases that it gives to "
        f"{RELATION}; below, the {len(rows)} events that an article dates, with a mark for each article "
        "that does.",
        axis.width,
    )
    y = 30.0
    for article in articles:
        side = sides[article.id]
        picture.box(16, y - 13, 12, 12, side)
        said = f"{article.id}, published {article.published.value}"
        picture.text(
            34, y - 2, f"{said}: the relation of {' and '.join(ds[RELATION].parties)}", more=BOLD
        )
        y += 6
        for owner, phase in phases:
            if owner == article.id:
                y = _phase(picture, axis, y, phase, side, told[owner])
        y += 26
    top = y
    y += 8
    for event, ats in rows:
        y = _event(picture, axis, y, event, [(sides[s], c, a, b) for s, c, a, b in ats])
    axis.draw(picture, top - 14, y + 4)
    notes = (
        "Full: occurred, says the article; hollow: planned, hypothetical or cancelled. A bar: some time within "
        f"it. {undated} events have no date in any article.",
        "Bars that fade have no stated beginning or end. The axis is wider where more events are dated.",
    )
    for number, note in enumerate(notes):
        picture.text(16, y + 40 + 18 * number, note, "soft")
    picture.parts.insert(0, _fades())
    return picture.svg(y + 74)


def _fades() -> str:
    """Gradients for bars whose beginning or end is not stated."""
    stops = {"from": ((0, 0.1), (0.35, 1)), "to": ((0.65, 1), (1, 0.1))}
    made = (
        f'<linearGradient id="{side}-{end}">'
        + "".join(
            f'<stop offset="{at}" class="{side}-stop" stop-opacity="{seen}"/>' for at, seen in two
        )
        + "</linearGradient>"
        for side in ("one", "two")
        for end, two in stops.items()
    )
    return f"<defs>{''.join(made)}</defs>"


def _bounds(value: str | None) -> tuple[float | None, float | None]:
    """The first and last moment of a date in years; ``None`` where it is open."""
    if value is None:
        return None, None
    found = parse(value)
    first, last = (
        bound if isinstance(bound, Day) else None for bound in (found.earliest, found.latest)
    )
    return (
        None if first is None else first.year + (first.month - 1 + (first.day - 1) / 31) / 12,
        None if last is None else last.year + (last.month - 1 + last.day / 31) / 12,
    )


def _dated(events: Any) -> tuple[list[Any], int]:
    """Events that an account dates, in the order of time; and how many none dates."""
    rows = []
    for event in events:
        ats = [
            (a.article, a.status.value not in UNCERTAIN, *_bounds(a.time.value))
            for a in event.accounts
            if a.time is not None and a.time.value
        ]
        if ats:
            rows.append((event, ats))
    rows.sort(key=lambda row: (min(a or b or 0 for _s, _c, a, b in row[1]), row[0].id))
    return rows, len(events) - len(rows)


class Axis:
    """Years to places: years in which more is dated are wider."""

    width = 960
    left, right = 16, 944

    def __init__(self, moments: list[float], last: float) -> None:
        """``moments``: in years; ``last``: where the axis ends at least."""
        self.first, self.last = int(min(moments)) - 5, int(max(*moments, last)) + 1
        counts = dict.fromkeys(range(self.first, self.last), 0)
        for moment in moments:
            counts[min(int(moment), self.last - 1)] += 1
        weights = {year: 1 + 2 * min(count, 8) for year, count in counts.items()}
        unit = (self.right - self.left) / sum(weights.values())
        self.starts, at = {}, float(self.left)
        for year in range(self.first, self.last):
            self.starts[year] = at
            at += weights[year] * unit
        self.starts[self.last] = at

    def at(self, moment: float | None, otherwise: float) -> float:
        """Where a moment lies."""
        if moment is None:
            return otherwise
        if moment <= self.first:
            return self.left
        if moment >= self.last:
            return self.right
        start, end = self.starts[int(moment)], self.starts[int(moment) + 1]
        return start + (moment - int(moment)) * (end - start)

    def draw(self, picture: Picture, top: float, bottom: float) -> None:
        """The axis at the bottom, with lines behind the events."""
        picture.line((self.left, bottom), (self.right, bottom), kind="soft")
        chosen: list[float] = []
        for year in sorted(self.starts, key=lambda y: (y % 10 != 0, -self._width(y), y)):
            x = self.starts[year]
            worth = year % 10 == 0 or self._width(year) > _APART / 2
            inside = self.left + 20 < x < self.right - 20
            if worth and inside and all(abs(x - other) > _APART for other in chosen):
                chosen.append(x)
                dashed = f'points="{x:g},{top:g} {x:g},{bottom:g}" stroke-dasharray="2 4"'
                picture.parts.insert(0, f'<polyline class="rule-line" {dashed}/>')
                picture.text(x, bottom + 17, str(year), "soft", more=MIDDLE + ' font-size="12"')

    def _width(self, year: int) -> float:
        """How wide a year is."""
        return self.starts.get(year + 1, self.starts[year]) - self.starts[year]


_APART = 36  # between two labels of the axis


def _phase(  # noqa: PLR0917  a place, and what stands there
    picture: Picture, axis: Axis, y: float, phase: Any, side: str, until: float
) -> float:
    """A phase as a bar with its label; returns where the next one begins."""
    start, end = _bounds(phase.period.value)
    x1, x2 = axis.at(start, axis.left), axis.at(end, axis.at(until, axis.right))
    fade = "from" if start is None else "to" if end is None else ""
    name = f"{side}-{fade}" if fade else side
    more = f' style="fill:url(#{name})"' if fade else ""
    picture.box(x1, y + 17, max(x2 - x1, 5), 7, side, more=more)
    words = [phase.character.value] if phase.character else []
    words += [f"not {each.value}" for each in phase.denied]
    words += [phase.trend.value] if phase.trend else []
    label = f"{', '.join(words)}  ({phase.period.value})"
    if x1 + 6.6 * len(label) > Axis.right:
        picture.text(x2, y + 12, label, more=END + ' font-size="12"')
    else:
        picture.text(x1, y + 12, label, more=' font-size="12"')
    return y + 30


def _label(picture: Picture, x1: float, x2: float, y: float, label: str) -> None:
    """A label beside a mark, on the side that has room."""
    if x1 - 16 > Axis.right - x2:
        picture.text(x1 - 8, y, label, more=END + ' font-size="12"')
    else:
        picture.text(x2 + 8, y, label, more=' font-size="12"')


def _event(picture: Picture, axis: Axis, y: float, event: Any, ats: list[Any]) -> float:
    """An event: a mark for each article that dates it, and its label."""
    places = []
    for number, (side, certain, first, last) in enumerate(ats):
        x1, x2 = axis.at(first, axis.left), axis.at(last, axis.right)
        level = y + 8 + (4 * number - 2 * (len(ats) - 1))
        x = (x1 + x2) / 2
        if first is None:  # by then
            x, x1 = x2, max(x2 - 26, axis.left)
        elif last is None:  # from then on
            x, x2 = x1, min(x1 + 26, axis.right)
        if x2 - x1 > 2:
            picture.line((x1, level), (x2, level), kind=side)
        picture.dot(x, level, side, hollow=not certain)
        places += [x1, x2]
    label = event.label if len(event.label) <= 72 else event.label[:71].rpartition(" ")[0] + " …"
    _label(picture, min(places), max(places), y + 12, label)
    return y + 19


# One claim and its parts.


def claim_picture() -> str:
    """A claim, its utterance, the source that it reports, its span, its assessment."""
    ds: Any = detente.load_dataset("dprk-russia")
    claim = ds[CLAIM]
    utterance = claim.utterances[0]
    article = ds[utterance.article]
    source = utterance.sources[0]
    name = ds[source.actor].names[0].text
    span = utterance.evidence[0]
    assessment = claim.assessments[0]
    picture = Picture(
        "One claim and its parts",
        f"The proposition of {claim.id}; below it, its utterance in {article.id}, whose own commitment is "
        f"{utterance.commitment.value}, and inside it the source {name} with the commitment "
        f"{source.commitment.value}; below that, the place of the words in the text. Beside it, an assessment of "
        f"{assessment.as_of}: {assessment.verdict.value}.",
        860,
    )
    _panel(picture, 16, 16, 520, 122, "claim", "Claim: the proposition, in the annotator's words")
    for number, line in enumerate(wrap(f"“{claim.proposition}”", 60)[:2]):
        picture.text(30, 64 + 19 * number, line, more=BOLD)
    scope = f", scope {claim.scope.value}" if claim.scope and claim.scope.value else ""
    picture.text(
        30, 106, f"{claim.kind.value}, {claim.tense.value}{scope}; about {', '.join(claim.about)}"
    )
    amounts = (f"{q.value:,} {q.unit}{f' a {q.per}' if q.per else ''}" for q in claim.quantities)
    picture.text(30, 126, f"quantities: {'; '.join(amounts)}", "soft")

    picture.line((276, 138), (276, 166), kind="soft")
    picture.text(286, 156, "uttered: according to whom, and how firmly", "soft")
    _panel(picture, 16, 166, 520, 146, "article", f"Utterance in {article.id}")
    _commitment(picture, 486, 196, utterance.commitment.value)
    picture.text(30, 214, _attitude(utterance.commitment.value, "The article"))
    _panel(picture, 36, 228, 486, 72, "actor", f"Source: {name}")
    _commitment(picture, 472, 258, source.commitment.value)
    picture.text(50, 276, _attitude(source.commitment.value, "The source"))
    reported = f"{source.kind.value} source, {source.mode.value} speech, {source.act.value}"
    picture.text(50, 293, reported, "soft")

    picture.line((276, 312), (276, 344), kind="soft")
    picture.text(286, 332, "in which words: offsets and an anchor, no text", "soft")
    left, right, length = 16, 844, article.text.length
    picture.box(left, 356, right - left, 14, "rule")
    x1, x2 = (left + (right - left) * place / length for place in (span.start, span.end))
    picture.box(x1, 352, max(x2 - x1, 6), 22, "words")
    picture.line((276, 344), (x1 + 4, 344), (x1 + 4, 352), kind="soft")
    picture.text(left, 392, f"{article.id}, {length:,} code points", "soft")
    picture.text(right if x2 > 700 else x1, 392, f"from {span.start} to {span.end}", more=END)

    picture.line((536, 77), (570, 77), kind="soft", more=' stroke-dasharray="4 4"')
    _panel(picture, 570, 16, 274, 122, "relation", "Assessment: whether it came true")
    verdict = assessment.verdict.value.replace("_", " ")
    picture.text(584, 66, f"{verdict}, as of {assessment.as_of}", more=BOLD)
    picture.text(584, 88, f"by {assessment.annotator}" if assessment.annotator else "")
    count = len(assessment.references)
    picture.text(584, 108, f"{count} public reference{'s' * (count != 1)}")
    picture.text(584, 128, "separate from what an article says", "soft")
    return picture.svg(408)


def _panel(  # noqa: PLR0917  a place, and what stands there
    picture: Picture, x: float, y: float, w: float, h: float, kind: str, title: str
) -> None:
    picture.box(x, y, w, h, "panel", more=' stroke-width="1"')
    picture.box(x, y, w, 26, kind)
    picture.text(x + 12, y + 18, title, "on", more=BOLD)


def _commitment(picture: Picture, x: float, y: float, value: str) -> None:
    picture.box(x - 10, y, 48, 24, "ground")
    picture.text(x + 14, y + 17, value, more=MIDDLE + BOLD)


def _attitude(value: str, who: str) -> str:
    """What a commitment says, in plain words."""
    if value in ("Uu", "CTu"):
        return f"{who} takes no side"
    degree = {"CT": "certain", "PR": "thinks it probable", "PS": "thinks it possible"}[value[:2]]
    sure = f"{who} is {degree}" if value[:2] == "CT" else f"{who} {degree}"
    return f"{sure} that it is {'so' if value[-1] == '+' else 'not so'}"


PICTURES = {
    "model.svg": model_picture,
    "timeline.svg": timeline_picture,
    "claim.svg": claim_picture,
}


def main() -> int:
    """Write or compare the pictures."""
    stale = 0
    FOLDER.mkdir(exist_ok=True)
    for name, make in PICTURES.items():
        path, text = FOLDER / name, make()
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale = 1
            if "--check" not in sys.argv:
                path.write_text(text, encoding="utf-8")
            print("stale:" if "--check" in sys.argv else "written:", f"pictures/{name}")
    return stale if "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
