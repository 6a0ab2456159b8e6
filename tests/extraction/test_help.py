"""What ``help(detente.extraction)`` says."""

import inspect
import pydoc

from detente import extraction


def test_help_lists_the_functions_and_no_other() -> None:
    page = pydoc.plain(pydoc.render_doc(extraction))
    listed = page.partition("The functions:\n")[2].partition("Nothing here")[0]
    functions = [n for n in dir(extraction) if inspect.isroutine(getattr(extraction, n))]
    assert (
        sorted(line.split(":")[0].strip() for line in listed.splitlines() if line.strip())
        == functions
    )
