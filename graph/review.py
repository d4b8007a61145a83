"""What judgements make of claims: which of them count, as what, and how sure they are."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from graph.belief import Weights, weights
from graph.claim import Claim
from graph.evidence import Evidence
from graph.judgement import Judgement, standing

_VERDICTS = ("accept", "reject", "correct")


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The evidence that counts, the judgement on each judged claim (by the claim's id), the judgements that found no claim, and the weights."""

    evidence: list[Evidence]
    verdicts: Mapping[str, Judgement]
    unplaced: list[Judgement]
    weights: Weights


def review(evidence: Iterable[Evidence], judgements: Iterable[Judgement]) -> Reviewed:
    """The evidence with judgements applied: rejected claims are left out, accepted ones are certain, corrected ones certain and as corrected.

    Of several judgements on one claim the latest counts.
    """
    by_article: dict[str, list[Judgement]] = defaultdict(list)
    for judgement in standing(judgements):
        if judgement.kind in _VERDICTS:
            by_article[judgement.article].append(judgement)
    verdicts: dict[str, Judgement] = {}
    placed: set[str] = set()
    judged: list[tuple[str, str, bool]] = []
    kept: list[Evidence] = []
    for item in evidence:
        found = [judgement for judgement in by_article.get(item.claim.article, ()) if concerns(judgement, item.claim)]
        placed.update(judgement.id for judgement in found)
        if not found:
            kept.append(item)
            continue
        verdict = verdicts[item.claim.id] = found[-1]
        judged.append((item.claim.status, item.voice, verdict.kind == "accept"))
        if verdict.kind != "reject":
            kept.append(replace(item, claim=corrected(item.claim, verdict, confidence=1.0)))
    unplaced = [judgement for rows in by_article.values() for judgement in rows if judgement.id not in placed]
    return Reviewed(kept, verdicts, unplaced, weights(judged))


def corrected(claim: Claim, verdict: Judgement, *, confidence: float) -> Claim:
    """The claim as the verdict reads it."""
    fields: dict[str, object] = {**verdict.correction, "confidence": confidence}
    return replace(claim, **fields)  # type: ignore[arg-type]  # a correction has only fields of text (`graph.judgement.CORRECTABLE`)


def concerns(judgement: Judgement, claim: Claim) -> bool:
    """Whether a judgement is about this claim, whoever read it and however much of the sentence it quotes: same article, relation and names,
    and words in common."""
    same = (judgement.article, judgement.relation) == (claim.article, claim.relation)
    named = _plain(judgement.subject) in _names(claim.subject, claim.subject_mention) and _plain(judgement.object) in _names(
        claim.object, claim.object_mention
    )
    start, end = judgement.start or 0, judgement.end or 0
    return same and named and start < claim.end and claim.start < end


def _names(*names: str) -> set[str]:
    return {_plain(name) for name in names}


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def about(claim: Claim, kind: str, *, by: str, at: str, comment: str = "", correction: Mapping[str, str] | None = None) -> Judgement:
    """A judgement of this kind about a claim, anchored to its words."""
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
        correction=dict(correction or {}),
    )


def passages(reviewed: Reviewed, claims: Sequence[Evidence], texts: Mapping[str, str]) -> list[dict[str, object]]:
    """Judged claims as training lines in the form of `corpus/`: a sentence, its names, and the facts that it states; of a rejected claim the sentence
    without it."""
    rows: dict[tuple[str, int, int], dict[str, object]] = {}
    for item in claims:
        verdict = reviewed.verdicts.get(item.claim.id)
        if verdict is None:
            continue
        claim = corrected(item.claim, verdict, confidence=item.claim.confidence)
        key = (claim.article, claim.start, claim.end)
        text = texts[claim.article][claim.start : claim.end]
        row = rows.setdefault(
            key, {"id": f"{claim.article[:12]}-{claim.start}", "voice": "judged", "kind": "plain", "published": item.article.published, "text": text,
                  "entities": [], "mentions": [], "facts": []},
        )  # fmt: skip
        _add_names(row, claim, text)
        if verdict.kind != "reject":
            fact = {"s": claim.subject, "r": claim.relation, "o": claim.object, "status": claim.status, "start": 0, "end": len(text)}
            facts = row["facts"]
            assert isinstance(facts, list)  # noqa: S101  # made as one above
            facts.append(fact)
    return [rows[key] for key in sorted(rows)]


def _add_names(row: dict[str, object], claim: Claim, text: str) -> None:
    entities = row["entities"]
    assert isinstance(entities, list)  # noqa: S101  # made as one above
    for name, mention, kind in ((claim.subject, claim.subject_mention, claim.subject_type), (claim.object, claim.object_mention, claim.object_type)):
        at = text.find(mention)
        entity = {"start": at, "end": at + len(mention), "text": mention, "type": kind, "name": name}
        if at >= 0 and entity not in entities:
            entities.append(entity)
