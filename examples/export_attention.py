#!/usr/bin/env python3
"""Exports the attention of a Hugging Face model to a file that Headwater opens.

Needs what you have when you work with such a model: transformers, torch and numpy; Pillow for
images.

    python export_attention.py bert-base-uncased --text "The keys are here." -o keys.npz
    python export_attention.py gpt2 --text "The keys to the" --generate 20 -o told.npz
    python export_attention.py google/vit-base-patch16-224 --image cat.jpg -o cat.npz

Several --text become several samples of one .json file, each read alone. For long texts,
--heads mean keeps the mean over the heads and --float16 half the bytes; both are done layer by
layer where the model computes. Or import it beside a model of your own:

    from export_attention import text_samples, write
    write("keys.npz", text_samples(model, tokenizer, ["The keys are here."]))

The file's suffix chooses the format: .npz (float16, the smallest), .json or .json.gz. The formats
are described in docs/file-format.md. What cannot be exported rightly is refused with one message
and exit status 3, and nothing is written.
"""

from __future__ import annotations

import argparse
import base64
import contextlib
import gzip
import io
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy
import torch

Sample = dict[str, Any]
"""Fields of the native format; "attentions" is an array [layer][head][query][key]."""

SUFFIXES = (".npz", ".json", ".json.gz")

STORED_FROM = 100_000_000
"""An .npz of so many bytes is stored, not compressed, so that rows can be read from it alone."""

CLASS_TOKENS = ("cls_token", "class_token", "class_embedding")
"""What models call the parameter of their class token, which stands first."""


class ExportError(Exception):
    """What is wrong and what to do, in one message."""


@dataclass(frozen=True)
class Kept:
    """What is kept of each layer: every head or the mean over them, in float32 or float16."""

    heads: str = "all"
    float16: bool = False

    def of(self, weights: torch.Tensor) -> torch.Tensor:
        """From [batch][head][query][key], fused on its device, moved to the CPU's memory.

        Of what was kept already it keeps everything.
        """
        if self.heads == "mean":
            weights = weights.mean(dim=1, keepdim=True, dtype=torch.float32)
        kept = torch.float16 if self.float16 else torch.float32
        return weights.detach().to(kept).cpu()


ALL = Kept()


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


def _is_attention(value: Any) -> bool:
    """Whether a module's output is weights after the softmax, [batch][head][query][key]."""
    return (
        isinstance(value, torch.Tensor)
        and value.is_floating_point()
        and value.dim() == 4
        and value.shape[-1] == value.shape[-2]
        and bool((value >= 0).all())
        and bool(((value.sum(dim=-1, dtype=torch.float32) - 1).abs() < 0.01).all())
    )


@contextlib.contextmanager
def layer_by_layer(model: torch.nn.Module, kept: Kept) -> Iterator[None]:
    """Keeps of each layer's weights only what is asked for, before the next layer computes."""

    def keep(_module: torch.nn.Module, _inputs: Any, output: Any) -> Any:
        # The first output is the states: they go on as they are.
        if type(output) is not tuple or not any(map(_is_attention, output[1:])):
            return None
        return (output[0], *(kept.of(one) if _is_attention(one) else one for one in output[1:]))

    # Before the hooks with which transformers collects the weights.
    hooks = [module.register_forward_hook(keep, prepend=True) for module in model.modules()]
    try:
        yield
    finally:
        for hook in hooks:
            hook.remove()


def stacked(attentions: Sequence[torch.Tensor | None] | None, kept: Kept = ALL) -> numpy.ndarray:
    """The layers of an output for one input as one array, [layer][head][query][key]."""
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
    batch, *_, queries, keys = shapes[0]
    if batch != 1 or queries != keys:
        raise ExportError(
            f"The model's attention has the shape {shapes[0]}, not that of one input over itself, "
            "(1, heads, tokens, tokens): models that look through windows cannot be followed "
            "through the layers."
        )
    # Filled layer by layer: the array's memory is taken as it is written.
    result = None
    for layer, weights in enumerate(attentions):
        values = kept.of(weights)[0].numpy()
        if not numpy.isfinite(values).all():
            raise ExportError(
                f"Layer {layer} has weights that are not finite numbers. Load the model in float32."
            )
        if result is None:
            result = numpy.empty((len(shapes), *values.shape), values.dtype)
        result[layer] = values
    return result


