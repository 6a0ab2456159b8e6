"""Make the report pages that the documentation shows, and pictures of them: ``python docs/reports.py``.

``--check`` writes nothing and exits with 1 if a page differs, or if a picture is of a page that was another.
``--pictures`` also takes the pictures, for which it needs Playwright and Chromium (``DETENTE_CHROMIUM``).
"""

import argparse
import hashlib
import os
import re
import shutil
import struct
import sys
import zlib
from pathlib import Path

import detente

FOLDER = Path(__file__).parent
REPORTS = FOLDER / "reports"
PICTURES = FOLDER / "pictures"
EXAMPLE = FOLDER.parent / "examples" / "entente-cordiale"

# The part of the page of the bundled dataset that a picture shows, and its height in CSS pixels.
SHOWN = {"report.png": ("short", 800), "report-timeline.png": ("time", 640)}
_WIDTH = 1180
_KEY = b"page"


def pages() -> dict[str, str]:
    """The pages by the names of their files: the example with its words, the bundled dataset without."""
    example = detente.load(EXAMPLE / "entente-cordiale.detente.json")
    return {
        "entente-cordiale.html": detente.report(example, texts=EXAMPLE / "entente-cordiale.txt"),
        "dprk-russia.html": detente.report(detente.load_dataset("dprk-russia")),
    }


def shown(page: str, section: str) -> str:
    """The digest of what a picture shows: the markup up to the end of a section."""
    (before,) = re.findall(rf'<section id="{section}">.*?</section>', page, re.DOTALL)
    return hashlib.sha256(before.encode("utf-8")).hexdigest()


def digest_in(picture: bytes) -> str | None:
    """The digest that a picture has in a chunk of text; ``None`` without one."""
    at = 8
    while at < len(picture):
        (length,) = struct.unpack(">I", picture[at : at + 4])
        kind, data = picture[at + 4 : at + 8], picture[at + 8 : at + 8 + length]
        if kind == b"tEXt" and data.startswith(_KEY + b"\0"):
            return data[len(_KEY) + 1 :].decode("ascii")
        at += length + 12
    return None


def with_digest(picture: bytes, digest: str) -> bytes:
    """A picture with a digest in a chunk of text behind its header."""
    data = b"tEXt" + _KEY + b"\0" + digest.encode("ascii")
    chunk = struct.pack(">I", len(data) - 4) + data + struct.pack(">I", zlib.crc32(data))
    header = 8 + 25  # the signature, and the chunk IHDR
    return picture[:header] + chunk + picture[header:]


def take(path: Path, page: str) -> None:
    """Take the pictures of a page."""
    from playwright.sync_api import sync_playwright

    chromium = os.environ.get("DETENTE_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        opened = browser.new_page(viewport={"width": _WIDTH, "height": 900}, color_scheme="light")
        opened.goto(path.resolve().as_uri())
        for name, (section, height) in SHOWN.items():
            top = opened.evaluate(
                "id => document.getElementById(id).getBoundingClientRect().top + scrollY", section
            )
            clip = {"x": 0, "y": top, "width": _WIDTH, "height": height}
            picture = opened.screenshot(clip=clip, full_page=True)
            (PICTURES / name).write_bytes(with_digest(picture, shown(page, section)))
            print("written:", f"pictures/{name}")
        browser.close()


def main() -> int:
    """Write or compare the pages; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--pictures", action="store_true")
    options = parser.parse_args()
    stale = 0
    REPORTS.mkdir(exist_ok=True)
    for name, page in pages().items():
        path = REPORTS / name
        if not path.exists() or path.read_text(encoding="utf-8") != page:
            stale = 1
            if not options.check:
                path.write_text(page, encoding="utf-8")
            print("stale:" if options.check else "written:", f"reports/{name}")
    page = pages()["dprk-russia.html"]
    if options.pictures and not options.check:
        take(REPORTS / "dprk-russia.html", page)
    for name, (section, _height) in SHOWN.items():
        picture = PICTURES / name
        if not picture.exists() or digest_in(picture.read_bytes()) != shown(page, section):
            stale = 1
            print("stale:", f"pictures/{name}; --pictures takes it again")
    return stale if options.check else 0


if __name__ == "__main__":
    sys.exit(main())
