"""The pages beside the landscape."""

import pytest

from graph.store import open_store


def words(at):
    return "\n".join(element.value for kind in (at.title, at.markdown, at.caption, at.info) for element in kind).replace("\\", "")


def fact_id(store, subject, relation):
    with open_store(store, read_only=True) as held:
        return next(fact.id for fact in held.facts() if (fact.subject.id, fact.relation) == (subject, relation))


def test_an_entity_has_its_facts_in_both_directions(app):
    at = app("entity", entity="Mistral AI")
    assert not at.exception
    assert at.title[0].value == "Mistral AI"
    assert "Mistral AI **develops** …" in words(at)
    assert "… **invested in** Mistral AI" in words(at)
    assert "Mistral AI **raised** …" in words(at)


def test_an_entity_is_found_by_its_slug_too(app):
    at = app("entity", slug="openai")
    assert at.title[0].value == "OpenAI"


def test_without_an_entity_the_page_asks_for_one(app):
    assert "Choose an entity" in words(app("entity"))


def test_a_fact_of_an_entity_opens_to_its_sentences(app):
    at = app("entity", entity="Codestral")
    box = next(box for box in at.expander if "Non\\-Production" in box.label)
    at.session_state[box.key] = True
    at.run()
    assert "The Example Post" in words(at)


def test_a_line_of_a_profile_shows_sources_date_doubt_and_conflict(app):
    labels = [box.label.replace("\u2011", "-").replace("\u00a0", " ").replace("\\", "") for box in app("entity", entity="Codestral").expander]
    assert any("Mistral Non-Production License" in label and "⚠ conflict" in label and "source" in label for label in labels)
    labels = [box.label for box in app("entity", entity="Mistral AI").expander]
    assert any("**Apple**" in label and "violet-badge[hedged]" in label for label in labels)


def test_the_url_of_a_profile_opens_a_fact_with_both_sides_of_its_conflict(app, sample_store):
    at = app("entity", entity="Codestral", fact=fact_id(sample_store, "codestral", "licensedUnder"))
    assert not at.exception
    assert "Claims differ on whether it is so" in words(at)
    assert "**asserted** (1 sentence) against **negated** (1 sentence)" in words(at)


def test_beliefs_and_shares_are_whole_percents(app):
    frame = app("sparql").dataframe[0].value
    assert all(value == round(value) and value > 1 for value in frame["Belief"])


def test_no_raw_iri_stands_in_an_answer(app):
    for title in ("Conflicts", "Contradictions", "Funding by month"):
        at = app("sparql", question=title)
        assert not at.exception
        assert not any("w3id.org" in str(value) for value in at.dataframe[0].value.to_numpy().ravel())


def test_an_article_lists_its_claims_by_status(app):
    at = app("evidence", article="mistral-raises-600-million-with-microsoft-s-help")
    assert not at.exception
    assert at.title[0].value.replace("\\", "") == "Mistral raises €600 million, with Microsoft’s help"
    assert "1 hedged" in words(at)
    assert "14 claims" in words(at)


def test_an_unknown_article_gives_the_latest(app):
    at = app("evidence", article="none", claim="none")
    assert not at.exception
    assert at.title[0].value.startswith("Evil")


def test_a_link_that_is_no_web_address_is_not_offered(app):
    assert "javascript" not in words(app("evidence"))


def test_a_named_question_is_answered(app):
    at = app("sparql")
    assert not at.exception
    assert "Who competes with **Mistral AI**?" in words(at)
    assert "OpenAI" in set(at.dataframe[0].value["Competitor"])


@pytest.mark.parametrize("title", ["Competitors", "Dependants", "Investors", "Circular money", "Licences"])
def test_questions_are_answered_with_their_examples(app, title):
    at = app("sparql", question=title)
    assert not at.exception
    assert not at.error


def test_answers_link_to_the_app(app):
    frame = app("sparql").dataframe[0].value
    assert all(str(value).startswith("/?fact=") for value in frame["Fact"])


def test_a_malformed_query_is_told_with_its_cause(app):
    at = app("sparql", mode="Own query")
    at.text_area(key="query").set_value("SELECT WHERE {").run()
    assert not at.exception
    assert at.error


def test_a_query_that_would_write_is_refused(app):
    at = app("sparql", mode="Own query")
    at.text_area(key="query").set_value("INSERT DATA { <urn:a> <urn:b> <urn:c> }").run()
    assert not at.exception
    assert at.error


def test_a_question_can_be_taken_over_into_the_editor(app):
    at = app("sparql")
    next(button for button in at.button if "Edit" in button.label).click().run()
    assert "competesWith" in at.text_area(key="query").value
