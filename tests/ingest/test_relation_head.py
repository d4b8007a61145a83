"""The head of relations: from scores of pairs to findings."""

from collections.abc import Mapping

import numpy as np
import pytest
from spacy.lang.en import English
from spacy.tokens import Doc, Span

from ingest.antecedent_head import Anaphor
from ingest.findings import Finding
from ingest.known_names import slug
from ingest.pairs import DETAILS, FARTHEST, STATED, Mention, candidate_pairs, rows
from ingest.relation_head import WINDOW, Calibration, RelationHead
from ontology import RELATIONS
from tests.ingest.heads import Inputs, with_network

NLP = English()
LABELS = (*RELATIONS, *DETAILS)
Wanted = Mapping[tuple[str, str, str], float]


def document(words: str, names: Mapping[str, str], money: tuple[str, ...] = (), anaphors: Mapping[str, str] | None = None) -> Doc:
    """A document as the head finds it; every full stop ends a sentence, an anaphor stands for the name given."""
    texts = words.split()
    doc = Doc(NLP.vocab, words=texts, sent_starts=[i == 0 or texts[i - 1] == "." for i in range(len(texts))])
    doc.tensor = np.zeros((len(doc), 384), dtype=np.float32)
    doc.ents = [found for text, kind in names.items() for found in places(doc, text, kind)]
    doc.spans["values"] = [found for text in money for found in places(doc, text, "MONEY")]
    doc.spans["roles"] = []
    doc._.anaphors = tuple(
        Anaphor(found, (next(name for name in doc.ents if name.text == meant),), 0.8)
        for text, meant in (anaphors or {}).items()
        for found in places(doc, text, "")
    )
    return doc


def places(doc: Doc, text: str, kind: str) -> list[Span]:
    size = len(text.split())
    starts = [i for i in range(len(doc)) if doc[i : i + size].text == text]
    return [Span(doc, i, i + size, label=kind, span_id="" if kind == "MONEY" else slug(text)) for i in starts]


def findings(doc: Doc, wanted: Wanted, *, status: str = "asserted", calibration: Calibration | None = None) -> tuple[Finding, ...]:
    """What the head finds where its network gives these logits (by label and the words of both ends), and -9 for all else."""

    def answer(_: object, inputs: Inputs) -> list[object]:
        texts = [doc[int(start) : int(end)].text for start, end, _ in inputs["mentions"]]
        scores = np.full((len(inputs["pairs"]), len(LABELS)), -9, dtype=np.float32)
        for row, (i, j) in enumerate(inputs["pairs"]):
            for k, label in enumerate(LABELS):
                scores[row, k] = wanted.get((label, texts[i], texts[j]), -9)
        statuses = np.zeros((len(scores), len(STATED)), dtype=np.float32)
        statuses[:, STATED.index(status)] = 1
        return [scores, statuses, np.zeros((len(scores), 12), dtype=np.float32)]

    head = with_network(RelationHead(), answer)
    head.labels = LABELS
    head.calibration = calibration or Calibration()
    found: tuple[Finding, ...] = head(doc)._.findings
    return found


def said(found: tuple[Finding, ...]) -> list[tuple[str, str, str]]:
    return [(one.subject.text, one.relation, one.object.text) for one in found]


TWO = {"Quentel": "Organization", "Obi": "Organization"}
SENTENCE = "Quentel backed Obi ."


def test_a_pair_above_the_bound_is_a_finding() -> None:
    found = findings(document(SENTENCE, TWO), {("investedIn", "Quentel", "Obi"): 2.0})
    assert said(found) == [("Quentel", "investedIn", "Obi")]
    assert found[0].confidence == pytest.approx(0.881)
    assert found[0].sentence.text == SENTENCE


def test_below_the_bound_there_is_nothing() -> None:
    doc = document(SENTENCE, TWO)
    assert findings(doc, {("investedIn", "Quentel", "Obi"): 2.0}, calibration=Calibration(least=0.9)) == ()


def test_confidence_follows_the_calibration() -> None:
    (found,) = findings(document(SENTENCE, TWO), {("acquired", "Quentel", "Obi"): 2.0}, calibration=Calibration(0.5, 0.5, -1.0))
    assert found.confidence == 0.5


@pytest.mark.parametrize("status", STATED)
def test_the_status_is_the_likeliest(status: str) -> None:
    (found,) = findings(document(SENTENCE, TWO), {("acquired", "Quentel", "Obi"): 2.0}, status=status)
    assert found.status == status


def test_a_relation_holds_only_between_its_types() -> None:
    doc = document(SENTENCE, {"Quentel": "Organization", "Obi": "Person"})
    assert findings(doc, {("acquired", "Quentel", "Obi"): 9.0}) == ()
    assert said(findings(doc, {("foundedBy", "Quentel", "Obi"): 9.0})) == [("Quentel", "foundedBy", "Obi")]


