"""Names and keys of the demo's stores, drawn from their names: every run has the same fingerprints.

Anybody can make these keys; a real store draws its own (`app.sync.identity`).
"""

from __future__ import annotations

from hashlib import blake2b

from app.store.store import Store

_PREFIX = "age-secret-key-"
_LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_POLYNOMIAL = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


def settle(store: Store, name: str) -> None:
    """Give a store that has written nothing yet the name and the keys that follow from `name`."""
    store.set_meta("node", node_of(name))
    store.set_meta("sign_seed", _drawn(name, "sign", 32))
    store.set_meta("age_secret", age_secret(_drawn(name, "age", 32)))


def node_of(name: str) -> bytes:
    """The 16 bytes by which other stores know this one."""
    return _drawn(name, "node", 16)


def _drawn(name: str, what: str, size: int) -> bytes:
    return blake2b(f"soban demo {name} {what}".encode(), digest_size=size).digest()


def age_secret(secret: bytes) -> str:
    """32 bytes as an identity of age: Bech32 of BIP 173 in capitals."""
    fives = _fives(secret)
    before = [*(ord(letter) >> 5 for letter in _PREFIX), 0, *(ord(letter) & 31 for letter in _PREFIX)]
    check = _remainder([*before, *fives, *(0,) * 6]) ^ 1
    letters = (_LETTERS[five] for five in (*fives, *(check >> 5 * (5 - at) & 31 for at in range(6))))
    return f"{_PREFIX}1{''.join(letters)}".upper()


def _fives(secret: bytes) -> list[int]:
    """The bits in groups of five, the last one filled up with zeros."""
    bits = "".join(f"{byte:08b}" for byte in secret)
    return [int(bits[at : at + 5].ljust(5, "0"), 2) for at in range(0, len(bits), 5)]


def _remainder(fives: list[int]) -> int:
    left = 1
    for five in fives:
        top, left = left >> 25, (left & 0x1FFFFFF) << 5 ^ five
        for at, term in enumerate(_POLYNOMIAL):
            left ^= term if top >> at & 1 else 0
    return left