def read_by(model: Any, inputs: Mapping[str, torch.Tensor], kept: Kept) -> numpy.ndarray:
    """What a model gives for one input, [layer][head][query][key], twice the same."""

    def once() -> Sequence[torch.Tensor | None] | None:
        try:
            with exporting(model), layer_by_layer(model, kept):
                return model(**inputs, output_attentions=True).attentions
        except (IndexError, RuntimeError, TypeError, ValueError) as error:
            raise ExportError(f"{name_of(model)} cannot read this input: {error}") from error

    attentions = stacked(once(), kept)
    layers = getattr(model.config, "num_hidden_layers", len(attentions))
    if len(attentions) != layers:
        raise ExportError(
            f"{name_of(model)} has {layers} layers, of which {len(attentions)} gave attention: "
            "what passes through the others is not attention, and cannot be followed."
        )
    # Whatever eval() does not switch off (noise, a state from input to input) would be exported
    # as if it were the model's.
    for layer, (first, weights) in enumerate(zip(attentions, once(), strict=True)):
        again = kept.of(weights)[0].numpy()
        if first.shape != again.shape or not numpy.allclose(first, again, rtol=0, atol=1e-3):
            raise ExportError(
                f"The same input gave layer {layer} other weights when it was read again: "
                "something in the model is random or remembers. Switch it off."
            )
    return attentions


def name_of(model: torch.nn.Module) -> str:
    """What people call the model."""
    return model.config.name_or_path or model.config.model_type


def _named(model: torch.nn.Module, kept: Kept, part: str = "") -> str:
    """The model's name, with what of it is in the file where that is not all."""
    parts = [part] if part else []
    if kept.heads == "mean":
        parts.append(f"mean of {getattr(model.config, 'num_attention_heads', 'all')} heads")
    return f"{name_of(model)} ({', '.join(parts)})" if parts else name_of(model)


def _encoded(model: Any, tokenizer: Any, text: str, more: int = 0) -> Mapping[str, torch.Tensor]:
    """One text for the model, alone and whole, with room for `more` tokens."""
    inputs = tokenizer(text, return_tensors="pt", padding=False, truncation=False)
    ids = inputs["input_ids"][0].tolist()
    if not inputs.get("attention_mask", torch.ones(1)).all():
        raise ExportError("The tokenizer pads a text that is alone. Switch its padding off.")
    own = tokenizer(text, add_special_tokens=False, padding=False, truncation=False)["input_ids"]
    known = [code for code in own if code != tokenizer.unk_token_id]
    if not text.strip() or not tokenizer.decode(known, skip_special_tokens=True).strip():
        raise ExportError(
            f"The tokenizer knows nothing of the text {text[:40]!r}. Give a text, and a model with "
            "its own tokenizer beside it (tokenizer.save_pretrained)."
        )
    # Ids are never negative; 2^63 where the model has no such table.
    rows = getattr(model.get_input_embeddings(), "num_embeddings", 2**63)
    if max(ids) >= rows:
        raise ExportError(
            f"The tokenizer gives the id {max(ids)}, the model knows {rows}. Take the model's own "
            "tokenizer."
        )
    most = getattr(model.config, "max_position_embeddings", None)
    if most is not None and len(ids) + more > most:
        raise ExportError(
            f"The text has {len(ids)} tokens{f' and {more} to come' if more else ''}, the model "
            f"reads at most {most}. Give a shorter text."
        )
    return inputs.to(model.device)


def _weights_of(
    model: Any, inputs: Mapping[str, torch.Tensor], kept: Kept, tokens: int
) -> numpy.ndarray:
    attentions = read_by(model, inputs, kept)
    if attentions.shape[-1] != tokens:
        raise ExportError(
            f"{name_of(model)} attends over {attentions.shape[-1]} positions where the text has "
            f"{tokens} tokens: models that merge or add positions cannot be shown on the text."
        )
    return attentions


