"""Finds relations: the ontology's phrases (`ingest.rules.phrases`) over the chunks of each sentence.

Two names that only stand together make nothing: every finding has a word of the ontology as its trigger, and both ends are that word's own arguments.
_.findings` alike.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc, Span

from ingest.findings import Finding
from ingest.rules.phrases import VERBS
from ingest.rules.relational_nouns import RelationalNouns
from ingest.rules.verb_phrases import VerbPhrases

_REMEMBERED = 4  # sentences for which "the round" goes on meaning the last one raised


@Language.component("landscape_relations", requires=["doc._.chunks", "doc.spans", "doc.ents"], assigns=["doc._.findings"])
def relations(doc: Doc) -> Doc:
    """Fills `doc._.findings`; of several readings of the same words for the same names, the most demanding phrase's stays."""
    found: list[Finding] = []
    raiser: Span | None = None
    since = 0
    for chunks in doc._.chunks:
        if not chunks:
            continue
        reader = _Sentence(doc, chunks, raiser)
        found += _most_precise(reader.findings())
        since = 0 if reader.raiser is not raiser else since + 1
        raiser = reader.raiser if since < _REMEMBERED else None
    doc._.findings = tuple(found)
    return doc


class _Sentence(VerbPhrases, RelationalNouns):
    """Reads one sentence, from left to right."""

    def findings(self) -> Iterator[Finding]:
        for position, chunk in enumerate(self.sentence.chunks):
            if chunk.kind == "VP" and chunk.verb is not None:
                yield from self._united(position, chunk)
                for phrase in VERBS.get(chunk.verb.lemma_, ()):
                    yield from self._verb(phrase, position, chunk.verb)
            elif chunk.kind in {"NP", "ASIDE"}:
                yield from self._noun_phrase(position, chunk)


def _most_precise(findings: Iterable[Finding]) -> list[Finding]:
    best: dict[tuple[int, frozenset[str]], Finding] = {}
    for finding in findings:
        ends = frozenset({finding.subject.id_, finding.object.id_ or finding.object.text})
        key = (finding.trigger.i, ends)
        if key not in best or (finding.precision, finding.confidence) > (best[key].precision, best[key].confidence):
            best[key] = finding
    once: dict[tuple[str, str, str], Finding] = {}
    for finding in best.values():
        fact = (finding.relation, finding.subject.id_, finding.object.id_ or finding.object.text)
        if fact not in once or finding.confidence > once[fact].confidence:
            once[fact] = finding
    return sorted(once.values(), key=lambda finding: (finding.trigger.i, finding.relation, finding.subject.start, finding.object.start))


def with_status(finding: Finding, status: str, attributed_to: str) -> Finding:
    """The finding with its status and voice."""
    return replace(finding, status=status, attributed_to=attributed_to)
