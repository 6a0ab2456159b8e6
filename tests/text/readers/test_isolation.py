"""The process of the extractors: bounded, restarted, ended."""

import io
import json
import os
import signal
import sys
from pathlib import Path

import pytest

from detente.errors import InputError, MissingExtraError
from detente.text.readers import extractors, isolation

FILE = Path("a.html")


@pytest.fixture(autouse=True)
def own_process(monkeypatch: pytest.MonkeyPatch):
    """Each test starts without a process, and with the library taken for installed."""
    isolation.close()
    monkeypatch.setattr(isolation, "find_spec", lambda _: True)
    yield
    isolation.close()


def started_with(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    monkeypatch.setattr(isolation, "_START", code.replace("{", "{{").replace("}", "}}"))


def test_one_process_serves_several_requests(monkeypatch: pytest.MonkeyPatch) -> None:
    code = "import os\nwhile input(): print('{\"result\": %d}' % os.getpid(), flush=True)"
    started_with(monkeypatch, code)

    assert isolation.extracted(FILE, "web_page", "x") == isolation.extracted(FILE, "pdf", "x")


def test_what_takes_too_long_is_ended_and_the_next_request_answered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(isolation, "SECONDS", 0.2)
    started_with(monkeypatch, "import time; time.sleep(60)")
    with pytest.raises(InputError, match=r"a\.html: reading it took more than 0.2 s"):
        isolation.extracted(FILE, "web_page", "x")

    monkeypatch.setattr(isolation, "SECONDS", 60)
    started_with(monkeypatch, "input(); print('{\"result\": 1}')")
    assert isolation.extracted(FILE, "web_page", "x") == 1


@pytest.mark.parametrize("code", ["raise SystemExit", "input(); print('{', end='')"])
def test_a_process_that_dies_is_an_error(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    started_with(monkeypatch, code)
    for _ in range(2):
        with pytest.raises(InputError, match="trafilatura broke down over it"):
            isolation.extracted(FILE, "web_page", "x" * 200_000)


def test_a_process_that_ended_between_requests_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    started_with(monkeypatch, "input(); print('{\"result\": 1}')")
    assert isolation.extracted(FILE, "web_page", "x") == 1
    isolation._workers[0].process.wait()

    assert isolation.extracted(FILE, "web_page", "x") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="processes are not forked there")
def test_a_fork_does_not_use_the_process_of_its_parent(monkeypatch: pytest.MonkeyPatch) -> None:
    started_with(monkeypatch, "while input(): print('{\"result\": 1}', flush=True)")
    isolation.extracted(FILE, "web_page", "x")
    worker = isolation._workers[0]
    worker.pid = os.getppid()  # as in a child

    isolation.extracted(FILE, "web_page", "x")

    assert isolation._workers[0] is not worker
    worker.process.send_signal(signal.SIGKILL)
    worker.process.wait()


def test_a_large_file_is_refused_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolation, "SIZE", 1 << 20)
    with pytest.raises(InputError, match="more than 1 MiB"):
        isolation.extracted(FILE, "web_page", "x" * ((1 << 20) + 1))


def test_the_problem_is_told_with_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    started_with(monkeypatch, 'input(); print(\'{"problem": "it is odd"}\')')
    with pytest.raises(InputError, match=r"a\.html: it is odd"):
        isolation.extracted(FILE, "web_page", "x")


def test_a_library_of_the_library_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    started_with(monkeypatch, 'input(); print(\'{"missing": "lxml.html.clean"}\')')
    with pytest.raises(MissingExtraError, match=r"lxml\.html\.clean.*detente\[html\]"):
        isolation.extracted(FILE, "web_page", "x")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (MemoryError(), {"problem": "reading it takes more than 2 GiB of memory"}),
        (RecursionError(), {"problem": "its parts are nested too deeply"}),
        (ValueError(), {"problem": "a PDF that cannot be read (ValueError)"}),
        (ValueError("a\n b"), {"problem": "a PDF that cannot be read (ValueError: a b)"}),
        (ImportError("no lxml"), {"missing": "no lxml"}),
    ],
)
def test_whatever_a_library_raises_is_an_answer(
    monkeypatch: pytest.MonkeyPatch, error: Exception, said: dict
) -> None:
    def fail(_: str) -> None:
        raise error

    monkeypatch.setitem(extractors._FUNCTIONS, "pdf", fail)
    answers = io.BytesIO()

    extractors.serve(io.BytesIO(b'{"kind": "pdf", "content": ""}\n' * 2), answers)

    assert [json.loads(line) for line in answers.getvalue().splitlines()] == [said, said]


def test_the_extractors_give_plain_values() -> None:
    pytest.importorskip("trafilatura")
    pytest.importorskip("pdfminer")
    from base64 import b64encode

    from tests.pdfs import ENCRYPTION, of_streams

    made = extractors.web_page("<html><body><article><p>The envoys met, and left again.</p>")
    assert made["text"] == "The envoys met, and left again."
    # Some programs put all of a page into a form.
    page = b"BT /F1 11 Tf 72 700 Td (On the page.) Tj ET 72 600 m 300 600 l S /X1 Do"
    form = b"BT /F1 11 Tf 72 400 Td (In a form.) Tj ET"
    data = of_streams(page).replace(b"/Resources <<", b"/Resources << /XObject << /X1 90 0 R >>")
    entry = b"/Type /XObject /Subtype /Form /BBox [0 0 612 792]"
    fonts = b"/Resources << /Font << /F1 3 0 R >> >>"
    body = b"90 0 obj\n<< %s %s /Length %d >>\nstream\n%s\nendstream\nendobj\n"
    made_of = body % (entry, fonts, len(form), form)
    data = data.replace(b"xref\n0", made_of + b"xxxx\n0")  # read without its table
    content = b64encode(data).decode()
    assert extractors.pdf(content)["pages"] == [["On the page.\n", "In a form.\n"]]
    locked = b64encode(data.replace(b"/Root", ENCRYPTION + b"/Root")).decode()
    request = json.dumps({"kind": "pdf", "content": locked}).encode()
    assert b"it is encrypted" in extractors.answer(request)
