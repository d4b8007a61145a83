"""Asking a named question: people's words become SPARQL terms, and nothing else does."""

import re
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType

from pyoxigraph import Literal
from rdflib import XSD

from graph.errors import QueryError
from graph.questions import chains, dependence, money, openness
from graph.questions.question import Parameter, Question, read_question
from graph.rdf.entities import select_named
from graph.rdf.terms import entity_node, local, named
from graph.sparql.table import Table
from graph.store import Store
from ontology import ENTITY, KNOWN, LAND, RELATIONS

COMPUTED = {**chains.QUESTIONS, **dependence.QUESTIONS, **money.QUESTIONS, **openness.QUESTIONS}
"""The questions that SPARQL cannot answer, by name, each with what does."""
QUESTIONS: Mapping[str, Question] = MappingProxyType(
    {
        **{path.stem: read_question(path.stem, path.read_text(encoding="utf8")) for path in sorted(Path(__file__).parent.glob("*.rq"))},
        **{question.name: question for question, _ in COMPUTED.values()},
    }
)
"""All named questions by name."""
_NO_IRI = re.compile(r'[\s<>"{}|\\^`]|^$')  # what no slug has, since none can stand in an IRI


def ask(store: Store, name: str, **values: str) -> Table:
    """The answer to a named question. An entity may be given by slug, name or alias; a parameter left out takes its example.

    `QueryError` names the close ones where a question, parameter, entity or relation is not known.
    """
    if name not in QUESTIONS:
        raise QueryError(f"there is no question {name!r}{_close(name, QUESTIONS)}; `python -m graph questions` lists them")
    question = QUESTIONS[name]
    terms = _terms(store, question, values)
    if name in COMPUTED:
        return COMPUTED[name][1](store, **{key: local(term.strip("<>")) for key, term in terms.items()})
    answer = store.query(question.filled(terms))
    if not isinstance(answer, Table):
        raise QueryError(f"the question {name!r} is no SELECT; write its .rq file as one")
    return answer


def filled(store: Store, question: Question, values: Mapping[str, str]) -> str:
    """The query that `ask` would run, to be read or changed by hand."""
    return question.filled(_terms(store, question, values))


def _terms(store: Store, question: Question, values: Mapping[str, str]) -> dict[str, str]:
    """Each parameter's value as a SPARQL term."""
    parameters = {parameter.name: parameter for parameter in question.parameters}
    if unknown := sorted(values.keys() - parameters.keys()):
        raise QueryError(f"the question {question.name!r} has no parameter {unknown[0]!r}; it takes {', '.join(parameters) or 'none'}")
    return {key: _term(parameter, values.get(key, parameter.default).strip(), store) for key, parameter in parameters.items()}


def _term(parameter: Parameter, value: str, store: Store) -> str:
    """The value as a SPARQL term."""
    if value:
        return _TERMS[parameter.kind](value, store)
    if parameter.default:
        raise QueryError(f"the parameter {parameter.name!r} is empty; give {parameter.comment[0].lower()}{parameter.comment[1:].rstrip('.')}")
    return "UNDEF"


def _entity(value: str, store: Store) -> str:
    return str(entity_node(find_entity(value, store)))


def _relation(value: str, _: Store) -> str:
    if value not in RELATIONS:
        raise QueryError(f"there is no relation {value!r}{_close(value, RELATIONS)}")
    return str(named(LAND[value]))


def _date(value: str, _: Store) -> str:
    if not re.fullmatch(r"\d{4}(-\d\d){0,2}", value):
        raise QueryError(f"{value!r} is no date; write 2024, 2024-06 or 2024-06-11")
    return str(Literal(value))


def _number(value: str, _: Store) -> str:
    if not re.fullmatch(r"-?\d+(\.\d+)?", value):
        raise QueryError(f"{value!r} is no number; write 12 or 0.5")
    return str(Literal(value, datatype=named(XSD.decimal)))


def _text(value: str, _: Store) -> str:
    return str(Literal(value))


_TERMS: Mapping[str, Callable[[str, Store], str]] = {
    "entity": _entity,
    "relation": _relation,
    "date": _date,
    "number": _number,
    "text": _text,
}


def find_entity(value: str, store: Store) -> str:
    """The slug of the entity that goes by this slug, IRI, name or alias. `QueryError` where none or several do.

    The store is asked for what goes by the value alone; all its entities, of which there may be a hundred thousand, are read to name close ones only.
    """
    slug = value.removeprefix(str(ENTITY))
    if not _NO_IRI.search(slug) and store.entities([slug]):
        return slug
    wanted = value.casefold()
    met = {local(row["entity"]): str(row["name"]) for row in store.rows(select_named({value.lower(), wanted}))}
    names = {**met, **{known.slug: known.name for known in KNOWN.values()}}
    found = sorted(slug for slug, name in names.items() if name.casefold() == wanted) or sorted(
        known.slug for known in KNOWN.values() if wanted in (label.casefold() for label in (*known.labels, *known.ambiguous))
    )
    if not found:
        labels = {label.casefold(): label for known in KNOWN.values() for label in (*known.labels, *known.ambiguous)}
        labels |= {entity.name.casefold(): entity.name for entity in store.entities().values()}
        raise QueryError(f"no article and no list of ours knows {value!r}{_close(wanted, labels, labels)}")
    if len(found) > 1:
        raise QueryError(f"{len(found)} entities go by {value!r}; give the slug of one: {', '.join(found)}")
    return found[0]


def _close(word: str, candidates: Iterable[str], shown: Mapping[str, str] | None = None) -> str:
    close = get_close_matches(word, list(candidates), n=3, cutoff=0.6)  # difflib's own measure of a close match
    return f"; did you mean {' or '.join((shown or {}).get(match, match) for match in close)}?" if close else ""
