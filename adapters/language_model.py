"""A second reader of notes behind an OpenAI-compatible endpoint: asked only where an operator has set one.

Chat completions with a JSON schema, as OpenAI documents them ("Structured outputs") and vLLM, llama.cpp's server and
Ollama also answer them. Nothing here can hold a message up for longer than ANSWER_WITHIN, and nothing raises.
"""

import asyncio
import json
import logging
from datetime import datetime
from time import monotonic
from typing import Any

import aiohttp

from bot.understanding.proposals import INSTRUCTIONS, SCHEMA

logger = logging.getLogger(__name__)

ANSWER_WITHIN = 4.0  # seconds: longer, and the resident wonders whether the message arrived
LARGEST_ANSWER = 64_000  # bytes
FAILURES_BEFORE_REST = 3
REST = 60.0  # seconds without asking after so many failures in a row


class LanguageModel:
    """Fits bot.ports.SecondReader. *url* is the base that "/chat/completions" is added to."""

    def __init__(self, url: str, model: str, key: str | None = None, *, answer_within: float = ANSWER_WITHIN) -> None:
        self._url = url.rstrip("/") + "/chat/completions"
        self._model = model
        self._key = key
        self._answer_within = answer_within
        self._failures = 0
        self._resting_until = 0.0

    async def propose(self, text: str, now: datetime) -> object | None:
        """Return the model's reading of *text*, decoded; None where it was slow, unreachable, refused or wrote rubbish.

        *now* is the resident's wall clock. What comes back is unchecked: bot.understanding.proposals holds it against
        the words.
        """
        if monotonic() < self._resting_until:
            return None
        try:
            async with asyncio.timeout(self._answer_within):
                answer: object = json.loads(_content(await self._ask(text, now)))
        except (aiohttp.ClientError, OSError, ValueError, LookupError, TypeError, RecursionError) as error:
            self._failed(error)
            return None
        self._failures = 0
        return answer

    async def _ask(self, text: str, now: datetime) -> Any:
        headers = {"Authorization": f"Bearer {self._key}"} if self._key else {}
        async with (
            aiohttp.ClientSession(headers=headers) as session,
            session.post(self._url, json=_question(self._model, text, now), allow_redirects=False) as response,
        ):
            response.raise_for_status()
            body = bytearray()
            async for piece in response.content.iter_chunked(8_192):
                body += piece
                if len(body) > LARGEST_ANSWER:
                    raise ValueError("the answer is larger than any reading")
            return json.loads(body)

    def _failed(self, error: Exception) -> None:
        """Say so without the message, and leave a model alone that keeps failing."""
        self._failures += 1
        logger.warning("The language model gave no reading (%s); the built-in one is used.", type(error).__name__)
        if self._failures >= FAILURES_BEFORE_REST:
            self._resting_until = monotonic() + REST
            self._failures = 0


def _question(model: str, text: str, now: datetime) -> dict[str, Any]:
    return {
        "model": model,
        "temperature": 0,
        "messages": [
            {"role": "system", "content": INSTRUCTIONS},
            {"role": "user", "content": json.dumps({"now": f"{now:%A %Y-%m-%d %H:%M}", "note": text})},
        ],
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "reading", "strict": True, "schema": SCHEMA},
        },
    }


def _content(answer: Any) -> str:
    content = answer["choices"][0]["message"]["content"]
    if not isinstance(content, str):
        raise TypeError("the model refused")
    return content
