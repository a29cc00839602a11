"""Trains the vision transformer, measures it and writes digits. `python -m digits.make`."""

from __future__ import annotations

from pathlib import Path
from random import Random

import numpy
import torch
from numpy.typing import NDArray
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from torch import Tensor, nn
from torch.nn import functional

import attention_file
from digits.png import data_url
from training import start, train
from transformer import Encoded, Shape, Transformer

HERE = Path(__file__).parent
SHAPE = Shape(layers=6, heads=4, width=48)
SIDE = 8
STEPS = 1000
BATCH = 32
DECIMALS = 5
SHOWN = [0, 3, 4, 7]
"""Digits of which one held-out picture each is written."""
ENLARGED = 16
"""Pixels of the written picture for each pixel of the real one."""


class PixelTransformer(nn.Module):
    """Every pixel is a token that sees its neighbours; a class token is what is read from."""

    def __init__(self) -> None:
        super().__init__()
        # Of single pixels it learns far slower.
        self.pixel = nn.Conv2d(1, SHAPE.width, kernel_size=3, padding=1)
        self.answer = nn.Parameter(torch.zeros(1, 1, SHAPE.width))
        self.position = nn.Parameter(0.3 * torch.randn(1, SIDE * SIDE + 1, SHAPE.width))
        self.transformer = Transformer(SHAPE)
        self.head = nn.Linear(SHAPE.width, 10)

    def forward(self, images: Tensor) -> tuple[Tensor, Encoded]:
        """`images` is [batch][row][column] in 0..1; gives ten logits each."""
        pixels = self.pixel(images[:, None]).flatten(2).transpose(1, 2)
        tokens = torch.cat([self.answer.expand(len(images), -1, -1), pixels], dim=1)
        encoded = self.transformer(tokens + self.position)
        return self.head(encoded.states[:, 0]), encoded


def moved(images: Tensor, random: Random) -> Tensor:
    """Pictures shifted by up to one pixel: there are too few real ones to learn from."""
    down, right = random.choice([-1, 0, 1]), random.choice([-1, 0, 1])
    padded = functional.pad(images, (1, 1, 1, 1))
    return padded[:, 1 - down : 1 - down + SIDE, 1 - right : 1 - right + SIDE]


def trained(images: Tensor, digits: Tensor, random: Random) -> PixelTransformer:
    model = PixelTransformer()

    def loss_of_step(_step: int) -> Tensor:
        batch = torch.randint(len(images), (BATCH,))
        logits, _ = model(moved(images[batch], random))
        return functional.cross_entropy(logits, digits[batch])

    train(model, loss_of_step, STEPS, rate=2e-3)
    return model


def picture(image: Tensor) -> NDArray:
    """Dark ink on white, enlarged so that a browser does not blur it."""
    ink = 255 * (1 - image.numpy())
    return numpy.kron(ink.round(), numpy.ones((ENLARGED, ENLARGED)))


@torch.no_grad()
def write(model: PixelTransformer, image: Tensor, digit: int) -> None:
    logits, encoded = model(image[None])
    probability = logits.softmax(dim=-1)[0, digit].item()
    attentions = torch.cat(encoded.attentions).numpy()
    cells = [f"{row},{column}" for row in range(SIDE) for column in range(SIDE)]
    attention_file.write(
        HERE / f"digit-{digit}.json.gz",
        {
            "format": "headwater/1",
            "model": "digits (vision transformer, 6 layers, 4 heads)",
            "name": f"a handwritten {digit}, told with probability {probability:.4f}",
            "tokens": ["[CLS]", *cells],
            "readout": 0,
            "image": {"src": data_url(picture(image)), "grid": [SIDE, SIDE], "prefix_tokens": 1},
            "attentions": attention_file.rounded(attentions, DECIMALS),
        },
    )


def main() -> None:
    random = start(seed=3)
    real = load_digits()
    images = torch.tensor(real.images, dtype=torch.float32) / 16
    digits = torch.tensor(real.target)
    known, new = train_test_split(
        numpy.arange(len(digits)), test_size=0.2, stratify=real.target, random_state=3
    )
    model = trained(images[known], digits[known], random)
    with torch.no_grad():
        right = model(images[new])[0].argmax(dim=-1) == digits[new]
    print(f"held out: {right.float().mean().item():.2%} of {len(new)}")
    for digit in SHOWN:
        first = next(at for at, hit in zip(new, right, strict=True) if hit and digits[at] == digit)
        write(model, images[first], digit)


if __name__ == "__main__":
    main()
