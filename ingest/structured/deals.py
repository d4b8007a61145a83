"""CircularDeals (JSON): deals between companies of AI, and the companies with what they are worth.

What is read of a deal, by the roles of its two parties, whose directions are those of the file:

- INVESTOR and INVESTEE: the one investedIn the other. ACQUIRER and TARGET: acquired.
- CUSTOMER and SUPPLIER: in a CLOUD_COMMITMENT the customer usesCloud of the supplier; of COMPUTE_HARDWARE it usesChip, if the record speaks of chips
  and the supplier is no mere foundry (whose customers have their own chips made); else it is customerOf.
- A PARTNER and whoever: partnersWith. An INVESTOR beside a PARTNER puts money into something that is no party: no investment between them is stated.

Words that state it are the first sentence of the summary that names both parties. It is planned where they intend, will, commit or agree to, sign a
letter of intent, grant a warrant or announce a deal "to ..." (a partnership that is announced is one); negated where the sentence says "rather than
an acquisition"; else asserted. The amount is the record's amountUSD, or its "up to" (amountUSDMax), if it is the investor's own and no round's total.
An ESTIMATED amount is kept in words only. The date is announcedAt.

What is read of a company: it is valuedAt valuationUSD, as of valuationAsOf, unless that is a price (ACQUISITION); one with a ticker and a market
capitalization is listedOn the exchange that the valuationSource begins with.

What is left out: tags, sources and their reliability (in the text), stakes in percent, and whatever else a summary tells: that is for the reader of
sentences.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain

from graph.claim import Claim
from graph.errors import SourceError
from graph.wording import money as in_words
from ingest.structured.names import Name, known, named
from ingest.structured.record import Fields, Item, Record, Row, Span, day, each, link, plain, record
from ingest.structured.summary import Sentence, sentences, speaks_of_chips, status
from ingest.values import Money
from ontology import RELATIONS, is_a

SOURCE = "CircularDeals"

_AMOUNTS = ("amountUSD", "amountUSDMax")
_FIRST = ("title", "dealType", "parties", *_AMOUNTS, "amountText", "summary")
_OF_COMPANY = ("name", "ticker", "valuationUSD", "valuationType", "valuationAsOf", "valuationSource")
_BY_ROLES = {("INVESTOR", "INVESTEE"): "investedIn", ("ACQUIRER", "TARGET"): "acquired"}
_BOUGHT = ("CUSTOMER", "SUPPLIER")  # of these it depends on what is bought
_FIRST_ROLE = {role: k for k, role in enumerate(("INVESTOR", "ACQUIRER", "CUSTOMER", "PARTNER", "INVESTEE", "TARGET", "SUPPLIER"))}


@dataclass(frozen=True, slots=True)
class _Party:
    """A company in a deal. `slug` is the file's own id of it, which the record's line gives."""

    slug: str
    name: str
    role: str


def rows(text: str, name: str) -> Iterator[Item]:
    """The deals of a file, then its companies; `name` is what errors call it. `SourceError` at once if it is no such file."""
    try:
        found = json.loads(text, parse_int=str, parse_float=str, parse_constant=str)  # a number stays as it is written
    except (ValueError, RecursionError) as error:
        raise SourceError(f"{name}: not JSON ({error}). Mend the file, or leave it out.") from error
    parts = [found.get(key) if isinstance(found, dict) else None for key in ("companies", "deals")]
    companies, deals = (part if isinstance(part, list) else [] for part in parts)
    if not all(isinstance(part, list) for part in parts):
        raise SourceError(f'{name}: not a mapping with lists of "companies" and "deals", as CircularDeals has it. Give that file.')
    names = {plain(company.get("slug")): plain(company.get("name")) for company in companies if isinstance(company, dict)}
    return chain(each(enumerate(deals, 1), partial(_deal, name, names)), each(enumerate(companies, 1), partial(_company, name)))


# ---- deals


def _deal(name: str, names: Mapping[str, str], numbered: tuple[int, object]) -> Row:
    place, fields = _fields(f"{name}, deal {numbered[0]}", numbered[1])
    parties = _parties(fields, names, place)
    money = next((_dollars(plain(fields[field]), place, field) for field in _AMOUNTS if fields.get(field)), None)
    announced, title = day(plain(fields.get("announcedAt")), place, "announcedAt"), plain(fields.get("title"))
    external_id = f"deals/{plain(fields['slug'])}"
    found = record(
        place, fields, _FIRST, external_id=external_id, title=title, publisher=SOURCE, url=_source(fields.get("sources")), published=announced
    )
    return found.row([_claim(found, fields, parties, money)])


def _parties(fields: Fields, names: Mapping[str, str], place: str) -> tuple[_Party, _Party]:
    """The two parties, the one first that does it to the other."""
    listed = fields.get("parties")
    entries = listed if isinstance(listed, list) and all(isinstance(one, dict) for one in listed) else []
    found = [_Party(slug, names.get(slug, ""), plain(one.get("role"))) for one in entries for slug in [plain(one.get("companySlug"))]]
    if len(found) != 2:
        raise SourceError(f"{place}, field 'parties': holds {len(found)} parties. Write two, each with companySlug and role.")
    for party in found:
        if not party.name or party.role not in _FIRST_ROLE:
            wrong, cure = (party.slug, "the slug of one of the companies") if not party.name else (party.role, f"one of {', '.join(_FIRST_ROLE)}")
            raise SourceError(f"{place}, field 'parties': {wrong!r} is unknown. Write {cure}.")
    doer, other = sorted(found, key=lambda party: _FIRST_ROLE[party.role])
    if (doer.role, other.role) not in {*_BY_ROLES, _BOUGHT} and "PARTNER" not in {doer.role, other.role}:
        raise SourceError(f"{place}, field 'parties': {doer.role} and {other.role} do not go together. Write INVESTOR and INVESTEE, or another pair.")
    return doer, other


def _claim(found: Record, fields: Fields, parties: tuple[_Party, _Party], money: Money | None) -> Claim:
    relation = _relation(fields, parties)
    told = sentences(plain(fields.get("summary")))
    names = [named(party.name, *types) for party, types in zip(parties, (RELATIONS[relation].domain, RELATIONS[relation].range), strict=True)]
    states = _stating(told, names, relation, money)
    how = status(states.text, names, relation) if states else "asserted"
    own = money if relation != "partnersWith" and how != "negated" and not _is_of_a_round(plain(fields.get("amountText"))) else None
    words = states.amounts.get(own) if states and own else None
    needs_roles = relation == "customerOf" and plain(fields.get("dealType")) == "PARTNERSHIP"  # whose sentence tells of partners
    subject, target = (_as_mentioned(name, party, states) for name, party in zip(names, parties, strict=True))
    return found.claim(
        subject,
        relation,
        target,
        _quote(found, states, names, needs_amount=own is not None and words is None, needs_roles=needs_roles),
        status=how,
        date=found.article.published,
        money=None if plain(fields.get("dataStatus")) == "ESTIMATED" else own,
        amount_text=(words or plain(fields.get("amountText"))) if own else "",
        round_=states.round if states and relation == "investedIn" else "",
    )


def _relation(fields: Fields, parties: tuple[_Party, _Party]) -> str:
    roles = (parties[0].role, parties[1].role)
    if roles != _BOUGHT:
        return _BY_ROLES.get(roles, "partnersWith")
    if plain(fields.get("dealType")) == "CLOUD_COMMITMENT":
        return "usesCloud"
    supplier = known(parties[1].name, "Organization")
    kinds = (supplier.type, *supplier.roles) if supplier else ("ChipMaker",)
    words = " ".join(plain(fields.get(field)) for field in ("title", "amountText", "summary"))
    sold = plain(fields.get("flowType")) == "COMPUTE_HARDWARE" and any(is_a(kind, "ChipMaker") for kind in kinds) and speaks_of_chips(words)
    return "usesChip" if sold else "customerOf"


def _stating(told: Sequence[Sentence], names: Sequence[Name], relation: str, money: Money | None) -> Sentence | None:
    """The sentence that states it: one that denies it, else the first that names both (and the amount, if there is such a one), else the first."""
    both = [sentence for sentence in told if all(sentence.mention(name) for name in names)]
    ranked = sorted(both, key=lambda sentence: (status(sentence.text, names, relation) != "negated", money not in sentence.amounts))
    return next(iter([*ranked, *told]), None)


def _quote(found: Record, states: Sentence | None, names: Sequence[Name], *, needs_amount: bool, needs_roles: bool) -> Span:
    """The sentence if it states all; with the lines of the amount if it does not say that; with those of the parties if it does not name both."""
    if states is None:
        return found.quote("title", "dealType", "parties", *_AMOUNTS, "amountText")
    start = found.article.text.index(states.text, found.places["summary"][0])
    if needs_roles or not all(states.mention(name) for name in names):
        return found.quote("title", "dealType", "parties")[0], start + len(states.text)
    amounts = [found.places[field][0] for field in (*_AMOUNTS, "amountText") if field in found.places]
    return min(amounts) if needs_amount else start, start + len(states.text)


def _as_mentioned(name: Name, party: _Party, states: Sentence | None) -> Name:
    """The name with the words of the sentence for it, or those of the party's line."""
    return Name(name.name, name.type, name.slug, (states.mention(name) if states else "") or party.slug)


