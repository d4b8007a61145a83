"""The head of antecedents: whom a pronoun or a description means."""

from collections.abc import Mapping

import numpy as np
import pytest
from spacy.lang.en import English
from spacy.tokens import Doc, Span

from ingest.antecedent_head import AHEAD, BACK, Anaphor, AntecedentHead
from ingest.known_names import slug
from tests.ingest.heads import Inputs, with_network

NLP = English()


def read(words: str, names: Mapping[str, str], wanted: Mapping[str, Mapping[str, float]], descriptions: tuple[str, ...] = ()) -> tuple[Anaphor, ...]:
    """The anaphors of a text; `wanted` has, for the words of each, the chances of names by their words ("" for nothing)."""
    doc = Doc(NLP.vocab, words=words.split())
    doc.tensor = np.zeros((len(doc), 384), dtype=np.float32)
    doc.ents = [place(doc, text, kind) for text, kind in names.items()]
    doc.spans["descriptions"] = [place(doc, text, "") for text in descriptions]

    def answer(_: object, inputs: Inputs) -> list[object]:
        shift = min(inputs["anaphors"][0, 0], inputs["names"][0, 0])
        assert shift == 0  # the tokens given begin with the first of them
        first = min(doc.ents[0].start, *(i for i, token in enumerate(doc) if any(token.text == text.split()[0] for text in wanted)))
        rows = []
        for start, end, _ in inputs["anaphors"].tolist():
            chances = wanted.get(doc[start + first : end + first].text, {"": 1.0})
            texts = ["", *(doc[one + first : other + first].text for one, other, _ in inputs["names"].tolist())]
            rows.append([np.log(chances.get(text, 1e-6)) for text in texts])
        return [np.asarray(rows, dtype=np.float32)]

    found: tuple[Anaphor, ...] = with_network(AntecedentHead(), answer)(doc)._.anaphors
    return found


def place(doc: Doc, text: str, kind: str) -> Span:
    """The first place of words in a document, as a span."""
    words = text.split()
    start = next(i for i in range(len(doc)) if [token.text for token in doc[i : i + len(words)]] == words)
    return Span(doc, start, start + len(words), label=kind, span_id=slug(text))


TWO = {"Quentel": "Organization", "Obi": "Organization"}


def test_a_pronoun_means_the_likeliest_name() -> None:
    (anaphor,) = read("Quentel met Obi before it grew", TWO, {"it": {"Quentel": 0.7, "Obi": 0.2, "": 0.1}})
    assert (anaphor.span.text, [name.text for name in anaphor.names], anaphor.certainty) == ("it", ["Quentel"], 0.7)


def test_a_pronoun_that_most_likely_means_nothing_is_left_out() -> None:
    assert read("Quentel met Obi as it rained", TWO, {"it": {"Quentel": 0.3, "Obi": 0.2, "": 0.5}}) == ()


def test_a_plural_means_every_likely_name() -> None:
    (anaphor,) = read("Quentel met Obi and they agreed", TWO, {"they": {"Quentel": 0.5, "Obi": 0.45, "": 0.05}})
    assert [name.text for name in anaphor.names] == ["Quentel", "Obi"]
    assert anaphor.certainty == pytest.approx(0.95, abs=1e-3)


def test_a_description_is_read_like_a_pronoun() -> None:
    (anaphor,) = read("Quentel met Obi ; the startup grew", TWO, {"the startup": {"Obi": 0.9, "": 0.1}}, ("the startup",))
    assert (anaphor.span.text, [name.text for name in anaphor.names]) == ("the startup", ["Obi"])


def test_a_name_inside_a_description_is_not_what_it_means() -> None:
    found = read("Obi rose ; the Quentel rival fell", TWO, {"the Quentel rival": {"Quentel": 0.8, "Obi": 0.15, "": 0.05}}, ("the Quentel rival",))
    assert [[name.text for name in anaphor.names] for anaphor in found] == [["Obi"]]


def test_names_far_away_are_not_asked_about() -> None:
    words = " ".join(["Quentel", *["so"] * (BACK + 2 * 200 + AHEAD), "it", "grew"])
    assert read(words, {"Quentel": "Organization"}, {"it": {"Quentel": 1.0}}) == ()