def text_samples(
    model: Any, tokenizer: Any, texts: Sequence[str], kept: Kept = ALL
) -> list[Sample]:
    """One sample for each text, read alone. Of an encoder-decoder model, the encoder's attention,
    and "model" says so.
    """
    part = "encoder only" if model.config.is_encoder_decoder else ""
    if part:
        model = model.get_encoder()
    samples = []
    for text in texts:
        # Never in a batch: padding on the left moves the positions of what it stands before.
        inputs = _encoded(model, tokenizer, text)
        tokens = tokenizer.convert_ids_to_tokens(inputs["input_ids"][0].tolist())
        samples.append(
            {
                "name": text,
                "model": _named(model, kept, part),
                "tokens": tokens,
                "attentions": _weights_of(model, inputs, kept, len(tokens)),
            }
        )
    return samples


def generation_sample(
    model: Any, tokenizer: Any, prompt: str, new_tokens: int, kept: Kept = ALL, **options: Any
) -> Sample:
    """A prompt and what the model goes on with; `options` are those of generate(), with one beam.

    The weights are those of one pass over all tokens that were read, each but the last one: they
    belong to this text, however it was found and whatever generate() caches.
    """
    if model.config.is_encoder_decoder:
        raise ExportError(
            f"{name_of(model)} is an encoder-decoder model: its decoder does not read the prompt "
            "as its own tokens. Export a decoder-only model, or the encoder without --generate."
        )
    # Named here, or the model's own generation configuration would choose.
    options = {"do_sample": False, "num_beams": 1, "num_return_sequences": 1, **options}
    for option in ("num_beams", "num_return_sequences"):
        if options[option] != 1:
            raise ExportError(
                f"generate() with {option}={options[option]} follows several texts at once. "
                f"Generate with {option}=1."
            )
    inputs = _encoded(model, tokenizer, prompt, new_tokens)
    before = inputs["input_ids"].shape[1]
    # generate() takes the end for padding when no other token is named, and warns about it.
    options.setdefault("pad_token_id", model.generation_config.eos_token_id)
    options.update(max_new_tokens=new_tokens, return_dict_in_generate=False)
    with exporting(model):
        ids = model.generate(**inputs, **options)
    if not torch.equal(ids[:, :before], inputs["input_ids"]) or ids.shape[1] <= before:
        raise ExportError(f"{name_of(model)} did not go on with the prompt.")
    read = ids[:, :-1]
    passed = {"input_ids": read, "attention_mask": torch.ones_like(read)}
    attentions = _weights_of(model, passed, kept, read.shape[1])
    ahead = numpy.triu(numpy.ones(attentions.shape[-2:], bool), 1)
    # A prompt may read itself in both directions.
    ahead[:before, :before] = False
    if any(weights[:, ahead].any() for weights in attentions):
        raise ExportError(
            f"{name_of(model)} reads what comes later: it was not made to generate. Export a "
            "decoder, or the text without --generate."
        )
    return {
        "name": tokenizer.decode(ids[0].tolist()),
        "model": _named(model, kept),
        "tokens": tokenizer.convert_ids_to_tokens(read[0].tolist()),
        "prompt_length": before,
        "attentions": attentions,
    }


