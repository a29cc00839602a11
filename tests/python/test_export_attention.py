"""The exporter against real classes of transformers with tiny random weights."""

from __future__ import annotations

import base64
import contextlib
import gzip
import io
import json
import os
import stat
import weakref
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import numpy
import pytest
import torch
import transformers
from PIL import Image

import export_attention
from export_attention import (
    ExportError,
    Kept,
    exporting,
    generation_sample,
    image_sample,
    main,
    name_of,
    stacked,
    text_samples,
    write,
)

TEXT = "the keys to the cabinet are here ."
PROMPT = "the keys to the"


SMALL = {
    "vocab_size": 16,
    "hidden_size": 32,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "intermediate_size": 64,
}
VISION = {
    "image_size": 16,
    "patch_size": 8,
    "hidden_size": 32,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "intermediate_size": 64,
    "initializer_range": 0.5,
}


def t5() -> transformers.T5Model:
    torch.manual_seed(6)
    config = transformers.T5Config(
        vocab_size=16, d_model=32, d_kv=8, d_ff=64, num_layers=2, num_heads=4
    )
    return transformers.T5Model(config)


def bart() -> transformers.BartModel:
    torch.manual_seed(7)
    sizes = {f"{part}_{name}": size for part in ("encoder", "decoder") for name, size in SIZES}
    return transformers.BartModel(transformers.BartConfig(vocab_size=16, d_model=32, **sizes))


SIZES = (("layers", 2), ("attention_heads", 4), ("ffn_dim", 64))


def gpt_neo() -> transformers.GPTNeoModel:
    torch.manual_seed(8)
    config = transformers.GPTNeoConfig(
        vocab_size=16,
        hidden_size=32,
        num_layers=2,
        num_heads=4,
        attention_types=[[["global", "local"], 1]],
        initializer_range=0.5,
    )
    return transformers.GPTNeoModel(config)


def alone(model, tokenizer, text: str) -> numpy.ndarray:
    """What the model itself gives for a text, without the exporter."""
    model.set_attn_implementation("eager")
    model.eval()
    with torch.no_grad():
        output = model(**tokenizer(text, return_tensors="pt"), output_attentions=True)
    return numpy.stack([weights[0].numpy() for weights in output.attentions])


def read_json(path: Path) -> dict:
    data = path.read_bytes()
    return json.loads(gzip.decompress(data) if path.suffix == ".gz" else data)


