"""What judgements make of claims: which of them count, as what, and how sure they are."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from graph.belief import Weights, weights
from graph.claim import Claim
from graph.entity import Entity
from graph.evidence import Evidence
from graph.facts import Naming, naming, usual
from graph.judgements.identity import Identity
from graph.judgements.judgement import Judgement, standing
from ontology import top_type

_VERDICTS = ("accept", "reject", "correct")


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The evidence that counts, and the judgement on each judged claim (by the claim's id)."""

    evidence: list[Evidence]
    verdicts: Mapping[str, Judgement]


def review(evidence: Iterable[Evidence], judgements: Iterable[Judgement], entities: Identity) -> Reviewed:
    """The evidence with judgements applied: rejected claims are left out, accepted ones are certain, corrected ones certain and as corrected;
    merged entities go under one slug.

    Of several judgements on one claim the latest counts.
    """
    by_article: dict[str, list[Judgement]] = defaultdict(list)
    for judgement in standing(judgements):
        if judgement.kind in _VERDICTS:
            by_article[judgement.article].append(judgement)
    verdicts: dict[str, Judgement] = {}
    kept: list[Evidence] = []
    for item in evidence:
        found = [judgement for judgement in by_article.get(item.claim.article, ()) if concerns(judgement, item.claim)]
        claim = item.claim
        if found:
            verdict = verdicts[claim.id] = found[-1]
            if verdict.kind == "reject":
                continue
            claim = corrected(claim, verdict, confidence=1.0)
        kept.append(replace(item, claim=under_one_slug(claim, entities), read_as=item.id))
    return Reviewed(kept, verdicts)


def under_one_slug(claim: Claim, entities: Identity) -> Claim:
    """The claim about the entities that its ends are merged into."""
    subject, target = entities.canonical(claim.subject_id), entities.canonical(claim.object_id)
    unchanged = (subject, target) == (claim.subject_id, claim.object_id)
    return claim if unchanged else replace(claim, subject_id=subject, object_id=target)


def named_entities(read: Iterable[Evidence], reviewed: Iterable[Evidence], entities: Identity) -> dict[str, Entity]:
    """The entities under the names that articles give them, whatever of that was rejected, and those that only a correction names."""
    counts: dict[str, Naming] = defaultdict(Counter)
    for slug, names in naming(read).items():
        counts[entities.canonical(slug)] += names
    for slug, names in naming(reviewed).items():
        if slug not in counts:
            counts[slug] += names
    return {slug: usual(slug, names, entities.names.get(slug, "")) for slug, names in counts.items()}


def learnt(judgements: Iterable[Judgement]) -> Weights:
    """The weights of statuses and voices after these judgements."""
    verdicts = [one for one in standing(judgements) if one.kind in _VERDICTS and one.status and one.voice]
    latest = {(one.article, one.relation, one.subject, one.object, one.start): one for one in verdicts}
    return weights((one.status, one.voice, one.kind == "accept") for one in latest.values())


def unplaced(judgements: Iterable[Judgement], evidence: Iterable[Evidence]) -> list[Judgement]:
    """The standing verdicts that concern no claim any more: the reader of today does not find what was judged."""
    by_article: dict[str, list[Claim]] = defaultdict(list)
    for item in evidence:
        by_article[item.claim.article].append(item.claim)
    verdicts = (one for one in standing(judgements) if one.kind in _VERDICTS)
    return [one for one in verdicts if not any(concerns(one, claim) for claim in by_article[one.article])]


def corrected(claim: Claim, verdict: Judgement, *, confidence: float) -> Claim:
    """The claim as the verdict reads it."""
    fields: dict[str, object] = {**verdict.correction, "confidence": confidence}
    return replace(claim, **fields)  # type: ignore[arg-type]  # a correction has only fields of text (`graph.judgements.judgement.CORRECTABLE`)


def concerns(judgement: Judgement, claim: Claim) -> bool:
    """Whether a judgement is about this claim, whoever read it and however much of the sentence it quotes: same article, relation and names,
    and words in common."""
    same = (judgement.article, judgement.relation) == (claim.article, claim.relation)
    subject = _plain(judgement.subject) in {_plain(claim.subject), _plain(claim.subject_mention)}
    target = _plain(judgement.object) in {_plain(claim.object), _plain(claim.object_mention)}
    return same and subject and target and (judgement.start or 0) < claim.end and claim.start < (judgement.end or 0)


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def about(item: Evidence, kind: str, *, by: str, at: str, comment: str = "", correction: Mapping[str, str] | None = None) -> Judgement:
    """A judgement of this kind about a claim, anchored to its words."""
    claim = item.claim
    return Judgement(
        kind=kind,
        by=by,
        at=at,
        article=claim.article,
        quote=claim.quote,
        start=claim.start,
        end=claim.end,
        relation=claim.relation,
        subject=claim.subject,
        object=claim.object,
        comment=comment,
        status=claim.status,
        voice=item.voice,
        correction=dict(correction or {}),
    )


def passages(verdicts: Mapping[str, Judgement], claims: Iterable[Evidence]) -> list[dict[str, object]]:
    """Judged claims as training lines in the form of `corpus/`: a sentence, its names, and the facts that it states; of a rejected claim the sentence
    without it."""
    by_place: dict[tuple[str, int, int], list[Evidence]] = defaultdict(list)
    for item in claims:
        if item.claim.id in verdicts:
            by_place[item.claim.article, item.claim.start, item.claim.end].append(item)
    return [_passage(items, verdicts) for _, items in sorted(by_place.items())]


def _passage(items: Sequence[Evidence], verdicts: Mapping[str, Judgement]) -> dict[str, object]:
    first = items[0]
    text = first.claim.quote
    names = [name for item in items for name in _names_in(item.claim, text)]
    facts = []
    for item in items:
        verdict = verdicts[item.claim.id]
        if verdict.kind != "reject":
            claim = corrected(item.claim, verdict, confidence=1.0)
            facts.append({"s": claim.subject, "r": claim.relation, "o": claim.object, "status": claim.status, "start": 0, "end": len(text)})
    return {
        "id": f"{first.claim.article[:12]}-{first.claim.start}",
        "voice": "judged",
        "kind": "plain",
        "published": first.article.published,
        "text": text,
        "entities": [dict(name) for name in sorted({tuple(name.items()) for name in names})],
        "mentions": [],
        "facts": facts,
    }


def _names_in(claim: Claim, text: str) -> Iterable[dict[str, object]]:
    for name, mention, kind in ((claim.subject, claim.subject_mention, claim.subject_type), (claim.object, claim.object_mention, claim.object_type)):
        if (at := text.find(mention)) >= 0:
            yield {"start": at, "end": at + len(mention), "text": mention, "type": kind if kind == "Money" else top_type(kind), "name": name}
