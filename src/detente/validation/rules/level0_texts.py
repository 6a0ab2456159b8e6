"""Level 0: can the texts that were given be read, and do they hold what was written?"""

from collections.abc import Iterator

from detente.diagnostics import Severity
from detente.validation.findings import Finding
from detente.validation.registry import Stage, rule


@rule("D020", "text-unreadable", Severity.WARNING, stage=Stage.CALLED)
def text_unreadable(reason: str) -> Iterator[Finding]:
    """Each file of a folder of texts can be read: it is in UTF-8 or in the encoding that is stated, of
    the kind that its name says, and what reads it is installed.

    Why: A file that is left out may be the text of an article. One bad file does not stop the others,
    and an encoding is recognised and named, but never used unasked.
    """
    yield Finding(message=f"it is left out: {reason}", path=None)


@rule("D021", "text-twice-decoded", Severity.WARNING, stage=Stage.CALLED)
def text_twice_decoded(found: str) -> Iterator[Finding]:
    """A text holds no sign that its bytes were decoded wrongly: no null, replacement (U+FFFD) or control
    character (U+0080 to U+009F but U+0085), and no sequences that UTF-8 gives if it is read as windows-1252,
    latin-1 or an encoding of another script such as windows-1251. Nor does it hold the markup of a web page,
    such as ``<p>…</p>`` and ``&nbsp;``: what stands between angle brackets alone, and ``AT&T;``, is prose.

    Why: The words of such a text are not those that were published. Spans of it are not found in a
    good copy.
    """
    yield Finding(message=f"{found}: get the text again, before you annotate it", path=None)