class TestText:
    def test_gives_what_the_model_gives(self, bert, encoder_tokenizer):
        (sample,) = text_samples(bert, encoder_tokenizer, [TEXT])
        bert.set_attn_implementation("eager")
        bert.eval()
        expected = bert(**encoder_tokenizer(TEXT, return_tensors="pt"), output_attentions=True)
        assert sample["tokens"] == ["[CLS]", *TEXT.split(), "[SEP]"]
        for layer, weights in enumerate(expected.attentions):
            numpy.testing.assert_array_equal(
                sample["attentions"][layer], weights[0].detach().numpy()
            )

    def test_switches_dropout_off_and_on_again(self, bert, encoder_tokenizer):
        bert.train()
        (sample,) = text_samples(bert, encoder_tokenizer, [TEXT])
        numpy.testing.assert_allclose(sample["attentions"].sum(axis=-1), 1, atol=1e-5)
        assert bert.training

    def test_switches_to_the_eager_kernel_and_back(self, bert, encoder_tokenizer):
        bert.set_attn_implementation("sdpa")
        text_samples(bert, encoder_tokenizer, [TEXT])
        assert bert.config._attn_implementation == "sdpa"

    @pytest.mark.parametrize("name", ["bert", "gpt2", "gpt_neo"])
    @pytest.mark.parametrize("side", ["left", "right"])
    def test_reads_each_of_several_alone(self, request, encoder_tokenizer, name, side):
        model = gpt_neo() if name == "gpt_neo" else request.getfixturevalue(name)
        encoder_tokenizer.padding_side = side
        texts = [TEXT, "they were here"]
        for sample, text in zip(text_samples(model, encoder_tokenizer, texts), texts, strict=True):
            assert sample["tokens"] == ["[CLS]", *text.split(), "[SEP]"]
            numpy.testing.assert_array_equal(
                sample["attentions"], alone(model, encoder_tokenizer, text)
            )

    @pytest.mark.parametrize("make", [t5, bart])
    def test_takes_the_encoder_of_an_encoder_decoder_model_and_says_so(
        self, encoder_tokenizer, make
    ):
        model = make()
        (sample,) = text_samples(model, encoder_tokenizer, [TEXT])
        assert sample["model"] == f"{model.config.model_type} (encoder only)"
        expected = alone(model.get_encoder(), encoder_tokenizer, TEXT)
        numpy.testing.assert_array_equal(sample["attentions"], expected)

    @pytest.mark.parametrize("text", ["", " ", "nothing known"])
    def test_refuses_a_text_of_which_the_tokenizer_knows_nothing(
        self, bert, encoder_tokenizer, text
    ):
        with pytest.raises(ExportError, match="knows nothing of the text"):
            text_samples(bert, encoder_tokenizer, [text])

    def test_exports_a_text_with_some_unknown_words(self, bert, encoder_tokenizer):
        (sample,) = text_samples(bert, encoder_tokenizer, ["the unheard keys"])
        assert sample["tokens"] == ["[CLS]", "the", "[UNK]", "keys", "[SEP]"]

    def test_refuses_the_tokenizer_of_a_larger_model(self, bert, encoder_tokenizer):
        encoder_tokenizer.add_tokens(["larger"])
        with pytest.raises(ExportError, match=r"gives the id 16, the model knows 16"):
            text_samples(bert, encoder_tokenizer, ["the larger keys"])

    def test_refuses_a_text_longer_than_the_model_reads(self, gpt2, decoder_tokenizer):
        with pytest.raises(ExportError, match=r"65 tokens, the model reads at most 64"):
            text_samples(gpt2, decoder_tokenizer, [" ".join(["the"] * 65)])

    def test_refuses_a_tokenizer_that_pads_one_text(self, bert, encoder_tokenizer):
        def padding(text: str, **options: object) -> object:
            return encoder_tokenizer(text, **options | {"padding": "max_length", "max_length": 20})

        with pytest.raises(ExportError, match="pads a text that is alone"):
            text_samples(bert, padding, [TEXT])

    def test_refuses_what_is_random_in_spite_of_eval(self, bert, encoder_tokenizer):
        torch.manual_seed(9)
        bert.embeddings.register_forward_hook(lambda _module, _inputs, out: out + torch.rand(32))
        with pytest.raises(ExportError, match="other weights when it was read again"):
            text_samples(bert, encoder_tokenizer, [TEXT])

    def test_refuses_a_model_of_which_only_some_layers_attend(self, encoder_tokenizer):
        config = transformers.Lfm2Config(
            **SMALL | {"num_hidden_layers": 3},
            num_key_value_heads=4,
            layer_types=["full_attention", "conv", "full_attention"],
        )
        with pytest.raises(ExportError, match="3 layers, of which 2 gave attention"):
            text_samples(transformers.Lfm2Model(config), encoder_tokenizer, [TEXT])


