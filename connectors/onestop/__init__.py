"""Looking up a dossier by its number."""

from connectors.onestop.base import Dossier, OneStop, OneStopUnavailable, Status
from connectors.onestop.exchange import ExchangeOneStop
from connectors.onestop.number import DossierNumber, find_dossier_number

__all__ = [
    "Dossier",
    "DossierNumber",
    "ExchangeOneStop",
    "OneStop",
    "OneStopUnavailable",
    "Status",
    "find_dossier_number",
]
