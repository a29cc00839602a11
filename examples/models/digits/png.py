"""Grey pictures as PNG in a data URL, without an imaging library."""

from __future__ import annotations

import base64
import struct
import zlib

from numpy.typing import NDArray


def _chunk(kind: bytes, data: bytes) -> bytes:
    check = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)


def data_url(grey: NDArray) -> str:
    """`grey` is [row][column] of bytes, 0 black."""
    rows, columns = grey.shape
    # Each line begins with its filter: 0, none.
    lines = b"".join(b"\0" + row.tobytes() for row in grey.astype("uint8"))
    png = b"".join(
        [
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", struct.pack(">IIBBBBB", columns, rows, 8, 0, 0, 0, 0)),
            _chunk(b"IDAT", zlib.compress(lines, 9)),
            _chunk(b"IEND", b""),
        ]
    )
    return "data:image/png;base64," + base64.b64encode(png).decode()
