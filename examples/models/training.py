"""One way to train for all three models: AdamW, a warm-up, then a cosine down to zero."""

from __future__ import annotations

import math
import random
import sys
import time
from collections.abc import Callable

import torch
from torch import Tensor, nn


def start(seed: int) -> random.Random:
    """Fixes every seed and gives a generator; one thread, because sums in another order differ."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    return random.Random(seed)


def train(model: nn.Module, loss_of_step: Callable[[int], Tensor], steps: int, rate: float) -> None:
    """Minimises `loss_of_step(step)`; reports to standard error ten times."""
    optimizer = torch.optim.AdamW(model.parameters(), lr=rate, weight_decay=0.01)
    warm_up = steps // 10

    def scale(step: int) -> float:
        if step < warm_up:
            return (step + 1) / warm_up
        return 0.5 + 0.5 * math.cos(math.pi * (step - warm_up) / (steps - warm_up))

    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, scale)
    since = time.monotonic()
    model.train()
    for step in range(steps):
        loss = loss_of_step(step)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        if (step + 1) % max(1, steps // 10) == 0:
            passed = time.monotonic() - since
            print(f"step {step + 1}: loss {loss.item():.4f}, {passed:.0f} s", file=sys.stderr)
    model.eval()
