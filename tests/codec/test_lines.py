"""JSON Lines: the head in the first line, then one record a line."""

import json
from itertools import islice

import pytest

import detente
from detente.codec.decode import RefusedError
from detente.codec.lines import decode_lines, encode_lines
from detente.dataset import Dataset

HEAD = '{"format":"detente","version":"1.0"}'
RICH_HEAD = (
    '{"format":"detente","version":"1.0","dataset":{"id":"dataset:d","title":"t","version":"1.0.0",'
    '"status":"draft","language":"en","license":"MIT"}}'
)
NORWAY = '{"id":"actor:norway","kind":"state","names":[{"text":"Norway","kind":"common"}]}'
SWEDEN = '{"id":"actor:sweden","kind":"state","names":[{"text":"Suède","kind":"common"}]}'
CODER = '{"id":"annotator:a","kind":"human","description":"d"}'


@pytest.fixture
def write(tmp_path):
    """Write lines to a file and return its path."""

    def write(*lines, end="\n", name="x.detente.jsonl"):
        path = tmp_path / name
        text = "".join(line + end for line in lines)
        path.write_bytes(text.encode("utf-8", "surrogateescape"))
        return path

    return write


def refused(path):
    """The findings of a file that must be refused, by the loader and in the stream."""
    with pytest.raises(detente.InvalidError) as caught:
        detente.load(path)
    report = detente.validate(path)
    assert not report.ok
    assert "D900" not in {d.code for d in report}
    assert [d.code for d in caught.value.report.errors]
    with pytest.raises(RefusedError):
        list(detente.stream(path))
    return [d for d in report.errors if d.code[1] in "01"]


def test_reading(write):
    path = write(RICH_HEAD, SWEDEN, CODER, NORWAY)
    dataset = detente.load(path)
    assert dataset.dataset.id == "dataset:d"
    assert [a.id for a in dataset.actors] == ["actor:sweden", "actor:norway"]
    assert [a.id for a in dataset.annotators] == ["annotator:a"]
    assert dataset["actor:sweden"].names[0].text == "Suède"
    assert detente.validate(path).ok


def test_streaming(write):
    head, *records = detente.stream(write(RICH_HEAD, SWEDEN, CODER, NORWAY))
    assert isinstance(head, Dataset)
    assert head.dataset.id == "dataset:d"
    assert len(head) == 1
    assert [record.id for record in records] == ["actor:sweden", "annotator:a", "actor:norway"]


def test_streaming_reads_no_further_than_asked(write):
    stream = detente.stream(write(HEAD, NORWAY, "{"))
    assert isinstance(next(stream), Dataset)
    assert next(stream).id == "actor:norway"
    with pytest.raises(RefusedError, match="line 3"):
        next(stream)


def test_writing(tmp_path, write):
    dataset = detente.load(write(RICH_HEAD, SWEDEN, CODER, NORWAY))
    lines = b"".join(encode_lines(dataset)).decode().splitlines()
    assert lines == [RICH_HEAD, CODER, SWEDEN, NORWAY]
    detente.dump(dataset, tmp_path / "y.jsonl")
    assert (tmp_path / "y.jsonl").read_text("utf-8") == "\n".join(lines) + "\n"
    assert detente.load(tmp_path / "y.jsonl") == dataset


def test_a_head_alone_is_a_dataset(write):
    path = write(HEAD)
    assert detente.load(path) == Dataset()
    assert list(detente.stream(path)) == [Dataset()]


@pytest.mark.parametrize("end", ["\n", "\r\n", " \t\r\n", "\n\n", "\r\n\r\n"])
def test_line_ends(write, end):
    path = write(HEAD, NORWAY, SWEDEN, end=end)
    assert [a.id for a in detente.load(path).actors] == ["actor:norway", "actor:sweden"]
    assert [r.id for r in list(detente.stream(path))[1:]] == ["actor:norway", "actor:sweden"]
    assert detente.validate(path).ok


