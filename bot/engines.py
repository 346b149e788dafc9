"""The engine behind HTTP: one turn of a conversation, at most once for a message id."""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import httpx
from pydantic import ValidationError

from dialogues.outcomes import Outcome
from dialogues.replies import Reply, Text, parse_reply

__all__ = ["EngineAnswer", "EngineUnavailable", "Engines"]


class EngineUnavailable(Exception):
    """No engine answered in time, or its answer cannot be read."""


@dataclass(frozen=True, slots=True)
class EngineAnswer:
    """What was made of a message; without an intent the engine had no part in it."""

    outcome: Outcome
    replies: tuple[Reply, ...]
    intent: str = ""
    confidence: float = 0.0
    procedure: str | None = None
    candidates: tuple[str, ...] = ()


class Engines:
    """One or several engines; a chat always goes to the same one while their number stays."""

    def __init__(self, urls: Sequence[str], token: str, timeout: float) -> None:
        self._urls = list(urls)
        headers = {"Authorization": f"Bearer {token}"}
        self._client = httpx.AsyncClient(headers=headers, timeout=timeout, trust_env=False)

    async def turn(self, sender: str, message: str, message_id: str, *, again: bool) -> EngineAnswer:
        """Hand over one message; ``again`` returns the replies of an earlier try, if it was finished.

        Raises EngineUnavailable.
        """
        body = {"sender": sender, "message": message, "message_id": message_id, "again": again, "metadata": {}}
        url = self._url(sender)
        try:
            response = await self._client.post(f"{url}/webhooks/motcua/webhook", json=body)
            response.raise_for_status()
            return _read(response.json())
        except (httpx.HTTPError, ValueError, KeyError, TypeError, AttributeError, ValidationError) as error:
            raise EngineUnavailable(type(error).__name__) from None

    async def forget(self, sender: str) -> None:
        """Delete a conversation from the engine's memory; raises EngineUnavailable."""
        url = self._url(sender)
        try:
            response = await self._client.delete(f"{url}/webhooks/motcua/conversations/{quote(sender, safe='')}")
            response.raise_for_status()
        except httpx.HTTPError as error:
            raise EngineUnavailable(type(error).__name__) from None

    async def ready(self) -> bool:
        """Whether every engine has a model loaded."""
        try:
            for url in self._urls:
                response = await self._client.get(f"{url}/webhooks/motcua/health", timeout=2.0)
                if response.status_code != httpx.codes.OK:
                    return False
        except httpx.HTTPError:
            return False
        return bool(self._urls)

    async def close(self) -> None:
        """Close the connection pool."""
        await self._client.aclose()

    def _url(self, sender: str) -> str:
        if not self._urls:
            raise EngineUnavailable("no engine configured")
        return self._urls[zlib.crc32(sender.encode()) % len(self._urls)]


def _read(answer: Mapping[str, Any]) -> EngineAnswer:
    """The first action names the outcome and the procedure; later ones only add replies."""
    replies: list[Reply] = []
    said: list[Mapping[str, Any]] = []
    for item in answer["replies"]:
        custom = item.get("custom")
        if isinstance(custom, Mapping) and "replies" in custom:
            said.append(custom)
            replies += [parse_reply(reply) for reply in custom["replies"]]
        elif item.get("text"):
            replies.append(Text(text=str(item["text"])))
    if not replies:
        raise ValueError("the engine answered without a reply")
    intent = answer.get("intent") or {}
    first = said[0] if said else {}
    return EngineAnswer(
        intent=str(intent.get("name") or ""),
        confidence=float(intent.get("confidence") or 0.0),
        outcome=Outcome(first.get("outcome", Outcome.SMALL_TALK)),
        procedure=next((s["procedure"] for s in said if s.get("procedure")), None),
        candidates=tuple(code for s in said for code in s.get("candidates") or ()),
        replies=tuple(replies),
    )
