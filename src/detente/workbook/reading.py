"""From the sheets of a book to the draft that they stand for, with the cell of each value."""

import re
from bisect import bisect
from functools import cached_property
from itertools import groupby
from typing import Any

from detente.diagnostics import Path
from detente.display import capped
from detente.records import ARRAYS, DRAFT_FORMAT, VERSION, Uncoded
from detente.records.slugs import proposed_id, words_for
from detente.text.quotes import TODO
from detente.workbook import form, more
from detente.workbook.columns import Column
from detente.workbook.errors import CellError
from detente.workbook.layout import (
    FORM,
    JUDGED,
    MORE,
    NUMBER,
    ORDER,
    PARAGRAPH,
    PARTIES,
    SAME,
    SEGMENT_COLUMNS,
    SENTENCE,
    TEXT,
    TEXTS,
    UNCODED,
    VOICE,
    VOICE_ORDER,
    WORDS,
    Layout,
    layouts,
)
from detente.workbook.left import is_left, unmarked
from detente.workbook.names import Names
from detente.workbook.passages import Sentence, Sentences, joined, left_to_do
from detente.workbook.rows import Context, Usual, decode
from detente.workbook.sheets import Book, Place, Problem, Row, Sheet, folded

_Object = dict[str, Any]


class Draft:
    """The draft that a book stands for."""

    def __init__(self) -> None:
        """An empty one."""
        self.values: _Object = {"format": DRAFT_FORMAT, "version": VERSION}
        """The plain values, as ``detente draft`` writes them."""
        self.places: dict[Path, Place] = {}
        """The cells of the values, by path from the top."""
        self.problems: list[Problem] = []
        """What could not be read."""
        self.left: dict[Path, list[Place]] = {}
        """The cells that say ``TODO`` of each paragraph that is to be looked at."""
        self.sentences: dict[Path, list[tuple[str, Place]]] = {}
        """The sentences of each paragraph, with their cells."""
        self.usual: Usual = {}
        """What is usual by the sheet *Article*."""
        self.names = Names()
        """What the records are called in cells."""
        self.headings: dict[tuple[str, int | None], str] = {}
        """What stands above the columns, by sheet and column; not of *Article*, where each row is a field."""

    def sentence(self, path: Path, offset: int) -> Place | None:
        """The cell of the sentence at an offset of a paragraph."""
        for words, place in self.sentences.get(path, ()):
            if offset < len(words.rstrip()):  # the blanks behind it belong to no sentence
                return place
            offset = max(0, offset - len(words))
        return None

    @cached_property
    def _parts(self) -> dict[Path, Place]:
        """The cell of the first part of each value; asked for once all is read."""
        first: dict[Path, Place] = {}
        for path, place in self.places.items():
            for end in range(1, len(path)):
                first.setdefault(path[:end], place)
        return first

    def place(self, path: Path) -> Place | None:
        """The cell of a value; where it has none, that of its first part, or of what it is a part of."""
        first = self._parts.get(path)
        if path not in self.places and first is not None:
            return first
        for end in range(len(path), -1, -1):
            if path[:end] in self.places:
                return self.places[path[:end]]
        return None


def read(book: Book) -> Draft:
    """The draft that a book stands for. Never raises: what cannot be read is among the problems."""
    reader = _Reader(book)
    reader.read()
    return reader.draft


def number_of(text: str) -> int | None:
    """The number of a row; spreadsheets write 12 as 12.0 at times."""
    match = re.fullmatch(r"([0-9]{1,6})(\.0+)?", text.strip())
    return int(match[1]) if match else None


