"""Who a store is to other stores: a signing key, an age key, and the fingerprint read over the telephone."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import pyrage
from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

from app.store.store import Store

GROUPS, DIGITS = 6, 5


@dataclass(frozen=True, slots=True)
class Public:
    """What others know of a store: 16-byte name, Ed25519 key, age recipient."""

    node: bytes
    sign_key: bytes
    age_key: str

    @property
    def fingerprint(self) -> str:
        """Six groups of five digits that stand for both keys: `04217 90233 …`."""
        digest = hashlib.sha256(self.node + self.sign_key + self.age_key.encode()).digest()
        number = int.from_bytes(digest, "big") % 10 ** (GROUPS * DIGITS)
        digits = f"{number:0{GROUPS * DIGITS}}"
        return " ".join(digits[at : at + DIGITS] for at in range(0, len(digits), DIGITS))

    def signed(self, message: bytes, signature: bytes) -> bool:
        """True when the store signed the message."""
        try:
            VerifyKey(self.sign_key).verify(message, signature)
        except (BadSignatureError, ValueError):
            return False
        return True


@dataclass(frozen=True, slots=True)
class Identity:
    """A store's own keys; they live in its encrypted file only."""

    node: bytes
    sign_seed: bytes
    age_secret: str

    @property
    def public(self) -> Public:
        """What may be told to others."""
        sign_key = bytes(SigningKey(self.sign_seed).verify_key)
        return Public(self.node, sign_key, str(self._age.to_public()))

    def sign(self, message: bytes) -> bytes:
        """The Ed25519 signature of a message, 64 bytes."""
        return bytes(SigningKey(self.sign_seed).sign(message).signature)

    def decrypt(self, body: bytes) -> bytes:
        """What was encrypted to this store; pyrage.DecryptError when it was not."""
        return bytes(pyrage.decrypt(body, [self._age]))

    @property
    def _age(self) -> pyrage.x25519.Identity:
        return pyrage.x25519.Identity.from_str(self.age_secret)


def encrypt(body: bytes, recipients: list[str]) -> bytes:
    """A body that each of the recipients can open."""
    return bytes(pyrage.encrypt(body, [pyrage.x25519.Recipient.from_str(one) for one in recipients]))


def identity(store: Store) -> Identity:
    """The keys of an open store; made the first time."""
    seed, secret = store.meta("sign_seed"), store.meta("age_secret")
    if seed is None or secret is None:
        seed, secret = bytes(SigningKey.generate()), str(pyrage.x25519.Identity.generate())
        store.set_meta("sign_seed", seed)
        store.set_meta("age_secret", secret)
    return Identity(store.node, bytes(seed), str(secret))
