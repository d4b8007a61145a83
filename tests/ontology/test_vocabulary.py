"""The vocabulary: every relation of the project's list, described, typed and aligned; and the names known beforehand."""

import re
from collections import Counter

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, URIRef

from ontology import GRAPH, KNOWN, LAND, LANES, RELATIONS, STATUSES, TYPES, VERSION, Relation, is_a, top_type

NAMED = {
    "investedIn", "raised", "valuedAt", "acquired", "mergedWith", "subsidiaryOf", "competesWith", "outperforms", "partnersWith", "customerOf",
    "usesCloud", "usesChip", "buildsOn", "distributedThrough", "trainedOn", "licensesContentFrom", "licensedUnder", "develops", "foundedBy",
    "worksFor", "basedIn", "listedOn", "regulatedBy", "sued",
}  # fmt: skip
ALIGNED_TO = {"schema.org": "https://schema.org/", "W3C ORG": "http://www.w3.org/ns/org#", "PROV-O": "http://www.w3.org/ns/prov#"}
EACH = pytest.mark.parametrize("relation", RELATIONS.values(), ids=RELATIONS.keys())


def test_the_relations_are_those_of_the_list() -> None:
    assert set(RELATIONS) == NAMED | {"dependsOn"}


@EACH
def test_a_relation_is_described_and_typed(relation: Relation) -> None:
    assert relation.label
    assert relation.comment
    assert relation.domain
    assert relation.range
    assert set(relation.domain) <= set(TYPES)
    assert set(relation.range) <= {*TYPES, "Money"}
    assert relation.symmetric <= (relation.domain == relation.range)


@EACH
def test_a_relation_has_words_that_state_it(relation: Relation) -> None:
    assert bool(relation.phrases) == (relation.name != "dependsOn")
    texts = [(kind, text) for kind, phrases in relation.phrases.items() for text in phrases]
    assert [text for _, text in texts if text != " ".join(text.split())] == []
    assert max(Counter(texts).values(), default=1) == 1


def test_symmetric_relations() -> None:
    assert {relation.name for relation in RELATIONS.values() if relation.symmetric} == {"competesWith", "partnersWith", "mergedWith"}
    assert (LAND.SymmetricRelation, RDFS.subClassOf, OWL.SymmetricProperty) in GRAPH


def test_kinds_of_dependence() -> None:
    assert {relation.name for relation in RELATIONS.values() if relation.parent == "dependsOn"} == {"usesCloud", "usesChip", "buildsOn", "customerOf"}
    assert {relation.parent for relation in RELATIONS.values()} == {None, "dependsOn"}


@pytest.mark.parametrize(
    ("name", "domain", "range_"),
    [
        ("raised", {"Organization"}, {"Money"}),
        ("worksFor", {"Person"}, {"Organization"}),
        ("basedIn", {"Organization"}, {"Place"}),
        ("investedIn", {"Organization", "Person"}, {"Organization"}),
        ("foundedBy", {"Organization"}, {"Person", "Organization"}),
        ("outperforms", {"Model", "Product", "Chip"}, {"Model", "Product", "Chip"}),
    ],
)
def test_domains_and_ranges(name: str, domain: set[str], range_: set[str]) -> None:
    assert (set(RELATIONS[name].domain), set(RELATIONS[name].range)) == (domain, range_)


def test_a_misspelt_term_fails_at_once() -> None:
    with pytest.raises(AttributeError):
        _ = LAND.likes
    assert str(LAND.investedIn) == "https://w3id.org/landscape/ontology#investedIn"


@pytest.mark.parametrize("prefix", ALIGNED_TO.values(), ids=ALIGNED_TO.keys())
def test_aligned_to_the_vocabularies_of_others(prefix: str) -> None:
    aligned = {
        predicate
        for _, predicate, target in GRAPH
        if predicate in {RDFS.subClassOf, RDFS.subPropertyOf, SKOS.closeMatch} and str(target).startswith(prefix)
    }
    assert RDFS.subClassOf in aligned
    assert aligned & {RDFS.subPropertyOf, SKOS.closeMatch}


def test_each_term_has_a_label() -> None:
    terms = {term for term in GRAPH.subjects(RDF.type) if isinstance(term, URIRef) and str(term).startswith(str(LAND))}
    assert [term for term in terms if not list(GRAPH.objects(term, RDFS.label))] == []


