"""Which names are one entity, and why."""

from dataclasses import replace

import pytest

from graph.article import Article
from graph.judgements.judgement import Judgement
from graph.judgements.judging import judge
from graph.names import form
from graph.refresh import recompute, refresh
from graph.resolution.candidate import Candidate
from graph.resolution.likeness import features
from graph.resolve import keys, match, pairs, suggestions
from graph.sparql.engine import Embedded
from graph.store import Store
from tests.graph.test_refresh import claim

ORG, PERSON, MODEL, CHIP, LAW = "Organization", "Person", "Model", "Chip", "Regulation"


def candidate(name: str, kind: str = ORG, country: str = "", *near: str, context: str = "") -> Candidate:
    return Candidate(name, name, kind, country, frozenset(near), (context,))


# (one, other, type): joined by themselves or told to a person, or not even that
ONE = [
    ("Kelvora", "Kelvora Inc.", ORG),
    ("Kelvora", "Kelvora AI", ORG),
    ("HuggingFace", "Hugging Face", ORG),
    ("Advanced Micro Devices", "AMD", ORG),
    ("Ondine & Fils", "Ondine and Fils", ORG),
    ("Nordlys Analytics", "Nordlys Analtyics", ORG),
    ("Яндекс", "Yandex", ORG),
    ("S. Weiss", "Sam Weiss", PERSON),
    ("Mike Okonkwo", "Michael Okonkwo", PERSON),
    ("Tarn-2 34B", "Tarn 2 34B", MODEL),
    ("Nvidia H100", "H100", CHIP),
    ("NVDA", "Nvidia", ORG),
    ("Facebook", "Meta Platforms", ORG),
    ("软银集团", "SoftBank Group", ORG),
    ("ケルボラ", "Kelvora", ORG),
    ("Choi Min-ho", "Chey Min-ho", PERSON),
    ("Anna Weiss", "Anna Weiss Holm", PERSON),
    ("Tarn-2 34B", "tarn-2-34b-2407", MODEL),
    ("Tarn 2 34B", "Tarn2-34B-A4B", MODEL),
    ("Tarn-2 34B Instruct", "Tarn 2 34B (chat)", MODEL),
    ("K42", "Kelvora 42 Holding Ltd", ORG),
    ("KAIR", "Kelvora AI Research", ORG),
    ("ASTAR", "Agency for Science, Technology and Research", ORG),
    ("Kelvora", "Hangzhou Kelvora Technology Co., Ltd.", ORG),
    ("Ministerio de Energía", "Ministry of Energy", ORG),
    ("Leila Okonkwo", "Leyla Okonkwo", PERSON),
    ("Kelvora Capital VII", "Kelvora Capital 7", ORG),
    ("Data Licensing Act", "Data Licensing Act 2024", LAW),
]
APART = [
    ("Bloom", "Bloomberg", ORG),
    ("First Bank", "First Bank of Lagos", ORG),
    ("Kelvora", "Kelvora Cloud", ORG),
    ("Kelvora", "Kelvora Ventures", ORG),
    ("SoftBank Group", "SoftBank Corp.", ORG),
    ("Sam Weiss", "Jack Weiss", PERSON),
    ("Harlan Weiss Jr.", "Harlan Weiss Sr.", PERSON),
    ("Tarn-2 34B", "Tarn-2 70B", MODEL),
    ("Tarn 2", "Tarn", MODEL),
    ("H100", "H200", CHIP),
    ("H100 SXM", "H100 PCIe", CHIP),
    ("OpenAI, Inc.", "OpenAI Global, LLC", ORG),
    ("Yandex", "Yandex N.V.", ORG),
    ("Park Min-ho", "Park Min-jun", PERSON),
    ("tarn-2-20240620", "tarn-2-20241022", MODEL),
    ("Tarn-2 34B", "Tarn-2 34B Instruct", MODEL),
    ("Ondine Capital X", "Ondine Capital XI", ORG),
    ("KPLv3", "AKPLv3", "License"),
]


@pytest.mark.parametrize(("one", "other", "kind"), ONE)
def test_names_of_one_entity(one: str, other: str, kind: str) -> None:
    near = ("Nvidia",) if kind == CHIP else ("Lab",)
    found = match(candidate(one, kind, "", *near), candidate(other, kind, "", *near))
    assert found.chance >= 0.5, found


@pytest.mark.parametrize(("one", "other", "kind"), APART)
def test_names_of_two_entities(one: str, other: str, kind: str) -> None:
    found = match(candidate(one, kind, "", "Lab"), candidate(other, kind, "", "Lab"))
    assert found.chance < 0.3, found


def test_containment_alone_is_no_reason() -> None:
    found = features(candidate("Mistral"), candidate("Mistral Frigate Works"))
    assert found["no_reason"]
    assert match(candidate("Mistral"), candidate("Mistral Frigate Works")).chance < 0.05


def test_homonyms_stay_apart() -> None:
    assert match(candidate("Gemini", ORG, "US"), candidate("Gemini", MODEL, "US")).chance < 0.3
    assert match(candidate("Solaria", ORG, "US"), candidate("Solaria", ORG, "BR")).chance < 0.3


def test_where_companies_are_registered_is_no_country_of_origin() -> None:
    assert match(candidate("Kelvora, Inc.", ORG, "KY"), candidate("Kelvora", ORG, "CN")).chance > 0.5


