"""PDFs made by hand, for what reads them."""

import zlib
from collections.abc import Sequence

LINE = 14
"""Points between two lines; an empty line is twice that, so that a paragraph ends."""


ENCRYPTION = (
    b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O (%s) /U (%s) >> /ID [(0123456789abcdef) (0123)] "
    % (b"o" * 32, b"u" * 32)
)
"""What the trailer of a PDF says if a password locks it."""


def pdf(*pages: Sequence[str]) -> bytes:
    """A PDF with the lines of each page from the top; an empty line is a gap. ASCII without brackets."""
    return of_streams(*(_stream(lines) for lines in pages))


def of_streams(*streams: bytes, compressed: bool = True) -> bytes:
    """A PDF of content streams, one a page."""
    first = 4
    kids = b" ".join(b"%d 0 R" % (first + 2 * n) for n in range(len(streams)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [" + kids + b"] /Count %d >>" % len(streams),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for n, stream in enumerate(streams):
        data = zlib.compress(stream) if compressed else stream
        objects += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % (first + 2 * n + 1),
            b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(data) + data + b"\nendstream",
        ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return (
        out
        + b"xref\n0 %d\n0000000000 65535 f \n" % size
        + rows
        + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(out))
    )


def _stream(lines: Sequence[str]) -> bytes:
    shown = []
    for number, line in enumerate(lines):
        at = 750 - LINE * number
        shown.append(f"BT /F1 11 Tf 72 {at} Td ({line}) Tj ET" if line else "")
    return "\n".join(shown).encode("ascii")
