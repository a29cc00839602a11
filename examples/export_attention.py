#!/usr/bin/env python3
"""Exports the attention of a Hugging Face model to a file that Headwater opens.

Needs what you have when you work with such a model: transformers, torch and numpy; Pillow for
images.

    python export_attention.py bert-base-uncased --text "The keys are here." -o keys.npz
    python export_attention.py gpt2 --text "The keys to the" --generate 20 -o told.npz
    python export_attention.py google/vit-base-patch16-224 --image cat.jpg -o cat.npz

Several --text become several samples of one .json file. Or import it beside a model of your own:

    from export_attention import text_samples, write
    write("keys.npz", text_samples(model, tokenizer, ["The keys are here."]))

The file's suffix chooses the format: .npz (float16, the smallest), .json or .json.gz. The formats
are described in docs/file-format.md.
"""

from __future__ import annotations

import argparse
import base64
import contextlib
import gzip
import io
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy
import torch

Sample = dict[str, Any]
"""Fields of the native format; "attentions" is an array [layer][head][query][key]."""

SUFFIXES = (".npz", ".json", ".json.gz")


class ExportError(Exception):
    """What is wrong and what to do, in one message."""


@contextlib.contextmanager
def exporting(model: torch.nn.Module) -> Iterator[None]:
    """Makes a model give its attention: eager kernels, no dropout, no gradients; then as before."""
    was_training = model.training
    kernel = model.config._attn_implementation
    # The fused kernels (sdpa, flash) never hold the weights that are asked for.
    if kernel != "eager":
        try:
            model.set_attn_implementation("eager")
        except (AttributeError, ValueError) as error:
            raise ExportError(
                f"The model computes attention with '{kernel}', which does not give its weights. "
                "Load it with attn_implementation='eager'."
            ) from error
    # Dropout would zero weights at random, and rows would not sum to 1.
    model.eval()
    try:
        with torch.no_grad():
            yield
    finally:
        model.train(was_training)
        if kernel not in ("eager", None):
            model.set_attn_implementation(kernel)


def stacked(attentions: Sequence[torch.Tensor | None] | None) -> numpy.ndarray:
    """The layers of an output as one array, [layer][batch][head][query][key], float32."""
    if not attentions:
        raise ExportError(
            "The model gave no attentions. Ask for them with output_attentions=True, and load the "
            "model with attn_implementation='eager'."
        )
    missing = [layer for layer, weights in enumerate(attentions) if weights is None]
    if missing:
        raise ExportError(
            f"The attentions of layer {missing[0]} are None: a fused kernel computed them. Load "
            "the model with attn_implementation='eager'."
        )
    shapes = [tuple(weights.shape) for weights in attentions]
    odd = next((layer for layer, shape in enumerate(shapes) if shape != shapes[0]), None)
    if odd is not None:
        raise ExportError(
            f"Layer {odd} has attention of shape {shapes[odd]}, layer 0 of {shapes[0]}: "
            "models whose layers differ in heads or positions (windows) cannot be followed "
            "through the layers."
        )
    return numpy.stack([weights.detach().float().cpu().numpy() for weights in attentions])


def without_padding(attentions: numpy.ndarray, mask: numpy.ndarray) -> numpy.ndarray:
    """One item's [layer][head][query][key], only the positions where `mask` is not 0."""
    kept = numpy.flatnonzero(mask)
    return attentions[:, :, kept][:, :, :, kept]


def name_of(model: torch.nn.Module) -> str:
    """What people call the model."""
    return model.config.name_or_path or model.config.model_type


def text_samples(model: Any, tokenizer: Any, texts: Sequence[str]) -> list[Sample]:
    """One sample for each text. Of an encoder-decoder model, the encoder's attention."""
    if model.config.is_encoder_decoder:
        model = model.get_encoder()
    batched = len(texts) > 1 and tokenizer.pad_token is not None
    batches = [list(texts)] if batched else [[text] for text in texts]
    samples = []
    for batch in batches:
        inputs = tokenizer(batch, return_tensors="pt", padding=len(batch) > 1).to(model.device)
        with exporting(model):
            attentions = stacked(model(**inputs, output_attentions=True).attentions)
        for item, mask in enumerate(inputs["attention_mask"].cpu().numpy()):
            ids = inputs["input_ids"][item].cpu().numpy()[numpy.flatnonzero(mask)]
            samples.append(
                {
                    "name": batch[item],
                    "model": name_of(model),
                    "tokens": tokenizer.convert_ids_to_tokens(ids.tolist()),
                    "attentions": without_padding(attentions[:, item], mask),
                }
            )
    return samples