def test_an_ordinary_word_is_the_name_of_several() -> None:
    one, other = candidate("Lantern", ORG, "US", "Ondine"), candidate("Lantern AI", ORG, "US", "Basalt")
    assert match(one, other).chance < 0.5 < match(one, replace(other, neighbours=frozenset({"Ondine"}))).chance
    assert "- an ordinary word, and nothing is told of both" in match(one, other).reasons


def test_initials_that_a_sentence_gives_to_one_may_be_those_of_another() -> None:
    welders = candidate("Kelvora Welding Systems", ORG, "PL", context="Kelvora Welding Systems (KWS) checks its seams with cameras.")
    assert match(welders, candidate("KWS", ORG, "US")).chance < 0.5 < match(welders, candidate("KWS", ORG, "PL")).chance


def test_what_a_sentence_calls_one_is_compared() -> None:
    renamed = candidate("Pinge", context="Pinge, which until last spring was called Voltage Metrics, sells forecasts.")
    assert keys(renamed) & keys(candidate("Voltage Metrics"))
    assert match(renamed, candidate("Voltage Metrics")).chance > 0.5


def test_a_sentence_may_say_that_two_names_are_one() -> None:
    renamed = candidate("Windrose", context="Windrose, formerly Codium, has a new editor.")
    assert match(renamed, candidate("Codium")).chance > match(candidate("Windrose"), candidate("Codium")).chance + 0.3


def test_a_sentence_about_both_does_not_make_them_one() -> None:
    both = "Kelvora paid for the turbines that Kelvora Systems had ordered from shipyards."
    one, other = candidate("Kelvora", context=both), candidate("Kelvora Systems", context=both)
    assert not features(one, other)["shared_words"]
    assert features(one, replace(other, contexts=("Its turbines went from shipyards to Oslo.",)))["shared_words"]


def test_a_ticker_counts_in_capitals_only() -> None:
    assert candidate("NET").known.slugs == {"cloudflare"}
    assert not candidate("Net").known.slugs


def test_a_name_with_other_bearers_is_sure_only_where_something_tells() -> None:
    assert not candidate("Runway").known.sure
    assert candidate("Runway", context="Runway, of New York, showed its fourth model, Gen-4.").known.sure


def test_initials_of_a_given_name_ask_for_more() -> None:
    one, other = candidate("K. Okafor", PERSON, "", "Zuma Cloud"), candidate("Kemi Okafor", PERSON, "", "Paystack")
    assert match(one, other).chance < 0.5 < match(one, replace(other, neighbours=frozenset({"Zuma Cloud"}))).chance


def test_a_match_says_why() -> None:
    found = match(candidate("Kelvora", ORG, "FR", "Lab"), candidate("Kelvora Cloud", ORG, "FR", "Lab"))
    assert "- one names a part, a sister or a namesake of the other" in found.reasons
    assert "+ facts join both to the same" in found.reasons


def test_only_what_shares_a_key_and_a_type_is_compared() -> None:
    everybody = [candidate(name) for name in ("Kelvora", "Kelvora Inc", "Bloomberg")] + [candidate("Kelvora 2", MODEL)]
    assert pairs(everybody) == [("Kelvora", "Kelvora Inc")]
    assert keys(candidate("Advanced Micro Devices")) & keys(candidate("AMD"))
    assert [(one.one, one.other) for one in suggestions(everybody)] == [("Kelvora", "Kelvora Inc")]


def test_forms() -> None:
    assert form("Société Générale S.A.").words == ("societe", "generale")
    assert form("LLaMA3").words == form("Llama 3").words
    assert form("The Pile").joined == "pile"
    assert form("GmbH").words == ("gmbh",)  # a name of nothing but a legal form keeps it


def test_the_landscape_merges_what_is_sure_and_a_person_takes_it_apart() -> None:
    store = Store(Embedded(), "memory")
    lines = [("beta", "investedIn", "alpha", "asserted", 1.0, ""), ("alpha", "usesCloud", "gamma", "asserted", 1.0, "")]
    sentences = [" ".join(map(str, line)) for line in lines]
    article = Article(text="\n".join(sentences), external_id="a", publisher="Daily", published="2024-03-01")
    claims = [claim(article, line, sentence, "") for line, sentence in zip(lines, sentences, strict=True)]
    claims[1] = replace(claims[1], subject="Alpha Inc", subject_id="alpha-inc")
    again = Article(text="beta invested in alpha inc", external_id="b", publisher="Weekly", published="2024-03-02")
    third = replace(claims[0], article=again.id, object="Alpha Inc", object_id="alpha-inc", quote="beta invested in alpha inc", start=0, end=26)
    store.put(article, claims)
    store.put(again, [third])
    recompute(store)
    assert sorted((fact.subject.id, fact.relation, fact.object.id if fact.object else "", fact.articles) for fact in store.facts()) == [
        ("alpha", "usesCloud", "gamma", 1),
        ("beta", "investedIn", "alpha", 2),
    ]
    judge(store, Judgement(kind="different", by="x", at="2026-01-01T00:00:00+00:00", subject="alpha", object="alpha-inc"))
    refresh(store)
    assert len(store.facts()) == 3