def test_no_line_feed_at_the_end(write):
    path = write(HEAD, NORWAY)
    path.write_bytes(path.read_bytes().rstrip())
    assert len(detente.load(path).actors) == 1
    assert len(list(detente.stream(path))) == 2


def test_line_separators_in_strings_end_no_line(write):
    path = write(HEAD, NORWAY.replace("Norway", "Nor\u2028way\x85\u2029"))
    assert detente.load(path).actors[0].names[0].text == "Nor\u2028way\x85\u2029"
    assert len(list(detente.stream(path))) == 2


def test_the_id_need_not_come_first(write):
    line = (
        '{ "kind" : "state", "names":[{"text":"N","kind":"common"}], "\\u0069d" : "\\u0061ctor:n"}'
    )
    path = write(HEAD, line)
    assert detente.load(path)["actor:n"].kind is detente.ActorKind.STATE
    assert list(detente.stream(path))[1].id == "actor:n"


BAD_LINES = {
    "not json": ("{", "D001"),
    "cut": (NORWAY[:-5], "D001"),
    "two records": (f"{CODER} {SWEDEN}", "D001"),
    "two records and a comma": (f"{CODER},{SWEDEN}", "D001"),
    "comma at the end": (f"{NORWAY},", "D001"),
    "a list": (f"[{NORWAY}]", "D018"),
    "a string": ('"actor:norway"', "D018"),
    "a number": ("5", "D018"),
    "no id": ('{"kind":"human","description":"d"}', "D018"),
    "an id of no kind": (CODER.replace("annotator:a", "thing:a"), "D018"),
    "an id of the head": (CODER.replace("annotator:a", "dataset:a"), "D018"),
    "an id that is a number": (CODER.replace('"annotator:a"', "5"), "D018"),
    "a second head": (HEAD, "D018"),
    "key twice": (CODER.replace('"kind"', '"kind":"human","kind"'), "D004"),
    "id twice": (CODER.replace('"id"', '"id":"actor:x","id"'), "D004"),
    "null": (CODER.replace('"d"}', '"d","ext":null}'), "D008"),
    "null for a list": (NORWAY.replace('"state"', '"state","posts":null'), "D008"),
    "surrogate": (CODER.replace('"d"', '"\\ud800"'), "D006"),
    "nan": (CODER.replace('"d"}', '"d","ext":{"a/b":NaN}}'), "D005"),
    "unknown key": (CODER.replace('"kind"', '"comment":1,"kind"'), "D102"),
    "missing key": ('{"id":"annotator:a","kind":"human"}', "D101"),
    "wrong value": (CODER.replace('"human"', '"Human"'), "D104"),
    "wrong type": (CODER.replace('"d"', "5"), "D103"),
    "wrong form": (CODER.replace("annotator:a", "annotator:A"), "D105"),
    "record of another kind": (CODER.replace("annotator:a", "actor:a"), "D101"),
    "latin-1": (CODER.replace('"d"', '"\udce9"'), "D003"),
    "byte order mark": ("\ufeff" + CODER, "D002"),
}


@pytest.mark.parametrize("name", BAD_LINES)
def test_bad_lines_are_reported_with_their_numbers(write, name):
    line, code = BAD_LINES[name]
    path = write(RICH_HEAD, NORWAY, "", line, SWEDEN)

    found = refused(path)

    assert code in {d.code for d in found}
    assert {d.line for d in found if d.code == code} == {4}
    assert all(d.line in (4, None) for d in found)
    with pytest.raises(RefusedError, match=r"^line 4:"):
        list(detente.stream(path))


@pytest.mark.parametrize("name", BAD_LINES)
def test_bad_lines_do_not_hide_others(write, name):
    dangling = '{"id":"annotator:z","kind":"adjudication","description":"d","adjudicates":["annotator:gone"]}'
    path = write(RICH_HEAD, BAD_LINES[name][0], dangling)
    found = [d for d in detente.validate(path) if d.code == "D201"]
    assert [d.params["id"] for d in found] == ["annotator:gone"]
    assert found[0].line == 3


