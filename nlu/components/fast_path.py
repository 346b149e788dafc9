"""Three costs of every Rasa turn, removed without changing a reply (shared/reference/rasa.md).

1. Stock Rasa re-checks the JSON schema of action replies itself on every action: here one
   validator is built at start.
2. Stock Rasa runs the whole graph for payloads of our own buttons and again for a text it has
   just parsed: here ``/intent{...}`` is unpacked directly and texts are remembered.
3. Stock Rasa opens a new TCP connection for every action: here one session is kept.

tests/nlu/test_fast_path.py compares replies, events and intents with stock Rasa's. The patches
reach into private methods, so any other version of Rasa is refused.
"""

import asyncio
import copy
from collections import OrderedDict
from typing import Any

import aiohttp
import rasa
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction
from rasa.core.processor import MessageProcessor
from rasa.shared.core.training_data.story_reader.yaml_story_reader import YAMLStoryReader
from rasa.shared.nlu.constants import INTENT_NAME_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.utils.endpoints import DEFAULT_REQUEST_TIMEOUT, EndpointConfig

__all__ = ["install"]

VERSION = "3.6.21"
REMEMBERED_TEXTS = 2048
IDLE_SECONDS = 4.0
"""An idle connection is dropped sooner than uvicorn drops it (5 s): never write to a closing one."""

REGEX_HANDLER = "RegexMessageHandler"

_stock_parse = MessageProcessor._parse_message_with_graph
_stock_session = EndpointConfig.session
_stock_validate = RemoteAction._validate_action_result


def install() -> None:
    """Put the fast path in place; raises RuntimeError for another version of Rasa."""
    if rasa.__version__ != VERSION:
        raise RuntimeError(f"fast_path is written for Rasa {VERSION}, not {rasa.__version__}")
    MessageProcessor._parse_message_with_graph = _parse_once
    RemoteAction._validate_action_result = _validate_with_kept_validator
    EndpointConfig.session = _kept_session


def uninstall() -> None:
    """Back to stock Rasa, for the comparison in the tests."""
    MessageProcessor._parse_message_with_graph = _stock_parse
    RemoteAction._validate_action_result = _stock_validate
    EndpointConfig.session = _stock_session


def _validate_with_kept_validator(self: RemoteAction, result: dict[str, Any]) -> bool:
    validator = _reply_validator()
    if validator.is_valid(result):
        return True
    return _stock_validate(self, result)  # the slow way has the good error message


_validator: Any | None = None


def _reply_validator() -> Any:
    global _validator
    if _validator is None:
        schema = RemoteAction.action_response_format_spec()
        kind = validator_for(schema)
        kind.check_schema(schema)
        _validator = kind(schema)
    return _validator


def _parse_once(
    self: MessageProcessor, message: Any, tracker: Any, only_output_properties: bool = True
) -> dict[str, Any]:
    text = (message.text or "").strip()
    if text.startswith("/"):
        unpacked = _unpack(self, text)
        if unpacked is not None:
            return unpacked
    memory: OrderedDict[tuple[str, bool], dict[str, Any]] = self.__dict__.setdefault("_remembered", OrderedDict())
    key = (message.text or "", only_output_properties)
    if key in memory:
        memory.move_to_end(key)
        parsed = copy.deepcopy(memory[key])
        if "message_id" in parsed:
            parsed["message_id"] = message.message_id
        if "metadata" in parsed:
            parsed["metadata"] = message.metadata
        return parsed
    parsed = _stock_parse(self, message, tracker, only_output_properties)
    memory[key] = copy.deepcopy(parsed)
    if len(memory) > REMEMBERED_TEXTS:
        memory.popitem(last=False)
    return parsed


def _unpack(processor: MessageProcessor, text: str) -> dict[str, Any] | None:
    """What the graph's last node, RegexMessageHandler, makes of a payload; None if it is none."""
    unpacked = YAMLStoryReader.unpack_regex_message(
        Message({TEXT: text}), processor.domain, entity_extractor_name=REGEX_HANDLER
    )
    intent = unpacked.get("intent")
    if not intent or intent.get(INTENT_NAME_KEY) is None:
        return None
    parsed: dict[str, Any] = {
        TEXT: "",
        "intent": {INTENT_NAME_KEY: None, PREDICTED_CONFIDENCE_KEY: 0.0},
        "entities": [],
    }
    parsed.update(unpacked.as_dict(only_output_properties=True))
    return parsed


class _Kept:
    """Lends the session to an ``async with`` without closing it afterwards."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session

    async def __aenter__(self) -> aiohttp.ClientSession:
        return self._session

    async def __aexit__(self, *_: Any) -> None:
        return None


def _kept_session(self: EndpointConfig) -> Any:
    loop = asyncio.get_event_loop()
    kept: tuple[Any, aiohttp.ClientSession] | None = self.__dict__.get("_kept_session")
    if kept is None or kept[0] is not loop or kept[1].closed:
        kept = (loop, _lasting_session(self))
        self.__dict__["_kept_session"] = kept
    return _Kept(kept[1])


def _lasting_session(endpoint: EndpointConfig) -> aiohttp.ClientSession:
    if endpoint.basic_auth:
        return _stock_session(endpoint)
    return aiohttp.ClientSession(
        headers=endpoint.headers,
        timeout=aiohttp.ClientTimeout(total=DEFAULT_REQUEST_TIMEOUT),
        connector=aiohttp.TCPConnector(keepalive_timeout=IDLE_SECONDS),
    )
