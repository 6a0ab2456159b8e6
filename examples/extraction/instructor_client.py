"""Ask a model through instructor, with the schema in place of a model of pydantic's own."""

from collections.abc import Callable
from typing import Any

from pydantic import RootModel


def asking(client: Any, model: str) -> Callable[..., dict[str, Any]]:
    """The function for ``detente.extraction.run``.

    ``client``: ``instructor.from_openai(openai.OpenAI(), mode=instructor.Mode.JSON_SCHEMA)``.
    """

    def call(messages: list[dict[str, str]], schema: dict[str, Any]) -> dict[str, Any]:
        class Records(RootModel[dict[str, Any]]):
            """Records of an article."""

            @classmethod
            def model_json_schema(cls, *_: Any, **__: Any) -> dict[str, Any]:
                """The schema that is sent."""
                return schema

        made = client.chat.completions.create(
            model=model, messages=messages, response_model=Records, max_retries=1
        )
        return made.root

    return call
