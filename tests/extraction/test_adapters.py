"""The adapters of the examples, run with stub clients and recorded answers."""

import enum
import re
import sys
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from detente import extraction
from tests.extraction.articles import FOLDER, ICE, RIGHT, example
from tests.paths import ROOT

ANSWER = (FOLDER / "ice.answer.json").read_text("utf-8")
MESSAGES = extraction.prompt(ICE).messages
FILES = sorted(f for f in FOLDER.glob("*.py") if f.name != "simulated.py")


class Recorded:
    """A client that keeps what it is asked and returns a recorded answer, whatever its methods."""

    def __init__(self, answer: Any) -> None:
        self.answer = answer
        self.asked: dict[str, Any] = {}

    def __getattr__(self, _: str) -> Any:
        return self

    def __call__(self, **asked: Any) -> Any:
        self.asked = asked
        return self.answer


def completion(content: str | None, refusal: str | None = None) -> Any:
    message = SimpleNamespace(content=content, refusal=refusal)
    return SimpleNamespace(choices=[SimpleNamespace(message=message)])


def ends(call: Any, outcome: str, flavour: str = "openai") -> None:
    """The loop over a function ends so."""
    assert extraction.run(call, ICE, flavour=flavour, rounds=1).outcome == outcome


def test_openai() -> None:
    client = Recorded(completion(ANSWER))
    call = example("openai_client").asking(client, "some-model")

    ends(call, "open")
    assert client.asked["model"] == "some-model"
    assert [message["role"] for message in client.asked["messages"]] == ["system", "user"]
    form = client.asked["response_format"]["json_schema"]
    assert form["schema"] == extraction.schema()
    assert form["strict"] is True
    for answer, outcome in (
        (completion(None, "I cannot help with that."), "declined"),
        (completion(ANSWER[:1000]), "unreadable"),
        (completion(None), "unreadable"),
    ):
        ends(example("openai_client").asking(Recorded(answer), "some-model"), outcome)


class Stream:
    def __init__(self, message: Any) -> None:
        self.message = message

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *_: object) -> None: ...

    def get_final_message(self) -> Any:
        return self.message


def test_anthropic() -> None:
    blocks = [
        SimpleNamespace(type="thinking", thinking="Hm."),
        SimpleNamespace(type="text", text=ANSWER[:500]),
        SimpleNamespace(type="text", text=ANSWER[500:]),
    ]
    client = Recorded(Stream(SimpleNamespace(stop_reason="end_turn", content=blocks)))
    ends(example("anthropic_client").asking(client, "some-model"), "open", "anthropic")

    assert client.asked["system"].startswith("# What to do")
    assert [message["role"] for message in client.asked["messages"]] == ["user"]
    assert client.asked["output_config"]["format"]["schema"] == extraction.schema()
    refusal = Recorded(Stream(SimpleNamespace(stop_reason="refusal", content=[])))
    ends(example("anthropic_client").asking(refusal, "some-model"), "declined", "anthropic")


def test_pydantic_ai(monkeypatch: pytest.MonkeyPatch) -> None:
    made: dict[str, Any] = {}

    class Agent:
        def __init__(self, model: str, **options: Any) -> None:
            made.update(options, model=model)

        def run_sync(self, prompt: list[str]) -> Any:
            made["prompt"] = prompt
            return SimpleNamespace(output=RIGHT["ice"])

    stub = ModuleType("pydantic_ai")
    vars(stub).update(
        Agent=Agent,
        NativeOutput=lambda form: ("native", form),
        StructuredDict=lambda schema, name: (name, schema),
    )
    monkeypatch.setitem(sys.modules, "pydantic_ai", stub)
    ends(example("pydantic_ai_agent").asking("some-model"), "open")

    assert made["output_type"] == ("native", ("records", extraction.schema()))
    assert made["instructions"].startswith("# What to do")
    assert len(made["prompt"]) == 1


def test_instructor() -> None:
    pytest.importorskip(
        "pydantic", reason="pydantic is not installed; it comes with the extra proof"
    )

    class Client(Recorded):
        def __call__(self, **asked: Any) -> Any:
            self.asked = asked
            return asked["response_model"].model_validate_json(ANSWER)

    client = Client(None)
    ends(example("instructor_client").asking(client, "some-model"), "open")
    assert client.asked["response_model"].model_json_schema() == extraction.schema()


class Status(enum.Enum):
    MATCH_EXACT = "match_exact"
    MATCH_LESSER = "match_lesser"


def extracted(name: str, words: str, start: int | None, status: Status | None) -> Any:
    interval = (
        None if start is None else SimpleNamespace(start_pos=start, end_pos=start + len(words))
    )
    return SimpleNamespace(
        extraction_class=name,
        extraction_text=words,
        char_interval=interval,
        alignment_status=status,
    )


def test_langextract() -> None:
    text = ICE["ice.txt"]
    found = [
        extracted("tarsova", "Tarsova", text.index("Tarsova fears"), Status.MATCH_EXACT),
        extracted("tarsova", "Tarsova", text.index("Tarsova should"), Status.MATCH_EXACT),
        extracted("tarsova", "Tarsova is", text.index("Tarsova can"), Status.MATCH_LESSER),
        extracted("tarsova", "the port", None, None),
        extracted("ship", "ships", text.index("ships"), Status.MATCH_EXACT),
    ]
    actors = {"tarsova": "actor:tarsova"}
    answer, left_out = example("langextract_mentions").mentions(found, "article:ice", actors)
    assert left_out == ["tarsova: Tarsova is", "tarsova: the port", "ship: ships"]

    actor = {
        "id": "actor:tarsova",
        "kind": "state",
        "names": [{"text": "Tarsova", "kind": "common"}],
    }
    made = extraction.draft(ICE, {"actors": [actor], **answer})
    codes = {remark.code for remark in extraction.feedback(made.draft, ICE)}
    assert codes == {"D307"}  # the places are right; there is no evidence

    answer["mentions"][0]["spans"][0]["start"] -= 8
    answer["mentions"][0]["spans"][0]["end"] -= 8
    made = extraction.draft(ICE, {"actors": [actor], **answer})
    assert "D413" in {remark.code for remark in extraction.feedback(made.draft, ICE)}


def test_the_page_shows_the_files_as_they_are() -> None:
    page = (ROOT / "docs" / "adapters.md").read_text("utf-8")
    blocks = re.findall(r"^```python\n(.*?)^```", page, re.MULTILINE | re.DOTALL)

    assert len(FILES) == 5
    for file in FILES:
        assert file.read_text("utf-8") in blocks
