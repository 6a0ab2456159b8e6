"""The two articles of the examples, the simulated model, and a head that can be sealed."""

import copy
import importlib.util
import json
from typing import Any

from detente import extraction
from tests.paths import ROOT

FOLDER = ROOT / "examples" / "extraction"


def example(name: str) -> Any:
    """A module of the examples, which are no package."""
    spec = importlib.util.spec_from_file_location(name, FOLDER / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


simulated = example("simulated")
TEXTS = {f"{name}.txt": (FOLDER / f"{name}.txt").read_text("utf-8") for name in ("ice", "ferry")}
ICE = {"ice.txt": TEXTS["ice.txt"]}
RIGHT = {name: simulated.right(name) for name in ("ice", "ferry")}


def _head() -> dict[str, Any]:
    made = extraction.draft(TEXTS, "{}").draft
    made["dataset"] |= {"title": "The sound", "language": "en", "license": "CC-BY-4.0"}
    made["annotators"][0] |= {"kind": "software", "description": "A simulated model."}
    for article, day in zip(made["articles"], ("2017-05-02", "2021-09-14"), strict=True):
        del article["url"]
        article |= {
            "title": TEXTS[f"{article['id'].removeprefix('article:')}.txt"].split("\n")[0],
            "publisher": "The Sound",
            "language": "en",
            "genre": "opinion",
            "rights": "CC BY 4.0",
            "published": {"value": day, "basis": "external"},
            "references": [{"title": "The Sound, table of contents"}],
        }
    return made


HEAD = _head()


def right() -> dict[str, Any]:
    """The draft with the right answers for both articles."""
    made = HEAD
    for name, answer in RIGHT.items():
        made = extraction.draft({f"{name}.txt": TEXTS[f"{name}.txt"]}, answer, into=made).draft
    return made


def answer(**lists: Any) -> dict[str, Any]:
    """An answer with some lists."""
    return copy.deepcopy(lists)


def as_text(**lists: Any) -> str:
    """The same as a model returns it."""
    return json.dumps(lists)


def actor(slug: str, name: str, **more: Any) -> dict[str, Any]:
    """An actor of an answer."""
    names = [{"text": name, "kind": "common"}]
    return {"id": f"actor:{slug}", "names": names, "kind": "state", **more}
