"""The adapter against the simulator, which speaks the exchange's wire format."""

from collections.abc import Callable

import httpx
import pytest

from connectors.onestop import DossierNumber, ExchangeOneStop, OneStopUnavailable, Status
from connectors.onestop.simulator import SIMULATED, Simulator, simulated_number


def _adapter(transport: httpx.AsyncBaseTransport, password: str = "x") -> ExchangeOneStop:
    adapter = ExchangeOneStop("http://127.0.0.1", "motcua", password, "H55.242")
    adapter._client = httpx.AsyncClient(base_url="http://127.0.0.1", transport=transport)
    return adapter


@pytest.mark.parametrize("simulated", SIMULATED, ids=lambda s: s.status.name)
async def test_every_status_arrives(simulated: object) -> None:
    adapter = _adapter(httpx.ASGITransport(Simulator().app))
    dossier = await adapter.look_up(DossierNumber(simulated_number(simulated.serial)))
    assert dossier is not None
    assert dossier.status is simulated.status


async def test_an_unknown_number_is_none() -> None:
    assert await _adapter(httpx.ASGITransport(Simulator().app)).look_up(DossierNumber("H55.242-261120-9999")) is None


async def test_a_rejected_session_is_renewed_once() -> None:
    adapter = _adapter(httpx.ASGITransport(Simulator().app))
    adapter._session = "gone"
    dossier = await adapter.look_up(DossierNumber(simulated_number(4)))
    assert dossier is not None
    assert dossier.status is Status.IN_PROGRESS


async def test_a_refused_login_is_unavailable_and_keeps_the_password() -> None:
    adapter = _adapter(httpx.ASGITransport(Simulator().app), password="")
    with pytest.raises(OneStopUnavailable) as caught:
        await adapter.look_up(DossierNumber(simulated_number(4)))
    assert "login" in str(caught.value)


def _down(_: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("refused")


@pytest.mark.parametrize(
    "answer",
    [
        _down,
        lambda _: httpx.Response(500),
        lambda _: httpx.Response(200, text="<html>"),
        lambda _: httpx.Response(200, json=[1]),
        lambda _: httpx.Response(200, json={"error_code": "0", "session": "s", "data": "x"}),
        lambda _: httpx.Response(200, json={"error_code": "-1", "session": "s"}),
    ],
)
async def test_a_broken_system_is_unavailable_never_not_found(
    answer: Callable[[httpx.Request], httpx.Response],
) -> None:
    with pytest.raises(OneStopUnavailable):
        await _adapter(httpx.MockTransport(answer)).look_up(DossierNumber(simulated_number(1)))
