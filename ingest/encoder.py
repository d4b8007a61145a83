"""The encoder: all-MiniLM-L6-v2, fine-tuned and quantised, run by ONNX Runtime; one pass over a document serves every head."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc
from tokenizers import Tokenizer

from ingest.pieces import windows

Vectors = NDArray[Any]
WIDTH = 384


def session(model: bytes) -> onnxruntime.InferenceSession:
    """A model that ONNX Runtime runs on one thread: processes share the cores, and one thread always adds up in the same order."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


class Network:
    """What a component that runs a network has in common with the others: it keeps the network's file with the pipeline."""

    file = ""

    def __init__(self) -> None:
        self._model = b""
        self._session: onnxruntime.InferenceSession | None = None

    @property
    def session(self) -> onnxruntime.InferenceSession:
        """The network, ready to run."""
        if self._session is None:
            raise RuntimeError(f"{type(self).__name__} has no network yet: load it with `spacy.load` or `from_disk`")
        return self._session

    def set(self, model: bytes) -> None:
        """Takes a network, as the bytes of its ONNX file."""
        self._model, self._session = model, session(model)

    def to_disk(self, path: Path | str, *, exclude: tuple[str, ...] = ()) -> None:  # noqa: ARG002
        """Writes the network's file into a folder, as spaCy asks of components."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / self.file).write_bytes(self._model)

    def from_disk(self, path: Path | str, *, exclude: tuple[str, ...] = ()) -> "Network":  # noqa: ARG002
        """Reads what `to_disk` wrote."""
        self.set((Path(path) / self.file).read_bytes())
        return self


class Encoder(Network):
    """Writes the vectors of a document's tokens, (tokens, 384), into `doc.tensor`: the mean of each token's pieces, zeros where it has none."""

    file = "encoder.onnx"

    def __init__(self) -> None:
        super().__init__()
        self._tokenizer: Tokenizer | None = None

    def __call__(self, doc: Doc) -> Doc:
        doc.tensor = np.zeros((len(doc), WIDTH), dtype=np.float32)
        for rows, vectors in self._passes(doc):
            doc.tensor[rows] = vectors
        return doc

    def _passes(self, doc: Doc) -> Iterator[tuple[NDArray[np.int64], Vectors]]:
        if self._tokenizer is None:
            raise RuntimeError("the encoder has no word pieces yet: load it with `spacy.load` or `from_disk`")
        for window in windows(doc, doc._.hints, self._tokenizer):
            (hidden,) = self.session.run(None, {"pieces": window.pieces[None], "kinds": window.kinds[None]})
            kept = np.flatnonzero((window.tokens >= window.first) & (window.tokens < window.last))
            rows, starts, counts = np.unique(window.tokens[kept], return_index=True, return_counts=True)
            if len(rows):
                yield rows, np.add.reduceat(hidden[0][kept], starts, axis=0) / counts[:, None].astype(np.float32)

    def to_disk(self, path: Path | str, *, exclude: tuple[str, ...] = ()) -> None:
        """Writes the network and its word pieces."""
        super().to_disk(path, exclude=exclude)
        if self._tokenizer is not None:
            self._tokenizer.save(str(Path(path) / "tokenizer.json"), pretty=False)

    def from_disk(self, path: Path | str, *, exclude: tuple[str, ...] = ()) -> "Encoder":
        """Reads what `to_disk` wrote."""
        super().from_disk(path, exclude=exclude)
        self.read_pieces(Path(path) / "tokenizer.json")
        return self

    def read_pieces(self, path: Path) -> None:
        """Reads the word pieces from a file of the library `tokenizers`."""
        self._tokenizer = Tokenizer.from_file(str(path))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()


@Language.factory("landscape_encoder", requires=["doc._.hints"], assigns=["doc.tensor"])
def create_encoder(nlp: Language, name: str) -> Encoder:  # noqa: ARG001
    """The encoder, empty until it is read from disk."""
    return Encoder()
