"""`python -m models.training.export`: the trained network as a spaCy pipeline, its encoder and its largest head in 8-bit integers."""

import argparse
import json
import sys
import tempfile
from pathlib import Path

import torch
from torch import Tensor, nn

from ingest import pipeline
from ingest.pairs import MENTION_TYPES
from ingest.schemes import SCHEMES
from models.training.network import EDGES, HEADS, KEY, Network, Relations, bucket, encoder, packaged
from models.training.quantisation import Place, even_out, quantised, windows_of
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

    def products(self) -> list[Place]:
        """Where the products stand that lose most in 8 bits; what attention gives is even enough as it is."""
        places: list[Place] = [(self.joint, str(k)) for k in range(len(self.joint))]
        return places + [(part, "dense") for layer in self.layers for part in (layer.intermediate, layer.output)]


class _Names(nn.Module):
    def __init__(self, network: Network) -> None:
        super().__init__()
        self.names, self.descriptions = network.names, network.descriptions

    def forward(self, tokens: Tensor) -> tuple[Tensor, ...]:
        """(L, 384) -> the logits of every scheme, and of descriptions."""
        return (*(self.names[scheme](tokens) for scheme in SCHEMES), self.descriptions(tokens))


class _Relations(nn.Module):
    """The head of relations, with all that a pair adds to its attention laid on its two ends beforehand: pairs then only look up and add.

    What counts before, between and behind the two ends is the sum of a value of each, once it is known which of them stands first.
    """

    def __init__(self, head: Relations) -> None:
        super().__init__()
        self.head = head
        before, between, behind, subject, object_ = head.between.weight.data
        zero = torch.zeros_like(before)
        first, last = torch.stack((before, subject, between)), torch.stack((zero, object_ - between, behind - between))
        self.subject_beside = torch.stack((first, torch.stack((zero, subject - between, behind - between))))  # where it stands first, where last
        self.object_beside = torch.stack((last, torch.stack((before, object_, between))))
        self.farthest = max(map(abs, EDGES)) + 1
        buckets = bucket(torch.arange(-self.farthest, self.farthest + 1))
        self.near_subject, self.near_object = head.subject_distance.weight.data[buckets], head.object_distance.weight.data[buckets]
        self.apart, self.steps = head.distance.weight.data[buckets], head.steps.weight.data[buckets]

    def forward(self, tokens: Tensor, spans: Tensor, pairs: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """As `Relations.forward`, for pairs of spans that do not overlap."""
        head, (count, length) = self.head, (spans.shape[0], tokens.shape[0])
        tokens = head.marked(tokens, spans)
        vectors = head.spans(tokens, spans)
        place = torch.arange(length)
        from_start, from_end = place[None] - spans[:, 0:1], place[None] - (spans[:, 1:2] - 1)
        away = torch.where(from_start < 0, from_start, torch.clamp(from_end, min=0))
        near, side = self._row(away), torch.sign(away) + 1
        key, value = (part(tokens).view(length, HEADS, KEY).permute(1, 0, 2) for part in (head.key, head.value))
        laid = []
        for query, distances, beside in (
            (head.subject_query, self.near_subject, self.subject_beside),
            (head.object_query, self.near_object, self.object_beside),
        ):
            scores = (query(vectors).view(count, HEADS, KEY) * KEY**-0.5).permute(1, 0, 2) @ key.transpose(1, 2) + distances[near].permute(2, 0, 1)
            laid.append(torch.cat([scores + table[side].permute(2, 0, 1) for table in beside], dim=1))
        one, other = pairs[:, 0], pairs[:, 1]
        turned = torch.where(other < one, count, 0)
        attention = (laid[0][:, one + turned] + laid[1][:, other + turned]).softmax(-1)
        context = (attention @ value).permute(1, 0, 2).reshape(-1, HEADS * KEY)
        hidden = head.subject(vectors)[one] + head.object(vectors)[other] + head.context(context)
        hidden = hidden + self.apart[self._row(spans[other, 0] - spans[one, 0])] + self.steps[self._row(other - one)]
        hidden = head.norm(nn.functional.gelu(hidden))
        features = nn.functional.gelu(head.hidden(hidden)) + hidden
        return head.relation(features), head.status(features), head.core(features)

    def _row(self, distance: Tensor) -> Tensor:
        return torch.clamp(distance, -self.farthest, self.farthest) + self.farthest


def exported(module: nn.Module, example: tuple[Tensor, ...], inputs: list[str], outputs: list[str], axes: dict[str, dict[int, str]]) -> bytes:
    """A module as an ONNX file's bytes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "module.onnx"
        torch.onnx.export(
            module.eval(), example, str(path), input_names=inputs, output_names=outputs, dynamic_axes=axes, opset_version=17, dynamo=False
        )
        return path.read_bytes()


def main() -> int:
    """Exports."""
    parser = argparse.ArgumentParser(prog="python -m models.training.export")
    parser.add_argument("--encoder", type=Path, default=packaged())
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--corpus", type=Path, default=Path("corpus/train.jsonl"), help="passages on which the size of channels is seen")
    parser.add_argument("--classes", type=Path, required=True, help="core-labels.json of CORE")
    parser.add_argument("--output", type=Path, default=Path("models/landscape_en"))
    parser.add_argument("--whole", action="store_true", help="leave all in 32-bit floats")
    options = parser.parse_args()
    classes = tuple(sorted(json.loads(options.classes.read_text(encoding="utf8"))))
    network = Network(encoder(options.encoder), tuple(RELATIONS), classes)
    network.load_state_dict(torch.load(options.checkpoint))
    network.eval()
    tokens, spans = torch.randn(30, 384), torch.tensor([[1, 3, 1], [5, 6, 2], [9, 12, len(MENTION_TYPES)]])
    sequence = {0: "batch", 1: "length"}
    reader = _Encoder(network).eval()
    if not options.whole:
        even_out(reader, reader.products(), [*windows_of(options.corpus, options.encoder)])
    whole = exported(
        reader, (torch.randint(5, 999, (1, 16)), torch.zeros(1, 16, dtype=torch.long)), ["pieces", "kinds"], ["hidden"],
        {"pieces": sequence, "kinds": sequence, "hidden": sequence},
    )  # fmt: skip
    relations = exported(
        _Relations(network.relations), (tokens, spans, torch.tensor([[0, 1], [1, 2]])),
        ["tokens", "mentions", "pairs"], ["relations", "statuses", "core"],
        {"tokens": {0: "words"}, "mentions": {0: "m"}, "pairs": {0: "p"}, "relations": {0: "p"}, "statuses": {0: "p"}, "core": {0: "p"}},
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
        "landscape_relation_head": relations if options.whole else quantised(relations),
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