def _patches_from(
    model: Any, pixels: torch.Tensor, grid: tuple[int, int], patch: tuple[int, int]
) -> int:
    """The position of the first patch, found by changing patches and looking what moves."""
    (rows, columns), (height, width) = grid, patch
    ramp = torch.linspace(0, 1, height * width, dtype=pixels.dtype, device=pixels.device)

    def embedded(values: torch.Tensor) -> torch.Tensor:
        with exporting(model):
            states = model(pixel_values=values, output_hidden_states=True).hidden_states
        if not states:
            raise ExportError(
                f"{name_of(model)} does not tell its states: its patches are unknown."
            )
        return states[0][0].float()

    plain = embedded(pixels)

    def moved(row: int, column: int) -> list[int]:
        changed = pixels.clone()
        top, left = row * height, column * width
        changed[..., top : top + height, left : left + width] += ramp.reshape(height, width)
        change = (embedded(changed) - plain).abs().flatten(1).amax(dim=1)
        return torch.nonzero(change > 1e-3 * change.max()).flatten().tolist()

    first, *others = moved(0, 0) or [0]
    ends = [moved(0, columns - 1), moved(rows - 1, columns - 1)]
    if others or ends != [[first + columns - 1], [first + rows * columns - 1]]:
        raise ExportError(
            f"{name_of(model)} does not keep its {rows}x{columns} patches one to a position, row "
            "by row: they cannot be laid on the picture."
        )
    return first


def image_sample(model: Any, processor: Any, picture: Any, kept: Kept = ALL) -> Sample:
    """A vision transformer's attention over the patches of a picture (of Pillow).

    Of a model of pictures and texts, its part for pictures. "readout" is the class token, and is
    left out where the model has none or takes the mean of its patches.
    """
    model = getattr(model, "vision_model", model)
    config = model.config
    patch = getattr(config, "patch_size", None)
    if patch is None:
        raise ExportError(
            f"{name_of(model)} has no patch_size in its configuration: export a vision transformer."
        )
    pixels = processor(images=picture.convert("RGB"), return_tensors="pt")["pixel_values"]
    if pixels.dim() != 4 or len(pixels) != 1:
        raise ExportError(
            f"The processor cuts the picture into tiles or patches ({tuple(pixels.shape)}) itself: "
            "they cannot be laid on the picture."
        )
    inputs = {"pixel_values": pixels.to(model.device, model.dtype)}
    height, width = (patch, patch) if isinstance(patch, int) else patch
    rows, columns = pixels.shape[-2] // height, pixels.shape[-1] // width
    # What is left of a patch at the right and below is not looked at.
    seen = pixels[..., : rows * height, : columns * width]
    attentions = read_by(model, inputs, kept)
    positions = attentions.shape[-1]
    if positions < rows * columns:
        raise ExportError(
            f"The model attends over {positions} positions, fewer than its "
            f"{rows}x{columns} patches: models that look through windows or merge patches cannot "
            "be laid on the picture."
        )
    # A class token, and in some models a distillation token or registers.
    prefix = _patches_from(model, inputs["pixel_values"], (rows, columns), (height, width))
    behind = positions - prefix - rows * columns
    if behind:
        raise ExportError(
            f"{name_of(model)} has {behind} positions behind its patches (of things to detect): "
            "they cannot be laid on the picture."
        )
    has_class = prefix > 0 and any(
        name.endswith(CLASS_TOKENS) for name, _ in model.named_parameters()
    )
    before = [f"[PREFIX {number}]" for number in range(prefix)]
    if has_class:
        before[0] = "[CLS]"
    sample = {
        "name": Path(getattr(picture, "filename", "")).name or "picture",
        "model": _named(model, kept),
        "tokens": [
            *before,
            *(f"{row},{column}" for row in range(rows) for column in range(columns)),
        ],
        "image": {
            "src": seen_by_model(seen[0], processor),
            "grid": [rows, columns],
            "prefix_tokens": prefix,
        },
        "attentions": attentions,
    }
    if has_class and not getattr(config, "use_mean_pooling", False):
        sample["readout"] = 0
    return sample


def seen_by_model(pixels: torch.Tensor, processor: Any) -> str:
    """The resized and cropped picture, on which the patches lie, as a data URL."""
    from PIL import Image

    values = pixels.float().cpu().numpy().transpose(1, 2, 0)
    if getattr(processor, "do_normalize", False):
        values = values * numpy.array(processor.image_std) + numpy.array(processor.image_mean)
    factor = processor.rescale_factor if getattr(processor, "do_rescale", True) else 1
    file = io.BytesIO()
    # Quality 90 keeps a picture of 224 pixels under 30 kB.
    scaled = (values / factor).round().clip(0, 255).astype(numpy.uint8)
    Image.fromarray(scaled).save(file, "JPEG", quality=90)
    return "data:image/jpeg;base64," + base64.b64encode(file.getvalue()).decode()


