"""The pages beside the landscape."""

import pytest


def words(at):
    return "\n".join(element.value for kind in (at.title, at.markdown, at.caption, at.info) for element in kind).replace("\\", "")


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
    box = next(box for box in at.expander if "licensed under" in box.label)
    at.session_state[box.key] = True
    at.run()
    assert "The Example Post" in words(at)


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