class TestKept:
    @pytest.mark.parametrize("name", ["bert", "gpt2", "t5", "bart", "gpt_neo"])
    @pytest.mark.parametrize("float16", [False, True])
    def test_mean_is_that_of_all_heads(self, request, encoder_tokenizer, name, float16):
        makers = {"t5": t5, "bart": bart, "gpt_neo": gpt_neo}
        model = makers[name]() if name in makers else request.getfixturevalue(name)
        (sample,) = text_samples(model, encoder_tokenizer, [TEXT], Kept("mean", float16))
        reader = model.get_encoder() if model.config.is_encoder_decoder else model
        expected = alone(reader, encoder_tokenizer, TEXT).mean(axis=1, keepdims=True)
        assert sample["attentions"].dtype == (numpy.float16 if float16 else numpy.float32)
        assert "mean of 4 heads" in sample["model"]
        numpy.testing.assert_allclose(
            sample["attentions"], expected, rtol=0, atol=5e-4 if float16 else 1e-6
        )

    @pytest.mark.parametrize("name", ["bert", "t5"])
    def test_holds_one_layer_of_all_heads_at_a_time(self, request, encoder_tokenizer, name):
        model = t5() if name == "t5" else request.getfixturevalue(name)
        whole, most = [], []

        def look(_module, _inputs, output) -> None:
            whole.append(weakref.ref(output[-1]))
            most.append(sum(one() is not None for one in whole))

        kinds = ("BertSelfAttention", "T5Attention")
        # Before the exporter's own hooks, which go before those already there.
        model.set_attn_implementation("eager")
        attending = [one for one in model.modules() if type(one).__name__ in kinds]
        with pytest.MonkeyPatch.context() as patch:
            plain = export_attention.layer_by_layer

            @contextlib.contextmanager
            def watched(model, kept) -> Iterator[None]:
                with plain(model, kept):
                    hooks = [one.register_forward_hook(look, prepend=True) for one in attending]
                    yield
                    for hook in hooks:
                        hook.remove()

            patch.setattr(export_attention, "layer_by_layer", watched)
            text_samples(model, encoder_tokenizer, [TEXT], Kept("mean", float16=True))
        # Two passes.
        assert len(most) == 2 * model.config.num_hidden_layers
        assert max(most) == 1

    def test_leaves_the_model_as_it_was(self, bert, encoder_tokenizer):
        before = alone(bert, encoder_tokenizer, TEXT)
        text_samples(bert, encoder_tokenizer, [TEXT], Kept("mean", float16=True))
        numpy.testing.assert_array_equal(alone(bert, encoder_tokenizer, TEXT), before)


class TestGeneration:
    @pytest.mark.parametrize("cached", [True, False])
    def test_joins_to_a_pass_over_the_whole_text(self, gpt2, decoder_tokenizer, cached):
        told = generation_sample(
            gpt2, decoder_tokenizer, PROMPT, 5, do_sample=False, use_cache=cached
        )
        assert told["prompt_length"] == 4
        # The fifth token was written but never read.
        assert len(told["tokens"]) == 8
        assert len(told["name"].split()) == 9
        (read,) = text_samples(gpt2, decoder_tokenizer, [" ".join(told["tokens"])])
        assert told["tokens"] == read["tokens"]
        numpy.testing.assert_allclose(told["attentions"], read["attentions"], atol=1e-5)

    @pytest.mark.parametrize(
        "setting",
        [
            {"num_beams": 3},
            {"num_beams": 4, "num_return_sequences": 2},
            {"do_sample": True, "temperature": 5.0},
            {"cache_implementation": "static"},
            {"use_cache": False},
        ],
        ids="-".join,
    )
    def test_gives_the_weights_of_its_text_whatever_the_models_own_settings(
        self, gpt2, decoder_tokenizer, setting
    ):
        greedy = generation_sample(gpt2, decoder_tokenizer, PROMPT, 5)
        for name, value in setting.items():
            setattr(gpt2.generation_config, name, value)
        told = generation_sample(gpt2, decoder_tokenizer, PROMPT, 5)
        assert told["tokens"] == greedy["tokens"]
        expected = alone(gpt2, decoder_tokenizer, " ".join(told["tokens"]))
        numpy.testing.assert_allclose(told["attentions"], expected, atol=1e-6)

    @pytest.mark.parametrize("option", ["num_beams", "num_return_sequences"])
    def test_refuses_several_texts_at_once(self, gpt2, decoder_tokenizer, option):
        with pytest.raises(ExportError, match=f"Generate with {option}=1"):
            generation_sample(gpt2, decoder_tokenizer, PROMPT, 5, **{option: 3})

    def test_gives_the_weights_of_a_text_that_was_drawn(self, gpt2, decoder_tokenizer):
        torch.manual_seed(10)
        told = generation_sample(gpt2, decoder_tokenizer, PROMPT, 5, do_sample=True)
        expected = alone(gpt2, decoder_tokenizer, " ".join(told["tokens"]))
        numpy.testing.assert_allclose(told["attentions"], expected, atol=1e-6)

    def test_refuses_more_tokens_than_the_model_reads(self, gpt2, decoder_tokenizer):
        with pytest.raises(ExportError, match="4 tokens and 61 to come, the model reads at most"):
            generation_sample(gpt2, decoder_tokenizer, PROMPT, 61)

    def test_refuses_a_model_that_reads_what_comes_later(self, encoder_tokenizer):
        model = transformers.BertLMHeadModel(transformers.BertConfig(**SMALL))
        with pytest.raises(ExportError, match="it was not made to generate"):
            generation_sample(model, encoder_tokenizer, PROMPT, 3)

    def test_refuses_an_encoder_decoder_model(self, encoder_tokenizer):
        config = transformers.T5Config(
            vocab_size=16, d_model=32, d_kv=8, d_ff=64, num_layers=2, num_heads=4
        )
        model = transformers.T5ForConditionalGeneration(config)
        with pytest.raises(ExportError, match="encoder-decoder"):
            generation_sample(model, encoder_tokenizer, PROMPT, 3)


