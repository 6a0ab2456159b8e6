"""Ask a model through pydantic-ai, whichever provider it has it from."""

from collections.abc import Callable
from typing import Any

from pydantic_ai import Agent, NativeOutput, StructuredDict


def asking(model: Any) -> Callable[..., dict[str, Any]]:
    """The function for ``detente.extraction.run``; ``model``: its name, or a model of pydantic-ai."""

    def call(messages: list[dict[str, str]], schema: dict[str, Any]) -> dict[str, Any]:
        system, *others = messages
        form = NativeOutput(StructuredDict(schema, name="records"))
        agent = Agent(model, output_type=form, instructions=system["content"])
        return agent.run_sync([message["content"] for message in others]).output

    return call
