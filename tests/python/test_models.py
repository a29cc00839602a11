"""What the example models are made with, and what they wrote."""

from __future__ import annotations

import base64
import gzip
import io
import json
from pathlib import Path
from random import Random

import numpy
import pytest
import torch
from PIL import Image

import attention_file
from digits.png import data_url
from stories import corpus
from transformer import Shape, TokenModel
from verb_number import grammar
from verb_number.attractor import pointing, rollout
from verb_number.importance import explain

MODELS = Path(__file__).parents[2] / "examples" / "models"
OUTPUTS = sorted(MODELS.glob("*/*.json.gz"))


def tiny(*, causal: bool) -> TokenModel:
    torch.manual_seed(4)
    shape = Shape(layers=3, heads=2, width=16, causal=causal)
    return TokenModel(shape, tokens=12, length=10, outputs=2).double()


class TestTransformer:
    def test_lets_no_causal_position_look_ahead(self):
        model = tiny(causal=True)
        _, encoded = model(model.embed(torch.arange(7)[None]))
        for weights in encoded.attentions:
            assert weights.triu(1).abs().max() == 0
            torch.testing.assert_close(weights.sum(dim=-1), torch.ones_like(weights[..., 0]))

    @pytest.mark.parametrize("before", [1, 4, 6])
    def test_gives_the_same_with_a_cache(self, before):
        model = tiny(causal=True)
        tokens = torch.arange(7)[None]
        logits, whole = model(model.embed(tokens))
        _, first = model(model.embed(tokens[:, :before]))
        later_logits, later = model(model.embed(tokens[:, before:]), first.cache)
        torch.testing.assert_close(later_logits, logits[:, before:])
        for part, weights in zip(later.attentions, whole.attentions, strict=True):
            torch.testing.assert_close(part, weights[:, :, before:])


class TestGrammar:
    @pytest.fixture
    def sentences(self) -> list[grammar.Sentence]:
        return grammar.sentences(Random(5), 500, besides=())

    def test_verbs_agree_with_their_subjects(self, sentences):
        forms = [*grammar.VERBS, *grammar.STANDS, *grammar.IS]
        numbers = {form: number for pair in forms for number, form in enumerate(pair)}
        for one in sentences:
            for verb in one.verbs:
                assert one.number(verb) == numbers[one.words[verb]]

    def test_attractors_are_nouns_of_the_other_number_on_the_way(self, sentences):
        nouns = {form: number for pair in grammar.NOUNS for number, form in enumerate(pair)}
        for one in sentences:
            for verb, subject in one.verbs.items():
                between = range(subject + 1, verb)
                expected = [
                    at
                    for at in between
                    if nouns.get(one.words[at]) == 1 - nouns[one.words[subject]]
                ]
                assert one.attractors(verb) == expected

    def test_held_out_sentences_are_not_among_those_known(self, sentences):
        known = {one.words for one in sentences}
        held_out = {one.words for one in grammar.sentences(Random(5), 300, besides=known)}
        assert len(held_out) == 300
        assert known.isdisjoint(held_out)


class TestImportance:
    def test_gradients_are_those_of_finite_differences(self):
        model = tiny(causal=False)
        tokens = torch.tensor([3, 1, 4, 1, 5])
        explained = explain(model, tokens, mask=2, number=1, blank=0)
        embedded = model.embed(tokens[None]).detach()

        def log_odds(change: torch.Tensor) -> float:
            logits, _ = model(embedded + change)
            return (logits[0, 2, 1] - logits[0, 2, 0]).item()

        slopes = torch.zeros_like(embedded)
        for at in numpy.ndindex(*embedded.shape):
            step = torch.zeros_like(embedded)
            step[at] = 1e-5
            slopes[at] = (log_odds(step) - log_odds(-step)) / 2e-5
        numpy.testing.assert_allclose(
            explained.importance["input gradient"], slopes[0].norm(dim=-1), rtol=1e-5
        )
        numpy.testing.assert_allclose(
            explained.importance["gradient x input"],
            (slopes * embedded)[0].sum(dim=-1).abs(),
            rtol=1e-4,
            atol=1e-8,
        )

    def test_blanking_out_compares_two_passes(self):
        model = tiny(causal=False)
        tokens = torch.tensor([3, 1, 4, 1, 5])
        explained = explain(model, tokens, mask=2, number=0, blank=7)

        def probability(text: list[int]) -> float:
            logits, _ = model(model.embed(torch.tensor([text])))
            return logits[0, 2].softmax(dim=-1)[0].item()

        for at in range(5):
            blanked = tokens.tolist()
            blanked[at] = 7
            expected = abs(probability(blanked) - probability(tokens.tolist()))
            assert explained.importance["blank-out"][at] == pytest.approx(expected, abs=1e-12)


class TestPointing:
    def test_rollout_of_one_layer_is_half_attention_half_itself(self):
        attentions = numpy.array([[[[0.2, 0.8], [0.6, 0.4]], [[0.4, 0.6], [1.0, 0.0]]]])
        numpy.testing.assert_allclose(rollout(attentions), [[[0.65, 0.35], [0.4, 0.6]]])

    def test_tells_when_only_raw_attention_falls(self):
        # Subject 0, attractor 1, verb 2: the last layer reads the attractor's position, which the
        # first layer has filled from the subject.
        first = [[1, 0, 0], [1, 0, 0], [1, 0, 0]]
        last = [[1, 0, 0], [0, 1, 0], [0, 1, 0]]
        found = pointing(numpy.array([[first], [last]], float), 2, 0, [1])
        assert found.raw == -1
        assert found.rollout == pytest.approx(0.25)
        assert found.only_raw_falls


class TestStories:
    def test_return_to_what_was_said(self):
        for seed in range(50):
            words = corpus.story(Random(seed))
            thing, place = words[5], words[words.index("near") + 2]
            assert words.count(thing) >= 4
            assert words.count(place) == 3
            assert words.count(words[1]) >= 5


class TestPicture:
    def test_is_what_another_library_reads(self):
        grey = numpy.arange(6, dtype=numpy.uint8).reshape(2, 3) * 40
        data = base64.b64decode(data_url(grey).split(",")[1])
        with Image.open(io.BytesIO(data)) as picture:
            numpy.testing.assert_array_equal(numpy.array(picture), grey)


class TestOutputs:
    @pytest.mark.parametrize("path", OUTPUTS, ids=lambda path: path.name)
    def test_are_small_and_open(self, validate, path):
        assert path.stat().st_size <= attention_file.MOST_BYTES
        found = validate(path)
        assert int(found["layers"]) >= 6
        assert "warning" not in found

    def test_hold_200_sentences_with_three_references(self):
        read = [
            json.loads(gzip.decompress(path.read_bytes()))["samples"]
            for path in OUTPUTS
            if path.name.startswith("samples-")
        ]
        samples = [sample for file in read for sample in file]
        assert len({sample["name"] for sample in samples}) == 200
        for sample in samples:
            assert set(sample["importance"]) == {"input gradient", "gradient x input", "blank-out"}
            assert sample["tokens"][sample["readout"]] == grammar.MASK
