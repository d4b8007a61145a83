"""How well the relation of two given companies is told on CORE (Borchert et al. 2023, https://aclanthology.org/2023.emnlp-main.984/)."""

import json
from collections import Counter
from pathlib import Path
from typing import cast

import numpy as np
from spacy.language import Language

from bench.columns import word_doc
from ingest.pairs import Mention
from ingest.relation_head import RelationHead


def core_accuracy(path: Path, nlp: Language) -> dict[str, float]:
    """Accuracy and macro F1 over the 12 classes; the order of the pair gives the direction."""
    head = cast(RelationHead, nlp.get_pipe("landscape_relation_head"))
    right, found, gold = Counter[str](), Counter[str](), Counter[str]()
    for row in json.loads(path.read_text(encoding="utf8")):
        doc = word_doc(nlp.vocab, row["context"])
        doc._.hints = [""] * len(doc)
        doc = nlp.get_pipe("landscape_encoder")(doc)
        ends = [Mention(row[f"e{k}_start"], row[f"e{k}_end"] + 1, "Organization") for k in (1, 2)]
        if row["invert_relation"]:
            ends.reverse()
        order = sorted(ends, key=lambda end: end.start)
        pair = np.asarray([[order.index(ends[0]), order.index(ends[1])]])
        label = head.classes[int(head.scores(doc.tensor, order, pair)[2][0].argmax())]
        gold[row["relation"]] += 1
        found[label] += 1
        right[label] += label == row["relation"]
    f1 = [2 * right[label] / max(found[label] + gold[label], 1) for label in gold]
    return {"accuracy": right.total() / gold.total(), "macro_f1": sum(f1) / len(f1), "gold": gold.total()}