class TestImage:
    @pytest.fixture
    def processor(self) -> transformers.ViTImageProcessor:
        return transformers.ViTImageProcessor(size={"height": 16, "width": 24})

    def test_lays_the_patches_on_the_picture_that_the_model_saw(self, vit, processor):
        left_red = Image.new("RGB", (48, 32), "blue")
        left_red.paste("red", (0, 0, 24, 32))
        sample = image_sample(vit, processor, left_red)
        assert sample["attentions"].shape == (3, 4, 7, 7)
        assert sample["tokens"] == ["[CLS]", "0,0", "0,1", "0,2", "1,0", "1,1", "1,2"]
        assert (sample["image"]["grid"], sample["image"]["prefix_tokens"]) == ([2, 3], 1)
        data = base64.b64decode(sample["image"]["src"].split(",")[1])
        with Image.open(io.BytesIO(data)) as seen:
            assert seen.size == (24, 16)
            red, _, blue = seen.getpixel((3, 8))
            assert red > 200
            assert blue < 50

    @pytest.mark.parametrize(
        ("kind", "options", "prefix", "readout"),
        [
            ("DeiT", {}, 2, 0),
            ("Dinov2WithRegisters", {"num_register_tokens": 3}, 4, 0),
            ("CLIPVision", {}, 1, 0),
            ("SiglipVision", {}, 0, None),
            ("IJepa", {}, 0, None),
            # Its answer is the mean of the patches.
            ("Beit", {}, 1, None),
        ],
    )
    def test_reads_the_answer_where_the_model_does(self, kind, options, prefix, readout):
        torch.manual_seed(11)
        config = getattr(transformers, f"{kind}Config")(**VISION, **options)
        model = getattr(transformers, f"{kind}Model")(config)
        processor = transformers.ViTImageProcessor(size={"height": 16, "width": 16})
        sample = image_sample(model, processor, Image.new("RGB", (16, 16), "green"))
        assert sample["image"]["prefix_tokens"] == prefix
        assert sample.get("readout") == readout
        assert sample["tokens"].count("[CLS]") == min(prefix, 1)
        assert sample["tokens"][prefix:] == ["0,0", "0,1", "1,0", "1,1"]
        assert sample["attentions"].shape == (2, 4, prefix + 4, prefix + 4)

    def test_takes_the_part_for_pictures_of_a_model_of_pictures_and_texts(self):
        torch.manual_seed(12)
        config = transformers.SiglipConfig(text_config=SMALL, vision_config=VISION)
        processor = transformers.ViTImageProcessor(size={"height": 16, "width": 16})
        picture = Image.new("RGB", (16, 16), "green")
        sample = image_sample(transformers.SiglipModel(config), processor, picture)
        assert sample["attentions"].shape == (2, 4, 4, 4)
        assert "readout" not in sample

    @pytest.mark.parametrize(
        ("kind", "options", "message"),
        [
            ("Yolos", VISION | {"image_size": [16, 16]}, "100 positions behind its patches"),
            ("ViTMAE", VISION, "other weights when it was read again|fewer than its 2x2 patches"),
            (
                "Swin",
                {
                    "image_size": 16,
                    "patch_size": 2,
                    "embed_dim": 8,
                    "depths": [2],
                    "num_heads": [2],
                    "window_size": 4,
                },
                "look through windows",
            ),
        ],
    )
    def test_refuses_positions_that_are_no_patches(self, kind, options, message):
        torch.manual_seed(13)
        config = getattr(transformers, f"{kind}Config")(**options)
        model = getattr(transformers, f"{kind}Model")(config)
        processor = transformers.ViTImageProcessor(size={"height": 16, "width": 16})
        with pytest.raises(ExportError, match=message):
            image_sample(model, processor, Image.new("RGB", (16, 16), "green"))

    def test_refuses_patches_in_another_order(self, vit, processor):
        def turned(_module, _inputs, output) -> torch.Tensor:
            # The class token, then column by column.
            return output[:, [0, 1, 4, 2, 5, 3, 6]]

        vit.embeddings.register_forward_hook(turned)
        with pytest.raises(ExportError, match="one to a position, row by row"):
            image_sample(vit, processor, Image.new("RGB", (48, 32), "green"))

    @pytest.mark.parametrize(
        "options", [{"do_normalize": False}, {"do_rescale": False}, {"rescale_factor": 1 / 127.5}]
    )
    def test_shows_the_picture_as_it_was_before_the_processor_scaled_it(self, vit, options):
        processor = transformers.ViTImageProcessor(size={"height": 16, "width": 24}, **options)
        sample = image_sample(vit, processor, Image.new("RGB", (24, 16), (200, 100, 40)))
        data = base64.b64decode(sample["image"]["src"].split(",")[1])
        with Image.open(io.BytesIO(data)) as seen:
            numpy.testing.assert_allclose(seen.getpixel((3, 8)), (200, 100, 40), atol=4)

    def test_cuts_off_what_is_no_whole_patch(self):
        torch.manual_seed(14)
        config = transformers.Dinov2Config(**VISION | {"image_size": 19})
        processor = transformers.ViTImageProcessor(size={"height": 19, "width": 19})
        picture = Image.new("RGB", (19, 19), "green")
        sample = image_sample(transformers.Dinov2Model(config), processor, picture)
        assert sample["image"]["grid"] == [2, 2]
        data = base64.b64decode(sample["image"]["src"].split(",")[1])
        with Image.open(io.BytesIO(data)) as seen:
            assert seen.size == (16, 16)

    def test_refuses_a_processor_that_makes_tiles(self, vit):
        def tiles(images, return_tensors) -> dict:  # noqa: ARG001
            return {"pixel_values": torch.zeros(1, 5, 3, 16, 24)}

        with pytest.raises(ExportError, match=r"into tiles or patches \(\(1, 5, 3, 16, 24\)\)"):
            image_sample(vit, tiles, Image.new("RGB", (48, 32)))

    def test_refuses_a_model_without_patches(self, bert, processor):
        with pytest.raises(ExportError, match="patch_size"):
            image_sample(bert, processor, Image.new("RGB", (8, 8)))