def test_every_bad_line_is_reported(write):
    lines = [line for line, _code in BAD_LINES.values()]
    found = refused(write(HEAD, *lines))
    assert {d.line for d in found} >= set(range(2, len(lines) + 2))


BAD_HEADS = {
    "a record": (NORWAY, "D011"),
    "no version": ('{"format":"detente"}', "D012"),
    "newer": ('{"format":"detente","version":"1.1"}', "D013"),
    "other": ('{"format":"detente","version":"2.0"}', "D014"),
    "not json": ("{", "D001"),
    "a list": ("[]", "D011"),
    "unknown key": (HEAD.replace("}", ',"x":1}'), "D102"),
    "key twice": (HEAD.replace("}", ',"version":"1.0"}'), "D004"),
    "null": (HEAD.replace("}", ',"dataset":null}'), "D008"),
    "wrong form": (RICH_HEAD.replace("dataset:d", "dataset:D"), "D105"),
    "line feed in a value": (RICH_HEAD.replace("MIT", "MIT\\n"), "D105"),
    "wrong value": (RICH_HEAD.replace("draft", "done"), "D104"),
    "byte order mark": ("\ufeff" + HEAD, "D002"),
}


@pytest.mark.parametrize("name", BAD_HEADS)
@pytest.mark.parametrize("before", [0, 2])
def test_bad_heads(write, name, before):
    head, code = BAD_HEADS[name]
    path = write(*[""] * before, head, SWEDEN)
    found = refused(path)
    assert code in {d.code for d in found}
    assert {d.line for d in found if d.code == code} <= {before + 1}
    with pytest.raises(RefusedError, match=f"^line {before + 1}:"):
        list(detente.stream(path))


@pytest.mark.parametrize(
    "array", ['"actors":[' + NORWAY + "]", '"claims":{}', '"actors":"x"', '"links":null']
)
@pytest.mark.parametrize("more", [(), (SWEDEN,), ('{"id":"claim:x"}',)])
def test_a_head_with_records_is_refused(write, array, more):
    """The first line is the head; whoever reads line by line would take records for none."""
    path = write(HEAD[:-1] + "," + array + "}", *more)
    found = refused(path)
    assert found
    assert 1 in {d.line for d in found}
    assert any("one file is one dataset" in d.help for d in found if d.code == "D018")


def test_a_dataset_in_every_line_is_told_to_be_a_file_each(write):
    path = write(HEAD, HEAD, CODER.replace("annotator:a", "thing:a"))

    help_of = [d.help for d in refused(path) if d.code == "D018"]

    assert ["to a file of its own" in text for text in help_of] == [True, False]


@pytest.mark.parametrize("data", [b"", b"\n", b" \r\n\r\n", b"\n\n\n"])
def test_empty_files_are_refused(tmp_path, data):
    path = tmp_path / "empty.jsonl"
    path.write_bytes(data)
    assert {d.code for d in refused(path)} == {"D015"}


def test_a_json_file_is_no_lines_file(write):
    dataset = detente.loads(HEAD)
    path = write(detente.dumps(dataset).decode())
    assert refused(path)


def test_missing_file(tmp_path):
    with pytest.raises(detente.InputError):
        detente.load(tmp_path / "no.jsonl")
    with pytest.raises(detente.InputError):
        list(detente.stream(tmp_path / "no.jsonl"))
    assert detente.validate(tmp_path / "no.jsonl").exit_status == 2


def test_lines_of_bytes():
    data = f"{HEAD}\n{NORWAY}\n".encode()
    assert decode_lines(data).dataset.actors[0].id == "actor:norway"
    with pytest.raises(RefusedError):
        decode_lines(b"")
    with pytest.raises(RefusedError):
        decode_lines(f"{NORWAY}\n{HEAD}\n".encode())


