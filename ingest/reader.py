"""The reader of articles: the trained pipeline and the rules read side by side, and what either finds is weighed by all that both say.

The trained pipeline finds far more, the rules err less on names that the ontology knows; where they agree they are right more than nine times in ten.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from math import log1p
from typing import cast

from spacy.tokens import Doc

from graph.article import Article
from graph.claim import Claim
from graph.names import form
from ingest import findings, pipeline
from ingest.agreement import UNSEEN, Agreement, Finding, Signs, log_odds
from ingest.extract import Extractor, plain_name
from ingest.relation_head import Calibration, RelationHead
from ingest.rules import pipeline as rules
from ontology import KNOWN, RELATIONS, is_a

SEEN = 0.05  # the least chance with which the trained pipeline is heard
Key = tuple[str, str, str]
Name = tuple[str, str]
"""A name and the slug of its bearer."""
Stated = tuple[findings.Finding, Claim]
_CHIPS = {label: one.slug for one in KNOWN.values() if is_a(one.type, "Chip") for label in one.labels}
_MAKERS = frozenset(label for one in KNOWN.values() if "ChipMaker" in (one.type, *one.roles) for label in one.labels)


class Reader:
    """Reads articles. Holds both pipelines, loaded; safe to share between articles, not between threads."""

    def __init__(self, agreement: Agreement | None = None) -> None:
        nlp = pipeline.load()
        cast(RelationHead, nlp.get_pipe("landscape_relation_head")).calibration = Calibration(least=SEEN)
        self._trained, self._rules = Extractor(nlp), Extractor(rules.load(nlp))
        self._agreement = Agreement.read() if agreement is None else agreement
        self._name = f"landscape/{nlp.meta['version']}"

    def claims(self, article: Article) -> list[Claim]:
        """The claims of an article in the order of its text. For each, `article.text[start:end] == quote`."""
        found: dict[str, Claim] = {}
        for finding in self.findings(article):
            confidence = self._agreement.confidence(finding)
            if confidence >= self._agreement.least:
                found |= {claim.id: replace(claim, confidence=confidence, extractor=self._name) for claim in told(finding, self._agreement)}
        return sorted(found.values(), key=lambda claim: (claim.start, claim.relation, claim.subject, claim.object))

    def findings(self, article: Article) -> list[Finding]:
        """What either pipeline finds, in the order of what it says."""
        by_rules = self._rules.read(article)
        return weighed(self._trained.stated(article, self._trained.read(article)), self._rules.stated(article, by_rules), _names(by_rules))


def told(finding: Finding, agreement: Agreement) -> Iterator[Claim]:
    """The claims of the rules, and those of the trained pipeline at other places."""
    apart = [one for one in finding.trained if all(one.end <= other.start or other.end <= one.start for other in finding.by_rules)]
    for claim in finding.by_rules:
        yield replace(claim, status=agreement.status(finding, claim))
    for claim in apart:
        yield replace(claim, status=agreement.status(finding, finding.by_rules[0] if finding.by_rules else None))


def weighed(trained: Sequence[Stated], by_rules: Sequence[Stated], names: frozenset[str]) -> list[Finding]:
    """What two pipelines state, by what it says, with what speaks for and against it; `names` are the forms of what the rules take for names."""
    fuller = _fuller([claim for _, claim in trained], [claim for _, claim in by_rules])
    seen, ruled = _grouped(trained, fuller), _grouped(by_rules, fuller)
    rivals = _Rivals({key: max((claim.confidence for _, claim in seen.get(key, ())), default=0.0) for key in {*seen, *ruled}}, ruled)
    found = []
    for key in sorted({*seen, *ruled}):
        likeliest = sorted(seen.get(key, ()), key=lambda stated: -stated[1].confidence)
        claims = [claim for _, claim in ruled.get(key, ())]
        signs = _signs(likeliest, claims, names)
        statuses = likeliest[0][0].support.statuses if likeliest else ()
        found.append(Finding(key[0], [claim for _, claim in likeliest], claims, rivals.beside(key, signs), statuses))
    return found


def _signs(trained: Sequence[Stated], by_rules: Sequence[Claim], names: frozenset[str]) -> Signs:
    """The signs that lie in the finding itself."""
    claim = by_rules[0] if by_rules else trained[0][1]
    signs = Signs(
        chance=UNSEEN,
        elsewhere=log_odds(0),
        by_rules=float(bool(by_rules)),
        known_to_rules=((claim.subject_id in KNOWN) + (claim.object_id in KNOWN or not claim.object_id)) / 2 if by_rules else 0.0,
        subject_named=float(form(claim.subject).joined in names),
        object_named=float(not claim.object_id or form(claim.object).joined in names),
    )
    if not trained:
        return signs
    best, likeliest = trained[0]
    subject, other = best.subject, best.object
    elsewhere = max(best.support.elsewhere, *(claim.confidence for finding, claim in trained if finding.sentence.start != best.sentence.start), 0.0)
    return replace(
        signs,
        seen=1.0,
        chance=log_odds(likeliest.confidence),
        elsewhere=log_odds(elsewhere),
        distance=log1p(max(max(subject.start, other.start) - min(subject.end, other.end), 0)),
        subject_first=float(subject.start < other.start),
    )


class _Rivals:
    """The findings of an article by their ends, and the chances that the trained pipeline gives them."""

    def __init__(self, chances: Mapping[Key, float], by_rules: Iterable[Key]) -> None:
        self._chances, self._by_rules = chances, frozenset(by_rules)
        self._beside: dict[tuple[str, ...], list[Key]] = defaultdict(list)
        for key in chances:
            for place in {place for places in self._places(key) for place in places}:
                self._beside[place].append(key)

    def beside(self, key: Key, signs: Signs) -> Signs:
        """The signs with those that lie in other findings."""
        subjects, objects, relations = ([other for place in places for other in self._beside[place] if other != key] for places in self._places(key))
        rival_subject, rival_object, rival_relation = (
            log_odds(max((self._chances[other] for other in others), default=0.0)) for others in (subjects, objects, relations)
        )
        differ = any(other in self._by_rules for other in relations)
        return replace(signs, rival_subject=rival_subject, rival_object=rival_object, rival_relation=rival_relation, rules_differ=float(differ))

    @staticmethod
    def _places(key: Key) -> tuple[Sequence[tuple[str, ...]], ...]:
        """Where findings stand that have another subject, another object, another relation; a symmetric one has either end for either."""
        relation, subject, other = key
        ends = (min(subject, other), max(subject, other))
        if RELATIONS[relation].symmetric:
            either = [(relation, "", subject), (relation, "", other)]
            return either, either, [ends]
        return [(relation, "object", other)], [(relation, "subject", subject)], [ends]


def _grouped(stated: Iterable[Stated], fuller: Mapping[str, Name]) -> dict[Key, list[Stated]]:
    """What is stated by what it says, under the fuller names; nothing is stated of a name and itself."""
    groups: dict[Key, list[Stated]] = defaultdict(list)
    for finding, given in stated:
        claim = _renamed(given, fuller)
        is_sum = claim.amount is not None and not claim.object_id
        ends = [form(claim.subject).joined, f"{claim.currency} {claim.amount:g}" if is_sum else form(claim.object).joined]
        first, second = sorted(ends) if RELATIONS[claim.relation].symmetric else ends
        if first != second:
            groups[claim.relation, first, second].append((finding, claim))
    return groups


def _fuller(trained: Sequence[Claim], by_rules: Sequence[Claim]) -> dict[str, Name]:
    """Names of organisations, each with the one longer name of the article that it begins: what is short for a known name is known itself.

    And chips under their makers' names ("Nvidia H100"), with the names that they are known by.
    """
    full = dict(_organisations(trained))
    begun: dict[str, list[str]] = defaultdict(list)
    for name in full:
        begun["".join(form(name).words[:1])].append(name)
    found = {}
    for short, identity in {**dict(_organisations(by_rules)), **full}.items():
        words = form(short).words
        longer = [name for name in begun["".join(words[:1])] if len(form(name).words) > len(words) and form(name).words[: len(words)] == words]
        if identity not in KNOWN and len({form(name).joined for name in longer}) == 1:
            name = max(longer, key=lambda one: (len(one), one))
            found[short] = name, full[name]
    return found | dict(_chips(trained))


def _organisations(claims: Iterable[Claim]) -> Iterator[Name]:
    for claim in claims:
        ends = ((claim.subject, claim.subject_id, claim.subject_type), (claim.object, claim.object_id, claim.object_type))
        yield from ((name, identity) for name, identity, kind in ends if kind != "Money" and is_a(kind, "Organization"))


def _chips(claims: Iterable[Claim]) -> Iterator[tuple[str, Name]]:
    for claim in claims:
        for name in (claim.subject, claim.object):
            maker, _, chip = name.partition(" ")
            if maker in _MAKERS and chip in _CHIPS:
                yield name, (chip, _CHIPS[chip])


def _renamed(claim: Claim, fuller: Mapping[str, Name]) -> Claim:
    subject, subject_id = fuller.get(claim.subject, (claim.subject, claim.subject_id))
    other, object_id = fuller.get(claim.object, (claim.object, claim.object_id))
    return replace(claim, subject=subject, subject_id=subject_id, object=other, object_id=object_id)


def _names(doc: Doc) -> frozenset[str]:
    """The forms of the names of a document."""
    return frozenset(form(plain_name(name)).joined for name in doc.ents)
