"""Statuses by the ontology's cues, and by their precedence, on documents made by hand."""

import pytest
from spacy.tokens import Doc

from ingest.findings import Details, Finding
from ingest.rules.status import cued, status
from ontology import STATUSES
from tests.ingest.conftest import tagged

NAMES = {"OpenAI": "Organization", "Mistral": "Organization", "Reuters": "Organization"}

CUES = {
    "nothing said": ("invested/VERB in/ADP", "asserted"),
    "not": ("did/AUX not/ADV invest/VERB", "negated"),
    "denied": ("denied/VERB that/SCONJ it/PRON invested/VERB", "negated"),
    "refused to": ("refused/VERB to/PART invest/VERB", "negated"),
    "has yet to": ("has/AUX yet/ADV to/PART invest/VERB", "negated"),
    "no longer is one cue, and not that of no": ("no/ADV longer/ADV invests/VERB", "ended"),
    "former": ("the/DET former/ADJ investor/NOUN", "ended"),
    "stopped": ("stopped/VERB investing/VERB", "ended"),
    "may": ("may/AUX invest/VERB", "hedged"),
    "reportedly": ("reportedly/ADV invested/VERB", "hedged"),
    "is said to": ("is/AUX said/VERB to/PART own/VERB", "hedged"),
    "will": ("will/AUX invest/VERB", "planned"),
    "in talks": ("is/AUX in/ADP talks/NOUN to/PART invest/VERB", "planned"),
    "in talks, with words between": ("is/AUX reportedly/ADV in/ADP advanced/ADJ talks/NOUN to/PART invest/VERB", "planned"),
    "intends to": ("intends/VERB to/PART invest/VERB", "planned"),
    "not only denies nothing": ("invested/VERB not/ADV only/ADV in/ADP", "asserted"),
    "a noun cue wants a noun": ("talks/VERB of/ADP", "asserted"),
    "a will is not will": ("the/DET will/NOUN of/ADP", "asserted"),
    "negated before ended": ("was/AUX never/ADV a/DET former/ADJ investor/NOUN", "negated"),
    "negated before hedged": ("may/AUX not/ADV invest/VERB", "negated"),
    "negated before planned": ("will/AUX not/ADV invest/VERB", "negated"),
    "ended before hedged": ("reportedly/ADV stopped/VERB investing/VERB", "ended"),
    "ended before planned": ("will/AUX stop/VERB investing/VERB", "ended"),
    "hedged before planned": ("may/AUX agree/VERB to/PART invest/VERB", "hedged"),
}


@pytest.mark.parametrize(("words", "expected"), CUES.values(), ids=CUES.keys())
def test_cues(words: str, expected: str) -> None:
    assert cued(list(tagged(words))) == expected


def test_precedence_is_that_of_the_relations_paper() -> None:
    assert list(STATUSES) == ["negated", "ended", "hedged", "planned", "asserted"]


def finding(doc: Doc, trigger: str, relation: str = "investedIn") -> Finding:
    """A finding between the first two names of a document."""
    subject, target = doc.ents[:2]
    (word,) = [token for token in doc if token.text == trigger]
    return Finding(relation, subject, target, word, word.sent, 0.9, (0, 1), Details())


def judged(text: str, trigger: str, relation: str = "investedIn") -> Finding:
    doc = tagged(text, NAMES)
    doc._.findings = (finding(doc, trigger, relation),)
    (found,) = status(doc)._.findings
    assert isinstance(found, Finding)
    return found


SCOPES = {
    "the verb's own auxiliaries": ("OpenAI/PROPN may/AUX back/VERB Mistral/PROPN ./PUNCT", "back", "hedged"),
    "the verb on which it hangs": ("OpenAI/PROPN plans/VERB to/PART back/VERB Mistral/PROPN ./PUNCT", "back", "planned"),
    "the verb before a subordinate clause": (
        "Reports/NOUN deny/VERB that/SCONJ OpenAI/PROPN backed/VERB Mistral/PROPN ./PUNCT",
        "backed",
        "negated",
    ),
    "an adverb at the head of the sentence": ("Reportedly/ADV ,/PUNCT OpenAI/PROPN backed/VERB Mistral/PROPN ./PUNCT", "backed", "hedged"),
    "a clause before a conjunction governs nothing after it": (
        "Rain/NOUN did/AUX not/ADV fall/VERB and/CCONJ OpenAI/PROPN backed/VERB Mistral/PROPN ./PUNCT",
        "backed",
        "asserted",
    ),
    "nor does a clause before an adverbial conjunction": (
        "Rain/NOUN did/AUX not/ADV fall/VERB when/SCONJ OpenAI/PROPN backed/VERB Mistral/PROPN ./PUNCT",
        "backed",
        "asserted",
    ),
    "until, after the object": ("OpenAI/PROPN backed/VERB Mistral/PROPN until/ADP May/NOUN ./PUNCT", "backed", "ended"),
    "an adverb of another sentence": (
        "Rain/NOUN may/AUX fall/VERB ./PUNCT OpenAI/PROPN backed/VERB Mistral/PROPN ./PUNCT",
        "backed",
        "asserted",
    ),
    "a former investor, inside one noun phrase": ("former/ADJ OpenAI/PROPN investor/NOUN Mistral/PROPN spoke/VERB ./PUNCT", "investor", "ended"),
    "what a name was, it is no more": ("OpenAI/PROPN was/AUX an/DET investor/NOUN in/ADP Mistral/PROPN ./PUNCT", "investor", "ended"),
    "what a name is, it is": ("OpenAI/PROPN is/AUX an/DET investor/NOUN in/ADP Mistral/PROPN ./PUNCT", "investor", "asserted"),
}


@pytest.mark.parametrize(("text", "trigger", "expected"), SCOPES.values(), ids=SCOPES.keys())
def test_what_governs_a_finding(text: str, trigger: str, expected: str) -> None:
    assert judged(text, trigger).status == expected


def test_a_name_is_no_cue() -> None:
    doc = tagged("Former/PROPN backed/VERB OpenAI/PROPN ./PUNCT", {"Former": "Organization", "OpenAI": "Organization"})
    doc._.findings = (finding(doc, "backed"),)
    assert [found.status for found in status(doc)._.findings] == ["asserted"]


def test_only_what_lasts_ends_with_was() -> None:
    text = "OpenAI/PROPN was/AUX a/DET buyer/NOUN of/ADP Mistral/PROPN ./PUNCT"
    assert judged(text, "buyer", "acquired").status == "asserted"
    assert judged(text, "buyer", "customerOf").status == "ended"


VOICES = {
    "a named speaker": ("OpenAI/PROPN backed/VERB Mistral/PROPN ,/PUNCT Reuters/PROPN reported/VERB ./PUNCT", "Reuters"),
    "according to": ("OpenAI/PROPN backed/VERB Mistral/PROPN ,/PUNCT according/ADP to/ADP Reuters/PROPN ./PUNCT", "Reuters"),
    "an end of the relation is no other voice": ("OpenAI/PROPN said/VERB it/PRON backed/VERB Mistral/PROPN ./PUNCT", ""),
    "nobody": ("OpenAI/PROPN backed/VERB Mistral/PROPN ./PUNCT", ""),
}


@pytest.mark.parametrize(("text", "voice"), VOICES.values(), ids=VOICES.keys())
def test_voices(text: str, voice: str) -> None:
    assert judged(text, "backed").attributed_to == voice
