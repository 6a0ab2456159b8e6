"""Ask a model through the client of Anthropic."""

from collections.abc import Callable
from typing import Any


def asking(client: Any, model: str, *, tokens: int = 32_000) -> Callable[..., str | None]:
    """The function for ``detente.extraction.run(…, flavour="anthropic")``.

    ``client``: ``anthropic.Anthropic()``; ``tokens``: the longest answer.
    """

    def call(messages: list[dict[str, str]], schema: dict[str, Any]) -> str | None:
        system, *others = messages
        with client.messages.stream(  # long answers have to be streamed
            model=model,
            max_tokens=tokens,
            system=system["content"],
            messages=others,
            output_config={"format": {"type": "json_schema", "schema": schema}},
        ) as stream:
            message = stream.get_final_message()
        if message.stop_reason == "refusal":
            return None
        return "".join(block.text for block in message.content if block.type == "text")

    return call
