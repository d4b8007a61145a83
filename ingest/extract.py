"""From an article to its claims."""

import re
from typing import Protocol

from spacy.language import Language
from spacy.tokens import Doc, Span

from graph.article import Article
from graph.claim import Claim
from ingest.findings import Finding
from ingest.known_names import slug
from ingest.name_forms import UNTYPED
from ingest.values import iso, money_of
from ontology import KNOWN, RELATIONS

LEAST_SUM = 10_000  # units of a currency
_OF_NEWS = re.compile(r"day\b|yesterday|tomorrow|week")  # when something was said or sold; foundings are told by month and year


class ArticleReader(Protocol):
    """What finds claims in articles: one pipeline, or several together."""

    def claims(self, article: Article) -> list[Claim]:
        """The claims of an article in the order of its text."""


class Extractor:
    """Reads articles with one pipeline, which it holds; safe to share between articles, not between threads."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp
        self._name = f"landscape/{self._nlp.meta['version']}"

    def read(self, article: Article) -> Doc:
        """The article's text as spaCy sees it, with entities, values, mentions and findings."""
        return self._nlp(article.text)

    def claims(self, article: Article) -> list[Claim]:
        """The claims of an article in the order of its text. For each, `article.text[start:end] == quote`."""
        claims = [claim for _, claim in self.stated(article, self.read(article))]
        return sorted({claim.id: claim for claim in claims}.values(), key=lambda claim: (claim.start, claim.relation, claim.subject, claim.object))

    def stated(self, article: Article, doc: Doc) -> list[tuple[Finding, Claim]]:
        """The findings of an article that was read, each with its claim."""
        names = _fullest_names(doc)
        return [(finding, _claim(article, finding, names, self._name)) for finding in doc._.findings if not _is_price(finding)]


def _is_price(finding: Finding) -> bool:
    """Whether the money at the end of a finding is the price of something ("$40 a month") rather than what companies raise or are worth."""
    return finding.object.label_ == "MONEY" and money_of(finding.object).amount < LEAST_SUM


def _fullest_names(doc: Doc) -> dict[str, str]:
    """For each entity the longest name that the article uses for it; of equally long ones the first."""
    fullest: dict[str, str] = {}
    for entity in doc.ents:
        name = plain_name(entity)
        if _is_fuller(name, fullest.get(entity.id_, ""), KNOWN[entity.id_].name if entity.id_ in KNOWN else ""):
            fullest[entity.id_] = name
    return fullest


def _is_fuller(name: str, other: str, preferred: str) -> bool:
    """Whether a name is fuller than another: the preferred label before all, a singular before its plural, else the longer one."""
    if preferred and preferred.lower() in {name.lower(), other.lower()}:
        return name.lower() == preferred.lower() != other.lower()
    return len(name) > len(other) and name != f"{other}s"


def plain_name(entity: Span) -> str:
    """The words of a name, without line breaks and possessive marks."""
    name = re.sub(r", (?:Inc|Ltd|LLC|Corp)\.?$", "", " ".join(entity.text.split()).removesuffix("'s").removesuffix("’s"))
    if entity.label_ in {"Model", "Chip", "Dataset", "Product"} and not name[:1].isdigit():
        name = re.sub(r"(?<=\w) (?:models?|chips?|GPUs?|processors?|accelerators?|dataset|chatbot)$", "", name)
    labels = KNOWN[entity.id_].labels if entity.id_ in KNOWN else ()
    shorter = re.sub(r"^U\.?S\.? |\.$", "", name)
    return shorter if shorter in labels else name


def _claim(article: Article, finding: Finding, names: dict[str, str], extractor: str) -> Claim:
    relation, sentence, details = RELATIONS[finding.relation], finding.sentence, finding.details
    amount = finding.object if finding.object.label_ == "MONEY" else details.amount
    money = money_of(amount) if amount is not None else None
    quote = sentence.text.strip()
    start = sentence.start_char + sentence.text.index(quote)
    return Claim(
        article=article.id,
        subject=_name(finding.subject, names),
        subject_type=_type(finding.subject, relation.domain),
        subject_id=finding.subject.id_,
        subject_mention=finding.subject.text,
        relation=finding.relation,
        object=_name(finding.object, names),
        object_type=_type(finding.object, relation.range),
        object_id=finding.object.id_,
        object_mention=finding.object.text,
        status=finding.status,
        quote=quote,
        start=start,
        end=start + len(quote),
        confidence=finding.confidence,
        extractor=extractor,
        date=_date(finding, article.published),
        amount=money.amount if money else None,
        currency=money.currency if money else "",
        amount_text=_text(amount),
        round=_text(details.round),
        valuation=_text(details.valuation),
        role=details.role,
        attributed_to=finding.attributed_to,
    )


def _date(finding: Finding, published: str) -> str:
    said = _text(finding.details.date)
    return "" if finding.relation == "foundedBy" and _OF_NEWS.search(said) else iso(said, published)


def _text(span: Span | None) -> str:
    return span.text if span is not None else ""


def _name(span: Span, names: dict[str, str]) -> str:
    """Money, places, licences and versions of models and chips stay as written here; everything else gets the fullest name of the article."""
    if span.label_ in {"Model", "Chip"} and span.ent_id_:
        name = plain_name(span)
        name = name.removesuffix("s") if name[-2:-1].isdigit() else name
        fullest = names.get(span.id_, name)
        return fullest if fullest.endswith(f" {name}") and slug(fullest.removesuffix(name)) not in KNOWN else name
    if span.label_ == "License":
        return _plain_license(span)
    if span.label_ in {"MONEY", "Place"}:
        return plain_name(span)
    return names.get(span.id_) or plain_name(span)


def _plain_license(span: Span) -> str:
    """A licence's name without the word "licence" where it is known without it too ("MIT", "Apache 2.0")."""
    name = re.sub(r"(?i)^open([- ])sourc(?:es|ed|ing)$", r"open\1source", plain_name(span))
    shorter = re.sub(r" (open-source )?licen[cs]e$", "", name, flags=re.IGNORECASE)
    labels = {label.lower() for label in (*KNOWN[span.id_].labels, *KNOWN[span.id_].ambiguous)} if span.id_ in KNOWN else set()
    return shorter if shorter.lower() in labels else name


def _type(span: Span, allowed: tuple[str, ...]) -> str:
    """The type of an end; an untyped name is what the relation asks for first."""
    if span.label_ == "MONEY":
        return "Money"
    return allowed[0] if span.label_ == UNTYPED else span.label_
