"""Who may enter the office: one name and a password derived from this installation's secret."""

import hmac
from collections.abc import Callable
from typing import Annotated

from fastapi import Depends, HTTPException
from fastapi.security import HTTPBasic, HTTPBasicCredentials

__all__ = ["Official", "office_password", "only_officials"]

Official = Callable[..., None]
"""A dependency that lets officials through."""
_basic = HTTPBasic(realm="Motcua", auto_error=True)


def office_password(secret: str) -> str:
    """The office's first password, derived from this installation's secret."""
    return hmac.new(secret.encode(), b"office", "sha256").hexdigest()[:16]


def only_officials(secret: str) -> Official:
    """Asks for the name "canbo" and the password; compared in constant time."""
    password = office_password(secret)

    def official(given: Annotated[HTTPBasicCredentials, Depends(_basic)]) -> None:
        name_ok = hmac.compare_digest(given.username.encode(), b"canbo")
        if not (hmac.compare_digest(given.password.encode(), password.encode()) and name_ok):
            raise HTTPException(401, "Sai tên hoặc mật khẩu", {"WWW-Authenticate": 'Basic realm="Motcua"'})

    return official