def _as_json(sample: Sample, digits: int) -> Sample:
    # In float64, or a float32 would be written with all the digits of its double.
    attentions = numpy.round(sample["attentions"].astype(numpy.float64), digits).tolist()
    return {"format": "headwater/1", **sample, "attentions": attentions}


def _write_npz(file: Any, sample: Sample) -> None:
    arrays = {"attentions": sample["attentions"].astype(numpy.float16, copy=False)}
    for field, value in sample.items():
        if field == "image":
            arrays[field] = numpy.array(json.dumps(value))
        elif field != "attentions":
            arrays[field] = numpy.array(value)
    stored = arrays["attentions"].nbytes >= STORED_FROM
    (numpy.savez if stored else numpy.savez_compressed)(file, **arrays)


def _write_json(file: Any, samples: Sequence[Sample], digits: int, *, packed: bool) -> None:
    content = [_as_json(sample, digits) for sample in samples]
    document = content[0] if len(content) == 1 else {"samples": content}
    data = json.dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
    file.write(gzip.compress(data, mtime=0) if packed else data)


def _read(path: Path, name: str) -> Iterator[tuple[list[str], numpy.ndarray]]:
    """Tokens and attentions of each sample of a file that was written as `name`."""
    if name.endswith(".npz"):
        with numpy.load(path) as arrays:
            yield arrays["tokens"].tolist(), arrays["attentions"]
        return
    data = path.read_bytes()
    document = json.loads(gzip.decompress(data) if name.endswith(".gz") else data)
    for sample in document.get("samples", [document]):
        yield sample["tokens"], numpy.array(sample["attentions"])


def _check(path: Path, name: str, samples: Sequence[Sample]) -> None:
    """That a file holds what the model gave, and rounding left every row its sum."""
    for sample, (tokens, found) in zip(samples, _read(path, name), strict=True):
        given = sample["attentions"]
        if tokens != sample["tokens"] or found.shape != given.shape:
            raise ExportError(f"{name} does not hold what was to be written. Export it again.")
        for layer, (written, weights) in enumerate(zip(found, given, strict=True)):
            of_weights = numpy.abs(written - weights.astype(numpy.float32)).max()
            of_rows = numpy.abs(
                written.sum(axis=-1, dtype=numpy.float64) - weights.sum(-1, dtype=numpy.float64)
            ).max()
            if of_weights > 0.005 or of_rows > 0.005:
                raise ExportError(
                    f"Rounding would change layer {layer}: weights by up to {of_weights:.2g}, sums "
                    f"of rows by up to {of_rows:.2g}. Write more --digits, or .npz."
                )


def _target(path: Path, samples: int) -> Path:
    """Where a file is written, through links; refuses what cannot be written before any work."""
    if not path.name.endswith(SUFFIXES):
        raise ExportError(f"{path.name} ends with none of {', '.join(SUFFIXES)}.")
    if path.suffix == ".npz" and samples != 1:
        raise ExportError(
            f"An .npz file holds one sample, here are {samples}. Write .json or .json.gz."
        )
    target = path.resolve()
    if not target.parent.is_dir():
        raise ExportError(f"There is no folder {path.parent} to write {path.name} into.")
    if target.exists() and not target.is_file():
        raise ExportError(f"{path} is no regular file. Choose another name.")
    return target


@contextlib.contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """A new file beside `target` that takes its place when all went well, else is removed."""
    number, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".partial")
    os.close(number)
    path = Path(name)
    try:
        yield path
        # mkstemp lets only the owner read.
        umask = os.umask(0)
        os.umask(umask)
        path.chmod(target.stat().st_mode & 0o7777 if target.exists() else 0o666 & ~umask)
        path.replace(target)
    finally:
        path.unlink(missing_ok=True)


