"""The keys of a locked diary: one random key, wrapped by a passphrase and by a recovery code.

Either of the two opens the same key. A wrap (AES key wrap, RFC 3394, under Argon2id, RFC 9106)
says for certain whether a secret is the right one, and gives nothing away otherwise.
"""

from __future__ import annotations

import json
import os
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from typing import Any
from zlib import crc32

from cluneal_tracker.data.locking.codes import new_code, read_code
from cluneal_tracker.domain.errors import DiaryError

KEY_BYTES = 32
_SALT_BYTES = 16
_WRAPPED_BYTES = KEY_BYTES + 8
_FORMAT = 1
_LONGEST = 4096
# What a guess may take at most: eight times as much as ours, in KiB written.
_MOST_WORK = 8 * 64 * 1024 * 12
_DAMAGED = "The key file is damaged. Each backup holds a copy of it."


class WrongPassphrase(DiaryError):
    """The passphrase is another one."""


class WrongCode(DiaryError):
    """The code is well written, but it is that of another diary, or an older one of this."""


class DamagedKeys(DiaryError):
    """The wraps are not as they were written, so no secret can be tried on them."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess at a secret costs: memory in KiB, passes over it, and lanes side by side."""

    memory_kib: int
    passes: int
    lanes: int

    def __post_init__(self) -> None:
        # A file from elsewhere must not make the program ask for all the memory there is.
        for number, most in ((self.memory_kib, 2**20), (self.passes, 100), (self.lanes, 16)):
            if type(number) is not int or not 1 <= number <= most:
                raise ValueError("The cost of a guess is out of bounds.")
        if self.memory_kib * self.passes > _MOST_WORK:
            raise ValueError("A guess would take too long.")
        if self.memory_kib < 8 * self.lanes:
            raise ValueError("Argon2 needs 8 KiB a lane.")


# About half a second on an ordinary computer, and the same for each guess of somebody else.
DEAR = Cost(memory_kib=64 * 1024, passes=12, lanes=4)


@dataclass(frozen=True, slots=True)
class Wrap:
    """The key as one secret opens it: 16 bytes of salt and 40 of wrapped key."""

    cost: Cost
    salt: bytes
    wrapped: bytes

    def __post_init__(self) -> None:
        if (len(self.salt), len(self.wrapped)) != (_SALT_BYTES, _WRAPPED_BYTES):
            raise ValueError("A wrap has 16 bytes of salt and 40 of key.")

    @classmethod
    def make(cls, key: bytes, secret: str, cost: Cost) -> Wrap:
        """Wrap a key of 32 bytes."""
        with parts_installed():
            from cryptography.hazmat.primitives.keywrap import aes_key_wrap

        salt = os.urandom(_SALT_BYTES)
        return cls(cost, salt, aes_key_wrap(_derive(secret, salt, cost), key))

    def open(self, secret: str) -> bytes | None:
        """The key, or None when it is another secret."""
        with parts_installed():
            from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap

        try:
            return aes_key_unwrap(_derive(secret, self.salt, self.cost), self.wrapped)
        except InvalidUnwrap:
            return None


