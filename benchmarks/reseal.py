"""Give sealed files the anchors of the present scheme, and change nothing else in them.

    python benchmarks/reseal.py FILE [FILE ...] [--texts DIR]

Each span and each segment, wherever it stands, gets the anchor of its words; its article gets the name of
the scheme. Line breaks, the order of keys and everything else stay, unlike with ``detente seal``. The
texts are looked for in DETENTE_TEXTS unless ``--texts`` is given. Articles without a text stay too.
"""

import argparse
import copy
import json
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from detente.pipeline.sealing import renew
from detente.text.profiles import canonical, sha256

_RENEWED = re.compile(r'("(?:anchor|profile)":\s*)"([^"]*)"')


def renewed(values: Any) -> Iterator[str]:
    """All anchors and names of schemes, in the order of the file."""
    items = values.items() if isinstance(values, dict) else enumerate(values)
    for key, value in items:
        if key in ("anchor", "profile") and isinstance(value, str):
            yield value
        elif isinstance(value, (dict, list)):
            yield from renewed(value)


def reseal(content: str, texts: dict[str, str]) -> str:
    """The file with new anchors; ``texts``: canonical, by digest."""
    before = json.loads(content)
    after = copy.deepcopy(before)
    digests = {a["id"]: a.get("text", {}).get("sha256") for a in after.get("articles", ())}
    renew(after, {id_: texts[digest] for id_, digest in digests.items() if digest in texts})
    old, new = list(renewed(before)), iter(renewed(after))
    if [match[2] for match in _RENEWED.finditer(content)] != old:
        sys.exit("a key is escaped, or stands in a string")
    return _RENEWED.sub(lambda match: f'{match[1]}"{next(new)}"', content)


def main() -> None:
    """Rewrite the files."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--texts", type=Path, default=os.environ.get("DETENTE_TEXTS"))
    given = parser.parse_args()
    if given.texts is None:
        parser.error("no texts: give --texts, or set DETENTE_TEXTS")
    found = [canonical(path.read_text("utf-8-sig")) for path in Path(given.texts).glob("*.txt")]
    texts = {sha256(text): text for text in found}
    for path in given.files:
        content = path.read_text("utf-8")
        new = reseal(content, texts)
        path.write_text(new, "utf-8", newline="\n")
        print(path, "changed" if new != content else "as it was")


if __name__ == "__main__":
    main()
