"""Two readers together: what each of them says of a finding, and what comes of it."""

from collections.abc import Mapping
from dataclasses import replace

from spacy.lang.en import English
from spacy.tokens import Doc, Span

from graph.claim import Claim
from ingest.agreement import UNSEEN, Agreement, Finding, Signs, log_odds
from ingest.findings import Details, Support
from ingest.findings import Finding as Stated
from ingest.reader import told, weighed

NLP = English()
ASSERTED = (1.0, 0.0, 0.0, 0.0, 0.0)
EVEN = Agreement(intercept=0.0, signs={"chance": 1.0}, relations={}, default=1.0, cue=20.0, least=0.5)
CLAIM = Claim(
    article="a", subject="Kelvora", subject_type="Organization", subject_id="kelvora", subject_mention="Kelvora", relation="develops",
    object="Tarn", object_type="Model", object_id="tarn", object_mention="Tarn",
    status="asserted", quote="Kelvora makes Tarn", start=10, end=28, confidence=0.7, extractor="x",
)  # fmt: skip  # the fields in the record's order


def stated(subject: str, relation: str, other: str, chance: float = 0.7, elsewhere: float = 0.0) -> tuple[Stated, Claim]:
    """What one sentence states, "SUBJECT has quietly made OBJECT", with its claim; the names are organisations, but for what is developed."""
    names = {subject: "Organization", other: "Model" if relation == "develops" else "Organization"}
    doc = Doc(NLP.vocab, words=[*subject.split(), "has", "quietly", "made", *other.split()])
    first = Span(doc, 0, len(subject.split()), label="Organization", span_id=_slug(subject))
    last = Span(doc, len(doc) - len(other.split()), len(doc), label=names[other], span_id=_slug(other))
    finding = Stated(relation, first, last, last[0], doc[:], chance, (0, 0), Details(), support=Support(elsewhere, ASSERTED))
    ends = {"subject": subject, "subject_id": _slug(subject), "object": other, "object_id": _slug(other), "object_type": names[other]}
    return finding, replace(CLAIM, relation=relation, confidence=chance, **ends)  # type: ignore[arg-type]  # all of these fields are words


def _slug(name: str) -> str:
    return name.lower().replace(" ", "-")


def found(findings: list[Finding]) -> Mapping[tuple[str, str, str], Signs]:
    """The signs of findings by what they say."""
    return {(one.first.subject, one.relation, one.first.object): one.signs for one in findings}


def test_the_signs_of_what_the_trained_pipeline_finds() -> None:
    (finding,) = weighed([stated("Kelvora", "develops", "Tarn", elsewhere=0.6)], [], frozenset({"kelvora"}))
    assert (finding.signs.seen, finding.signs.by_rules, finding.signs.subject_first) == (1.0, 0.0, 1.0)
    assert (finding.signs.chance, finding.signs.elsewhere) == (log_odds(0.7), log_odds(0.6))
    assert (finding.signs.subject_named, finding.signs.object_named) == (1.0, 0.0)
    assert round(finding.signs.distance, 3) == 1.386  # three words between
    assert finding.statuses == ASSERTED


def test_what_the_rules_alone_find_has_a_small_chance() -> None:
    (finding,) = weighed([], [stated("Kelvora", "develops", "Tarn")], frozenset())
    assert (finding.signs.seen, finding.signs.by_rules, finding.signs.chance) == (0.0, 1.0, UNSEEN)
    assert not finding.statuses


def test_the_rules_are_asked_which_names_they_know() -> None:
    pairs = [("Kelvora", "Ondine"), ("Kelvora", "OpenAI"), ("Nvidia", "OpenAI")]
    signs = [weighed([], [stated(subject, "acquired", other)], frozenset())[0].signs for subject, other in pairs]
    assert [one.known_to_rules for one in signs] == [0.0, 0.5, 1.0]


def test_rivals_have_another_subject_another_object_or_another_relation() -> None:
    trained = [
        stated("Kelvora", "acquired", "Ondine", 0.7),
        stated("Brume", "acquired", "Ondine", 0.6),
        stated("Kelvora", "acquired", "Sable", 0.5),
        stated("Ondine", "investedIn", "Kelvora", 0.4),
        stated("Brume", "sued", "Sable", 0.9),
    ]
    signs = found(weighed(trained, [stated("Kelvora", "sued", "Ondine")], frozenset()))["Kelvora", "acquired", "Ondine"]
    assert (signs.rival_subject, signs.rival_object, signs.rival_relation) == (log_odds(0.6), log_odds(0.5), log_odds(0.4))
    assert signs.rules_differ == 1.0


def test_a_symmetric_relation_has_its_rivals_on_either_side() -> None:
    trained = [stated("Kelvora", "competesWith", "Ondine", 0.7), stated("Sable", "competesWith", "Kelvora", 0.6)]
    signs = found(weighed(trained, [], frozenset()))["Kelvora", "competesWith", "Ondine"]
    assert (signs.rival_subject, signs.rival_object, signs.rival_relation) == (log_odds(0.6), log_odds(0.6), log_odds(0))


def test_the_beginning_of_one_longer_name_is_that_name() -> None:
    trained = [stated("Rampart Nine", "sued", "Ondine Partners")]
    (finding,) = weighed(trained, [stated("Rampart", "sued", "Ondine Partners")], frozenset())
    assert (finding.signs.by_rules, finding.by_rules[0].subject, finding.by_rules[0].subject_id) == (1.0, "Rampart Nine", "rampart-nine")


def test_the_beginning_of_two_names_and_a_known_name_stay_as_they_are() -> None:
    trained = [stated("Rampart Nine", "sued", "Rampart Ten"), stated("Meta Fold", "sued", "Sable")]
    findings = weighed(trained, [stated("Rampart", "sued", "Sable"), stated("Meta", "sued", "Sable")], frozenset())
    assert {one.first.subject for one in findings} == {"Rampart Nine", "Rampart", "Meta Fold", "Meta"}


def test_nothing_is_said_of_a_name_and_itself() -> None:
    assert not weighed([stated("Wisp", "investedIn", "Wisp Inc")], [], frozenset())


def test_a_place_is_told_once_with_the_status_of_both() -> None:
    by_rules = replace(CLAIM, status="planned")
    elsewhere = replace(CLAIM, start=50, end=68)
    finding = Finding("develops", [CLAIM, elsewhere], [by_rules], Signs(), ASSERTED)
    assert [(claim.status, claim.start) for claim in told(finding, EVEN)] == [("planned", 10), ("planned", 50)]


def test_a_chip_is_called_by_its_name_without_its_maker() -> None:
    (finding,) = weighed([stated("Kelvora", "usesChip", "Nvidia H100")], [stated("Kelvora", "usesChip", "H100")], frozenset())
    assert (finding.trained[0].object, finding.trained[0].object_id, finding.signs.by_rules) == ("H100", "h100", 1.0)
