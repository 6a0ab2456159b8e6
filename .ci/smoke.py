"""What every supported Python must do with the library and what it needs, nothing else installed.

Run by an interpreter that has ``detente``; the example is read from this repository.
"""

import sys
from pathlib import Path

import detente
from detente.cli import main
from detente.schema.__main__ import main as schemas

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "entente-cordiale"
SHIPPED = EXAMPLE / "entente-cordiale.detente.json"


def wrong_ids() -> None:
    """Ids of a wrong form are refused."""
    data = detente.dumps(detente.load("@dprk-russia"))
    for wrong in (b"actor:a-", b"actor:a--b", b"actor:-"):
        found = detente.validate(data.replace(b'"actor:dprk"', b'"%s"' % wrong))
        assert "D105" in {d.code for d in found}, wrong


def words() -> None:
    """Words and numbers are whole where they should be."""
    text = "Rents rose in 1931. Wages didn't follow: they fell by 2.5% in non-union shops."
    for quote, status in (
        ("rose in 1931", "exact"),
        ("in 193", "absent"),
        ("by 2.5%", "exact"),
        ("by 2", "absent"),
        ("Wages didn't follow", "exact"),
        ("Wages didn", "absent"),
        ("union shops", "absent"),
    ):
        assert detente.ground(quote, text).status.value == status, quote


def example() -> None:
    """The draft seals to what is shipped, which is valid with its text and found in a copy."""
    sealed = detente.seal(EXAMPLE / "entente-cordiale.draft.json", EXAMPLE)
    assert sealed.dataset is not None, list(sealed.report)
    assert detente.dumps(sealed.dataset) == SHIPPED.read_bytes()
    assert list(detente.validate(SHIPPED, texts=EXAMPLE)) == []
    text = (EXAMPLE / "entente-cordiale.txt").read_text(encoding="utf-8")
    copy = detente.attach(detente.load(SHIPPED), {"copy.txt": text.replace(" ", "  ")})
    assert copy.spans
    assert copy.lost == ()


if __name__ == "__main__":
    wrong_ids()
    words()
    example()
    assert schemas(["--check", str(ROOT / "schemas")]) == 0
    assert main(["demo"]) == 0
    print("works on", sys.version.split()[0])