def _is_of_a_round(amount_text: str) -> bool:
    """Whether the amount is what all investors of a round gave: "$221M total round", but not "$100 million (part of $141M round)"."""
    return bool(re.search(r"\bround\b", amount_text.split("(")[0]))


def _source(sources: object) -> str:
    """The address of the first source."""
    entries = sources if isinstance(sources, list) else []
    return next((url for one in entries if isinstance(one, dict) and (url := link(plain(one.get("url"))))), "")


# ---- companies


def _company(name: str, numbered: tuple[int, object]) -> Row:
    place, fields = _fields(f"{name}, company {numbered[0]}", numbered[1])
    called = plain(fields.get("name"))
    if not called:
        raise SourceError(f"{place}, field 'name': is empty. Name the company.")
    as_of = day(plain(fields.get("valuationAsOf")), place, "valuationAsOf")
    slug = f"deals/companies/{plain(fields['slug'])}"
    found = record(place, fields, _OF_COMPANY, external_id=slug, title=called, publisher=SOURCE, url="", published=as_of)
    return found.row(_of_company(found, fields, named(called, "Organization"), place))


def _of_company(found: Record, fields: Fields, company: Name, place: str) -> Iterator[Claim]:
    kind, source, digits = (plain(fields.get(field)) for field in ("valuationType", "valuationSource", "valuationUSD"))
    if digits and kind != "ACQUISITION":
        money = _dollars(digits, place, "valuationUSD")
        value = Name(in_words(money.amount, money.currency), "Money", "", digits)
        quote = found.quote("name", "valuationUSD", "valuationAsOf", "valuationSource")
        how = "hedged" if source.startswith("Reported ") else "asserted"
        yield found.claim(company, "valuedAt", value, quote, status=how, date=found.article.published, money=money, amount_text=digits)
    listing = re.match(r"(.+?)(?: market capitalization\b| \()", source)
    if kind == "MARKET_CAP" and fields.get("ticker") and listing and (exchange := known(listing[1], "Exchange")):
        name = Name(listing[1], "Organization", exchange.slug, listing[1])
        yield found.claim(company, "listedOn", name, found.quote("name", "ticker", "valuationSource"))


def _fields(place: str, row: object) -> tuple[str, Fields]:
    """A row as a mapping, and its place with its slug, which it must have."""
    slug = plain(row.get("slug")) if isinstance(row, dict) else ""
    if not isinstance(row, dict) or not slug:
        raise SourceError(f"{place}, field 'slug': is missing. Write a mapping with a slug of its own.")
    return f"{place} ({slug})", {str(key): value for key, value in row.items()}


def _dollars(digits: str, place: str, field: str) -> Money:
    if not re.fullmatch(r"\d+(\.\d+)?", digits):
        raise SourceError(f"{place}, field {field!r}: {digits!r} is no amount. Write it in digits, in US dollars.")
    return Money(float(digits), "USD")
