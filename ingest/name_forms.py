"""One entity, several forms of its name: "Nordlys" after "Nordlys Labs", "Mensch" after "Arthur Mensch"."""

from dataclasses import dataclass

from spacy.tokens import Span

from ingest.known_names import slug
from ontology import KNOWN

UNTYPED = "NAME"


@dataclass(frozen=True, slots=True)
class _Named:
    words: tuple[str, ...]
    slug: str
    label: str


def _shortens(words: tuple[str, ...], named: _Named) -> bool:
    """Whether words are a shorter form of a name: the same, its beginning where it is an organisation's, one part of it where it is a person's."""
    if words == named.words:
        return True
    if named.label == "Person" or (named.label == UNTYPED and len(named.words) < 4 and all(word.istitle() for word in named.words)):
        return len(words) == 1 and words[0] in {named.words[0], named.words[-1]} and (named.label == "Person" or words[0] == named.words[-1])
    return named.label == "Organization" and named.words[: len(words)] == words


def with_slugs(entities: list[Span]) -> list[Span]:
    """Gives every unknown name a slug; a shorter form ("Nordlys") takes that of the longer name it begins, a surname that of its bearer."""
    unknown = sorted((entity for entity in entities if not entity.id_), key=lambda entity: (-len(entity), entity.start))
    longer = [
        _Named(tuple(token.text for token in entity), entity.id_, entity.label_) for entity in entities if entity.id_ and entity.label_ == "Person"
    ]
    slugs: dict[tuple[int, int], tuple[str, str]] = {}
    for entity in unknown:
        words = tuple(token.text for token in entity)
        match = next((named for named in longer if _shortens(words, named)), None)
        if match is None:
            own = slug(entity.text)
            # The bare slug of a known entity is that entity's: a name that only looks like it stays apart until somebody joins them.
            match = _Named(words, f"{own}-other" if own in KNOWN else own, entity.label_)
            longer.append(match)
        slugs[entity.start, entity.end] = (match.slug, match.label if entity.label_ == UNTYPED else entity.label_)
    return sorted(
        (
            entity
            if entity.id_
            else Span(entity.doc, entity.start, entity.end, label=slugs[entity.start, entity.end][1], span_id=slugs[entity.start, entity.end][0])
            for entity in entities
        ),
        key=lambda entity: entity.start,
    )


def joined(known: list[Span], unknown: list[Span]) -> list[Span]:
    """Joins an unknown name with the known chip or model after it: a brand ("Instinct MI300X") stays the chip, a variant ("Defense Llama") is new."""
    before = {span.end: span for span in unknown if span.label_ == UNTYPED}
    found = []
    for entity in known:
        brand = before.get(entity.start)
        if brand is None or entity.label_ not in {"Chip", "Model"}:
            found.append(entity)
        else:
            del before[entity.start]
            found.append(Span(entity.doc, brand.start, entity.end, label=entity.label_, span_id=entity.id_ if entity.label_ == "Chip" else ""))
    taken = {token.i for span in found for token in span}
    return [*found, *(span for span in unknown if span.start not in taken)]


def with_regions(entities: list[Span]) -> list[Span]:
    """Joins a town with its region: "in Cambridge, England", "Sunnyvale, California-based"."""
    by_start = {entity.start: entity for entity in entities}
    joined: dict[int, Span] = {}
    for town in entities:
        doc, region = town.doc, by_start.get(town.end + 1)
        if region is None or region.label_ != "Place" or town.label_ not in {"Place", UNTYPED} or doc[town.end].text != ",":
            continue
        placed = town.start > 0 and doc[town.start - 1].lower_ in {"in", "from", "of"}
        if placed or (region.end < len(doc) and doc[region.end].text == "-"):
            joined[town.start] = Span(doc, town.start, region.end, label="Place", span_id=town.id_ or slug(town.text))
    swallowed = {span.end for span in joined.values()}
    return [joined.get(entity.start, entity) for entity in entities if entity.start in joined or entity.end not in swallowed]
