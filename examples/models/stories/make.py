"""Trains the language model, measures it and lets it tell. `python -m stories.make`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import numpy
import torch
from numpy.typing import NDArray
from torch import Tensor

import attention_file
from stories import corpus
from training import start, train
from transformer import Shape, TokenModel, cross_entropy

HERE = Path(__file__).parent
SHAPE = Shape(layers=12, heads=4, width=48, causal=True)
LENGTH = 84
"""The longest story has 83 tokens."""
STEPS = 1200
BATCH = 16
DECIMALS = 5
PROMPT = "anna lost a golden key . her neighbour said : the key is near the mill . so anna went"

VOCABULARY = corpus.vocabulary()
CODE = {token: code for code, token in enumerate(VOCABULARY)}


def encode(tokens: list[str]) -> Tensor:
    return torch.tensor([CODE[token] for token in tokens])


@dataclass(frozen=True)
class Told:
    """A text and how it came about. `steps` are [layer][head][query][key] of each pass."""

    tokens: list[str]
    prompt: int
    steps: list[NDArray]


def trained(random: Random) -> TokenModel:
    """Every window is a story from its start and, where it is short, the beginning of the next."""
    model = TokenModel(SHAPE, len(CODE), LENGTH, outputs=len(CODE))

    def window() -> Tensor:
        return encode((corpus.story(random) + corpus.story(random))[: LENGTH + 1])

    def loss_of_step(_step: int) -> Tensor:
        windows = torch.stack([window() for _ in range(BATCH)])
        logits, _ = model(model.embed(windows[:, :-1]))
        return cross_entropy(logits, windows[:, 1:])

    train(model, loss_of_step, STEPS, rate=2e-3)
    return model


@torch.no_grad()
def tell(model: TokenModel, prompt: list[str]) -> Told:
    """Goes on with the likeliest token until the story ends; keys and values are kept."""
    tokens = list(prompt)
    steps = []
    logits, encoded = model(model.embed(encode(tokens)[None]))
    while True:
        steps.append(torch.cat(encoded.attentions).numpy())
        tokens.append(VOCABULARY[int(logits[0, -1].argmax())])
        if tokens[-1] == corpus.END or len(tokens) == LENGTH:
            return Told(tokens, len(prompt), steps)
        logits, encoded = model(model.embed(encode(tokens[-1:])[None]), encoded.cache)


def as_one(told: Told) -> NDArray:
    """The rows of all steps in one tensor: what a pass over the whole text gives."""
    keys = told.steps[-1].shape[-1]
    whole = numpy.zeros((*told.steps[0].shape[:2], keys, keys), dtype=numpy.float32)
    row = 0
    for step in told.steps:
        _, _, queries, reach = step.shape
        whole[:, :, row : row + queries, :reach] = step
        row += queries
    return whole


def fill_in(model: TokenModel, random: Random, count: int) -> tuple[float, int]:
    """How often a word that the story has fixed before is the likeliest one, over new stories."""
    fixed = {*corpus.NAMES, *corpus.RELATIONS, *corpus.THINGS, *corpus.COLOURS, *corpus.PLACES}
    fixed |= set(corpus.NAMES.values())
    right = asked = 0
    for _ in range(count):
        tokens = corpus.story(random)
        with torch.no_grad():
            logits, _ = model(model.embed(encode(tokens)[None]))
        guesses = logits[0].argmax(dim=-1).tolist()
        for at in range(1, len(tokens)):
            if tokens[at] in fixed and tokens[at] in tokens[:at]:
                asked += 1
                right += VOCABULARY[guesses[at - 1]] == tokens[at]
    return right / asked, asked


def main() -> None:
    random = start(seed=2)
    model = trained(random)
    share, asked = fill_in(model, random, count=300)
    print(f"words fixed earlier in the story: {share:.2%} of {asked} foretold")

    told = tell(model, [corpus.START, *PROMPT.split()])
    print(" ".join(told.tokens))
    whole = as_one(told)
    with torch.no_grad():
        _, encoded = model(model.embed(encode(told.tokens[:-1])[None]))
    # The cache changes nothing but the last bits.
    numpy.testing.assert_allclose(whole, torch.cat(encoded.attentions).numpy(), atol=1e-5)

    shared: dict[str, Any] = {
        "format": "headwater/1",
        "model": "stories (12 layers, 4 heads, causal)",
        "prompt_length": told.prompt,
    }
    attention_file.write(
        HERE / "story.json.gz",
        {
            **shared,
            "name": "a story, one tensor of the whole text",
            "tokens": told.tokens[:-1],
            "attentions": attention_file.rounded(whole, DECIMALS),
        },
    )
    attention_file.write(
        HERE / "story-steps.json.gz",
        {
            **shared,
            "name": "the same story as its generation gave it, step by step",
            "tokens": told.tokens,
            # [step][layer][batch][head][query][key], as generate() gives it.
            "attentions": [attention_file.rounded(step[:, None], DECIMALS) for step in told.steps],
        },
    )


if __name__ == "__main__":
    main()
