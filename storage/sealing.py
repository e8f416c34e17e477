"""Encryption at rest: a key per resident, wrapped by the master key; every sealed value bound to the row it stands in.

AES-256-GCM with a random 96-bit nonce stored before the ciphertext (NIST SP 800-38D). The place of a value (its table
and ids) is authenticated with it, so a value that was altered, or moved to another row, does not open.
"""

import hashlib
import os
from dataclasses import dataclass, field
from functools import cached_property

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.errors import DamagedRow, SettingsError, WrongKey

KEY_BYTES = 32
NONCE_BYTES = 12


class Sealer:
    """Seals and opens values under one key. *place* names the row: table, resident and ids."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)

    def seal(self, value: bytes, *place: str) -> bytes:
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, value, _bound_to(place))

    def open(self, sealed: bytes, *place: str) -> bytes:
        """Return the value; raises DamagedRow where the row was altered or belongs to another place."""
        try:
            return self._cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], _bound_to(place))
        except (InvalidTag, ValueError) as error:
            raise DamagedRow(
                f"The stored row {' / '.join(place)} does not open: it was altered, or copied from another row. "
                "Restore it from a backup."
            ) from error


@dataclass(frozen=True)
class KeyRing:
    """The master key in use, and older ones that may still have wrapped some residents' keys; 32 bytes each."""

    current: bytes = field(repr=False)
    old: tuple[bytes, ...] = field(default=(), repr=False)

    def __post_init__(self) -> None:
        if any(len(key) != KEY_BYTES for key in (self.current, *self.old)):
            raise SettingsError(f"A master key is {KEY_BYTES} bytes long.")

    @cached_property
    def current_id(self) -> str:
        return master_key_id(self.current)

    @cached_property
    def _sealers(self) -> dict[str, Sealer]:
        """The keys by their names. Every message needs one more than once."""
        return {master_key_id(key): Sealer(key) for key in (*self.old, self.current)}

    def wrap(self, resident_key: bytes, resident_id: str) -> bytes:
        """Return a resident's key, sealed under the current master key."""
        return self.seal(resident_key, "resident_keys", resident_id)

    def unwrap(self, wrapped: bytes, master_id: str, resident_id: str) -> bytes:
        """Return a resident's key; raises WrongKey, DamagedRow."""
        return self.open(wrapped, master_id, "resident_keys", resident_id)

    def seal(self, value: bytes, *place: str) -> bytes:
        """Return a value that belongs to no resident, sealed under the current master key."""
        return self._sealers[self.current_id].seal(value, *place)

    def open(self, sealed: bytes, master_id: str, *place: str) -> bytes:
        """Return what seal() sealed; raises WrongKey, DamagedRow."""
        if not self.knows(master_id):
            raise wrong_key({master_id}, self)
        return self._sealers[master_id].open(sealed, *place)

    def knows(self, master_id: str) -> bool:
        return master_id in self._sealers


def wrong_key(needed: set[str], ring: KeyRing) -> WrongKey:
    """Return the error for a database some of whose keys were wrapped by master keys that are not on the ring."""
    return WrongKey(
        f"VOUCH_KEY does not open this database: it was sealed with the master key {', '.join(sorted(needed))}, and "
        f"the one given is {ring.current_id}. Give the key it was made with, in VOUCH_KEY or in the key file of "
        "your data directory; after a change of the key, put earlier ones in VOUCH_OLD_KEYS, separated by commas. "
        "Nothing was changed. Without that key the data cannot be read."
    )


def master_key_id(key: bytes) -> str:
    """Return a short name by which a master key is recognised; it tells nothing of the key."""
    return hashlib.sha256(b"vouch master key " + key).hexdigest()[:8]


def new_resident_key() -> bytes:
    return AESGCM.generate_key(KEY_BYTES * 8)


def _bound_to(place: tuple[str, ...]) -> bytes:
    # The lengths keep ("a", "bc") and ("ab", "c") apart whatever the ids hold.
    return "".join([f"{len(part)}:{part}" for part in place]).encode()