class TestAttentionsThatAreMissing:
    def test_names_the_layer_whose_kernel_gave_none(self):
        with pytest.raises(ExportError, match=r"layer 1 are None.*attn_implementation='eager'"):
            stacked([torch.ones(1, 1, 2, 2), None])

    @pytest.mark.parametrize("nothing", [None, ()])
    def test_says_how_to_ask_for_them(self, nothing):
        with pytest.raises(ExportError, match="output_attentions=True"):
            stacked(nothing)

    def test_refuses_layers_that_differ(self):
        with pytest.raises(ExportError, match="Layer 1 has attention of shape"):
            stacked([torch.ones(1, 1, 2, 2), torch.ones(1, 2, 2, 2)])

    @pytest.mark.parametrize("shape", [(1, 2, 4, 9), (4, 2, 4, 4)])
    def test_refuses_windows(self, shape):
        with pytest.raises(ExportError, match="look through windows"):
            stacked([torch.full(shape, 1 / shape[-1])])

    @pytest.mark.parametrize("value", [float("nan"), float("inf")])
    def test_names_the_layer_that_is_not_finite(self, value):
        with pytest.raises(ExportError, match="Layer 1 has weights that are not finite"):
            stacked([torch.ones(1, 1, 2, 2), torch.full((1, 1, 2, 2), value)])

    def test_says_so_when_a_model_knows_no_eager_kernel(self):
        class Fused(torch.nn.Module):
            config = SimpleNamespace(_attn_implementation="flash_attention_2")

            def set_attn_implementation(self, name: str) -> None:
                raise ValueError(name)

        with pytest.raises(ExportError, match="'flash_attention_2'"), exporting(Fused()):
            pass


