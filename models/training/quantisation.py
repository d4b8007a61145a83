"""Networks in 8-bit integers that lose little by it.

What goes into a product of the encoder is put into 8 bits by one scale, and a few channels of it are far larger than the others, which then lose
their last bits: the vectors came out 14 % off. Two known cures together bring that to 6 %, at no cost in time: the few channels are multiplied apart,
in floats (Dettmers et al. 2022, https://arxiv.org/abs/2208.07339), and the others evened out beforehand, at the cost of the weights, which bear it
better (Xiao et al. 2023, https://arxiv.org/abs/2211.10438). How large a channel grows is seen on passages of the training part.
"""

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from torch import Tensor, nn

from ingest.pieces import windows
from models.training import passages
from models.training.corpora import NLP

APART = 0.02  # of the channels that go into a product, the largest, are multiplied in floats
EVENED = 0.8  # how far the others are evened out: 0 not at all, 1 wholly
SEEN = 200  # passages on which the size of channels is seen
Window = tuple[Tensor, Tensor]
"""Pieces and kinds, (1, S) each."""
Place = tuple[nn.Module, str]
"""A module, and the name that a linear layer has in it."""


class _Evened(nn.Module):
    """A linear layer of which the largest channels are multiplied apart, the others after being evened out; it gives the same."""

    def __init__(self, linear: nn.Linear, sizes: Tensor) -> None:
        super().__init__()
        by_weight = linear.weight.abs().amax(0).clamp(min=1e-5)
        scale = sizes.clamp(min=1e-4) ** EVENED / by_weight ** (1 - EVENED)
        scale /= scale.median()
        largest = sizes.topk(round(APART * len(sizes))).indices.sort().values
        self.register_buffer("largest", largest)
        self.register_buffer("apart", linear.weight.data[:, largest].t().clone())
        shrink = 1 / scale
        shrink[largest] = 0
        self.register_buffer("shrink", shrink)
        self.linear = linear
        self.linear.weight.data = linear.weight.data * scale
        self.linear.weight.data[:, largest] = 0  # else they would make the steps of the others' 8 bits coarser

    def forward(self, hidden: Tensor) -> Tensor:
        """(S, in) -> (S, out)."""
        found: Tensor = self.linear(hidden * self.shrink) + hidden.index_select(1, self.largest) @ self.apart
        return found


@torch.no_grad()
def even_out(network: nn.Module, places: Sequence[Place], seen: Sequence[Window]) -> None:
    """Makes the linear layers at these places ready for 8 bits, by what goes into them when the network reads these windows."""
    sizes: dict[nn.Module, Tensor] = {}

    def see(layer: nn.Module, given: tuple[Tensor]) -> None:
        largest = given[0].abs().amax(0)
        sizes[layer] = torch.maximum(sizes.get(layer, largest), largest)

    hooks = [parent.get_submodule(name).register_forward_pre_hook(see) for parent, name in places]
    for pieces, kinds in seen:
        network(pieces, kinds)
    for hook in hooks:
        hook.remove()
    for parent, name in places:
        linear = parent.get_submodule(name)
        setattr(parent, name, _Evened(linear, sizes[linear]))  # type: ignore[arg-type]  # all of them are linear layers


def quantised(model: bytes) -> bytes:
    """The model with the weights of its matrix products and embeddings in 8 bits, by channel, but for what `_Evened` multiplies apart.

    Of the 8 bits 7 are used: processors without VNNI add up pairs of products in 16 bits, which must not overflow, or the same article would give
    other claims elsewhere.
    """
    graph = onnx.load_model_from_string(model).graph
    apart = [node.name for node in graph.node if any(name.endswith((".apart", ".largest")) for name in node.input)]
    with tempfile.TemporaryDirectory() as folder:
        before, after = Path(folder) / "before.onnx", Path(folder) / "after.onnx"
        before.write_bytes(model)
        quantize_dynamic(
            before, after, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True, op_types_to_quantize=["MatMul", "Gather"],
            nodes_to_exclude=apart,
        )  # fmt: skip
        onnx.checker.check_model(onnx.load(after))
        return after.read_bytes()


def windows_of(corpus: Path, folder: Path) -> Iterator[Window]:
    """The windows of some passages, as the encoder reads them: pieces and kinds, (1, S) each."""
    tokenizer, hints = Tokenizer.from_file(f"{folder}/tokenizer.json"), passages.known_matcher()
    tokenizer.no_truncation()
    tokenizer.no_padding()
    rows = [*passages.read(corpus)]
    for row in rows[:: max(len(rows) // SEEN, 1)]:
        doc = NLP.make_doc(row["text"])
        for window in windows(doc, hints(doc), tokenizer):
            yield torch.from_numpy(window.pieces)[None], torch.from_numpy(window.kinds)[None]
