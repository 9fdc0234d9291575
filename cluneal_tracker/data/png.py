"""Pictures of steps as they are kept: PNG within limits, with nothing in it but the picture."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from cluneal_tracker.domain.own_routines import PICTURE_BYTES, PICTURE_HEIGHT, PICTURE_WIDTH

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
# Parts that say how the picture looks. Others could carry where and when it was taken.
_PARTS = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"pHYs", b"gAMA", b"sRGB", b"cHRM", b"sBIT"}
# Channels by colour type, and the depths each can have: PNG specification, table 11.1.
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
_PALETTE = 3
_FILTERS = 5


def check_png(content: bytes) -> None:
    """Refuse, with a ValueError, what is no whole PNG of up to 800 x 533 px and 400 kB."""
    if len(content) > PICTURE_BYTES:
        raise ValueError(f"A picture can have up to {PICTURE_BYTES // 1000} kB.")
    if not content.startswith(_SIGNATURE):
        raise ValueError("A picture in it is not a PNG.")
    parts = list(_parts(content))
    kinds = [kind for kind, _ in parts]
    if not kinds or kinds[0] != b"IHDR" or kinds[-1] != b"IEND" or kinds.count(b"IHDR") > 1:
        raise _damaged()
    if not set(kinds) <= _PARTS:
        raise ValueError("A picture in it carries more than the picture.")
    rows, row_bytes, colour = _header(parts[0][1])
    if colour == _PALETTE and b"PLTE" not in kinds:
        raise _damaged()
    _check_rows(b"".join(data for kind, data in parts if kind == b"IDAT"), rows, row_bytes)


def _parts(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Each part with its kind, up to the last one; its checksum has to fit."""
    at, kind = len(_SIGNATURE), b""
    while kind != b"IEND":
        head = content[at : at + 8]
        if len(head) < 8:
            raise _damaged()
        length, kind = struct.unpack(">I4s", head)
        data, told = content[at + 8 : at + 8 + length], content[at + 8 + length : at + 12 + length]
        if len(told) < 4 or zlib.crc32(kind + data) != int.from_bytes(told, "big"):
            raise _damaged()
        yield kind, data
        at += 12 + length
    if at != len(content):
        raise ValueError("A picture in it carries more than the picture.")


def _header(data: bytes) -> tuple[int, int, int]:
    """The number of rows, the bytes of each with its filter, and the colour type."""
    if len(data) != 13:
        raise _damaged()
    width, height, depth, colour, *rest = struct.unpack(">IIBBBBB", data)
    # Interlaced pictures are not written here, and would need a way of reading of their own.
    if depth not in _DEPTHS.get(colour, ()) or any(rest):
        raise _damaged()
    if not (1 <= width <= PICTURE_WIDTH and 1 <= height <= PICTURE_HEIGHT):
        raise ValueError(f"A picture can have up to {PICTURE_WIDTH} x {PICTURE_HEIGHT} px.")
    return height, 1 + (width * depth * _CHANNELS[colour] + 7) // 8, colour


def _check_rows(packed: bytes, rows: int, row_bytes: int) -> None:
    unpacking = zlib.decompressobj()
    try:
        # Never more than the picture takes: a small file can unpack to a very large one.
        found = unpacking.decompress(packed, rows * row_bytes + 1)
    except zlib.error:
        raise _damaged() from None
    if len(found) != rows * row_bytes or not unpacking.eof or unpacking.unused_data:
        raise _damaged()
    if any(found[at] >= _FILTERS for at in range(0, len(found), row_bytes)):
        raise _damaged()


def _damaged() -> ValueError:
    return ValueError("A picture in it is damaged.")