class TestFiles:
    @pytest.mark.parametrize("name", ["keys.json", "keys.json.gz", "keys.npz"])
    def test_open_on_the_command_line(self, bert, encoder_tokenizer, validate, tmp_path, name):
        path = tmp_path / name
        write(path, text_samples(bert, encoder_tokenizer, [TEXT]))
        found = validate(path)
        assert (found["layers"], found["heads"], found["tokens"]) == ("3", "4", "10")
        assert found["model"] == "bert"
        assert found["causal"] == "no"
        assert "warning" not in found

    @pytest.mark.parametrize("name", ["told.json", "told.npz"])
    def test_of_generation_open(self, gpt2, decoder_tokenizer, validate, tmp_path, name):
        path = tmp_path / name
        write(path, [generation_sample(gpt2, decoder_tokenizer, PROMPT, 5, do_sample=False)])
        found = validate(path)
        assert (found["layers"], found["heads"], found["tokens"]) == ("3", "4", "8")
        assert found["causal"] == "yes"

    @pytest.mark.parametrize("name", ["picture.json", "picture.npz"])
    def test_of_pictures_open(self, vit, validate, tmp_path, name):
        path = tmp_path / name
        processor = transformers.ViTImageProcessor(size={"height": 16, "width": 24})
        write(path, [image_sample(vit, processor, Image.new("RGB", (48, 32), "green"))])
        assert validate(path)["tokens"] == "7"

    def test_hold_several_samples(self, bert, encoder_tokenizer, validate, tmp_path):
        path = tmp_path / "two.json"
        write(path, text_samples(bert, encoder_tokenizer, [TEXT, "they were here"]))
        assert validate(path)["samples"].startswith("2")

    def test_of_numpy_are_float16_and_hold_every_field(self, bert, encoder_tokenizer, tmp_path):
        path = tmp_path / "keys.npz"
        (sample,) = text_samples(bert, encoder_tokenizer, [TEXT])
        write(path, [sample])
        with numpy.load(path) as arrays:
            assert arrays["attentions"].dtype == numpy.float16
            assert arrays["tokens"].tolist() == sample["tokens"]
            assert str(arrays["model"]) == name_of(bert)
            numpy.testing.assert_allclose(arrays["attentions"], sample["attentions"], atol=5e-4)

    def test_of_numpy_refuse_several_samples(self, bert, encoder_tokenizer, tmp_path):
        samples = text_samples(bert, encoder_tokenizer, [TEXT, "they were here"])
        with pytest.raises(ExportError, match="one sample, here are 2"):
            write(tmp_path / "two.npz", samples)

    def test_with_another_suffix_are_refused(self, tmp_path):
        with pytest.raises(ExportError, match=r"keys\.txt ends with none of \.npz"):
            write(tmp_path / "keys.txt", [])

    def test_stay_as_they_were_when_rounding_would_change_them(self, tmp_path):
        path = tmp_path / "flat.json"
        path.write_text("before")
        flat = {"tokens": ["a"] * 30, "attentions": numpy.full((1, 1, 30, 30), 1 / 30)}
        with pytest.raises(ExportError, match="Rounding would change layer 0"):
            write(path, [flat], digits=1)
        assert path.read_text() == "before"
        assert list(tmp_path.iterdir()) == [path]

    def test_stay_as_they_were_when_the_disk_is_full(self, monkeypatch, tmp_path):
        path = tmp_path / "keys.json"
        path.write_text("before")

        def full(file, _samples, _digits, packed) -> None:  # noqa: ARG001
            file.write(b"half")
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(export_attention, "_write_json", full)
        with pytest.raises(OSError, match="No space left"):
            write(path, [{"tokens": ["a"], "attentions": numpy.ones((1, 1, 1, 1))}])
        assert path.read_text() == "before"
        assert list(tmp_path.iterdir()) == [path]

    def test_are_written_through_links_and_keep_their_mode(self, tmp_path):
        target, link = tmp_path / "there.json", tmp_path / "here.json"
        target.write_text("before")
        target.chmod(0o640)
        link.symlink_to(target)
        write(link, [{"tokens": ["a"], "attentions": numpy.ones((1, 1, 1, 1))}])
        assert link.is_symlink()
        assert read_json(target)["tokens"] == ["a"]
        assert stat.S_IMODE(target.stat().st_mode) == 0o640

    def test_replace_nothing_but_files(self, tmp_path):
        path = tmp_path / "pipe.json"
        os.mkfifo(path)
        with pytest.raises(ExportError, match="is no regular file"):
            write(path, [{"tokens": ["a"], "attentions": numpy.ones((1, 1, 1, 1))}])
        assert path.is_fifo()

    def test_of_numpy_are_stored_when_large(self, monkeypatch, validate, tmp_path):
        monkeypatch.setattr(export_attention, "STORED_FROM", 2 * 64 * 64)
        weights = numpy.full((1, 1, 64, 64), 1 / 64, numpy.float16)
        path = tmp_path / "large.npz"
        write(path, [{"tokens": ["a"] * 64, "attentions": weights}])
        assert path.stat().st_size > weights.nbytes
        assert validate(path)["tokens"] == "64"


