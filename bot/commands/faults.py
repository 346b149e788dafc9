"""Known faults as one sentence on standard error and exit code 1."""

from collections.abc import Iterator
from contextlib import contextmanager

import typer
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from bot.settings import Settings
from knowledge.content_file import ContentError

__all__ = ["fail", "friendly"]


def fail(sentence: str) -> typer.Exit:
    """Say what is wrong; raise what this returns."""
    typer.secho(sentence, err=True, fg=typer.colors.RED)
    return typer.Exit(1)


@contextmanager
def friendly(settings: Settings) -> Iterator[None]:
    """Content and database faults named with their place; never the password of an address."""
    try:
        yield
    except ContentError as error:
        raise fail(f"Tệp nội dung có lỗi, chưa nạp gì cả:\n{error}") from None
    except (SQLAlchemyError, OSError) as error:
        reason = str(getattr(error, "orig", error)).splitlines()[0]
        raise fail(f"Không dùng được cơ sở dữ liệu {_address(settings)}: {reason}") from None


def _address(settings: Settings) -> str:
    try:
        return make_url(settings.database).render_as_string(hide_password=True)
    except ArgumentError:
        return "(địa chỉ DATABASE_URL không đọc được)"
