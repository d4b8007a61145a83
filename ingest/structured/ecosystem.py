"""Ecosystem Graphs of Stanford's CRFM (YAML): a list of assets, each a model, a dataset or an application.

What is read, by key:

- organization: each organisation develops the asset, at the created_date.
- dependencies: what a model or an application names there, it buildsOn if that is a model or an application, and a model is trainedOn it if that is a
  dataset. What a dependency is, another asset of the file tells, else the ontology. An application's dependency of which neither knows is a model:
  that is what applications are made from. A model's is left out, because it may be either.
- training_hardware: the asset usesChip for each chip named there that the ontology knows; around it stand numbers and sentences.
- license: the asset is licensedUnder it, if it is a known licence or reads like a name ("AI2 ImpACT"); "custom", "limited", "unknown" name none.

A value may be text, or a mapping with "value" and "explanation", of which the value counts. created_date may be "unknown".

What is left out: access (open, limited and closed are no licences), dependencies of datasets, and what no relation of the landscape is about:
modality, size, analysis, intended and prohibited uses, monitoring, emissions, times. All of it stays in the text.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial

import yaml

from graph.claim import Claim
from graph.errors import SourceError
from ingest.structured.names import Name, chips_in, known, listed, named
from ingest.structured.record import Fields, Item, Record, Row, day, each, link, plain, record

SOURCE = "Ecosystem Graphs"
KINDS = {"model": "Model", "dataset": "Dataset", "application": "Product"}
"""The type of what each type of asset is, in claims."""

_FIRST = ("type", "name", "organization", "created_date", "dependencies", "training_hardware", "license")
_EMPTY = frozenset({"null", "~", ".nan"})  # how YAML writes that there is no value
_UNDATED = frozenset({"", "unknown", "none", "n/a", "tbd"})
_BUILT_ON = ("Model", "Product")


def rows(text: str, name: str) -> Iterator[Item]:
    """The assets of a file; `name` is what errors call it. `SourceError` at once if it is no such file."""
    try:
        # Nothing but text, lists and mappings, so that a version "1.10" stays one; BaseLoader makes no objects and is as safe as SafeLoader.
        assets = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506
    except (yaml.YAMLError, RecursionError) as error:
        raise SourceError(f"{name}: not YAML ({' '.join(str(error).split())}). Mend the file, or leave it out.") from error
    if not isinstance(assets, list) or not any(isinstance(asset, dict) and {"type", "name"} <= asset.keys() for asset in assets):
        raise SourceError(f"{name}: not a list of assets with type and name, as Ecosystem Graphs has it. Give one of its files of assets.")
    kinds = {plain(asset.get("name")).casefold(): plain(asset.get("type")) for asset in assets if isinstance(asset, dict)}
    return each(enumerate(assets, 1), partial(_row, name, kinds))


def _row(name: str, kinds: Mapping[str, str], numbered: tuple[int, object]) -> Row:
    number, asset = numbered
    place = f"{name}, asset {number}"
    if not isinstance(asset, dict):
        raise SourceError(f"{place}: is {str(asset)[:40]!r}, not a mapping. Write type, name and organization of the asset.")
    fields: Fields = {str(key): value for key, value in asset.items() if isinstance(value, list | dict) or value not in _EMPTY}
    called, kind = plain(fields.get("name")), plain(fields.get("type"))
    place = f"{place} ({called})" if called else place
    for field, allowed in (("name", bool(called)), ("type", kind in KINDS)):
        if not allowed:
            raise SourceError(f"{place}, field {field!r}: is {fields.get(field)!r}. Write {'a name' if field == 'name' else ', '.join(KINDS)}.")
    created = _value(fields.get("created_date"))
    published = "" if created.casefold() in _UNDATED else day(created, place, "created_date")
    url = link(_value(fields.get("url")))
    found = record(place, fields, _FIRST, external_id=f"ecosystem/{kind}/{called}", title=called, publisher=SOURCE, url=url, published=published)
    types = _BUILT_ON if kind != "dataset" else ("Dataset",)  # what the ontology knows as a product may be listed as a model
    return found.row(_claims(found, fields, replace(named(called, *types), type=KINDS[kind]), kinds))


def _claims(found: Record, fields: Fields, asset: Name, kinds: Mapping[str, str]) -> Iterator[Claim]:
    kind = plain(fields["type"])
    for maker in listed(_value(fields.get("organization")), "Organization"):
        quote = found.quote("name", "organization", "created_date")
        yield found.claim(named(maker, "Organization"), "develops", asset, quote, date=found.article.published)
    for dependency in _list(fields.get("dependencies")):
        target = _dependency(dependency, kinds, "model" if kind == "application" else "")
        if target is not None and (kind == "model" or (kind == "application" and target.type != "Dataset")):
            relation = "trainedOn" if target.type == "Dataset" else "buildsOn"
            yield found.claim(asset, relation, target, found.quote("name", "dependencies"))
    if kind != "dataset":
        for used in chips_in(_value(fields.get("training_hardware"))):
            yield found.claim(asset, "usesChip", used, found.quote("name", "training_hardware"))
    licence = _value(fields.get("license"))
    if known(licence, "License") or _reads_like_a_name(licence):
        yield found.claim(asset, "licensedUnder", named(licence, "License"), found.quote("name", "license"))


def _dependency(words: str, kinds: Mapping[str, str], usual: str) -> Name | None:
    """What a dependency is: as the file says, as the ontology knows, else `usual` (a type of asset, or "" for nothing)."""
    kind = kinds.get(words.casefold(), "")
    if kind not in KINDS:
        kind = "dataset" if known(words, "Dataset") else "model" if known(words, *_BUILT_ON) else usual
    return named(words, *(_BUILT_ON if kind == "model" else (KINDS[kind],))) if kind else None


def _value(value: object) -> str:
    """The text of a field, of a mapping its "value"."""
    return plain(value.get("value")) if isinstance(value, dict) else plain(value)


def _list(value: object) -> list[str]:
    return [plain(item) for item in value if plain(item)] if isinstance(value, list) else listed(_value(value))


def _reads_like_a_name(words: str) -> bool:
    """Whether words are a name and no description: up to five, with a capital or a digit behind the first letter, without a full stop."""
    described = re.search(r"[a-z]\.|://|\]", words) or re.match(r"(?i)(?:custom|limited|unknown|none|no)\b", words)
    return len(words.split()) <= 5 and bool(re.search(r"(?<!^)[A-Z\d]", words)) and not described
