"""The extractors, and the loop that serves them in a process of their own (see ``isolation``).

Requests and answers are JSON, one a line.
"""

import base64
import contextlib
import json
import os
import sys
from collections.abc import Iterator
from importlib.metadata import version
from io import BytesIO
from typing import Any, BinaryIO

MEMORY = 2 << 30
"""Bytes that the process may use, where the system can limit it. A guess: books take a tenth."""


def web_page(content: str) -> dict[str, Any]:
    """The article of a page in HTML, each paragraph a line; ``None`` if there is none."""
    import trafilatura

    text = trafilatura.extract(content, include_comments=False)
    return {"text": text, "version": version("trafilatura")}


def pdf(content: str) -> dict[str, Any]:
    """The blocks of text of each page of a PDF, which is in base 64."""
    from pdfminer.high_level import extract_pages
    from pdfminer.layout import LAParams

    data = BytesIO(base64.b64decode(content))
    # What a form or a figure holds is text too: some programs put all of a page into one.
    layout = LAParams(all_texts=True)
    pages = [list(_blocks(page)) for page in extract_pages(data, laparams=layout)]
    return {"pages": pages, "version": version("pdfminer.six")}


def _blocks(layout: Any) -> Iterator[str]:
    from pdfminer.layout import LTFigure, LTTextContainer

    for item in layout:
        if isinstance(item, LTTextContainer):
            yield item.get_text()
        elif isinstance(item, LTFigure):
            yield from _blocks(item)


_FUNCTIONS = {"web_page": web_page, "pdf": pdf}
_WHAT = {"web_page": "a web page", "pdf": "a PDF"}


def answer(line: bytes) -> bytes:
    """The answer to a request: the result, or the problem in words."""
    request = json.loads(line)
    made: dict[str, Any]
    try:
        made = {"result": _FUNCTIONS[request["kind"]](request["content"])}
    except ImportError as error:
        made = {"missing": error.name or str(error)}
    except MemoryError:
        made = {"problem": f"reading it takes more than {MEMORY >> 30} GiB of memory"}
    except RecursionError:
        made = {"problem": "its parts are nested too deeply"}
    except Exception as error:  # noqa: BLE001  whatever a broken file makes a library raise
        made = {"problem": _problem(error, _WHAT[request["kind"]])}
    return json.dumps(made).encode("ascii") + b"\n"


def _problem(error: Exception, what: str) -> str:
    name = type(error).__name__
    if name in ("PDFPasswordIncorrect", "PDFEncryptionError", "PDFTextExtractionNotAllowed"):
        return "it is encrypted: save a copy without a password"
    said = " ".join(str(error).split())[:200]
    return f"{what} that cannot be read ({name}{': ' if said else ''}{said})"


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer requests until there are no more."""
    for line in requests:
        answers.write(answer(line))
        answers.flush()


def main() -> None:  # pragma: no cover  runs in the other process
    """Serve standard input, with limited memory. What libraries print goes nowhere."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    with contextlib.suppress(KeyboardInterrupt, BrokenPipeError):
        serve(sys.stdin.buffer, answers)