def test_a_symmetric_relation_is_found_once_and_asks_both_ways() -> None:
    doc = document(SENTENCE, TWO)
    both = findings(doc, {("competesWith", "Quentel", "Obi"): 3.0, ("competesWith", "Obi", "Quentel"): 1.0})
    assert said(both) == [("Quentel", "competesWith", "Obi")]
    assert both[0].confidence == pytest.approx(0.881)
    assert findings(doc, {("competesWith", "Quentel", "Obi"): 1.0, ("competesWith", "Obi", "Quentel"): -3.0}) == ()


def test_an_anaphor_stands_for_its_name_and_lowers_the_confidence() -> None:
    doc = document("Quentel grew . It backed Obi .", TWO, anaphors={"It": "Quentel"})
    (found,) = findings(doc, {("investedIn", "It", "Obi"): 9.0})
    assert (found.subject.text, found.subject.id_, found.sentence.text) == ("It", "quentel", "It backed Obi .")
    assert found.confidence == pytest.approx(0.8)


def test_a_fact_over_a_full_stop_quotes_both_sentences() -> None:
    doc = document("Quentel waited . Then came Obi .", TWO)
    (found,) = findings(doc, {("investedIn", "Quentel", "Obi"): 2.0})
    assert found.sentence.text == "Quentel waited . Then came Obi ."


def test_nothing_relates_to_itself() -> None:
    doc = document("Quentel saw Quentel .", {"Quentel": "Organization"})
    assert findings(doc, {("investedIn", "Quentel", "Quentel"): 9.0}) == ()


def test_a_fact_said_twice_is_found_where_it_is_surest() -> None:
    doc = document("Quentel backed Obi . It backed Obi .", TWO, anaphors={"It": "Quentel"})
    (found,) = findings(doc, {("investedIn", "Quentel", "Obi"): 3.0, ("investedIn", "It", "Obi"): 3.0})
    assert found.subject.start == 0


def test_details_go_with_their_holder() -> None:
    doc = document("Quentel put $5m into Obi , which raised $9m .", TWO, money=("$5m", "$9m"))
    found = findings(
        doc,
        {("investedIn", "Quentel", "Obi"): 3.0, ("raised", "Obi", "$9m"): 3.0, ("amount", "Quentel", "$5m"): 1.0, ("amount", "Quentel", "$9m"): 0.5},
    )
    amounts = {one.relation: one.details.amount.text if one.details.amount is not None else "" for one in found}
    assert amounts == {"investedIn": "$5m", "raised": ""}


@pytest.mark.parametrize("before", [0, 170, 210, 213, 214, 216, 218, 250, 386, 390, 391, 392, 700])
def test_each_pair_of_a_long_document_is_read_once_with_words_on_both_sides(before: int) -> None:
    doc = document(" ".join(["so"] * before + SENTENCE.split() + ["so"] * (710 - before)), TWO)
    shifted: list[int] = []

    def answer(_: object, inputs: Inputs) -> list[object]:
        start = int(inputs["mentions"][0, 0])
        shifted.append(len(inputs["tokens"]))
        assert inputs["mentions"][:, 1].max() <= len(inputs["tokens"])
        assert before < 20 or start >= 20
        count = len(inputs["pairs"])
        scores = np.full((count, len(LABELS)), -9, dtype=np.float32)
        scores[0, LABELS.index("investedIn")] = 2
        return [scores, np.ones((count, len(STATED)), dtype=np.float32), np.zeros((count, 12), dtype=np.float32)]

    head = with_network(RelationHead(), answer)
    head.labels = LABELS
    assert said(head(doc)._.findings) == [("Quentel", "investedIn", "Obi")]
    assert len(shifted) == 1
    assert shifted[0] <= WINDOW


def test_pairs_are_of_types_that_something_joins_and_not_too_far_apart() -> None:
    near, far = Mention(0, 1, "Organization"), Mention(FARTHEST + 1, FARTHEST + 2, "Organization")
    place, other = Mention(3, 4, "Place"), Mention(5, 6, "Place")
    assert candidate_pairs([near, far]).tolist() == []
    assert candidate_pairs([near, place]).tolist() == [[0, 1]]
    assert candidate_pairs([place, other]).tolist() == []


def test_an_anaphor_has_a_type_number_of_its_own() -> None:
    name, anaphor = rows([Mention(0, 2, "Person"), Mention(4, 5, "Person", anaphor=True)]).tolist()
    assert name[:2] == [0, 2]
    assert name[2] != anaphor[2]