@dataclass(frozen=True, slots=True)
class Keys:
    """The two wraps of one key; they are kept beside the diary and in each of its backups.

    A changed passphrase or code holds from then on. A backup made before keeps the wraps of its
    time: the old secret opens it still, and with it the key.
    """

    passphrase: Wrap
    code: Wrap

    def open_with_passphrase(self, text: str) -> bytes:
        """The key; raises WrongPassphrase."""
        key = self.passphrase.open(_passphrase(text))
        if key is None:
            raise WrongPassphrase("This passphrase does not open it. Nothing was changed.")
        return key

    def open_with_code(self, text: str) -> bytes:
        """The key; raises WrongCode, or DiaryError that tells where the code has a slip."""
        key = self.code.open(read_code(text))
        if key is None:
            raise WrongCode("This is not the code of this diary. Nothing was changed.")
        return key

    def open_with_either(self, text: str) -> bytes:
        """The key, by the passphrase or the code; raises WrongPassphrase."""
        try:
            return self.open_with_passphrase(text)
        except WrongPassphrase:
            try:
                return self.open_with_code(text)
            except DiaryError:
                pass
            raise

    def with_new_passphrase(self, key: bytes, text: str, cost: Cost = DEAR) -> Keys:
        """The same key under another passphrase; the code stays."""
        return replace(self, passphrase=Wrap.make(key, _passphrase(text), cost))

    def with_new_code(self, key: bytes, cost: Cost = DEAR) -> tuple[Keys, str]:
        """The same key under a fresh recovery code, and the code to print."""
        code = new_code()
        return replace(self, code=Wrap.make(key, read_code(code), cost)), code

    def to_json(self) -> str:
        """The wraps in one line, with a checksum."""
        content = {
            "format": _FORMAT,
            "passphrase": _told(self.passphrase),
            "recovery_code": _told(self.code),
        }
        check = crc32(json.dumps(content).encode())
        return json.dumps({**content, "check": f"{check:08x}"})

    @classmethod
    def from_json(cls, text: str) -> Keys:
        """The wraps as `to_json` wrote them; raises DamagedKeys for anything else."""
        try:
            # Nothing from outside is parsed that cannot be a key file.
            content = json.loads(text if len(text) <= _LONGEST else "")
            if content["format"] > _FORMAT:
                raise DiaryError("A newer version of Cluneal Tracker locked it. Update this one.")
            keys = cls(_wrap(content["passphrase"]), _wrap(content["recovery_code"]))
        except (ValueError, TypeError, LookupError, RecursionError) as error:
            raise DamagedKeys(_DAMAGED) from error
        if keys.to_json() != text.strip():
            raise DamagedKeys(_DAMAGED)
        return keys


@dataclass(frozen=True, slots=True)
class Lock:
    """What a locked diary is opened with: the key itself, and the wraps that it carries along."""

    key: bytes = field(repr=False)
    keys: Keys


def new_keys(passphrase: str, cost: Cost = DEAR) -> tuple[Keys, bytes, str]:
    """A fresh key under a passphrase: its wraps, the key and the recovery code to print."""
    key, code = os.urandom(KEY_BYTES), new_code()
    wraps = [Wrap.make(key, secret, cost) for secret in (_passphrase(passphrase), read_code(code))]
    return Keys(*wraps), key, code


@contextmanager
def parts_installed() -> Iterator[None]:
    """What is imported within is an optional part of the program."""
    try:
        yield
    except ImportError as error:
        raise DiaryError(
            "A locked diary needs two more parts. "
            'Run "pip install sqlcipher3 cryptography", then start again.'
        ) from error


def _passphrase(text: str) -> str:
    if not text:
        raise DiaryError("Type a passphrase first.")
    # The same letter can be typed in two ways; on another computer it is often the other one.
    return unicodedata.normalize("NFC", text)


def _derive(secret: str, salt: bytes, cost: Cost) -> bytes:
    with parts_installed():
        from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    argon = Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=cost.passes,
        lanes=cost.lanes,
        memory_cost=cost.memory_kib,
    )
    try:
        return argon.derive(secret.encode("utf-8", "surrogatepass"))
    except MemoryError as error:
        raise DiaryError("There is too little memory. Close a program, then try again.") from error


def _told(wrap: Wrap) -> dict[str, Any]:
    return {**asdict(wrap.cost), "salt": wrap.salt.hex(), "wrapped": wrap.wrapped.hex()}


def _wrap(told: dict[str, Any]) -> Wrap:
    cost = Cost(told["memory_kib"], told["passes"], told["lanes"])
    return Wrap(cost, bytes.fromhex(told["salt"]), bytes.fromhex(told["wrapped"]))