class _Reader:
    def __init__(self, book: Book) -> None:
        self.book = book
        self.draft = Draft()
        self.draft.problems += book.problems
        self.draft.headings = {
            (name, number): heading
            for name in (TEXTS, *layouts())
            for heading, number in self.sheet(name).columns.items()
        }
        self.context = Context()
        self.arrays: dict[str, list[_Object]] = {}
        self.taken: set[str] = set()
        self.torn: dict[int, Place] = {}  # sentences beside one that is gone: where it is told

    def read(self) -> None:
        names = self.draft.names = self.context.names
        about = self._form_rows()
        for id_ in about:
            if id_ not in (form.FILE, form.DATASET):
                names.add(id_)
                self.taken.add(id_)
        articles = [id_ for id_ in about if id_.startswith("article:")]
        self.context.only_article = articles[0] if len(articles) == 1 else None
        texts = self._sentences(articles)
        self.context.usual = self.draft.usual = self._usual(about)
        rows = {name: self._rows(layout) for name, layout in layouts().items()}
        for name, layout in layouts().items():
            self._identify(layout, rows[name])
        self._identify_relations(rows["Phases"] + rows["Factors"])
        self._form(about)
        self._segments(texts, articles)
        for name in ("Actors", "Issues", "Mentions", "Links"):
            self._records(layouts()[name], rows[name])
        for name in ("Claims", "Events"):
            self._voiced(layouts()[name], rows[name])
        self._relations(rows["Phases"], rows["Factors"])
        for name in ARRAYS:
            self.draft.values[name] = self.arrays.get(name, [])
        if not self.draft.values["schemes"]:
            del self.draft.values["schemes"]

    def problem(self, code: str, place: Place, message: str) -> None:
        self.draft.problems.append(Problem(code, place, message))

    def sheet(self, name: str) -> Sheet:
        return self.book.sheets.get(name) or Sheet(name, [])

    # --- the sheet Article ------------------------------------------------------------------------

    def _form_rows(self) -> dict[str, list[Row]]:
        """The rows of each record of the form, in their order."""
        about: dict[str, list[Row]] = {}
        sheet = self.sheet(FORM)
        for row in sheet.rows:
            of, field = row.cells.get(form.ABOUT, ""), row.cells.get(form.FIELD, "")
            of = of if form.FILE != folded(of) != form.DATASET else folded(of)
            kind = of.partition(":")[0]
            known = of in (form.FILE, form.DATASET) or kind in form.CLASSES
            if not known:
                # The id of a scheme is a slug alone.
                known = bool(re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", of))
            if not known or not field:
                message = (
                    "a row of this sheet names a record, such as article:NAME, and a field of it"
                )
                self.problem("D705", sheet.place(row.number, form.ABOUT), message)
                continue
            about.setdefault(of, []).append(row)
        return about

    def _form(self, about: dict[str, list[Row]]) -> None:
        sheet = self.sheet(FORM)
        for of, rows in about.items():
            if of == form.FILE:
                self._head(rows)
                continue
            kind = of.partition(":")[0] if ":" in of else of if of == form.DATASET else "scheme"
            record, places = self._form_record(of, kind, rows)
            if kind == form.DATASET:
                path: Path = (form.DATASET,)
                self.draft.values[form.DATASET] = record
            else:
                array = self.arrays.setdefault(f"{kind}s", [])
                path = (f"{kind}s", len(array))
                array.append(record)
            self.draft.places[path] = sheet.place(rows[0].number, form.VALUE)
            for inner, number in places.items():
                self.draft.places[(*path, *inner)] = sheet.place(number, form.VALUE)

    def _head(self, rows: list[Row]) -> None:
        """Read what is said of the file itself."""
        for row in rows:
            if row.cells[form.FIELD] == form.SCHEMA:
                self.draft.values[form.SCHEMA] = row.cells.get(form.VALUE, "")
            else:
                place = self.sheet(FORM).place(row.number, form.FIELD)
                self.problem("D705", place, f"of the file there is {form.SCHEMA} alone")

    def _form_record(self, of: str, kind: str, rows: list[Row]) -> tuple[_Object, dict[Path, int]]:
        sheet = self.sheet(FORM)
        columns = {folded(c.heading): c for c in form.columns(kind)}
        cells: dict[str, str] = {}
        numbers: dict[str, int] = {}
        lines: list[tuple[int, str]] = []
        for row in rows:
            field, value = row.cells[form.FIELD], row.cells.get(form.VALUE, "")
            name = folded(field)
            if name in form.USUAL:
                continue
            if name in columns:
                heading = columns[name].heading
                if heading in numbers:
                    message = f"{of} has a second row for {heading}"
                    self.problem("D705", sheet.place(row.number, form.FIELD), message)
                    continue
                numbers[heading] = row.number
                if value:
                    cells[heading] = value
            elif value:
                lines.append((row.number, f"{field.removeprefix('/')} = {value}"))
        decoded = decode(tuple(columns.values()), cells, self.context)
        record = decoded.fragment if kind == form.DATASET else {"id": of, **decoded.fragment}
        places = {
            path: numbers[heading] for path, heading in decoded.places.items() if heading in numbers
        }
        for heading, code, message in decoded.problems:
            self.problem(code, sheet.place(numbers[heading], form.VALUE), message)
        for number, line in lines:
            try:
                places |= dict.fromkeys(more.apply(record, line), number)
            except CellError as error:
                self.problem(error.code, sheet.place(number, form.FIELD), error.message)
        return record, places

    def _usual(self, about: dict[str, list[Row]]) -> Usual:
        sheet = self.sheet(FORM)
        usual: dict[str, dict[str, str]] = {}
        for of, rows in about.items():
            for row in rows:
                key = form.USUAL.get(folded(row.cells.get(form.FIELD, "")))
                value = row.cells.get(form.VALUE, "")
                if key is None or not value:
                    continue
                try:
                    if key == "annotator":
                        value = self.context.names.resolve(value, ("annotator",))
                except CellError as error:
                    self.problem(error.code, sheet.place(row.number, form.VALUE), error.message)
                    continue
                usual.setdefault(of, {})[key] = folded(value) if key == "confidence" else value
        return usual

    # --- the sheet Text ---------------------------------------------------------------------------

    def _sentences(self, articles: list[str]) -> list[tuple[int, str, Row]]:
        """The rows of the sheet with their numbers and articles, and the sentences of the context."""
        sheet, found, listed = self.sheet(TEXTS), [], []
        seen: dict[int, int] = {}
        for row in sheet.rows:
            number = number_of(row.cells.get(NUMBER, ""))
            if number is None:
                self.problem("D705", sheet.place(row.number, NUMBER), "a sentence has a number")
                continue
            if number in seen:
                message = f"two rows have the number {number}; the other one is row {seen[number]}"
                self.problem("D705", sheet.place(row.number, NUMBER), message)
                continue
            seen[number] = row.number
            article = self._article(sheet, row, articles)
            if article is None:
                continue
            found.append((number, article, row))
        found.sort(key=lambda entry: entry[0])
        for number, article, row in found:
            words = row.cells.get(TEXT, "")
            if not words.strip():
                continue
            span: _Object = {"quote": words.rstrip()}
            if row.cells.get("within"):
                span["within"] = row.cells["within"]
            nth = number_of(row.cells.get("nth", ""))
            if nth is not None:
                span["nth"] = nth
            held: _Object = {"sentence": span}
            self._lines(sheet, row, held, ("sentence",))
            paragraph = f"{article} {row.cells.get(PARAGRAPH, '')}"
            listed.append(Sentence(number, article, paragraph, words, held["sentence"]))
        self.context.sentences = Sentences(listed)
        self._missing([number for number, _, _ in found])
        return found

    def _missing(self, numbers: list[int]) -> None:
        """Find the sentences whose words are gone, as *Claims* and *Events* still show them."""
        sheet = self.sheet(TEXTS)
        rows = {number_of(each.cells.get(NUMBER, "")): each.number for each in sheet.rows}
        words = folded(" ".join(each.cells.get(TEXT, "") for each in sheet.rows))
        for number, shown in sorted(self._shown().items()):
            if self.context.sentences.get(number) is not None or folded(shown) in words:
                continue
            what = f'sentence {number}, "{capped(shown, 40)}"'
            at = bisect(numbers, number)
            after = numbers[at] if at < len(numbers) else None
            before = next((n for n in reversed(numbers[max(at - 2, 0) : at]) if n < number), None)
            if number in rows:
                place = sheet.place(rows[number], TEXT)
                message = f"the words of {what}, are gone; write them here as they were"
            else:
                between = [
                    f"{name} {n}"
                    for name, n in (("below that of", before), ("above that of", after))
                    if n
                ]
                row = rows.get(after or before)
                place = Place(TEXTS) if row is None else sheet.place(row, NUMBER)
                message = (
                    f"the row of {what}, is gone; put it back {' and '.join(between)}".rstrip()
                )
            self.problem("D705", place, message)
            for near in (before, number, after):
                if near is not None:
                    self.torn.setdefault(near, place)

    def _shown(self) -> dict[int, str]:
        """The sentences by number, as the sheets beside *Text* show them."""
        return {
            number: row.cells[SENTENCE]
            for layout in layouts().values()
            if layout.voices
            for row in self.sheet(layout.name).rows
            if (number := number_of(row.cells.get(NUMBER, ""))) is not None
            and row.cells.get(SENTENCE)
        }

    def _lines(self, sheet: Sheet, row: Row, held: _Object, keys: tuple[str, ...]) -> None:
        """Carry out the lines of *more* about some parts of a row of *Text*."""
        for line in row.cells.get(MORE, "").split("\n"):
            if line.strip() and line.partition("/")[0].partition("=")[0].strip() in keys:
                before = dict(held)
                try:
                    list(more.apply(held, line))
                except CellError as error:
                    self.problem(error.code, sheet.place(row.number, MORE), error.message)
                if not all(isinstance(part, dict) for part in held.values()):
                    held |= before
                    message = f"{line!r}: there is no such place in the row"
                    self.problem("D703", sheet.place(row.number, MORE), message)

    def _article(self, sheet: Sheet, row: Row, articles: list[str]) -> str | None:
        word = row.cells.get("article", "")
        if not word:
            if self.context.only_article is None:
                message = "which article is it? Write its name"
                self.problem("D705", sheet.place(row.number, "article"), message)
            return self.context.only_article
        try:
            id_ = self.context.names.resolve(word, ("article",))
        except CellError as error:
            self.problem(error.code, sheet.place(row.number, "article"), error.message)
            return None
        if id_ not in articles:
            message = f"the sheet {FORM} has no rows about {id_}"
            self.problem("D705", sheet.place(row.number, "article"), message)
            return None
        return id_

    def _segments(self, texts: list[tuple[int, str, Row]], articles: list[str]) -> None:
        """Give the articles their paragraphs, and the passages without a record."""
        sheet = self.sheet(TEXTS)
        records = {record["id"]: record for record in self.arrays.get("articles", [])}
        for number, id_ in enumerate(articles):
            record = records[id_]
            top: Path = ("articles", number)
            own = [(n, row) for n, article, row in texts if article == id_]
            segments: list[_Object] = []
            for _, rows in groupby(own, key=lambda entry: entry[1].cells.get(PARAGRAPH, "")):
                path = (*top, "segments", len(segments))
                segments.append(self._segment(sheet, list(rows), path))
            record["segments"] = segments
            marks = [(n, row) for n, row in own if row.cells.get(UNCODED)]
            groups = self._uncoded(sheet, marks, top, len(record.get("uncoded", ())))
            if groups:
                record["uncoded"] = [*record.get("uncoded", ()), *groups]

    def _segment(self, sheet: Sheet, rows: list[tuple[int, Row]], path: Path) -> _Object:
        """A paragraph: its first row says what it is, all of them its words."""
        (_, first), *others = rows
        segment: _Object = {}
        self.draft.places[path] = sheet.place(first.number, TEXT)
        left = [heading for heading in JUDGED if is_left(first.cells.get(heading, ""))]
        for heading, column in SEGMENT_COLUMNS.items():
            self.draft.places[(*path, *column.path)] = sheet.place(first.number, heading)
            if first.cells.get(heading):
                segment[heading] = self._value(first, column)
        for _, row in others:
            for heading, column in SEGMENT_COLUMNS.items():
                if row.cells.get(heading) and self._value(row, column) != segment.get(heading):
                    message = f"the first row of the paragraph says its {heading}; change it there"
                    self.problem("D705", sheet.place(row.number, heading), message)
        held = [one for n, _ in rows if (one := self.context.sentences.get(n)) is not None]
        cells = [sheet.place(row.number, TEXT) for n, row in rows if self.context.sentences.get(n)]
        # One blank behind a sentence is not in its cell.
        texts = [s.text if s.text != s.words else f"{s.text} " for s in held]
        self.draft.sentences[path] = list(zip(texts, cells, strict=True))
        if held:
            segment |= joined(held)
        holder = {"segment": segment}
        self._lines(sheet, first, holder, ("segment",))
        segment = _settled(holder["segment"])
        if left:
            segment = {k: v for k, v in segment.items() if k not in _WHERE} | {"quote": TODO}
            self.draft.left[path] = [sheet.place(first.number, heading) for heading in left]
            self.draft.places[(*path, "quote")] = self.draft.left[path][0]
        torn = next((self.torn[number] for number, _ in rows if number in self.torn), None)
        if torn is not None:  # what is found in it says nothing else
            del self.draft.sentences[path]
            for key in ((), ("kind",), ("voice",), ("quote",)):
                self.draft.places[(*path, *key)] = torn
        return segment

    def _value(self, row: Row, column: Column) -> Any:
        return column.read(unmarked(row.cells[column.heading]), self.context.names)

    def _uncoded(
        self, sheet: Sheet, marks: list[tuple[Any, ...]], top: Path, before: int
    ) -> list[_Object]:
        groups: dict[str, _Object] = {}
        order: dict[str, float] = {}
        column = UNCODED_COLUMN
        for number, row in marks:
            reason = column.read(row.cells[UNCODED], self.context.names)
            group = row.cells.get("uncoded group", "")
            key = f"{group} {reason}"
            order.setdefault(key, float(number_of(group) or 0))
            try:
                words = row.cells.get(WORDS, "") or str(number)
                spans = self.context.sentences.read(words, number)
            except CellError as error:
                self.problem(error.code, sheet.place(row.number, WORDS), error.message)
                continue
            entry = groups.setdefault(key, {"reason": reason, "spans": [], "rows": []})
            entry["spans"] += spans
            entry["rows"] += [row.number] * len(spans)
        keys = sorted(groups, key=lambda key: order[key])
        listed = [groups[key] for key in keys]
        for number, group in enumerate(listed, before):
            rows = group.pop("rows")
            path = (*top, "uncoded", number)
            self.draft.places[path] = sheet.place(rows[0], UNCODED)
            for at, row_number in enumerate(rows):
                self.draft.places[(*path, "spans", at)] = sheet.place(row_number, UNCODED)
                self.draft.places[(*path, "spans", at, "quote")] = sheet.place(row_number, WORDS)
        return listed

    # --- rows and their records -------------------------------------------------------------------

    def _rows(self, layout: Layout) -> list["_Line"]:
        """The rows of a sheet that hold something, in the order of their numbers."""
        sheet = self.sheet(layout.name)
        shown = {NUMBER, layout.handle, SENTENCE}
        lines = []
        for row in sheet.rows:
            if not any(text for heading, text in row.cells.items() if heading not in shown):
                continue
            written = row.cells.get(NUMBER, "")
            number = number_of(written)
            if written and number is None:
                self.problem("D705", sheet.place(row.number, NUMBER), f"{written!r} is no number")
            line = _Line(sheet, row, number, folded(row.cells.get(layout.handle, "")))
            if layout.voices:
                self._check_sentence(line)
            lines.append(line)
        lines.sort(key=lambda line: line.order)
        return lines

    def _check_sentence(self, line: "_Line") -> None:
        """Whether the row still speaks of the sentence that it names: sheets are sorted in part."""
        sheet, cells = line.sheet, line.row.cells
        sentence = self.context.sentences.get(line.number)
        if line.number is not None and sentence is None:
            message = f"there is no sentence {line.number} on the sheet {TEXTS}"
            self.problem("D705", sheet.place(line.row.number, NUMBER), message)
            line.number = None
        shown = cells.get(SENTENCE, "")
        if shown and sentence is not None and folded(shown) != folded(sentence.words):
            message = (
                f"this is not sentence {line.number}: was one column sorted alone? "
                f"Words of a part go into the column {WORDS}"
            )
            self.problem("D705", sheet.place(line.row.number, SENTENCE), message)

    def _identify(self, layout: Layout, lines: list["_Line"]) -> None:
        """Give the records of a sheet their ids, and the names by which cells speak of them."""
        if layout.array == "relations" or layout.name in ("Links", "Mentions"):
            for line in lines:
                if line.row.cells.get("id"):
                    self.taken.add(line.row.cells["id"])
            return
        if layout.voices:
            self._leaders(layout, lines)
        first = [line for line in lines if line.leader is None]
        for line in first:
            line.id = line.row.cells.get("id", "")
            self.taken.add(line.id)
        for line in first:
            slug, called = self._called(layout, line)
            if not line.row.cells.get("id"):
                line.id = proposed_id(layout.kind, slug, self.taken)
                self.taken.add(line.id)
            handles = [line.handle, *(other.handle for other in lines if other.leader is line)]
            cell = line.sheet.place(line.row.number, layout.columns[0].heading)
            words = filter(None, handles if layout.voices else called)
            self.context.names.add(line.id, *words, cell=cell)

    def _called(self, layout: Layout, line: "_Line") -> tuple[str, list[str]]:
        """The words of which the id of a record is made, and all that it is called."""
        columns = [c for c in layout.columns if c.path[0] in ("names", "proposition", "label")]
        record = decode(columns, line.row.cells, Context()).fragment
        names = record.get("names")
        texts = (
            [name.get("text") for name in names if isinstance(name, dict)]
            if isinstance(names, list)
            else []
        )
        return words_for(record), [text for text in texts if isinstance(text, str)]

    def _leaders(self, layout: Layout, lines: list["_Line"]) -> None:
        """Find for each row the one that holds the record, if it is another."""
        by_handle: dict[str, _Line] = {}
        taken = {line.handle for line in lines}

        def free(line: _Line) -> str:
            """The handle that is its sentence's own, if no row has it."""
            own = "" if line.number is None else f"{layout.letter}{line.number}"
            return "" if own in taken else own

        # The rows first whose handle is that of their sentence: another one has it by mistake.
        for line in sorted(lines, key=lambda line: line.order[1] != _count(line.handle)):
            if not line.handle:
                line.handle = free(line)
                taken.add(line.handle)
            if line.handle in by_handle:
                message = (
                    f"two rows are {line.handle}, and the other one is row "
                    f"{by_handle[line.handle].row.number}; call this one "
                    f"{free(line) or f'{line.handle}b'}, or leave it blank"
                )
                self.problem("D705", line.sheet.place(line.row.number, layout.handle), message)
            elif line.handle:
                by_handle[line.handle] = line
        for line in lines:
            same = folded(line.row.cells.get(SAME, ""))
            seen = {same}
            while same:
                leader = by_handle.get(same)
                place = line.sheet.place(line.row.number, SAME)
                if leader is None:
                    self.problem("D705", place, f"no row that holds something is called {same}")
                    line.lost = True
                    break
                line.leader = leader
                line.shared = leader.shared = True
                same = folded(leader.row.cells.get(SAME, ""))
                if same in seen or leader is line:
                    self.problem("D705", place, f"{SAME} leads back to this row")
                    line.leader, line.lost = None, True
                    break
                seen.add(same)

    def _decode(self, layout: Layout, line: "_Line", path: Path, columns: Any = None) -> _Object:
        """What a row holds; its cells are those of the values at a path."""
        sheet, row = line.sheet, line.row
        listed = columns or layout.columns
        own = line.number if layout.voices else None
        decoded = decode(listed, row.cells, self.context, own)
        for heading, code, message in decoded.problems:
            hint = f"; {NO_ACTOR}" if (code, heading) == ("D702", SPEAKER) else ""
            self.problem(code, sheet.place(row.number, heading), f"{message}{hint}")
        line.places = {
            inner: sheet.place(row.number, heading) for inner, heading in decoded.places.items()
        }
        self.draft.places.setdefault(path, sheet.place(row.number, _FIRST[layout.name]))
        unread = [heading for heading, _, _ in decoded.problems]
        if SPEAKER in unread and SPEAKER_IS not in row.cells:  # that no kind is given comes of it
            line.places[VOICE, "sources", 0, "kind"] = line.places[_ACTOR]
        if layout.voices:
            self._ground(line, decoded.fragment.get(VOICE))
            for column in listed:
                if column.small and column.heading in row.cells:
                    self._check_words(line, column, decoded.fragment)
        return decoded.fragment

    def _ground(self, line: "_Line", voice: Any) -> None:
        """Whether it is known of which sentence a row speaks; that it has no evidence says nothing else."""
        if line.row.cells.get(WORDS) or not isinstance(voice, dict) or "evidence" in voice:
            return
        place = line.sheet.place(line.row.number, NUMBER)
        if not line.row.cells.get(NUMBER):
            message = "which sentence? Write its number here"
            self.problem("D705", place, message)
        for key in ("evidence", "article"):
            if key not in voice:
                line.places[(VOICE, key)] = place

    def _check_words(self, line: "_Line", column: Column, fragment: _Object) -> None:
        """Whether words that are sought in the evidence of a row are there, and once.

        Words that stand once elsewhere in the article are found there.
        """
        voice, spans = fragment.get(VOICE), more.get(fragment, column.path)
        evidence = more.get(voice, ("evidence",))
        if not (isinstance(spans, list) and isinstance(evidence, list)):
            return
        if column.path[0] != VOICE and line.shared:
            return  # the evidence of other rows counts too
        if not all(isinstance(e, dict) and isinstance(e.get("quote"), str) for e in evidence):
            return  # offsets
        if any(map(left_to_do, evidence)):
            return
        quotes = [str(span["quote"]) for span in evidence]
        for span in spans:
            if not isinstance(span, dict) or set(span) != {"quote"} or left_to_do(span):
                continue
            message = self.context.sentences.misplaced(
                span["quote"], quotes, more.get(voice, ("article",)), line.number
            )
            if message:
                self.problem("D707", line.sheet.place(line.row.number, column.heading), message)

    def _keep(self, line: "_Line", path: Path, inner: Path = ()) -> None:
        """Keep the cells of what stands below a path of the row."""
        for at, place in line.places.items():
            if at[: len(inner)] == inner:
                self.draft.places.setdefault((*path, *at[len(inner) :]), place)

    def _records(self, layout: Layout, lines: list["_Line"]) -> None:
        array = self.arrays.setdefault(layout.array, [])
        for line in lines:
            path = (layout.array, len(array))
            record = self._decode(layout, line, path)
            if "id" not in record:
                id_ = line.id or proposed_id(layout.kind, words_for(record), self.taken)
                self.taken.add(id_)
                record = {"id": id_, **record}
            self._keep(line, path)
            array.append(record)

    # --- claims and events ------------------------------------------------------------------------

    def _voiced(self, layout: Layout, lines: list["_Line"]) -> None:
        groups: dict[int, list[_Line]] = {}
        for line in lines:
            if not line.lost and line.leader is None:
                groups[id(line)] = [line]
        for line in lines:
            if line.leader is not None and id(line.leader) in groups:
                groups[id(line.leader)].append(line)
        ordered = sorted(groups.values(), key=lambda group: _order(group[0], ORDER))
        array = self.arrays.setdefault(layout.array, [])
        for group in ordered:
            path: Path = (layout.array, len(array))
            leader = group[0]
            record: _Object = {}
            voices: list[_Object] = []
            decoded = {id(line): self._decode(layout, line, path) for line in group}
            for line in sorted(group, key=lambda line: _order(line, VOICE_ORDER)):
                fragment = decoded[id(line)]
                voice_path = (*path, layout.voices, len(voices))
                self.draft.places[voice_path] = line.sheet.place(
                    line.row.number, WORDS if layout.voices else NUMBER
                )
                self._keep(line, voice_path, (VOICE,))
                voices.append(fragment.pop(VOICE, {}))
            record = decoded[id(leader)]
            self._keep(leader, path)
            for line in group[1:]:
                self._repeats(layout, line, decoded[id(line)], record)
            array.append({"id": leader.id, **record, layout.voices: voices})

    def _repeats(self, layout: Layout, line: "_Line", fragment: _Object, record: _Object) -> None:
        """Report what a further row of a record says otherwise than the first one."""
        for column in layout.columns:
            value = more.get(fragment, column.path)
            if column.path[0] == VOICE or value is None or column.only:
                continue
            if not more.same(value, more.get(record, column.path)):
                message = f"the row of {line.leader.handle if line.leader else ''} says the {column.heading}; change it there"
                self.problem("D705", line.sheet.place(line.row.number, column.heading), message)

    # --- relations --------------------------------------------------------------------------------

    def _identify_relations(self, lines: list["_Line"]) -> None:
        by_parties: dict[frozenset[str], str] = {}
        for line in lines:
            try:
                pair = self.context.names.reads_as_pair(line.row.cells.get(PARTIES, ""))
            except CellError as error:
                self.problem(error.code, line.sheet.place(line.row.number, PARTIES), error.message)
                line.lost = True
                continue
            line.parties = sorted(pair)
            line.id = line.row.cells.get("relation", "")
            if line.id:
                by_parties.setdefault(frozenset(pair), line.id)
                self.context.names.add_relation(line.id, line.parties)
                self.taken.add(line.id)
        for line in lines:
            if line.lost or line.id:
                continue
            pair_ = frozenset(line.parties)
            if pair_ not in by_parties:
                words = words_for({"parties": line.parties})
                by_parties[pair_] = proposed_id("relation", words, self.taken)
                self.taken.add(by_parties[pair_])
                self.context.names.add_relation(by_parties[pair_], line.parties)
            line.id = by_parties[pair_]

    def _relations(self, phases: list["_Line"], factors: list["_Line"]) -> None:
        array = self.arrays.setdefault("relations", [])
        known: dict[str, int] = {}
        for name, lines in (("Phases", phases), ("Factors", factors)):
            for line in lines:
                if line.lost:
                    continue
                fragment = self._decode(layouts()[name], line, ("relations",))
                head = {"id": line.id, "parties": line.parties} | fragment.pop("relation", {})
                number = known.setdefault(line.id, len(array))
                path: Path = ("relations", number)
                if number == len(array):
                    array.append({"accounts": []})
                self.draft.places.setdefault(path, line.sheet.place(line.row.number, PARTIES))
                self._keep(line, path, ("relation",))
                self._unite(line, array[number], head, "relation note")
                self._account(line, array[number]["accounts"], (*path, "accounts"), fragment)

    def _account(
        self, line: "_Line", accounts: list[_Object], path: Path, fragment: _Object
    ) -> None:
        parts = {key: fragment.pop(key, None) for key in ("phase", "factor")}
        if not fragment and not any(parts.values()):
            return  # the row says something of the relation alone
        article = fragment.get("article")
        number = next((n for n, a in enumerate(accounts) if a.get("article") == article), None)
        if number is None:
            number = len(accounts)
            accounts.append({})
        else:  # blank in a further row is as in the first one
            blank = [key for key in ("annotator", "confidence") if key not in line.row.cells]
            fragment = {key: value for key, value in fragment.items() if key not in blank}
        account, here = accounts[number], (*path, number)
        self.draft.places.setdefault(here, line.sheet.place(line.row.number, "article"))
        self._keep(line, here)
        self._unite(line, account, fragment, "note")
        for key, array in (("phase", "phases"), ("factor", "factors")):
            if parts[key]:
                listed = account.setdefault(array, [])
                inner = (*here, array, len(listed))
                self.draft.places[inner] = line.sheet.place(
                    line.row.number, "period" if key == "phase" else "kind"
                )
                self._keep(line, inner, (key,))
                listed.append(parts[key])

    def _unite(self, line: "_Line", holder: _Object, given: _Object, heading: str) -> None:
        for key, value in given.items():
            if key not in holder or key == "accounts":
                holder[key] = value
            elif not more.same(holder[key], value):
                shown = heading if key == "note" else key
                message = f"another row of this relation says another {key}; change it there"
                self.problem("D705", line.sheet.place(line.row.number, shown), message)


class _Line:
    """A row that holds something."""

    __slots__ = (
        *("handle", "id", "leader", "lost", "number", "parties", "places", "row"),
        *("shared", "sheet"),
    )

    def __init__(self, sheet: Sheet, row: Row, number: int | None, handle: str) -> None:
        self.sheet = sheet
        self.row = row
        self.number = number
        self.handle = handle
        self.id = ""
        self.leader: _Line | None = None
        self.lost = False
        self.shared = False  # whether another row holds the same record
        self.parties: list[str] = []
        self.places: dict[Path, Place] = {}

    @property
    def order(self) -> tuple[Any, ...]:
        """By number, then by the letters of the handle, then as the sheet has it."""
        letters = re.sub("^[a-z]+[0-9]*", "", self.handle)
        unnumbered = self.number is None
        return unnumbered, self.number or 0, len(letters), letters, self.row.number


def _count(handle: str) -> int:
    """The number in a handle."""
    return int(re.sub("[^0-9]", "", handle)[:6] or 0)


def _order(line: _Line, heading: str) -> tuple[Any, ...]:
    number = number_of(line.row.cells.get(heading, ""))
    return number is None, number or 0, *line.order


_WHERE = ("start", "end", "quote", "within", "nth")


def _settled(segment: _Object) -> _Object:
    """A paragraph with the place that *more* gives it, instead of its words."""
    if "start" in segment:
        return {k: v for k, v in segment.items() if k not in _WHERE[2:]}
    return segment


SPEAKER, SPEAKER_IS = "speaker", "speaker is"
_ACTOR = (VOICE, "sources", 0, "actor")

NO_ACTOR = (
    f"a speaker who is no actor: leave {SPEAKER} blank, and fill {SPEAKER_IS} (role_only, generic, "
    "unspecified, …) and, if it is said, speaker of"
)
"""What to do with a speaker whom no row of *Actors* names."""

_FIRST = {
    "Claims": "proposition",
    "Events": "label",
    "Actors": "name",
    "Issues": "name",
    "Links": "source",
    "Mentions": "actor",
    "Phases": PARTIES,
    "Factors": PARTIES,
}
"""The column that stands for a whole row."""


UNCODED_COLUMN = Column(UNCODED, ("reason",), Uncoded)
"""The column of *Text* that says why a sentence has no record."""

UNCODED_WORDS = Column(WORDS, ("spans",), Uncoded)
"""The column beside it, with the words that have none if they are a part of the sentence."""
