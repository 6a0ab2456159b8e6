"""Ask a model through the client of OpenAI, or of any server that takes its requests (vLLM, llama.cpp)."""

from collections.abc import Callable
from typing import Any


def asking(client: Any, model: str) -> Callable[..., str | None]:
    """The function for ``detente.extraction.run``; ``client``: ``openai.OpenAI()``."""

    def call(messages: list[dict[str, str]], schema: dict[str, Any]) -> str | None:
        form = {"name": "records", "strict": True, "schema": schema}
        completion = client.chat.completions.create(
            model=model,
            messages=messages,
            response_format={"type": "json_schema", "json_schema": form},
        )
        message = completion.choices[0].message
        return None if message.refusal else message.content or ""

    return call
