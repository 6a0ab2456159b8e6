"""From a dataset and its texts to the sheets of a book, without loss."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from detente.errors import AmbiguousIdError
from detente.records import ARRAYS
from detente.text.quotes import MARK
from detente.vocab.catalogue import vocabularies
from detente.workbook import form, more
from detente.workbook.guide import GUIDE
from detente.workbook.layout import (
    ARTICLE,
    CODEBOOK,
    FORM,
    FORM_HEADINGS,
    JUDGED,
    MORE,
    NUMBER,
    ORDER,
    PARAGRAPH,
    PARTIES,
    README,
    SAME,
    SEGMENT_COLUMNS,
    SENTENCE,
    TEXT,
    TEXT_GROUPED,
    TEXTS,
    UNCODED,
    VOICE,
    VOICE_ORDER,
    WORDS,
    Layout,
    layouts,
)
from detente.workbook.passages import (
    Sentence,
    Sentences,
    grounded,
    joined,
    left_to_do,
    span_of,
)
from detente.workbook.reading import UNCODED_COLUMN
from detente.workbook.rows import Context, Ground, Usual, encode, ranges, replaced
from detente.workbook.sentences import sentences
from detente.workbook.sheets import Book, Row, Sheet, shown_as, storable

_Object = dict[str, Any]


def write(
    document: Mapping[str, Any], texts: Mapping[str, str], *, usual: Usual | None = None
) -> Book:
    """The book of a dataset.

    ``document``: the plain values of a dataset, with offsets; ``texts``: the annotated texts by
    article; ``usual``: what the book that the dataset was made of said to be usual. Places in articles
    whose text is not given are kept as offsets. Raises ``AmbiguousIdError`` if two records have one id, by
    which the rows of a record are told from those of others.
    """
    ids = Counter(record["id"] for name in ARRAYS for record in document.get(name, ()))
    twice = [id_ for id_, times in ids.items() if times > 1]
    if twice:
        raise AmbiguousIdError(min(twice))
    return _Writer(document, texts, usual).book()


class _Writer:
    def __init__(
        self, document: Mapping[str, Any], texts: Mapping[str, str], usual: Usual | None
    ) -> None:
        self.document = document
        self.texts = texts
        self.articles: list[_Object] = [*document.get("articles", ())]
        self.paragraphs: dict[str, list[tuple[int, int]]] = {}  # numbers of sentences, by segment
        self.context = Context()
        listed = list(self._sentences())
        self.context.sentences = Sentences([s for s in listed if s.text])
        self.numbers = {s.number: s for s in listed}
        if len(self.articles) == 1:
            self.context.only_article = self.articles[0]["id"]
        self.usual: Usual = self._usual() if usual is None else usual
        self.context.usual = self.usual
        self.handles: dict[str, list[str]] = {}
        self.rows = {name: self._order_rows(layouts()[name]) for name in ("Claims", "Events")}
        self._name()

    # --- sentences --------------------------------------------------------------------------------

    def _sentences(self) -> Iterator[Sentence]:
        number = 0
        for article in self.articles:
            text = self.texts.get(article["id"])
            counted = self.paragraphs.setdefault(article["id"], [])
            for at, segment in enumerate(article.get("segments", ())):
                start, end, first = segment["start"], segment["end"], number + 1
                cuts = [(0, 0)] if text is None else sentences(text[start:end])
                for low, high in cuts:
                    number += 1
                    words = "" if text is None else text[start + low : start + high]
                    if high == end - start or words[len(words.rstrip()) :] == " ":
                        words = words.rstrip()
                    span, from_ = {}, start + low
                    end_ = from_ + len(words.rstrip())
                    shown = shown_as(words)
                    if text is not None and shown == words:
                        span = span_of(text, from_, end_)
                    elif text is not None:  # a cell cannot hold it as it is
                        span, words = {"start": from_, "end": end_}, shown
                    yield Sentence(number, article["id"], f"{at + 1}", words, span, from_)
                counted.append((first, number))

    def _own(self, article: str, spans: Any) -> int | None:
        """The number of the sentence in which the first of some spans begins."""
        start = next((span["start"] for span in spans or () if "start" in span), None)
        held = [
            s for s in self.context.sentences.of(article) if start is not None and s.start <= start
        ]
        return held[-1].number if held else None

    # --- names ------------------------------------------------------------------------------------

    def _name(self) -> None:
        names = self.context.names
        for array in ("articles", "annotators", "schemes"):
            for record in self.document.get(array, ()):
                names.add(record["id"])
        for array in ("actors", "issues"):
            for record in self.document.get(array, ()):
                names.add(record["id"], *(name["text"] for name in _by_kind(record["names"])))
        for id_, handles in self.handles.items():
            names.add(id_, *handles)
        for record in self.document.get("relations", ()):
            names.add_relation(record["id"], record["parties"])

    def _usual(self) -> Usual:
        """What rows have as their annotator if they say nothing: the one of a dataset that has one alone.

        Nothing is concluded from what rows have, since rows that are added would take it over.
        """
        ids = [annotator["id"] for annotator in self.document.get("annotators", ())]
        voices = [*self._voices()]
        if len(ids) != 1 or (voices and not any("annotator" in voice for voice in voices)):
            return {}
        return {article["id"]: {"annotator": ids[0]} for article in self.articles}

    def _voices(self) -> Iterator[_Object]:
        """All that may have an annotator."""
        for array, key in (
            ("claims", "utterances"),
            ("events", "accounts"),
            ("relations", "accounts"),
        ):
            for record in self.document.get(array, ()):
                yield from record.get(key, ())
        for array in ("mentions", "links"):
            yield from self.document.get(array, ())

    # --- the book ---------------------------------------------------------------------------------

    def book(self) -> Book:
        made = Book()
        for sheet in (
            Sheet(README, ["Read me"], [Row({"Read me": line}) for line in GUIDE]),
            self._text(),
            self._form(),
            self._plain("Actors"),
            self._plain("Issues"),
            self._voiced("Claims"),
            self._voiced("Events"),
            *self._relations(),
            self._plain("Links"),
            self._plain("Mentions"),
            _codebook(),
        ):
            made.sheets[sheet.name] = sheet
        return made

    def _text(self) -> Sheet:
        sheet = Sheet(TEXTS, [heading for _, heading in TEXT_GROUPED])
        rows: dict[int, dict[str, str]] = {}
        for article in self.articles:
            text = self.texts.get(article["id"])
            word = self.context.names.word(article["id"], ("article",))
            for at, segment in enumerate(article.get("segments", ())):
                first, last = self.paragraphs[article["id"]][at]
                for number in range(first, last + 1):
                    sentence = self.numbers[number]
                    cells = {NUMBER: str(number), ARTICLE: word, PARAGRAPH: str(at + 1)}
                    lines = []
                    if sentence.text:
                        cells[TEXT] = sentence.text
                        cells |= {
                            k: str(v) for k, v in sentence.span.items() if k in ("within", "nth")
                        }
                        if "start" in sentence.span or not storable(cells.get("within", "")):
                            cells = {k: v for k, v in cells.items() if k not in ("within", "nth")}
                            lines = more.whole(("sentence",), sentence.span)
                    rows[number] = cells
                    if number == first:
                        cells |= self._segment(segment, (first, last), text, lines)
                    if lines:
                        cells[MORE] = "\n".join(lines)
        self.marked = {article["id"]: self._mark(article, rows) for article in self.articles}
        sheet.rows = [Row(cells) for cells in rows.values()]
        return sheet

    def _segment(
        self, segment: _Object, numbers: tuple[int, int], text: str | None, lines: list[str]
    ) -> dict[str, str]:
        """The cells of a paragraph, and in ``lines`` what they cannot say."""
        cells = {}
        read: _Object = {}
        left = left_to_do(segment)
        for heading, column in SEGMENT_COLUMNS.items():
            written = column.write(segment.get(heading), self.context.names)
            if written and storable(written):
                cells[heading] = f"{MARK}{written}" if left and heading in JUDGED else written
                read[heading] = column.read(written, self.context.names)
        held = [
            s for n in range(numbers[0], numbers[1] + 1) if (s := self.context.sentences.get(n))
        ]
        if held and text is not None:
            span = grounded(joined(held), text)
            read |= {"start": span.get("start"), "end": span.get("end")}
        wanted = {
            k: v
            for k, v in segment.items()
            if (k != "anchor" or text is None) and not (left and k == "quote")
        }
        for key, value in wanted.items():
            if not more.same(read.get(key), value):
                lines += more.whole(("segment", key), value)
        lines += [f"segment/{key} = null" for key in read if key not in wanted]
        return cells

    def _mark(self, article: _Object, rows: dict[int, dict[str, str]]) -> bool:
        """Mark the sentences without a record; false if marks cannot say it."""
        text = self.texts.get(article["id"])
        listed = _unanchored(article.get("uncoded", []), text)
        if text is None:
            return not listed
        marks: dict[int, tuple[int, list[_Object]]] = {}
        seen = []
        for number, group in enumerate(listed):
            if set(group) != {"reason", "spans"} or not group["spans"]:
                return False
            for span in group["spans"]:
                own = self._own(article["id"], [span])
                before = marks.get(own or 0)
                last = max((n for n, (g, _) in marks.items() if g == number), default=0)
                if own is None or (before is not None and before[0] != number) or own < last:
                    return False
                marks.setdefault(own, (number, []))[1].append(span)
        for own, (number, spans) in marks.items():
            words = self.context.sentences.write(spans, article["id"], text, own, None)
            if words is None or any("ext" in span for span in spans):
                return False
            seen.append((own, number, "" if words == str(own) else words))
        reasons = [group["reason"] for group in listed]
        firsts = [min(o for o, n, _ in seen if n == at) for at in range(len(listed))]
        natural = firsts == sorted(firsts) and len(set(reasons)) == len(reasons)
        for own, number, words in seen:
            cells = rows[own]
            cells[UNCODED] = UNCODED_COLUMN.write(reasons[number], self.context.names)
            if words:
                cells[WORDS] = words
            if not natural:
                cells["uncoded group"] = str(number + 1)
        return True

    # --- the sheet Article ------------------------------------------------------------------------

    def _form(self) -> Sheet:
        sheet = Sheet(FORM, list(FORM_HEADINGS))
        if form.SCHEMA in self.document:
            sheet.rows.append(_form_row(form.FILE, form.SCHEMA, self.document[form.SCHEMA], ""))
        if "dataset" in self.document:
            self._form_record(sheet, form.DATASET, form.DATASET, self.document["dataset"])
        for array, kind in (
            ("annotators", "annotator"),
            ("schemes", "scheme"),
            ("articles", ARTICLE),
        ):
            for record in self.document.get(array, ()):
                self._form_record(sheet, kind, record["id"], record)
        return sheet

    def _form_record(self, sheet: Sheet, kind: str, id_: str, record: _Object) -> None:
        columns = form.columns(kind)
        fragment = {k: v for k, v in record.items() if k not in ("segments", "uncoded")}
        if kind != form.DATASET:
            fragment.pop("id")
        if kind == ARTICLE and not self.marked[id_] and "uncoded" in record:
            fragment["uncoded"] = record["uncoded"]
        text = self.texts.get(id_)
        ground = Ground(id_ if kind == ARTICLE else None, text)
        cells = encode(columns, _unanchored(fragment, text), self.context, ground)
        for column in columns:
            sheet.rows.append(
                _form_row(id_, column.heading, cells.get(column.heading, ""), column.help)
            )
        if kind == ARTICLE:
            for heading, key in form.USUAL.items():
                value = self.usual.get(id_, {}).get(key, "")
                if key == "annotator" and value:
                    value = self.context.names.word(value, ("annotator",))
                note = f"What the rows of this article have as their {key} if they say nothing."
                sheet.rows.append(_form_row(id_, heading, value, note))
        for line in cells.get(MORE, "").split("\n"):
            if line:
                field, _, value = line.partition(" = ")
                path = field if "/" in field else f"/{field}"
                sheet.rows.append(_form_row(id_, path, value, ""))

    # --- sheets of records ------------------------------------------------------------------------

    def _plain(self, name: str) -> Sheet:
        layout = layouts()[name]
        sheet = Sheet(name, layout.headings)
        for number, record in enumerate(self.document.get(layout.array, ()), 1):
            article = record.get("article")
            text = self.texts.get(article) if article else None
            ground = Ground(article, text)
            cells = encode(layout.columns, _unanchored(record, text), self.context, ground)
            sheet.rows.append(Row({NUMBER: str(number)} | cells))
        return sheet

    def _order_rows(self, layout: Layout) -> list[_Object]:
        """The places of the records of a sheet in the order of its rows, with their handles."""
        places: list[_Object] = []
        for at, record in enumerate(self.document.get(layout.array, ())):
            for nth, voice in enumerate(record.get(layout.voices, ())):
                own = self._own(voice["article"], voice.get("evidence"))
                places.append({"at": at, "nth": nth, "own": own, "id": record["id"]})
        places.sort(key=lambda p: (p["own"] is None, p["own"] or 0, p["at"], p["nth"]))
        counts: Counter[int] = Counter()
        for place in places:
            number = place["own"] or 0
            place["handle"] = f"{layout.letter}{number}{_letters(counts[number])}"
            counts[number] += 1
        first: dict[int, _Object] = {}
        for place in places:
            leader = first.setdefault(place["at"], place)
            place["leader"] = leader
            self.handles.setdefault(place["id"], []).append(place["handle"])
        return places

    def _voiced(self, name: str) -> Sheet:
        layout = layouts()[name]
        sheet = Sheet(name, layout.headings)
        places = self.rows[name]
        records = self.document.get(layout.array, ())
        natural = [p["at"] for p in places if p["leader"] is p]
        ordered = natural == sorted(natural)
        made: dict[int | None, list[dict[str, str]]] = {}
        for place in places:
            record = records[place["at"]]
            voices = record[layout.voices]
            own_order = [p["nth"] for p in places if p["at"] == place["at"]]
            fragment: _Object = {VOICE: voices[place["nth"]]}
            leads = place["leader"] is place
            if leads:
                rest = {k: v for k, v in record.items() if k != layout.voices}
                fragment = rest | fragment
            article = fragment[VOICE]["article"]
            text = self.texts.get(article)
            evidence = tuple(r for v in voices for r in ranges(v.get("evidence")))
            alone = len({v["article"] for v in voices}) == 1
            fragment = _unanchored(fragment, text)
            if not alone and leads:  # nobody can say in which text words of the record lie
                cells = self._of_several(layout, fragment, place, Ground(article, text))
            else:
                ground = Ground(article, text, evidence)
                cells = encode(layout.columns, fragment, self.context, ground, place["own"])
            head = {layout.handle: place["handle"]}
            if not leads:
                head[SAME] = place["leader"]["handle"]
            if not ordered and leads:
                head[ORDER] = str(place["at"] + 1)
            if own_order != sorted(own_order):
                head[VOICE_ORDER] = str(place["nth"] + 1)
            made.setdefault(place["own"], []).append(head | cells)
        for number, sentence in self.numbers.items():
            if sentence.text:
                prefilled = {NUMBER: str(number), layout.handle: f"{layout.letter}{number}"}
                prefilled[SENTENCE] = sentence.words
                for cells in made.pop(number, [{}]):
                    sheet.rows.append(Row(prefilled | cells))
        for cells in (cells for rest in made.values() for cells in rest):
            sheet.rows.append(Row(cells))
        return sheet

    def _of_several(
        self, layout: Layout, fragment: _Object, place: _Object, ground: Ground
    ) -> dict[str, str]:
        """The cells of a record of several articles: words of the record itself are offsets."""
        columns = [c for c in layout.columns if not (c.spans and c.path[0] != VOICE)]
        return encode(columns, fragment, self.context, ground, place["own"])

    # --- relations --------------------------------------------------------------------------------

    def _relations(self) -> tuple[Sheet, Sheet]:
        phases, factors = (Sheet(name, layouts()[name].headings) for name in ("Phases", "Factors"))
        relations = self.document.get("relations", ())
        accounts = [account for relation in relations for account in relation["accounts"]]
        last = max((n for n, a in enumerate(accounts) if a.get("phases")), default=-1)
        seen = 0
        for relation in relations:
            head = {k: v for k, v in relation.items() if k not in ("accounts", "parties")}
            articles = [account["article"] for account in relation["accounts"]]
            if len(set(articles)) < len(articles) or not articles:
                self._row(
                    phases, relation, {"relation": head | {"accounts": relation["accounts"]}}, None
                )
                seen += len(articles)
                continue
            for account in relation["accounts"]:
                first = {"relation": head} | {
                    k: v for k, v in account.items() if k not in ("phases", "factors")
                }
                blank = {"relation": {"id": relation["id"]}} | {
                    key: account[key]
                    for key in ("article", "annotator", "confidence")
                    if key in account
                }
                listed = account.get("phases", ())
                if not listed and (not account.get("factors") or seen < last):
                    self._row(phases, relation, first, account["article"])
                    first = blank
                for sheet, key, items in (
                    (phases, "phase", listed),
                    (factors, "factor", account.get("factors", ())),
                ):
                    for item in items:
                        self._row(sheet, relation, first | {key: item}, account["article"])
                        first = blank
                head = {"id": relation["id"]}
                seen += 1
        return phases, factors

    def _row(self, sheet: Sheet, relation: _Object, fragment: _Object, article: str | None) -> None:
        layout = layouts()[sheet.name]
        text = None if article is None else self.texts.get(article)
        ground = Ground(article, text)
        cells = encode(layout.columns, _unanchored(fragment, text), self.context, ground)
        parties = " / ".join(self.context.names.word(p, ("actor",)) for p in relation["parties"])
        sheet.rows.append(Row({NUMBER: str(len(sheet.rows) + 1), PARTIES: parties} | cells))


def _letters(number: int) -> str:
    """Nothing for the first row of a sentence, then ``b`` to ``z``, ``zb`` and so on."""
    if number < 26:
        return chr(ord("a") + number) if number else ""
    return "z" + _letters(number - 25)


def _by_kind(names: Sequence[_Object]) -> list[_Object]:
    """Names with the common ones first."""
    return sorted(names, key=lambda name: name["kind"] != "common")


def _form_row(about: str, field: str, value: str, note: str) -> Row:
    cells = {form.ABOUT: about, form.FIELD: field, form.VALUE: value, form.HELP: note}
    return Row({heading: text for heading, text in cells.items() if text})


def _unanchored(value: Any, text: str | None) -> Any:
    """A copy without anchors, where the text is at hand, of which they are made anew."""
    return replaced(
        value,
        lambda part: (
            {key: item for key, item in part.items() if key != "anchor"}
            if text is not None and "start" in part
            else None
        ),
    )


def _codebook() -> Sheet:
    headings = ["vocabulary", "value", "definition", "how to decide", "example"]
    sheet = Sheet(CODEBOOK, headings)
    for vocabulary in vocabularies():
        for entry in vocabulary.values:
            cells = (
                vocabulary.name.replace("_", " "),
                entry.value,
                entry.definition,
                entry.decide or "",
                entry.examples[0] if entry.examples else "",
            )
            sheet.rows.append(Row({h: c for h, c in zip(headings, cells, strict=True) if c}))
    return sheet
