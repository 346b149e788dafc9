"""The national exchange in its ``/mapi`` form: log in, then ask with the session.

shared/reference/onestop.md, section 2.1. A rejected session is renewed once, then we stop.
"""

import asyncio
from collections.abc import Mapping
from typing import Any

import httpx

from connectors.onestop.base import Dossier, OneStopUnavailable
from connectors.onestop.number import DossierNumber
from connectors.onestop.records import to_dossier

__all__ = ["ExchangeOneStop"]

_SUCCESS = {"0", "00"}


class ExchangeOneStop:
    """An adapter of the exchange; one session is shared by all look-ups."""

    def __init__(self, url: str, username: str, password: str, agency: str, timeout: float = 5.0) -> None:
        self._client = httpx.AsyncClient(base_url=url, timeout=timeout, trust_env=False)
        self._login = {"username": username, "password": password}
        self._agency = agency
        self._session = ""
        self._renewing = asyncio.Lock()

    async def look_up(self, number: DossierNumber) -> Dossier | None:
        """See OneStop.look_up."""
        answer = await self._ask(number)
        if str(answer.get("error_code")) not in _SUCCESS:
            self._session = ""
            answer = await self._ask(number)
        if str(answer.get("error_code")) not in _SUCCESS:
            raise OneStopUnavailable(f"exchange answered error_code {answer.get('error_code')!r}")
        records = answer.get("data") or answer.get("result") or []
        if not isinstance(records, list):
            raise OneStopUnavailable("exchange answered without a list of dossiers")
        found = (to_dossier(number, record) for record in records if isinstance(record, Mapping))
        return next((dossier for dossier in found if dossier), None)

    async def close(self) -> None:
        """Close the connection pool."""
        await self._client.aclose()

    async def _ask(self, number: DossierNumber) -> Mapping[str, Any]:
        body = {
            "session": await self._current_session(),
            "service": "TraCuuHoSo",
            "donViXuLy": self._agency,
            "mahoso": str(number),
        }
        return await self._post("/mapi/g", body)

    async def _current_session(self) -> str:
        async with self._renewing:
            if not self._session:
                answer = await self._post("/mapi/login", self._login)
                self._session = str(answer.get("session") or "")
                if not self._session:
                    raise OneStopUnavailable("exchange refused the login")
            return self._session

    async def _post(self, path: str, body: Mapping[str, Any]) -> Mapping[str, Any]:
        """Errors name the path and the kind only: a body may hold the password."""
        try:
            response = await self._client.post(path, json=body)
            response.raise_for_status()
            answer = response.json()
        except (httpx.HTTPError, ValueError) as error:
            raise OneStopUnavailable(f"{path}: {type(error).__name__}") from None
        if not isinstance(answer, Mapping):
            raise OneStopUnavailable(f"{path}: not a JSON object")
        return answer
