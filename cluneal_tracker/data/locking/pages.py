"""The pages of a locked diary in the clear, one by one, for a file too damaged to be opened.

What a page is: https://www.zetetic.net/sqlcipher/design/ (version 4, with a raw key).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cluneal_tracker.data.locking.files import PLAIN
from cluneal_tracker.data.locking.keys import parts_installed

PAGE_BYTES = 4096
_SALT_BYTES = 16
_IV_BYTES = 16
_HMAC_BYTES = 64
# At the end of each page; the page's own content ends before it.
RESERVED_BYTES = _IV_BYTES + _HMAC_BYTES
_HMAC_SALT_MASK = 0x3A
_HMAC_KEY_ROUNDS = 2


def decrypted_pages(file: Path, key: bytes) -> Iterator[bytes]:
    """Each page as SQLite would see it, 80 reserved bytes as zeros; a damaged page is all zeros.

    Where no page at all holds, its beginning, the salt of the checks, is lost: then every page
    is given as it reads, unchecked. Wraps after the last page are no page.
    """
    mac_key = _mac_key(file, key)
    checked = opens(file, key)
    for number, page in _pages(file):
        if checked and not _holds(page, number, mac_key):
            yield bytes(PAGE_BYTES)
        else:
            yield _clear(page, number, key)


def first_page(file: Path, key: bytes) -> bytes:
    """The first page in the clear; empty where it is damaged, cut or that of another key."""
    number, page = next(_pages(file), (0, b""))
    return _clear(page, number, key) if page and _holds(page, number, _mac_key(file, key)) else b""


def opens(file: Path, key: bytes) -> bool:
    """Whether a key is that of a locked file; False also where not one of its pages is whole."""
    mac_key = _mac_key(file, key)
    return any(_holds(page, number, mac_key) for number, page in _pages(file))


def _pages(file: Path) -> Iterator[tuple[int, bytes]]:
    number = 1
    with file.open("rb") as stream:
        while len(page := stream.read(PAGE_BYTES)) == PAGE_BYTES:
            yield number, page
            number += 1


def _mac_key(file: Path, key: bytes) -> bytes:
    import hashlib  # OpenSSL; a plain diary is opened without it, so not before the first paint

    with file.open("rb") as stream:
        salt = bytes(byte ^ _HMAC_SALT_MASK for byte in stream.read(_SALT_BYTES))
    return hashlib.pbkdf2_hmac("sha512", key, salt, _HMAC_KEY_ROUNDS, len(key))


def _holds(page: bytes, number: int, mac_key: bytes) -> bool:
    import hmac

    told = page[_begin(number) : -_HMAC_BYTES] + number.to_bytes(4, "little")
    return hmac.compare_digest(hmac.digest(mac_key, told, "sha512"), page[-_HMAC_BYTES:])


def _clear(page: bytes, number: int, key: bytes) -> bytes:
    with parts_installed():
        from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    begin = _begin(number)
    iv = page[-RESERVED_BYTES:-_HMAC_BYTES]
    decryptor = Cipher(algorithms.AES(key), modes.CBC(iv)).decryptor()
    content = decryptor.update(page[begin:-RESERVED_BYTES]) + decryptor.finalize()
    return PLAIN[:begin] + content + bytes(RESERVED_BYTES)


def _begin(number: int) -> int:
    # On the first page the salt stands in the place of SQLite's mark.
    return _SALT_BYTES if number == 1 else 0
