"""Settings from the environment or ``.env``; .env.example has a sentence for each."""

import secrets
from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from knowledge.database import sqlite_url

__all__ = ["Settings", "secret_of"]


class Settings(BaseSettings):
    """Names are the environment's, in lower case."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", frozen=True)

    motcua_host: str = "127.0.0.1"
    motcua_port: int = Field(default=8080, ge=1, le=65535)
    motcua_data: Path = Path("var")
    motcua_secret_key: str = Field(default="", repr=False)
    motcua_rates: Literal["on", "off"] = "on"
    motcua_rate_per_chat: int = Field(default=20, ge=1, description="messages a minute from one chat")
    motcua_rate_per_address: int = Field(default=120, ge=1, description="messages a minute from one address")
    motcua_closed: str = Field(default="", description="kill switch: the sentence shown instead of answers")
    motcua_commune: str = "dai_phuc"
    motcua_public_url: str = Field(default="", description="address people and platforms reach us by, without a path")
    motcua_keep_messages: int = Field(default=90, ge=1, description="days")
    motcua_keep_replies: int = Field(default=90, ge=1, description="days")
    motcua_keep_figures: int = Field(default=730, ge=1, description="days")
    motcua_keep_conversations: int = Field(default=30, ge=1, description="days, in the engine")
    motcua_keep_consents: int = Field(default=1826, ge=1, description="days after withdrawal")
    motcua_keep_alerts: int = Field(default=365, ge=1, description="days after their cause is gone")
    database_url: str = Field(default="", repr=False)
    engine_urls: str = ""
    engine_token: str = Field(default="", repr=False)
    engine_timeout: float = Field(default=10.0, gt=0, description="seconds for one turn")
    telegram_token: str = Field(default="", repr=False)
    telegram_webhook_secret: str = Field(default="", repr=False)
    telegram_api_base: str = "https://api.telegram.org"
    zalo_app_id: str = ""
    zalo_app_secret: str = Field(default="", repr=False)
    zalo_oa_secret: str = Field(default="", repr=False)
    zalo_oa_access_token: str = Field(default="", repr=False)
    zalo_oa_refresh_token: str = Field(default="", repr=False)
    zalo_api_base: str = "https://openapi.zalo.me"
    zalo_oauth_base: str = "https://oauth.zaloapp.com"
    zalo_oa_signature: Literal["enforce", "log"] = "enforce"
    zalo_oa_allow_app_secret: bool = Field(default=False, description="accept signatures made with the app secret too")
    zalo_oa_buttons: bool = Field(default=True, description="buttons in consultation messages; off: numbered text")
    zalo_oa_template_type: bool = Field(default=False, description='send template_type "button" with them')
    zalo_oa_per_minute: int = Field(default=100, ge=1, description="calls a minute the package allows")
    zalo_oa_code_verifier: str = Field(default="", repr=False, description="fixed PKCE verifier of the console")
    zalo_site_verification: str = Field(default="", description="code of the domain verification")
    zalo_bot_token: str = Field(default="", repr=False)
    zalo_bot_secret: str = Field(default="", repr=False)
    zalo_bot_api_base: str = "https://bot-api.zaloplatforms.com"
    onestop_kind: Literal["simulator", "exchange", "none"] = "simulator"
    onestop_url: str = ""
    onestop_username: str = Field(default="", repr=False)
    onestop_password: str = Field(default="", repr=False)
    onestop_agency: str = "H55.242"

    @property
    def database(self) -> str:
        """Address of the database; a SQLite file under MOTCUA_DATA when none is set."""
        return self.database_url or sqlite_url(self.motcua_data / "motcua.db")

    @property
    def engines(self) -> list[str]:
        """Base addresses of the engines."""
        return [url.strip().rstrip("/") for url in self.engine_urls.split(",") if url.strip()]


def secret_of(settings: Settings, name: Literal["engine_token", "motcua_secret_key"]) -> str:
    """The setting, or a secret made once and kept in MOTCUA_DATA, readable by its owner only."""
    configured: str = getattr(settings, name)
    if configured:
        return configured
    path = settings.motcua_data / f"{name}.secret"
    if not path.exists():
        settings.motcua_data.mkdir(parents=True, exist_ok=True)
        try:
            with path.open("x") as file:
                path.chmod(0o600)
                file.write(secrets.token_urlsafe(32))
        except FileExistsError:
            pass
    return path.read_text().strip()