def test_the_version_is_one() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", VERSION)


def test_statuses_by_precedence() -> None:
    assert [(status.name, status.precedence) for status in STATUSES.values()] == [
        ("negated", 1),
        ("ended", 2),
        ("hedged", 3),
        ("planned", 4),
        ("asserted", 5),
    ]
    assert all(status.comment and status.cues for status in STATUSES.values())
    assert {status.term for status in STATUSES.values()} == {"Negated", "Ended", "Hedged", "Planned", "Asserted"}


def test_lanes_from_upstream_to_downstream() -> None:
    assert list(LANES) == ["money", "foundries", "chips", "clouds", "labs", "models", "applications"]
    assert {kind.lane for kind in TYPES.values() if kind.lane} == set(LANES)


def test_types_are_a_tree_below_entity() -> None:
    assert {"Organization", "Person", "Model", "Product", "Chip", "Dataset", "License", "Regulation", "Place"} == {
        name for name, kind in TYPES.items() if kind.parent == "Entity"
    }
    assert all(is_a(name, "Entity") and kind.label and kind.comment for name, kind in TYPES.items())
    assert (top_type("ChipMaker"), top_type("Model"), is_a("Model", "Product"), is_a("nothing", "Entity")) == ("Organization", "Model", False, False)


# ---------------------------------------------------------------- known names


def test_many_names_are_known() -> None:
    assert len(KNOWN) >= 250


def test_a_label_names_one_entity_only() -> None:
    labels = Counter(label.casefold() for known in KNOWN.values() for label in {text.casefold() for text in (*known.labels, *known.ambiguous)})
    assert [label for label, times in labels.items() if times > 1] == []


def test_slugs_are_fit_for_addresses_and_their_own() -> None:
    assert [slug for slug, known in KNOWN.items() if slug != known.slug or not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)] == []


def test_what_needs_context_has_some() -> None:
    assert [known.slug for known in KNOWN.values() if known.ambiguous and not (known.context or known.labels)] == []
    assert [known.slug for known in KNOWN.values() if not known.labels and not known.ambiguous] == []


@pytest.mark.parametrize("word", ["Meta", "Yi", "Together", "Replicate", "Cohere", "Gemini", "Claude", "Scale"])
def test_names_that_are_also_words_need_context(word: str) -> None:
    assert [known.slug for known in KNOWN.values() if word in known.ambiguous]
    assert [known.slug for known in KNOWN.values() if word in known.labels] == []


@pytest.mark.parametrize(
    ("label", "slug"),
    [
        ("a16z", "andreessen-horowitz"), ("AWS", "amazon-web-services"), ("NVDA", "nvidia"), ("Meta AI", "meta"), ("OpenAI", "openai"),
        ("Mistral", "mistral-ai"),
        ("TSMC", "tsmc"), ("H100", "h100"), ("CoreWeave", "coreweave"), ("Apache 2.0", "apache-license-2-0"), ("MIT License", "mit-license"),
        ("open weights", "open-weights"), ("proprietary", "proprietary"), ("FTC", "federal-trade-commission"), ("GPT-4", "gpt-4"),
    ],
)  # fmt: skip  # a table of names
def test_names_that_must_be_known(label: str, slug: str) -> None:
    assert [known.slug for known in KNOWN.values() if label in known.labels] == [slug]


def test_types_and_roles_are_of_the_ontology() -> None:
    assert {known.type for known in KNOWN.values()} <= set(TYPES)
    assert {role for known in KNOWN.values() for role in known.roles} <= set(TYPES)
    assert [known.slug for known in KNOWN.values() if known.country and not re.fullmatch(r"[A-Z]{2}", known.country)] == []
    assert {known.license_class for known in KNOWN.values() if known.type == "License"} <= {
        "open source",
        "open weights",
        "non-commercial",
        "proprietary",
        None,
    }


@pytest.mark.parametrize(
    "kind",
    ["ChipMaker", "Foundry", "Chip", "CloudProvider", "ResearchLab", "Model", "Application", "Investor", "Regulator", "License", "Place", "Person"],
)
def test_every_layer_of_the_value_chain_is_there(kind: str) -> None:
    assert sum(is_a(known.type, kind) for known in KNOWN.values()) >= 5
