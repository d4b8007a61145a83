"""The project's tokenizer for the peer; the pipeline on disk keeps its rules, so that reading needs nothing of this file."""

from collections.abc import Callable
from typing import cast

from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.util import registry

from ingest.language import blank_english


def create_tokenizer() -> Callable[[Language], None]:
    """A step before initialization that takes over the tokenizer."""

    def take_over(nlp: Language) -> None:
        ours = cast(Tokenizer, blank_english().tokenizer)
        cast(Tokenizer, nlp.tokenizer).from_bytes(ours.to_bytes(exclude=["vocab"]), exclude=["vocab"])

    return take_over


registry.callbacks.register("landscape.tokenizer.v1", func=create_tokenizer)
