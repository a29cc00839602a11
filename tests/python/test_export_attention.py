"""The exporter against real classes of transformers with tiny random weights."""

from __future__ import annotations

import base64
import gzip
import io
import json
from pathlib import Path
from types import SimpleNamespace

import numpy
import pytest
import torch
import transformers
from PIL import Image

from export_attention import (
    ExportError,
    exporting,
    generation_sample,
    image_sample,
    main,
    name_of,
    sample_of_generation,
    stacked,
    text_samples,
    write,
)

TEXT = "the keys to the cabinet are here ."
PROMPT = "the keys to the"


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

    @pytest.mark.parametrize("side", ["left", "right"])
    def test_cuts_padding_off_each_text_of_a_batch(self, bert, encoder_tokenizer, side):
        encoder_tokenizer.padding_side = side
        short = "they were here"
        batch = text_samples(bert, encoder_tokenizer, [TEXT, short])
        # Padding on the left moves the positions, so only the right side repeats what is alone.
        alone = [text_samples(bert, encoder_tokenizer, [text])[0] for text in (TEXT, short)]
        for together, single in zip(batch, alone, strict=True):
            assert together["tokens"] == single["tokens"]
            assert together["attentions"].shape == single["attentions"].shape
            numpy.testing.assert_allclose(together["attentions"].sum(axis=-1), 1, atol=1e-5)
            if side == "right":
                numpy.testing.assert_allclose(
                    together["attentions"], single["attentions"], atol=1e-5
                )

    def test_takes_the_encoder_of_an_encoder_decoder_model(self, encoder_tokenizer):
        config = transformers.T5Config(
            vocab_size=16, d_model=32, d_kv=8, d_ff=64, num_layers=2, num_heads=4
        )
        (sample,) = text_samples(transformers.T5Model(config), encoder_tokenizer, [TEXT])
        assert sample["attentions"].shape == (2, 4, 10, 10)


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

    def test_refuses_what_does_not_grow_by_one(self, gpt2, decoder_tokenizer):
        gpt2.set_attn_implementation("eager")
        output = gpt2.generate(
            **decoder_tokenizer(PROMPT, return_tensors="pt"),
            max_new_tokens=3,
            output_attentions=True,
            return_dict_in_generate=True,
        )
        with pytest.raises(ExportError, match=r"Step 0 .* 4 positions where 3 are expected"):
            sample_of_generation(output, decoder_tokenizer, 3, "gpt2")

    def test_says_when_attentions_were_not_asked_for(self, decoder_tokenizer):
        output = SimpleNamespace(attentions=None)
        with pytest.raises(ExportError, match="output_attentions=True"):
            sample_of_generation(output, decoder_tokenizer, 4, "gpt2")

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

    def test_says_what_is_wrong_in_one_message(self, tmp_path, capsys):
        output = tmp_path / "keys.json"
        assert main([str(tmp_path / "nothing"), "--text", TEXT, "-o", str(output)]) == 3
        assert capsys.readouterr().err.strip() != ""
        assert not output.exists()

    def test_refuses_to_generate_from_a_picture(self, tmp_path, capsys):
        with pytest.raises(SystemExit):
            main(["model", "--image", "a.png", "--generate", "3", "-o", str(tmp_path / "a.json")])
        assert "--generate goes with one --text" in capsys.readouterr().err
