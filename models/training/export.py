"""`python -m models.training.export`: the trained network as a spaCy pipeline, its encoder in 8-bit integers."""

import argparse
import json
import sys
import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from ingest import pipeline
from ingest.pairs import MENTION_TYPES
from ingest.schemes import SCHEMES
from models.training.network import Network, encoder, packaged
from ontology import RELATIONS


class _Encoder(nn.Module):
    """The encoder over one window without padding: BERT's layers with no mask, and one product for queries, keys and values."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        bert = network.encoder
        self.words, self.layers = bert.embeddings, bert.encoder.layer
        self.heads = bert.config.num_attention_heads
        size = bert.config.hidden_size // self.heads
        self.joint = nn.ModuleList(nn.Linear(bert.config.hidden_size, 3 * bert.config.hidden_size) for _ in self.layers)
        for joint, layer in zip(self.joint, self.layers, strict=True):
            own = layer.attention.self
            scale = size**-0.25  # on queries and keys each, so that their product needs no division
            joint.weight.data = torch.cat((own.query.weight * scale, own.key.weight * scale, own.value.weight))
            joint.bias.data = torch.cat((own.query.bias * scale, own.key.bias * scale, own.value.bias))

    def forward(self, pieces: Tensor, kinds: Tensor) -> Tensor:
        """(1, S) pieces and kinds -> (1, S, 384)."""
        hidden = self.words(input_ids=pieces, token_type_ids=kinds)[0]
        for joint, layer in zip(self.joint, self.layers, strict=True):
            query, key, value = joint(hidden).view(-1, 3, self.heads, hidden.shape[1] // self.heads).permute(1, 2, 0, 3)
            context = ((query @ key.transpose(1, 2)).softmax(-1) @ value).transpose(0, 1).reshape(-1, hidden.shape[1])
            hidden = layer.attention.output(context, hidden)
            hidden = layer.output(layer.intermediate(hidden), hidden)
        return hidden[None]


class _Names(nn.Module):
    def __init__(self, network: Network) -> None:
        super().__init__()
        self.names, self.descriptions = network.names, network.descriptions

    def forward(self, tokens: Tensor) -> tuple[Tensor, ...]:
        """(L, 384) -> the logits of every scheme, and of descriptions."""
        return (*(self.names[scheme](tokens) for scheme in SCHEMES), self.descriptions(tokens))


def exported(module: nn.Module, example: tuple[Tensor, ...], inputs: list[str], outputs: list[str], axes: dict[str, dict[int, str]]) -> bytes:
    """A module as an ONNX file's bytes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "module.onnx"
        torch.onnx.export(
            module.eval(), example, str(path), input_names=inputs, output_names=outputs, dynamic_axes=axes, opset_version=17, dynamo=False
        )
        return path.read_bytes()


def quantised(model: bytes) -> bytes:
    """The model with the weights of its matrix products and embeddings in 8 bits, by channel.

    Of the 8 bits 7 are used: processors without VNNI add up pairs of products in 16 bits, which must not overflow, or the same article would give
    other claims elsewhere.
    """
    with tempfile.TemporaryDirectory() as folder:
        before, after = Path(folder) / "before.onnx", Path(folder) / "after.onnx"
        before.write_bytes(model)
        quantize_dynamic(before, after, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True, op_types_to_quantize=["MatMul", "Gather"])
        onnx.checker.check_model(onnx.load(after))
        return after.read_bytes()


def main() -> int:
    """Exports."""
    parser = argparse.ArgumentParser(prog="python -m models.training.export")
    parser.add_argument("--encoder", type=Path, default=packaged())
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--classes", type=Path, required=True, help="core-labels.json of CORE")
    parser.add_argument("--output", type=Path, default=Path("models/landscape_en"))
    parser.add_argument("--whole", action="store_true", help="leave the encoder in 32-bit floats")
    options = parser.parse_args()
    classes = tuple(sorted(json.loads(options.classes.read_text(encoding="utf8"))))
    network = Network(encoder(options.encoder), tuple(RELATIONS), classes)
    network.load_state_dict(torch.load(options.checkpoint))
    network.eval()
    tokens, spans = torch.randn(30, 384), torch.tensor([[1, 3, 1], [5, 6, 2], [9, 12, len(MENTION_TYPES)]])
    sequence = {0: "batch", 1: "length"}
    whole = exported(
        _Encoder(network), (torch.randint(5, 999, (1, 16)), torch.zeros(1, 16, dtype=torch.long)), ["pieces", "kinds"], ["hidden"],
        {"pieces": sequence, "kinds": sequence, "hidden": sequence},
    )  # fmt: skip
    files = {
        "landscape_encoder": whole if options.whole else quantised(whole),
        "landscape_name_head": exported(
            _Names(network), (tokens,), ["tokens"], [*SCHEMES, "descriptions"], {name: {0: "words"} for name in ("tokens", *SCHEMES, "descriptions")}
        ),
        "landscape_antecedent_head": exported(
            network.antecedents, (tokens, spans[2:], spans[:2]), ["tokens", "anaphors", "names"], ["scores"],
            {"tokens": {0: "words"}, "anaphors": {0: "a"}, "names": {0: "n"}, "scores": {0: "a", 1: "n1"}},
        ),
        "landscape_relation_head": exported(
            network.relations, (tokens, spans, torch.tensor([[0, 1], [1, 2]])), ["tokens", "mentions", "pairs"], ["relations", "statuses", "core"],
            {"tokens": {0: "words"}, "mentions": {0: "m"}, "pairs": {0: "p"}, "relations": {0: "p"}, "statuses": {0: "p"}, "core": {0: "p"}},
        ),
    }  # fmt: skip
    nlp = pipeline.untrained()
    nlp.get_pipe("landscape_encoder").set(files["landscape_encoder"])
    nlp.get_pipe("landscape_encoder").read_pieces(options.encoder / "tokenizer.json")
    for name in ("landscape_name_head", "landscape_antecedent_head", "landscape_relation_head"):
        nlp.get_pipe(name).set(files[name])
    head = nlp.get_pipe("landscape_relation_head")
    head.labels, head.classes = network.relations.labels, classes
    nlp.to_disk(options.output)
    sys.stderr.write(f"{sum(f.stat().st_size for f in options.output.rglob('*') if f.is_file()) / 1e6:.1f} MB in {options.output}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
