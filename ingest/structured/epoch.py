"""Epoch AI's tables of AI models (CSV), one model a row.

What is read, by column:

- Organization: each organisation develops the model, at the Publication date.
- Country (from Organization): each organisation is basedIn its country, where the column has one country for each organisation; with one
  organisation, in each of its countries. Where the numbers differ nobody can tell whose country is whose. "Multinational" is no place.
- Base model: the model buildsOn it.
- Training hardware: the model usesChip.
- Training dataset: the model is trainedOn it, but for "Unspecified unreleased".
- Model accessibility: "Open weights (...)" is licensedUnder open weights, or under non-commercial where it says so. Where the Accessibility notes
  consist of the name of a known licence, it is that licence instead: open weights are how one gets it, the licence what one may do.

What is left out: Authors (of the paper; who of them made the model is not said), "Unreleased", "API access" and "Hosted access" (no licence),
accessibility of training and inference code (of the code, not the model), and what no relation of the landscape is about: sizes, compute, costs,
times, citations, domains, reasons of notability. All of it stays in the text; notes in free words are for the reader of sentences.
"""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from graph.claim import Claim
from graph.errors import SourceError
from ingest.structured.names import Name, chip, known, listed, named
from ingest.structured.record import Fields, Item, Record, Row, day, each, link, plain, record
from ontology import RELATIONS

SOURCE = "Epoch AI"
COLUMNS = ("Model", "Organization", "Publication date")
"""By these the form is known."""

_COUNTRIES = ("Country (from Organization)", "Country (of organization)")  # as the table of 2025-02 and later ones call it
_UNNAMED = frozenset({"Unspecified unreleased", "books"})
_BEYOND = "beyond the header"


def rows(text: str, name: str) -> Iterator[Item]:
    """The models of a table; `name` is what errors call it. `SourceError` at once if it is no such table."""
    reader = csv.DictReader(io.StringIO(text, newline=""), restkey=_BEYOND)
    try:
        header = reader.fieldnames or []
        table = list(enumerate(reader, 1))
    except csv.Error as error:
        raise SourceError(f"{name}, line {reader.line_num}: not CSV ({error}). Save the table as CSV with commas and double quotes.") from error
    if missing := [column for column in COLUMNS if column not in header]:
        raise SourceError(
            f"{name}: a table without the columns {', '.join(missing)} is not Epoch AI's table of models. Give that table as published."
        )
    return each(table, partial(_row, name))


def _row(name: str, numbered: tuple[int, Fields]) -> Row:
    number, fields = numbered
    model = plain(fields.get("Model"))
    place = f"{name}, row {number}{f' ({model})' if model else ''}"
    if _BEYOND in fields or None in fields.values():
        number_of = "more" if _BEYOND in fields else "fewer"
        raise SourceError(f"{place}: has {number_of} fields than the header. Put what has commas in it between double quotes.")
    if not model:
        raise SourceError(f"{place}, field 'Model': is empty. Name the model.")
    published = day(plain(fields["Publication date"]), place, "Publication date")
    country = next((column for column in _COUNTRIES if column in fields), _COUNTRIES[0])
    notes = ["Accessibility notes"] if _licence(fields) else []
    first = (
        "Model",
        "Publication date",
        "Organization",
        country,
        "Model accessibility",
        *notes,
        "Base model",
        "Training hardware",
        "Training dataset",
    )
    found = record(
        place, fields, first, external_id=f"epoch/{model}", title=model, publisher=SOURCE, url=link(plain(fields.get("Link"))), published=published
    )
    return found.row(_claims(found, fields, model, country))


def _claims(found: Record, fields: Fields, model: str, country: str) -> Iterator[Claim]:
    makers = [named(maker, "Organization") for maker in listed(plain(fields["Organization"]), "Organization")]
    made = replace(named(model, "Model", "Product"), type="Model")  # what the ontology knows as a product may be listed as a model
    for maker in makers:
        yield found.claim(maker, "develops", made, found.quote("Model", "Organization"), date=found.article.published)
    for maker, place in _seats(makers, listed(plain(fields.get(country)))):
        yield found.claim(maker, "basedIn", place, found.quote("Organization", country))
    if licence := _licence(fields) or _access(plain(fields.get("Model accessibility"))):
        column = "Accessibility notes" if _licence(fields) else "Model accessibility"
        yield found.claim(made, "licensedUnder", licence, found.quote("Model", column))
    for base in listed(plain(fields.get("Base model"))):
        yield found.claim(made, "buildsOn", named(base, *RELATIONS["buildsOn"].range), found.quote("Model", "Base model"))
    for hardware in listed(plain(fields.get("Training hardware"))):
        yield found.claim(made, "usesChip", chip(hardware), found.quote("Model", "Training hardware"))
    for data in listed(plain(fields.get("Training dataset"))):
        if data not in _UNNAMED:
            yield found.claim(made, "trainedOn", named(data, *RELATIONS["trainedOn"].range), found.quote("Model", "Training dataset"))


def _seats(makers: list[Name], countries: list[str]) -> Iterator[tuple[Name, Name]]:
    """Who is based where, as far as the two lists tell."""
    if len(makers) == 1:
        makers = makers * len(countries)
    if len(makers) == len(countries):
        pairs = zip(makers, countries, strict=True)
        yield from ((maker, named(country, "Place")) for maker, country in pairs if country != "Multinational")


def _licence(fields: Fields) -> Name | None:
    """The licence under which open weights are, where the notes say nothing but its name."""
    notes = plain(fields.get("Accessibility notes"))
    opened = plain(fields.get("Model accessibility")).startswith("Open weights")
    return named(notes, "License") if opened and known(notes, "License") else None


def _access(accessibility: str) -> Name | None:
    """The words for a licence in "Open weights (non-commercial)"."""
    words = re.search(r"non-commercial", accessibility) or re.match(r"Open weights", accessibility)
    return named(words[0], "License") if words else None
