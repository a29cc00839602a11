"""What the tests share: tiny models with random weights, and the command line that opens files."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
import transformers
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace
from tokenizers.processors import TemplateProcessing

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "examples"), str(ROOT / "examples" / "models")]

WORDS = ["the", "keys", "to", "cabinet", "are", "here", "so", "they", "were", "found", "again", "."]
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]


def _tokenizer(*, framed: bool) -> transformers.PreTrainedTokenizerFast:
    vocabulary = {token: code for code, token in enumerate([*SPECIAL, *WORDS])}
    words = Tokenizer(WordLevel(vocabulary, unk_token="[UNK]"))
    words.pre_tokenizer = Whitespace()
    if framed:
        words.post_processor = TemplateProcessing(
            single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
        )
    return transformers.PreTrainedTokenizerFast(
        tokenizer_object=words, pad_token="[PAD]", unk_token="[UNK]", eos_token="[SEP]"
    )


@pytest.fixture
def encoder_tokenizer() -> transformers.PreTrainedTokenizerFast:
    return _tokenizer(framed=True)


@pytest.fixture
def decoder_tokenizer() -> transformers.PreTrainedTokenizerFast:
    return _tokenizer(framed=False)


@pytest.fixture
def bert() -> transformers.BertModel:
    torch.manual_seed(1)
    config = transformers.BertConfig(
        vocab_size=len(SPECIAL) + len(WORDS),
        hidden_size=32,
        num_hidden_layers=3,
        num_attention_heads=4,
        intermediate_size=64,
        # Wide enough weights that heads differ.
        initializer_range=0.5,
        hidden_dropout_prob=0.5,
        attention_probs_dropout_prob=0.5,
    )
    return transformers.BertModel(config)


@pytest.fixture
def gpt2() -> transformers.GPT2LMHeadModel:
    torch.manual_seed(2)
    config = transformers.GPT2Config(
        vocab_size=len(SPECIAL) + len(WORDS),
        n_embd=32,
        n_layer=3,
        n_head=4,
        n_positions=64,
        initializer_range=0.5,
        bos_token_id=2,
        # A token that is none of the vocabulary's: the model never ends by itself.
        eos_token_id=None,
    )
    return transformers.GPT2LMHeadModel(config)


@pytest.fixture
def vit() -> transformers.ViTModel:
    torch.manual_seed(3)
    config = transformers.ViTConfig(
        image_size=(16, 24),
        patch_size=8,
        hidden_size=32,
        num_hidden_layers=3,
        num_attention_heads=4,
        intermediate_size=64,
        initializer_range=0.5,
    )
    return transformers.ViTModel(config)


@pytest.fixture
def validate() -> Callable[[Path], dict[str, str]]:
    """What `headwater validate` says of a file, by the first word of each line."""

    def run(path: Path) -> dict[str, str]:
        command = ["node", os.environ["HEADWATER_CLI"], "validate", str(path)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        # Names are padded to ten columns.
        return {line[:10].strip(): line[10:] for line in done.stdout.splitlines()}

    return run
