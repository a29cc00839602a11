"""Headwater's native format (docs/file-format.md), rounded and gzipped to be small."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import numpy
from numpy.typing import NDArray

MOST_BYTES = 2_000_000
"""No output of the models may be larger: they are committed."""


def rounded(values: NDArray[Any], decimals: int) -> list[Any]:
    """Nested lists of `values`. Of n weights a row's sum moves by at most n/2 last places."""
    return numpy.round(values.astype(numpy.float64), decimals).tolist()


def significant(values: NDArray[Any], digits: int = 5) -> list[float]:
    """A vector with so many significant digits: what is small keeps its rank."""
    return [float(f"{value:.{digits}g}") for value in values]


def write(path: Path, content: dict[str, Any]) -> None:
    """Writes gzip of JSON, the same bytes for the same content. Says what it wrote."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    # Neither time nor name in the header.
    packed = gzip.compress(text.encode(), compresslevel=9, mtime=0)
    if len(packed) > MOST_BYTES:
        raise ValueError(f"{path.name} would take {len(packed)} bytes, more than {MOST_BYTES}.")
    path.write_bytes(packed)
    print(f"{path.name}: {len(packed) / 1000:.0f} kB")
