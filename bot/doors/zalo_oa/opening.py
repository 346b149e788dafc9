"""The parts of this package that more than one of its users opens."""

from bot.doors.zalo_oa.limits import Limits
from bot.doors.zalo_oa.oauth import OAuth
from bot.doors.zalo_oa.token_store import TokenStore
from bot.doors.zalo_oa.tokens import Tokens, office_link
from bot.post.alerts import Alerts
from bot.settings import Settings
from knowledge.database import Database

__all__ = ["is_closed", "open_tokens"]


def open_tokens(settings: Settings, database: Database, alerts: Alerts, limits: Limits) -> Tokens:
    """The tokens of the settings' application; as many of these as you like may be open."""
    return Tokens(TokenStore(database, settings), OAuth(settings, limits), alerts, office_link(settings))


def is_closed(settings: Settings) -> bool:
    """Without an application there is no account; without secret and tokens nothing comes in and nothing goes out."""
    has_tokens = settings.zalo_oa_access_token or settings.zalo_oa_refresh_token
    return not settings.zalo_app_id or not (settings.zalo_oa_secret or has_tokens)
