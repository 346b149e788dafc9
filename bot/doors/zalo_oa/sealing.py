"""Secrets at rest: sealed with a key derived from this installation's own."""

import base64
import hmac

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

__all__ = ["Seal", "Unreadable"]


class Unreadable(Exception):
    """Sealed with another key, or damaged."""


class Seal:
    """Seals, opens, and makes fingerprints that tell nothing."""

    def __init__(self, secret: str) -> None:
        self._fernet = Fernet(base64.urlsafe_b64encode(_derived(secret, b"motcua zalo tokens")))
        self._fingerprint = _derived(secret, b"motcua zalo fingerprints")

    def close(self, text: str) -> str:
        """The text, sealed."""
        return self._fernet.encrypt(text.encode()).decode()

    def open(self, sealed: str) -> str:
        """The text; raises Unreadable."""
        try:
            return self._fernet.decrypt(sealed.encode()).decode()
        except InvalidToken as error:
            raise Unreadable from error

    def fingerprint(self, *texts: str) -> str:
        """The same for the same texts, on this installation only."""
        return hmac.new(self._fingerprint, "\0".join(texts).encode(), "sha256").hexdigest()


def _derived(secret: str, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(secret.encode())
