"""Other names of known entities are recognised as such."""

from graph.names import whole
from graph.resolution.candidate import Candidate
from graph.resolution.known import APART, MAKERS, known_as, node
from graph.resolve import automatic, keys, match, suggestions
from ontology import KNOWN, top_type


def test_nearly_all_names_of_a_known_entity_are_joined_to_its_first() -> None:
    named = [(top_type(known.type), known.name, label) for known in KNOWN.values() for label in known.labels if label != known.name][::5]
    pairs = [(Candidate("a", name, kind), Candidate("b", label, kind)) for kind, name, label in named if (kind, whole(label)) not in APART]
    joined = [bool(keys(one) & keys(other)) and match(one, other).chance >= 0.5 for one, other in pairs]
    assert sum(joined) / len(pairs) >= 0.98  # the rest are variants that the ontology has under one


def test_a_name_in_another_script_a_ticker_and_a_former_name() -> None:
    names = ("台積電", "TSM", "Taiwan Semiconductor Manufacturing Company")
    assert [known_as(name, "Organization").slugs for name in names] == [{"tsmc"}] * 3


def test_a_legal_form_may_tell_two_entities_apart() -> None:
    assert known_as("OpenAI, Inc.", "Organization").slugs == {"openai-foundation"}
    assert known_as("OpenAI Global, LLC", "Organization").slugs == {"openai"}
    assert known_as("SoftBank Corp.", "Organization").slugs != known_as("SoftBank Group", "Organization").slugs


def test_initials_abroad_are_not_the_known_ones() -> None:
    assert "securities-and-exchange-commission" in known_as("SEC", "Organization", "US").slugs
    assert "securities-and-exchange-commission" not in known_as("SEC", "Organization", "NG").slugs


def test_neighbours_are_compared_as_entities() -> None:
    assert node("ソフトバンクグループ") == node("SoftBank Group")
    assert node("Vuoksi Thermal") == "vuoksithermal"
    assert "nvidia" in MAKERS


def test_known_entities_are_never_merged_with_each_other() -> None:
    everybody = [Candidate(known.slug, known.name, top_type(known.type), known.country or "") for known in KNOWN.values()]
    assert automatic(suggestions(everybody)) == {}
