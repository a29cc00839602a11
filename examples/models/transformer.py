"""The transformer of all three example models: pre-normalised blocks that hand out their attention.

Small on purpose. What it has that a library's block has not: every layer returns the weights after
the softmax, so that a file can be written of them and gradients can be taken with respect to them.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

KeysValues = tuple[Tensor, Tensor]
"""Keys and values of one layer, each [batch][head][key][width of a head]."""


@dataclass(frozen=True)
class Shape:
    """Extents of a model; a causal one lets no position look ahead."""

    layers: int
    heads: int
    width: int
    causal: bool = False


class SelfAttention(nn.Module):
    """Multi-head attention that returns its weights."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads = shape.heads
        self.causal = shape.causal
        self.into = nn.Linear(shape.width, 3 * shape.width)
        self.out = nn.Linear(shape.width, shape.width)

    def forward(self, x: Tensor, past: KeysValues | None) -> tuple[Tensor, Tensor, KeysValues]:
        """`x` is [batch][query][width]; gives the output, the weights and the keys and values."""
        batch, queries, width = x.shape
        by_head = self.into(x).view(batch, queries, 3, self.heads, width // self.heads)
        query, key, value = by_head.permute(2, 0, 3, 1, 4)
        if past is not None:
            key = torch.cat([past[0], key], dim=2)
            value = torch.cat([past[1], value], dim=2)
        scores = query @ key.transpose(-2, -1) / query.shape[-1] ** 0.5
        if self.causal:
            ahead = torch.ones(queries, key.shape[2], dtype=torch.bool, device=x.device)
            scores = scores.masked_fill(ahead.triu(key.shape[2] - queries + 1), -torch.inf)
        weights = scores.softmax(dim=-1)
        mixed = (weights @ value).transpose(1, 2).reshape(batch, queries, width)
        return self.out(mixed), weights, (key, value)


class Block(nn.Module):
    """Attention and a two-layer perceptron, each beside a residual connection."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.before_attention = nn.LayerNorm(shape.width)
        self.attention = SelfAttention(shape)
        self.before_perceptron = nn.LayerNorm(shape.width)
        self.perceptron = nn.Sequential(
            nn.Linear(shape.width, 4 * shape.width),
            nn.GELU(),
            nn.Linear(4 * shape.width, shape.width),
        )

    def forward(self, x: Tensor, past: KeysValues | None) -> tuple[Tensor, Tensor, KeysValues]:
        mixed, weights, keys_values = self.attention(self.before_attention(x), past)
        x = x + mixed
        return x + self.perceptron(self.before_perceptron(x)), weights, keys_values


@dataclass(frozen=True)
class Encoded:
    """What the stack gives: the last layer's states and, of every layer, weights and the cache."""

    states: Tensor
    attentions: list[Tensor]
    cache: list[KeysValues]


class Transformer(nn.Module):
    """A stack of blocks over embedded positions, [batch][position][width]."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.blocks = nn.ModuleList(Block(shape) for _ in range(shape.layers))
        self.norm = nn.LayerNorm(shape.width)

    def forward(self, x: Tensor, cache: list[KeysValues] | None = None) -> Encoded:
        """With a `cache` of earlier positions, `x` holds only those that come after them."""
        attentions: list[Tensor] = []
        after: list[KeysValues] = []
        for layer, block in enumerate(self.blocks):
            x, weights, keys_values = block(x, None if cache is None else cache[layer])
            attentions.append(weights)
            after.append(keys_values)
        return Encoded(self.norm(x), attentions, after)


class TokenModel(nn.Module):
    """Tokens in, one vector of logits for each position out."""

    def __init__(self, shape: Shape, tokens: int, length: int, outputs: int) -> None:
        super().__init__()
        self.token = nn.Embedding(tokens, shape.width)
        self.position = nn.Embedding(length, shape.width)
        self.transformer = Transformer(shape)
        self.head = nn.Linear(shape.width, outputs)
        for embedding in (self.token, self.position):
            nn.init.normal_(embedding.weight, std=0.1)

    def embed(self, tokens: Tensor) -> Tensor:
        """[batch][position] → [batch][position][width], without positions."""
        return self.token(tokens)

    def forward(
        self, embedded: Tensor, cache: list[KeysValues] | None = None
    ) -> tuple[Tensor, Encoded]:
        """`embedded` is of `embed`, so that gradients can be taken with respect to it."""
        before = 0 if cache is None else cache[0][0].shape[2]
        places = torch.arange(before, before + embedded.shape[1], device=embedded.device)
        encoded = self.transformer(embedded + self.position(places), cache)
        return self.head(encoded.states), encoded


def cross_entropy(logits: Tensor, targets: Tensor) -> Tensor:
    """Mean over every position of the batch."""
    return functional.cross_entropy(logits.flatten(0, -2), targets.flatten())
