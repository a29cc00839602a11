"""What each token meant for the answer, in three ways that know nothing of attention weights.

The answer is the log-odds of the right number; everything is computed in float64, because a sure
model's probability is 1 in float32 whatever is blanked.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from numpy.typing import NDArray
from torch import Tensor

from transformer import TokenModel


@dataclass(frozen=True)
class Explained:
    """One sentence as the model read it; vectors are [n], tensors [layer][head][query][key]."""

    attentions: NDArray
    gradients: NDArray
    probability: float
    """Of the right number."""
    importance: dict[str, NDArray]


def explain(model: TokenModel, tokens: Tensor, mask: int, number: int, blank: int) -> Explained:
    """`tokens` is [n], the answer is read at `mask`, `number` is the right one of two."""
    embedded = model.embed(tokens[None]).detach().requires_grad_()
    logits, encoded = model(embedded)
    answer = logits[0, mask, number] - logits[0, mask, 1 - number]
    by_input, *by_attention = torch.autograd.grad(answer, [embedded, *encoded.attentions])
    probability = torch.sigmoid(answer).item()
    return Explained(
        attentions=torch.cat(encoded.attentions).detach().numpy(),
        gradients=torch.cat(by_attention).numpy(),
        probability=probability,
        importance={
            "input gradient": by_input[0].norm(dim=-1).numpy(),
            "gradient x input": (by_input * embedded)[0].sum(dim=-1).abs().detach().numpy(),
            "blank-out": blank_out(model, tokens, mask, number, blank, probability),
        },
    )


def blank_out(
    model: TokenModel, tokens: Tensor, mask: int, number: int, blank: int, probability: float
) -> NDArray:
    """By how much the right number's probability changes when a token is replaced by `blank`."""
    blanked = tokens.repeat(len(tokens), 1).fill_diagonal_(blank)
    with torch.no_grad():
        logits, _ = model(model.embed(blanked))
    answers = logits[:, mask, number] - logits[:, mask, 1 - number]
    return (torch.sigmoid(answers) - probability).abs().numpy()