def write(path: str | Path, samples: Sequence[Sample], digits: int = 6) -> None:
    """Writes samples in the format of the path's suffix; JSON with so many decimals.

    The file is written beside, read again and compared with the samples, and only then takes the
    path's place: what was there before stays when anything is wrong.
    """
    path = Path(path)
    with _beside(_target(path, len(samples))) as partial:
        with partial.open("wb") as file:
            if path.suffix == ".npz":
                _write_npz(file, samples[0])
            else:
                _write_json(file, samples, digits, packed=path.suffix == ".gz")
        _check(partial, path.name, samples)


def _whole(least: int, most: int) -> Callable[[str], int]:
    def parsed(text: str) -> int:
        if not text.isdecimal() or not least <= int(text) <= most:
            raise argparse.ArgumentTypeError(f"{text!r} is no whole number of {least} to {most}")
        return int(text)

    return parsed


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description="Export a Hugging Face model's attention to a file that Headwater opens."
    )
    parser.add_argument("model", help="a name on the hub or a folder")
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--text", action="append", help="a text; several become several samples")
    source.add_argument("--image", type=Path, help="a picture for a vision transformer")
    parser.add_argument(
        "--generate", type=_whole(1, 10**6), metavar="N", help="go on with N tokens (greedily)"
    )
    parser.add_argument(
        "--heads", choices=("all", "mean"), default="all", help="keep every head or their mean"
    )
    parser.add_argument("--float16", action="store_true", help="hold weights in half the memory")
    parser.add_argument(
        "--digits", type=_whole(1, 17), default=6, help="decimals in JSON (default 6)"
    )
    parser.add_argument("-o", "--output", type=Path, required=True, help=", ".join(SUFFIXES))
    parsed = parser.parse_args(arguments)
    if parsed.generate is not None and (parsed.image or len(parsed.text) != 1):
        parser.error("--generate goes with one --text, the prompt")
    return parsed


def _loaded(kind: Any, name: str) -> Any:
    model, report = kind.from_pretrained(
        name, attn_implementation="eager", output_loading_info=True
    )
    # Weights that a folder lacks are made up at random. No attention depends on a pooler's.
    missing = sorted(key for key in report["missing_keys"] if "pooler" not in key)
    if missing:
        raise ExportError(
            f"{name} lacks {len(missing)} weights of {type(model).__name__}, first {missing[0]}. "
            "Take a whole model, made for this."
        )
    return model


def _samples(arguments: argparse.Namespace) -> list[Sample]:
    import transformers

    kept = Kept(arguments.heads, arguments.float16)
    if arguments.image:
        from PIL import Image

        with Image.open(arguments.image) as picture:
            processor = transformers.AutoImageProcessor.from_pretrained(arguments.model)
            model = _loaded(transformers.AutoModel, arguments.model)
            return [image_sample(model, processor, picture, kept)]
    tokenizer = transformers.AutoTokenizer.from_pretrained(arguments.model)
    if arguments.generate is None:
        model = _loaded(transformers.AutoModel, arguments.model)
        return text_samples(model, tokenizer, arguments.text, kept)
    model = _loaded(transformers.AutoModelForCausalLM, arguments.model)
    return [generation_sample(model, tokenizer, arguments.text[0], arguments.generate, kept)]


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; gives the exit status."""
    parsed = _arguments(arguments)
    try:
        _target(parsed.output, len(parsed.text or [parsed.image]))
        samples = _samples(parsed)
        write(parsed.output, samples, parsed.digits)
    # Libraries raise what they like: whoever exports gets one line of it.
    except Exception as error:
        print(" ".join(str(error).split()) or type(error).__name__, file=sys.stderr)
        return 3
    layers, heads, tokens = samples[0]["attentions"].shape[:3]
    print(
        f"{parsed.output.name}: {samples[0]['model']}, {layers} layers, heads kept: {heads}, "
        f"{tokens} tokens",
        file=sys.stderr,
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