@pytest.mark.parametrize("depth", [59, 70])
def test_a_head_or_a_record_is_nested_no_deeper_than_in_a_file(depth, write):
    deep = '"ext":{"example.org/x":' + '{"a":' * depth + "1" + "}" * depth + "}"
    for lines in (
        (RICH_HEAD.replace('"license":', f'{deep},"license":'), NORWAY),
        (HEAD, NORWAY.replace('"kind":"state"', f'"kind":"state",{deep}'), SWEDEN),
    ):
        path = write(*lines)
        if depth < 60:
            assert len(list(detente.stream(path))) == len(lines)
            assert detente.load(path)
        else:
            assert refused(path)


def test_the_same_id_in_two_lines(write):
    report = detente.validate(write(HEAD, NORWAY, NORWAY))
    assert [(d.code, d.line) for d in report.errors] == [("D203", 3)]


def test_both_forms_hold_the_same(tmp_path, write):
    dataset = detente.load(write(RICH_HEAD, CODER, SWEDEN, NORWAY))
    detente.dump(dataset, tmp_path / "z.detente.json")
    assert detente.load(tmp_path / "z.detente.json") == dataset
    assert (
        json.loads((tmp_path / "z.detente.json").read_text("utf-8"))["actors"][1]["id"]
        == "actor:norway"
    )


MANY = [NORWAY.replace("norway", f"a{number}") for number in range(600)]


@pytest.mark.parametrize("at", [0, 1, 2, 5, 254, 255, 256, 257, 511, 599])
@pytest.mark.parametrize("name", ["key twice", "null", "wrong form", "unknown key", "no id", "cut"])
def test_one_bad_line_among_many_is_found_and_those_before_it_are_given(write, at, name):
    lines = [*MANY[:at], BAD_LINES[name][0], *MANY[at:]]
    stream = detente.stream(write(HEAD, *lines))
    given = list(islice(stream, at + 1))
    assert [record.id for record in given[1:]] == [f"actor:a{number}" for number in range(at)]
    with pytest.raises(RefusedError, match=f"^line {at + 2}: "):
        next(stream)


def test_many_lines_are_given_in_their_order_whatever_they_are(write):
    lines = [line for n in range(300) for line in (MANY[n], CODER.replace(":a", f":c{n}"))]
    lines[7] = lines[7].replace("description", "\\u0064escription")
    ids = [json.loads(line)["id"] for line in lines]
    path = write(HEAD, *lines)
    assert [record.id for record in list(detente.stream(path))[1:]] == ids
    assert len(detente.load(path)) == 600


def test_a_default_that_is_written_out_is_no_key_twice(write):
    line = CODER.replace('"d"}', '"d","adjudicates":[]}')
    path = write(HEAD, *MANY[:5], line)
    assert [record.id for record in detente.stream(path) if not isinstance(record, Dataset)]
    assert detente.load(path)["annotator:a"].adjudicates == ()


def test_lines_of_a_newer_version(write):
    newer = HEAD.replace("1.0", "1.9")
    path = write(newer, NORWAY.replace('"kind":"state"', '"kind":"state","later":1', 1), SWEDEN)
    assert len(detente.load(path, allow_newer=True)) == 2
    for bad in ('{"kind":"state"}', NORWAY.replace('"kind"', '"kind":"state","kind"', 1)):
        with pytest.raises(detente.InvalidError):
            detente.load(write(newer, bad), allow_newer=True)


def test_a_bad_byte_in_a_key_of_a_newer_format_is_named(tmp_path):
    path = tmp_path / "x.detente.jsonl"
    newer = HEAD.replace("1.0", "1.1").encode()
    path.write_bytes(newer + b"\n" + NORWAY[:-1].encode() + b', "n\xffew": 1}\n')

    with pytest.raises(detente.InvalidError, match="D003"):
        detente.load(path, allow_newer=True)
