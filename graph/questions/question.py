"""The record of a named question, and how it is read from its `.rq` file."""

import re
from dataclasses import dataclass

_HEADER = re.compile(r"^# (title|question|parameter): (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that the question wants. `kind` is entity, relation, date, number or text; an empty `default` means that it may stay open."""

    name: str
    kind: str
    comment: str
    default: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question by its name. `text` holds its parameters in braces; `sparql` is empty where the answer is computed in Python."""

    name: str
    title: str
    text: str
    parameters: tuple[Parameter, ...]
    sparql: str = ""

    def filled(self, terms: dict[str, str]) -> str:
        """The query with these SPARQL terms in the place of the examples."""
        sparql = self.sparql
        for name, term in terms.items():
            sparql = place(name).sub(lambda found, term=term: f"{found[1]}{term}{found[3]}", sparql)  # type: ignore[misc]
        return sparql


def place(parameter: str) -> re.Pattern[str]:
    """Where a parameter's value stands in a query: `VALUES ?company { ent:mistral-ai }`."""
    return re.compile(rf"(VALUES \?{parameter} \{{ )(.*?)( \}})")


def read_question(name: str, sparql: str) -> Question:
    """The question in a file's text. `ValueError` where its header or the place of a parameter is missing."""
    header: dict[str, list[str]] = {"title": [], "question": [], "parameter": []}
    for key, value in _HEADER.findall(sparql):
        header[key].append(value)
    if len(header["title"]) != 1 or len(header["question"]) != 1:
        raise ValueError(f"{name}.rq: give it one line `# title: ...` and one `# question: ...`")
    parameters = tuple(_parameter(line, name, sparql) for line in header["parameter"])
    return Question(name, header["title"][0], header["question"][0], parameters, sparql)


def _parameter(line: str, name: str, sparql: str) -> Parameter:
    parameter, kind, comment = line.split(" ", 2)
    example = place(parameter).search(sparql)
    if example is None:
        raise ValueError(f"{name}.rq: there is no line `VALUES ?{parameter} {{ ... }}` for the parameter {parameter}")
    return Parameter(parameter, kind, comment, _plain(example[2]))


def _plain(term: str) -> str:
    """What a person would type for a term: the slug, the relation's name, the text; nothing for an open value."""
    return "" if term == "UNDEF" else term.strip('"').removeprefix("ent:").removeprefix("land:")
