"""Trains the encoder, measures it and writes its samples. `python -m verb_number.make`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, TypeVar

import torch
from torch import Tensor
from torch.nn import functional

from attention_file import rounded, significant, write
from training import start, train
from transformer import Shape, TokenModel
from verb_number import grammar
from verb_number.attractor import Pointing, pointing
from verb_number.grammar import Sentence
from verb_number.importance import Explained, explain

T = TypeVar("T")

HERE = Path(__file__).parent
SHAPE = Shape(layers=6, heads=8, width=64)
STEPS = 2600
LONG_STEPS = 2400
BATCH = 64
TRAINING = 240_000
LONG = 12
"""A sentence of so many words is long."""
SAMPLES = 200
FILES = 3
DECIMALS = 4
BLANKED = 0.03
"""So many words of the training sentences are blanked: the model has to know a blank by sight."""

CODE = {token: code for code, token in enumerate(grammar.VOCABULARY)}


@dataclass(frozen=True)
class Question:
    """A sentence and the one verb of it whose number is asked for."""

    sentence: Sentence
    verb: int

    @property
    def number(self) -> int:
        return self.sentence.number(self.verb)

    @property
    def attracted(self) -> bool:
        return bool(self.sentence.attractors(self.verb))

    @property
    def tokens(self) -> list[str]:
        return self.sentence.masked({self.verb})


def codes(texts: Iterable[Sequence[str]]) -> Tensor:
    """Texts of one length as [text][position]."""
    return torch.tensor([[CODE[token] for token in text] for text in texts])


def by_length(items: list[T], text: Callable[[T], Sequence[str]]) -> dict[int, list[T]]:
    groups: dict[int, list[T]] = defaultdict(list)
    for item in items:
        groups[len(text(item))].append(item)
    return dict(groups)


def trained(sentences: list[Sentence], random: Random) -> TokenModel:
    """Sentences of one length at a time need no padding; every length has its turn as often.

    About half of a sentence's verbs are masked and asked for.
    """
    model = TokenModel(SHAPE, len(CODE), grammar.LONGEST, outputs=2)
    groups = by_length(sentences, lambda one: one.words)

    def train_on(lengths: list[int], steps: int, rate: float, random: Random) -> None:
        def loss_of_step(_step: int) -> Tensor:
            batch = random.choices(groups[random.choice(lengths)], k=BATCH)
            asked = [random.sample(sorted(one.verbs), k=1 + len(one.verbs) // 2) for one in batch]
            tokens = codes(one.masked(verbs) for one, verbs in zip(batch, asked, strict=True))
            blanked = (torch.rand(tokens.shape) < BLANKED) & (tokens != CODE[grammar.MASK])
            logits, _ = model(model.embed(tokens.masked_fill(blanked, CODE[grammar.BLANK])))
            places = [(row, verb) for row, verbs in enumerate(asked) for verb in verbs]
            numbers = torch.tensor([batch[row].number(verb) for row, verb in places])
            rows, verbs = torch.tensor(places).T
            return functional.cross_entropy(logits[rows, verbs], numbers)

        train(model, loss_of_step, steps, rate)

    lengths = sorted(groups)
    train_on(lengths, STEPS, 2e-3, random)
    # Long sentences have clauses to tell apart that short ones have not: they are learned last.
    long = [length for length in lengths if length >= LONG]
    train_on(long, LONG_STEPS, 1e-3, start(seed=1))
    return model


@torch.no_grad()
def answers(model: TokenModel, questions: list[Question]) -> list[bool]:
    """Which of them the model answers rightly."""
    right = {}
    for group in by_length(questions, lambda one: one.tokens).values():
        logits, _ = model(model.embed(codes(one.tokens for one in group)))
        for one, answer in zip(group, logits.argmax(dim=-1).tolist(), strict=True):
            right[id(one)] = answer[one.verb] == one.number
    return [right[id(one)] for one in questions]


@dataclass(frozen=True)
class Answer:
    """A question, what the model made of it and where its attention points at."""

    question: Question
    explained: Explained
    pointing: Pointing


def answer(model: TokenModel, question: Question) -> Answer:
    """`model` computes in float64; the question has an attractor."""
    sentence, verb = question.sentence, question.verb
    tokens = codes([question.tokens])[0]
    explained = explain(model, tokens, verb, question.number, CODE[grammar.BLANK])
    subject, attractors = sentence.verbs[verb], sentence.attractors(verb)
    return Answer(question, explained, pointing(explained.attentions, verb, subject, attractors))


def sample(one: Answer, *, gradients: bool = False) -> dict[str, Any]:
    """In the native format; subject, attractors and probability are fields of our own."""
    question, explained = one.question, one.explained
    fields = {
        "name": f"{' '.join(question.tokens)} ({grammar.NUMBERS[question.number]})",
        "tokens": question.tokens,
        "readout": question.verb,
        "subject": question.sentence.verbs[question.verb],
        "attractors": question.sentence.attractors(question.verb),
        "probability": round(explained.probability, 6),
        "importance": {name: significant(values) for name, values in explained.importance.items()},
        "attentions": rounded(explained.attentions, DECIMALS),
    }
    if gradients:
        fields["gradients"] = rounded(explained.gradients, DECIMALS)
    return fields


def report(right: list[bool], questions: list[Question]) -> None:
    long = [len(one.tokens) >= LONG for one in questions]
    attracted = [one.attracted for one in questions]
    for name, chosen in {
        "held out": [True] * len(questions),
        "long ones": long,
        "long ones with attractors": [a and b for a, b in zip(long, attracted, strict=True)],
    }.items():
        hits = [hit for hit, of in zip(right, chosen, strict=True) if of]
        print(f"{name}: {sum(hits) / len(hits):.2%} of {len(hits)}")


def main() -> None:
    random = start(seed=1)
    training = grammar.sentences(random, TRAINING, besides=())
    held_out = grammar.sentences(random, 6000, besides={one.words for one in training})
    questions = [Question(one, random.choice(sorted(one.verbs))) for one in held_out]
    model = trained(training, random)
    report(answers(model, questions), questions)

    model.double()
    shown = [one for one in questions if len(one.tokens) >= LONG and one.attracted][:SAMPLES]
    answered = [answer(model, one) for one in shown]
    shared = {"format": "headwater/1", "model": "verb number (6 layers, 8 heads, bidirectional)"}
    for file in range(FILES):
        samples = [sample(one) for one in answered[file::FILES]]
        write(HERE / f"samples-{file + 1}.json.gz", {**shared, "samples": samples})

    falls = [one for one in answered if one.pointing.raw < 0]
    recovers = [one for one in falls if one.pointing.only_raw_falls]
    print(
        f"raw attention of the last layer points at an attractor in {len(falls)} of "
        f"{len(answered)} sentences; rollout at the subject in {len(recovers)} of these"
    )
    # Where both are as sure as can be.
    clearest = max(recovers, key=lambda one: min(-one.pointing.raw, one.pointing.rollout))
    write(HERE / "attractor.json.gz", {**shared, **sample(clearest, gradients=True)})


if __name__ == "__main__":
    main()