def generation_sample(
    model: Any, tokenizer: Any, prompt: str, new_tokens: int, **options: Any
) -> Sample:
    """A prompt and what the model goes on with; `options` are those of generate()."""
    if model.config.is_encoder_decoder:
        raise ExportError(
            f"{name_of(model)} is an encoder-decoder model: its decoder does not read the prompt "
            "as its own tokens. Export a decoder-only model, or the encoder without --generate."
        )
    inputs = tokenizer(prompt, return_tensors="pt").to(model.device)
    # generate() takes the end for padding when no other token is named, and warns about it.
    options.setdefault("pad_token_id", model.generation_config.eos_token_id)
    with exporting(model):
        output = model.generate(
            **inputs,
            max_new_tokens=new_tokens,
            output_attentions=True,
            return_dict_in_generate=True,
            **options,
        )
    return sample_of_generation(output, tokenizer, inputs["input_ids"].shape[1], name_of(model))


def sample_of_generation(output: Any, tokenizer: Any, prompt_length: int, model: str) -> Sample:
    """From what generate(output_attentions=True, return_dict_in_generate=True) gave, batch item 0.

    The steps become one causal tensor of all tokens that were read: each but the last one.
    """
    if output.attentions is None:
        raise ExportError("generate() gave no attentions. Call it with output_attentions=True.")
    # The first step has a row for each token of the prompt, a later one its newest row alone
    # when keys and values are cached, else a row for each token again.
    steps = [stacked(step)[:, 0] for step in output.attentions]
    for number, step in enumerate(steps):
        reach = prompt_length + number
        if step.shape[-1] != reach:
            raise ExportError(
                f"Step {number} has attention over {step.shape[-1]} positions where {reach} are "
                "expected. Generate with num_beams=1 and without a sliding or static cache."
            )
    layers, heads, _, read = steps[-1].shape
    attentions = numpy.zeros((layers, heads, read, read), dtype=numpy.float32)
    for step in steps:
        queries, reach = step.shape[-2:]
        attentions[:, :, reach - queries : reach, :reach] = step
    ids = output.sequences[0, : read + 1].tolist()
    return {
        "name": tokenizer.decode(ids),
        "model": model,
        "tokens": tokenizer.convert_ids_to_tokens(ids[:read]),
        "prompt_length": prompt_length,
        "attentions": attentions,
    }


def image_sample(model: Any, processor: Any, picture: Any) -> Sample:
    """A vision transformer's attention over the patches of a picture (of Pillow)."""
    config = model.config
    patch = getattr(config, "patch_size", None)
    if patch is None:
        raise ExportError(
            f"{name_of(model)} has no patch_size in its configuration: export a vision transformer."
        )
    inputs = processor(images=picture.convert("RGB"), return_tensors="pt").to(model.device)
    height, width = (patch, patch) if isinstance(patch, int) else patch
    rows = inputs["pixel_values"].shape[-2] // height
    columns = inputs["pixel_values"].shape[-1] // width
    with exporting(model):
        attentions = stacked(model(**inputs, output_attentions=True).attentions)[:, 0]
    # A class token, and in some models a distillation token or registers.
    prefix = attentions.shape[-1] - rows * columns
    if prefix < 0:
        raise ExportError(
            f"The model attends over {attentions.shape[-1]} positions, fewer than its "
            f"{rows}x{columns} patches: models that look through windows or merge patches cannot "
            "be laid on the picture."
        )
    classes = ["[CLS]", *(f"[PREFIX {number}]" for number in range(1, prefix))][:prefix]
    return {
        "name": Path(getattr(picture, "filename", "")).name or "picture",
        "model": name_of(model),
        "tokens": [
            *classes,
            *(f"{row},{column}" for row in range(rows) for column in range(columns)),
        ],
        "readout": 0,
        "image": {
            "src": seen_by_model(inputs["pixel_values"][0], processor),
            "grid": [rows, columns],
            "prefix_tokens": prefix,
        },
        "attentions": attentions,
    }


