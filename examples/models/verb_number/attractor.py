"""Which noun a method points at: the verb's subject, or a noun of the other number before it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy
from numpy.typing import NDArray


def raw(attentions: NDArray) -> NDArray:
    """Mean over the heads of each layer: [layer][head][n][n] → [layer][n][n]."""
    return attentions.mean(axis=1)


def rollout(attentions: NDArray) -> NDArray:
    """Abnar & Zuidema's rollout of every layer, heads averaged, residual 0.5: [layer][n][n]."""
    mixed = 0.5 * raw(attentions) + 0.5 * numpy.eye(attentions.shape[-1])
    rolled = [mixed[0]]
    for layer in mixed[1:]:
        rolled.append(layer @ rolled[-1])
    return numpy.stack(rolled)


@dataclass(frozen=True)
class Pointing:
    """By how much the subject outweighs the strongest attractor in the last layer's row."""

    raw: float
    rollout: float

    @property
    def only_raw_falls(self) -> bool:
        return self.raw < 0 < self.rollout


def pointing(attentions: NDArray, row: int, subject: int, attractors: list[int]) -> Pointing:
    """`row` is the verb's position; there is at least one attractor."""

    def margin(layers: NDArray) -> float:
        weights = layers[-1, row]
        return float(weights[subject] - weights[attractors].max())

    return Pointing(margin(raw(attentions)), margin(rollout(attentions)))
