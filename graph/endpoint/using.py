"""The graphs that an update reads, where the protocol names them beside its text."""

import re

from graph.endpoint.refusal import Refusal
from graph.sparql.dataset import Dataset
from graph.sparql.guard import blanked

_SIGN = re.compile(r"[{}]|where", re.IGNORECASE)
_SAYS = re.compile(r"using|with", re.IGNORECASE)


def using(update: str, dataset: Dataset) -> str:
    """The update with USING in each of its operations that match a pattern.

    `Refusal` where it names graphs itself, or has a DELETE WHERE, whose grammar has no place for them.
    """
    words = blanked(update)
    if _SAYS.search(words):
        raise Refusal(400, "the update names its graphs with USING or WITH, and the request with using-graph-uri; leave one out")
    clauses = [*(f"USING <{iri}>" for iri in dataset.default), *(f"USING NAMED <{iri}>" for iri in dataset.named)]
    places = []
    depth = 0
    for sign in _SIGN.finditer(words):
        depth += {"{": 1, "}": -1}.get(sign[0], 0)
        if sign[0] in "{}" or depth:
            continue
        if words[: sign.start()].rstrip().casefold().endswith("delete"):
            raise Refusal(400, "DELETE WHERE takes no using-graph-uri; write DELETE { ... } WHERE { ... }")
        places.append(sign.start())
    parts = [update[start:end] for start, end in zip([0, *places], [*places, len(update)], strict=True)]
    return f" {' '.join(clauses)} ".join(parts)