def seen_by_model(pixels: torch.Tensor, processor: Any) -> str:
    """The resized and cropped picture, on which the patches lie, as a data URL."""
    from PIL import Image

    values = pixels.float().cpu().numpy().transpose(1, 2, 0)
    if getattr(processor, "do_normalize", False):
        values = values * numpy.array(processor.image_std) + numpy.array(processor.image_mean)
    file = io.BytesIO()
    # Quality 90 keeps a picture of 224 pixels under 30 kB.
    scaled = (255 * values).round().clip(0, 255).astype(numpy.uint8)
    Image.fromarray(scaled).save(file, "JPEG", quality=90)
    return "data:image/jpeg;base64," + base64.b64encode(file.getvalue()).decode()


def _as_json(sample: Sample, digits: int) -> Sample:
    # In float64, or a float32 would be written with all the digits of its double.
    attentions = numpy.round(sample["attentions"].astype(numpy.float64), digits).tolist()
    return {"format": "headwater/1", **sample, "attentions": attentions}


def _write_npz(path: Path, samples: Sequence[Sample]) -> None:
    if len(samples) != 1:
        raise ExportError(
            f"An .npz file holds one sample, here are {len(samples)}. Write .json or .json.gz."
        )
    sample = samples[0]
    arrays = {"attentions": sample["attentions"].astype(numpy.float16)}
    for field, value in sample.items():
        if field == "image":
            arrays[field] = numpy.array(json.dumps(value))
        elif field != "attentions":
            arrays[field] = numpy.array(value)
    numpy.savez_compressed(path, **arrays)


def write(path: str | Path, samples: Sequence[Sample], digits: int = 6) -> None:
    """Writes samples in the format of the path's suffix; JSON with so many decimals."""
    path = Path(path)
    if not path.name.endswith(SUFFIXES):
        raise ExportError(f"{path.name} ends with none of {', '.join(SUFFIXES)}.")
    if path.suffix == ".npz":
        _write_npz(path, samples)
        return
    content = [_as_json(sample, digits) for sample in samples]
    document = content[0] if len(content) == 1 else {"samples": content}
    data = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    path.write_bytes(gzip.compress(data, mtime=0) if path.suffix == ".gz" else data)


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description="Export a Hugging Face model's attention to a file that Headwater opens."
    )
    parser.add_argument("model", help="a name on the hub or a folder")
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--text", action="append", help="a text; several become several samples")
    source.add_argument("--image", type=Path, help="a picture for a vision transformer")
    parser.add_argument("--generate", type=int, metavar="N", help="go on with N tokens (greedily)")
    parser.add_argument("--digits", type=int, default=6, help="decimals in JSON (default 6)")
    parser.add_argument("-o", "--output", type=Path, required=True, help=", ".join(SUFFIXES))
    parsed = parser.parse_args(arguments)
    if parsed.generate is not None and (parsed.image or len(parsed.text) != 1):
        parser.error("--generate goes with one --text, the prompt")
    return parsed


def _samples(arguments: argparse.Namespace) -> list[Sample]:
    import transformers

    eager = {"attn_implementation": "eager"}
    if arguments.image:
        from PIL import Image

        processor = transformers.AutoImageProcessor.from_pretrained(arguments.model)
        model = transformers.AutoModel.from_pretrained(arguments.model, **eager)
        with Image.open(arguments.image) as picture:
            return [image_sample(model, processor, picture)]
    tokenizer = transformers.AutoTokenizer.from_pretrained(arguments.model)
    if arguments.generate is None:
        model = transformers.AutoModel.from_pretrained(arguments.model, **eager)
        return text_samples(model, tokenizer, arguments.text)
    model = transformers.AutoModelForCausalLM.from_pretrained(arguments.model, **eager)
    prompt = arguments.text[0]
    return [generation_sample(model, tokenizer, prompt, arguments.generate, do_sample=False)]


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; gives the exit status."""
    parsed = _arguments(arguments)
    try:
        write(parsed.output, _samples(parsed), parsed.digits)
    except (ExportError, OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
