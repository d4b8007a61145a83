"""The Landscape page."""

import re

from graph.store import open_store


def texts(at):
    return "\n".join(element.value for kind in (at.markdown, at.caption, at.info) for element in kind)


def figures(at):
    """Entities shown, all entities, facts shown, all facts."""
    return tuple(map(int, re.search(r"(\d+) of (\d+) entities, (\d+) of (\d+) facts shown", texts(at)).groups()))


def fact_id(store, subject, relation, target):
    with open_store(store, read_only=True) as held:
        return next(
            fact.id for fact in held.facts() if (fact.subject.id, fact.relation, fact.object and fact.object.id) == (subject, relation, target)
        )


def test_it_opens_on_at_most_sixty_entities_and_says_of_how_many(app):
    at = app()
    assert not at.exception
    shown, every, _, _ = figures(at)
    assert shown <= 60 < every


def test_the_table_holds_the_facts_of_the_picture(app):
    at = app()
    assert len(at.dataframe[0].value) == figures(at)[2]
    assert {"Subject", "Relation", "Object", "Status", "Belief"} <= set(at.dataframe[0].value.columns)


def test_a_click_on_a_node_is_a_choice_in_the_search_box(app):
    at = app()
    at.session_state["canvas"] = {"selection": {"kind": "entity", "id": "mistral-ai", "at": 1}}
    at.session_state["find"] = "mistral-ai"  # what the click's callback does; AppTest calls no callbacks of components
    at.run()
    assert "### Mistral AI" in texts(at)
    assert "Lit: " in texts(at)
    assert any("competes with **OpenAI**" in box.label for box in at.expander)


def test_the_url_opens_a_fact_with_its_sentences(app, sample_store):
    at = app(fact=fact_id(sample_store, "mistral-ai", "competesWith", "openai"))
    assert "**Mistral AI** competes with **OpenAI**" in texts(at)
    assert "belief" in texts(at)
    assert "2 sources" in texts(at)
    assert "The Example Post · 2024-06-11" in texts(at).replace("\\", "")


def test_an_unknown_fact_in_the_url_is_ignored(app):
    at = app(fact="none")
    assert not at.exception
    assert "#### Value chain" in texts(at)


def test_the_transitive_reach_lights_more(app):
    at = app(find="Le Chat")
    direct = texts(at)
    at.segmented_control(key="reach").set_value("Transitive").run()
    assert "Lit: 1 entity around" in direct
    assert "Lit: 1 entity around" not in texts(at)


def test_doubts_are_left_out_until_asked_for(app):
    at = app(view="Money")
    assert "hedged" not in set(at.dataframe[0].value["Status"])
    assert "left out" in texts(at)
    at.pills(key="doubt").set_value(["hedged", "planned", "negated"]).run()
    assert {"hedged", "planned", "negated"} <= set(at.dataframe[0].value["Status"])


def test_filters_that_nothing_fits_say_so(app):
    at = app(view="Money")
    at.slider(key="belief").set_value(95).run()
    at.pills(key="money_relations").set_value(["merged with"]).run()
    assert not at.exception
    assert "No fact fits these filters" in texts(at)


def test_dates_narrow_the_facts(app):
    at = app()
    before = len(at.dataframe[0].value)
    slider = at.slider(key="seen")
    slider.set_value((slider.value[0], slider.value[0].replace(year=2024, month=12, day=31))).run()
    assert 0 < len(at.dataframe[0].value) < before


def test_filters_that_are_set_are_told_and_cleared(app):
    at = app(on="2024-07-01", belief="50")
    assert "as it stood on 2024-07-01" in texts(at)
    assert "belief at least 50%" in texts(at)
    before = len(at.dataframe[0].value)
    at.button(key="clear").click().run()
    assert not at.exception
    assert "as it stood on" not in texts(at)
    assert len(at.dataframe[0].value) > before


def test_it_offers_the_newest_facts_and_those_on_which_claims_differ(app):
    at = app()
    assert {"**Newest facts**", "**Where claims differ**"} <= {element.value for element in at.markdown}
    next(button for button in at.button if "on whether it is so" in button.label).click().run()
    assert "Claims differ on whether it is so" in texts(at)
    assert "The picture does not show it" in texts(at)


def test_types_narrow_the_facts(app):
    at = app()
    at.multiselect(key="types").set_value(["research lab", "model"]).run()
    assert "NVIDIA" not in set(at.dataframe[0].value["Subject"])
    assert len(at.dataframe[0].value)


def test_markup_in_names_stays_text(app):
    at = app(find=next(iter(label for label in _labels(app) if label.startswith("Evil"))))
    assert not at.exception
    assert "<script>" not in "".join(element.value for element in at.markdown)  # escaped: \<script\>
    assert not at.html


def _labels(app):
    return app().selectbox(key="find").options


def test_an_empty_store_says_how_to_add_articles(app, tmp_path):
    at = app(store=tmp_path / "empty")
    assert at.title[0].value == "Nothing has been read yet"
    assert "python -m ingest" in at.code[0].value


def test_a_locked_store_tells_the_cure(app, tmp_path, monkeypatch):
    from graph.errors import StoreError

    def locked(*_args, **_options):
        raise StoreError("the store is in use by another process; close it first")

    monkeypatch.setattr("app_pages.library.open_store", locked)
    at = app(store=tmp_path / "locked")
    assert "in use by another process" in at.error[0].value