class TestCommand:
    def test_exports_a_text(self, bert, encoder_tokenizer, validate, tmp_path):
        bert.save_pretrained(tmp_path)
        encoder_tokenizer.save_pretrained(tmp_path)
        output = tmp_path / "keys.json"
        assert main([str(tmp_path), "--text", TEXT, "-o", str(output)]) == 0
        assert validate(output)["tokens"] == "10"

    def test_exports_generated_text(self, gpt2, decoder_tokenizer, validate, tmp_path):
        gpt2.save_pretrained(tmp_path)
        decoder_tokenizer.save_pretrained(tmp_path)
        output = tmp_path / "told.json.gz"
        arguments = [str(tmp_path), "--text", PROMPT, "--generate", "4", "-o", str(output)]
        assert main(arguments) == 0
        assert validate(output)["causal"] == "yes"
        assert read_json(output)["prompt_length"] == 4

    def test_exports_a_picture(self, vit, validate, tmp_path):
        vit.save_pretrained(tmp_path)
        processor = transformers.ViTImageProcessor(size={"height": 16, "width": 24})
        processor.save_pretrained(tmp_path)
        picture = tmp_path / "picture.png"
        Image.new("RGB", (30, 30), "red").save(picture)
        output = tmp_path / "picture.json"
        assert main([str(tmp_path), "--image", str(picture), "-o", str(output)]) == 0
        assert validate(output)["tokens"] == "7"
        assert read_json(output)["name"] == "picture.png"

    def test_keeps_the_mean_over_heads_as_float16(
        self, gpt2, decoder_tokenizer, validate, tmp_path, capsys
    ):
        gpt2.save_pretrained(tmp_path)
        decoder_tokenizer.save_pretrained(tmp_path)
        output = tmp_path / "told.npz"
        arguments = ["--generate", "4", "--heads", "mean", "--float16", "-o", str(output)]
        assert main([str(tmp_path), "--text", PROMPT, *arguments]) == 0
        assert validate(output)["heads"] == "1"
        said = capsys.readouterr().err
        assert "mean of 4 heads" in said
        with numpy.load(output) as arrays:
            expected = alone(gpt2, decoder_tokenizer, " ".join(arrays["tokens"])).mean(axis=1)
            numpy.testing.assert_allclose(arrays["attentions"][:, 0], expected, atol=5e-4)

    @pytest.mark.parametrize("setting", [{"num_beams": 3}, {"do_sample": True, "top_k": 2}])
    def test_generates_greedily_whatever_the_folder_says(
        self, gpt2, decoder_tokenizer, tmp_path, setting
    ):
        greedy = generation_sample(gpt2, decoder_tokenizer, PROMPT, 6)
        for name, value in setting.items():
            setattr(gpt2.generation_config, name, value)
        gpt2.save_pretrained(tmp_path)
        decoder_tokenizer.save_pretrained(tmp_path)
        output = tmp_path / "told.json"
        arguments = [str(tmp_path), "--text", PROMPT, "--generate", "6", "-o", str(output)]
        assert main(arguments) == 0
        told = read_json(output)
        assert told["tokens"] == greedy["tokens"]
        expected = alone(gpt2, decoder_tokenizer, " ".join(told["tokens"]))
        numpy.testing.assert_allclose(told["attentions"], expected, atol=1e-5)

    @pytest.mark.parametrize("name", ["bert", "gpt2", "t5"])
    def test_refuses_a_folder_without_a_tokenizer(self, request, tmp_path, capsys, name):
        model = t5() if name == "t5" else request.getfixturevalue(name)
        model.save_pretrained(tmp_path)
        output = tmp_path / "keys.json"
        capsys.readouterr()
        assert main([str(tmp_path), "--text", TEXT, "-o", str(output)]) == 3
        assert "knows nothing of the text" in capsys.readouterr().err
        assert not output.exists()

    def test_refuses_a_folder_without_some_weights(self, bert, encoder_tokenizer, tmp_path, capsys):
        state = bert.state_dict()
        del state["encoder.layer.1.attention.self.query.weight"]
        bert.save_pretrained(tmp_path, state_dict=state)
        encoder_tokenizer.save_pretrained(tmp_path)
        output = tmp_path / "keys.json"
        assert main([str(tmp_path), "--text", TEXT, "-o", str(output)]) == 3
        assert "lacks 1 weights of BertModel" in capsys.readouterr().err
        assert not output.exists()

    def test_says_of_which_part_it_is(self, encoder_tokenizer, tmp_path, capsys):
        t5().save_pretrained(tmp_path)
        encoder_tokenizer.save_pretrained(tmp_path)
        output = tmp_path / "keys.json"
        assert main([str(tmp_path), "--text", TEXT, "-o", str(output)]) == 0
        assert "(encoder only)" in capsys.readouterr().err
        assert read_json(output)["model"].endswith("(encoder only)")

    @pytest.mark.parametrize("content", [None, b"no picture"])
    def test_says_in_one_line_that_there_is_no_picture(self, tmp_path, capsys, content):
        picture = tmp_path / "picture.png"
        if content is not None:
            picture.write_bytes(content)
        output = tmp_path / "picture.json"
        assert main([str(tmp_path), "--image", str(picture), "-o", str(output)]) == 3
        said = capsys.readouterr().err
        assert "picture.png" in said
        assert said.count("\n") == 1

    @pytest.mark.parametrize(
        ("output", "message"),
        [
            ("keys.txt", "ends with none of"),
            ("nowhere/keys.json", "There is no folder"),
            (".json", "is no regular file"),
            ("two.npz", "one sample, here are 2"),
        ],
    )
    def test_refuses_an_output_before_it_loads_a_model(self, tmp_path, capsys, output, message):
        (tmp_path / ".json").mkdir()
        texts = ["--text", TEXT, "--text", TEXT]
        assert main(["no model", *texts, "-o", str(tmp_path / output)]) == 3
        said = capsys.readouterr().err
        assert message in said
        assert said.count("\n") == 1

    @pytest.mark.parametrize("option", ["--digits", "--generate"])
    @pytest.mark.parametrize("value", ["0", "-3", "1.5", "many"])
    def test_refuses_numbers_that_mean_nothing(self, capsys, option, value):
        with pytest.raises(SystemExit) as ended:
            main(["model", "--text", TEXT, f"{option}={value}", "-o", "keys.json"])
        assert ended.value.code == 2
        assert f"'{value}' is no whole number of 1 to" in capsys.readouterr().err

    def test_says_what_is_wrong_in_one_message(self, tmp_path, capsys):
        output = tmp_path / "keys.json"
        assert main([str(tmp_path / "nothing"), "--text", TEXT, "-o", str(output)]) == 3
        said = capsys.readouterr().err.strip().splitlines()
        assert len(said) == 1
        assert "nothing" in said[0]
        assert not output.exists()

    def test_refuses_to_generate_from_a_picture(self, tmp_path, capsys):
        with pytest.raises(SystemExit):
            main(["model", "--image", "a.png", "--generate", "3", "-o", str(tmp_path / "a.json")])
        assert "--generate goes with one --text" in capsys.readouterr().err
