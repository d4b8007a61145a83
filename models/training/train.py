"""`python -m models.training.train STAGE`: trains the network, one checkpoint an epoch, and goes on where it was stopped."""

import argparse
import json
import random
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import mean

import torch
from spacy.tokens import Doc
from tokenizers import Tokenizer
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from ingest.anaphors import pronouns
from models.training import corpora, passages
from models.training.batches import losses
from models.training.evaluate import report, tagged
from models.training.examples import Example
from models.training.network import Network, encoder, packaged, parameters
from models.training.rereading import reread
from ontology import RELATIONS

SEED = 13
AVERAGED = 0.998  # of the running average of the weights, kept at each step; it is the average that is measured and released
CROPPED = 0.5  # of the passages in the third stage, of which a sentence or two is left; of those that are mostly traps once more
READS_NAMES = 2  # epochs of the second stage, after which the network finds names well enough to learn from its own mistakes
TOLD = 200  # batches after which the losses since are told
_KEPT = ("network", "averaged", "optimizer")
Rereader = Callable[[list[Example], random.Random], list[Example]]


def batches(examples: Sequence[Example], rng: random.Random, *, tokens: int) -> list[list[Example]]:
    """Examples in batches of about as many tokens, neighbours in length together, in random order."""
    ordered = sorted(examples, key=lambda example: (len(example.doc) // 16, rng.random()))
    found: list[list[Example]] = []
    size = 0
    for example in ordered:
        if not found or size + len(example.doc) > tokens:
            found.append([])
            size = 0
        found[-1].append(example)
        size += len(example.doc)
    rng.shuffle(found)
    return found


# Of each corpus so much is drawn for an epoch; in the second stage our own passages, all of them every time, are the half of what is read.
_SHARES = {
    "base": {"uner": 1.0, "wikigold": 0.5, "wnut": 0.5, "crossner": 1.0, "core": 1.0, "knowledgenet": 1.0},
    "joint": {"uner": 0.5, "wikigold": 0.2, "wnut": 0.2, "crossner": 1.0, "core": 0.4, "knowledgenet": 0.6},
    "short": {"uner": 0.2, "wikigold": 0.1, "wnut": 0.1, "crossner": 1.0, "core": 0.4, "knowledgenet": 0.4},
}


def drawn(examples: Sequence[Example], share: float, rng: random.Random) -> list[Example]:
    """So large a share of the examples: all of them as often as it is whole, and of what is left as many as are wanting."""
    return [*examples] * int(share) + rng.sample(examples, round(len(examples) * (share % 1)))


class Material:
    """Everything there is to learn from, made anew for every epoch where it varies."""

    def __init__(self, shared: Path, corpus: Path, *, stage: str) -> None:
        self.names = corpora.names(shared / "entities")
        self.core_labels = sorted(json.loads((shared / "relations" / "core-labels.json").read_text(encoding="utf8")))
        core = list(corpora.core(shared / "relations" / "core-train.json", self.core_labels))
        held = {text for k, text in enumerate(sorted({example.doc.text for example in core})) if k % 10 == 0}
        self.core = [example for example in core if example.doc.text not in held]
        self.core_held = [example for example in core if example.doc.text in held]
        self.knowledgenet_path = shared / "relations" / "knowledgenet-folds1-3.jsonl"
        self.knowledgenet: list[Example] = []
        self.hints = passages.known_matcher()
        self.stage = stage
        self.corpus = corpus
        self.dev = [passages.example(row, self.hints) for row in passages.read(corpus / "dev.jsonl")] if stage != "base" else []

    def epoch(self, rng: random.Random, reread: Rereader) -> list[list[Example]]:
        """The batches of one epoch; the passages are written anew each time, and half of them are given as the network reads them."""
        own = list(passages.read(self.corpus / "train.jsonl")) if self.stage != "base" else []
        pool = passages.name_pool(own)
        found: list[list[Example]] = []
        shares = _SHARES[self.stage]
        for scheme, sentences in self.names.items():
            examples = list(corpora.named(sentences, scheme, together=1 if scheme == "crossner" else rng.choice((1, 2, 4))))
            found += batches(drawn(examples, shares[scheme], rng), rng, tokens=900)
        found += batches(drawn(self.core, shares["core"], rng), rng, tokens=700)
        found += batches(drawn(self.knowledgenet, shares["knowledgenet"], rng), rng, tokens=700)
        swapped = [passages.swapped(row, pool, rng, share=rng.choice((0.0, 0.4, 0.8))) for row in own]
        if self.stage == "short":
            hard = [passages.cropped(row, rng) for row in swapped if row["kind"] == "hard"]
            swapped = [passages.cropped(row, rng) if rng.random() < CROPPED else row for row in swapped] + hard
        written = [passages.example(row, self.hints, hint_share=0.6, rng=rng) for row in swapped]
        rng.shuffle(written)
        half = len(written) // 2
        found += batches(reread(written[:half], rng) + written[half:], rng, tokens=700)
        rng.shuffle(found)
        return found


class Training:
    """A network on its way through the epochs of a stage, kept on disk after each, so that a stopped one goes on."""

    def __init__(self, network: Network, material: Material, tokenizer: Tokenizer, *, rate: float) -> None:
        self.network, self.material, self.tokenizer = network, material, tokenizer
        self.averaged = AveragedModel(network, multi_avg_fn=get_ema_multi_avg_fn(AVERAGED))
        self.optimizer = torch.optim.AdamW(parameters(network, {"encoder": rate, "heads": 8 * rate}), weight_decay=0.01)
        self.rates = [group["lr"] for group in self.optimizer.param_groups]
        self.done, self.steps, self.total = 0, 0, 0

    def resume(self, state: Path) -> None:
        """Goes on with what the last epoch left."""
        kept = torch.load(state)
        for name in _KEPT:
            getattr(self, name).load_state_dict(kept[name])
        self.done, self.steps, self.total = (kept[name] for name in ("done", "steps", "total"))
        torch.manual_seed(SEED + self.done)

    def keep(self, state: Path) -> None:
        """Writes all that `resume` needs, whole or not at all."""
        part = state.with_suffix(".part")
        numbers = {"done": self.done, "steps": self.steps, "total": self.total}
        torch.save({**{name: getattr(self, name).state_dict() for name in _KEPT}, **numbers}, part)
        part.replace(state)

    def epoch(self, epochs: int) -> None:
        """Learns from everything once; the rate rises in the first part of all `epochs`, and then falls."""
        plan = self.material.epoch(random.Random(SEED + self.done), self._reread)  # noqa: S311  # no secret, and the same order in every run
        self.total = self.total or len(plan) * epochs
        recent: dict[str, list[float]] = {}
        begun = time.monotonic()
        self.network.train()
        for k, batch in enumerate(plan, 1):
            for kind, value in self._step(batch).items():
                recent.setdefault(kind, []).append(value)
            if k % TOLD == 0:
                means = {kind: round(mean(values), 3) for kind, values in recent.items()}
                sys.stderr.write(f"epoch {self.done} batch {k}/{len(plan)} {time.monotonic() - begun:.0f} s {means}\n")
                recent.clear()
        measured = report(self.averaged.module, self.material, self.tokenizer)
        sys.stderr.write(f"epoch {self.done}: {time.monotonic() - begun:.0f} s {measured}\n")
        self.done += 1

    def _step(self, batch: Sequence[Example]) -> dict[str, float]:
        """Learns from one batch; what was lost, by kind."""
        progress = self.steps / self.total
        for group, rate in zip(self.optimizer.param_groups, self.rates, strict=True):
            group["lr"] = rate * min(1.0, progress / 0.06) * max(0.02, 1 - progress)
        found = losses(self.network, batch, self.tokenizer, pronouns)
        self.optimizer.zero_grad()
        torch.stack(list(found.values())).sum().backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimizer.step()
        self.averaged.update_parameters(self.network)
        self.steps += 1
        return {kind: float(value.detach()) for kind, value in found.items()}

    def _reread(self, examples: list[Example], rng: random.Random) -> list[Example]:
        """The passages as the network reads them, once it does so well enough."""
        reads_well = self.done >= READS_NAMES or self.material.stage == "short"
        return reread(self.network, examples, self.tokenizer, rng) if reads_well else examples


def main(arguments: Sequence[str] | None = None) -> int:
    """Trains."""
    parser = argparse.ArgumentParser(prog="python -m models.training.train")
    parser.add_argument("stage", choices=["base", "joint", "short"])
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--encoder", type=Path, default=packaged(), help="folder of all-MiniLM-L6-v2")
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--start", type=Path, help="a checkpoint to begin with")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--half", action="store_true", help="train the encoder in 16-bit floats: half the time on processors that have them")
    options = parser.parse_args(arguments)
    options.work.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(SEED)
    torch.set_flush_denormal(True)  # the optimiser's tiniest numbers else halve the speed
    tokenizer = Tokenizer.from_file(f"{options.encoder}/tokenizer.json")
    tokenizer.no_truncation()
    tokenizer.no_padding()
    material = Material(options.corpora, options.corpus, stage=options.stage)
    network = Network(encoder(options.encoder), tuple(RELATIONS), material.core_labels)
    network.half_encoder = network.relations.marked.half = options.half
    if options.start:
        network.load_state_dict(torch.load(options.start))
    training, state = Training(network, material, tokenizer, rate=options.rate), options.work / f"{options.stage}.state.pt"
    if state.exists():
        training.resume(state)
    while training.done < options.epochs:
        if not material.knowledgenet and (training.done or options.start):
            tag_knowledgenet(material, training.averaged.module, tokenizer)
        training.epoch(options.epochs)
        training.keep(state)
    torch.save(training.averaged.module.state_dict(), options.work / f"{options.stage}.pt")
    state.unlink()
    return 0


def tag_knowledgenet(material: Material, network: Network, tokenizer: Tokenizer) -> None:
    """Gives KnowledgeNet's passages the names that the network finds, for their pairs."""

    def tag(docs: Sequence[Doc]) -> list[list[tuple[int, int, str]]]:
        return tagged(network, [Example(doc, [""] * len(doc)) for doc in docs], tokenizer, "uner")

    material.knowledgenet = list(corpora.knowledgenet(material.knowledgenet_path, {1, 2}, tag))


if __name__ == "__main__":
    sys.exit(main())
