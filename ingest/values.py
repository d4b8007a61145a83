"""Money, percentages, funding rounds and dates in a text, with what they mean: `doc.spans["values"]`, read again by `Money.parse` and `iso`."""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

import dateparser
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

_SCALE = {
    "k": 1e3,
    "thousand": 1e3,
    "m": 1e6,
    "mn": 1e6,
    "mln": 1e6,
    "million": 1e6,
    "b": 1e9,
    "bn": 1e9,
    "billion": 1e9,
    "tn": 1e12,
    "t": 1e12,
    "trillion": 1e12,
    "lakh": 1e5,
    "crore": 1e7,
}
_CURRENCY = {
    sign: code
    for code, signs in {
        "USD": "$ us$ usd dollar dollars",
        "EUR": "€ eur euro euros",
        "GBP": "£ gbp pounds",
        "JPY": "¥ jpy yen",
        "CNY": "cny yuan rmb",
        "KRW": "₩ krw won",
        "INR": "₹ inr rs rupee rupees",
        "CAD": "c$ cad canadian",
        "AUD": "a$ aud australian",
        "NZD": "nz$ nzd new",
        "HKD": "hk$ hkd hong",
        "TWD": "nt$ twd taiwan",
        "CHF": "chf francs swiss",
        "SEK": "sek kronor krona",
        "NOK": "nok",
        "DKK": "dkk",
        "ISK": "isk",
        "PLN": "pln zloty zlotys",
        "CZK": "czk koruna",
        "HUF": "huf forint forints",
        "RON": "ron lei",
        "UAH": "uah hryvnia hryvnias",
        "RUB": "₽ rub ruble rubles roubles",
        "TRY": "₺ lira",
        "ILS": "₪ ils nis shekel shekels",
        "AED": "aed dirham dirhams",
        "SAR": "sar",
        "QAR": "qar",
        "SGD": "sgd s$ singapore",
        "MYR": "myr ringgit",
        "THB": "thb baht",
        "PHP": "₱ php",
        "VND": "vnd dong",
        "ZAR": "zar rand",
        "NGN": "₦ ngn naira",
        "KES": "kes",
        "BRL": "brl r$ reais",
        "IDR": "idr rp rupiah",
        "MXN": "mxn pesos",
    }.items()
    for sign in signs.split()
}  # countries stand for their dollars and francs, by their first word; what several call their money, as kroner or dinars, says no currency
_SMALL = ("a", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen")
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_NUMERAL = {
    **{word: float(number) for number, word in enumerate(_SMALL, 1)},
    **{word: 10.0 * number for number, word in enumerate(_TENS, 2)},
    "one": 1.0,
    "half a": 0.5,
    "a quarter of a": 0.25,
    "one and a half": 1.5,
}
_AMOUNT = r"\d[\d,]*(?:\.\d+)?"
_UNIT = r"(?:thousand|million|billion|trillion|crore|lakh|mln|mn|bn|tn|[kmbt])"
_NO_CODES = {"WON", "YEN", "LEI", "NEW", "PHP", "RON"}  # words of three letters, a language and a name ("PHP 8")
_CODES = "|".join(sorted({sign.upper() for sign in _CURRENCY if re.fullmatch("[a-z]{3}", sign)} - _NO_CODES))
_NAMES = (
    r"(?:US |Canadian |Australian |New Zealand |Hong Kong |Taiwan |Singapore |Swiss )?(?:dollars?|francs)|euros?|pounds|yuan|yen|rupees?|rupiah"
    r"|pesos|reais|zlotys?|kronor|krona|koruna|forints?|lei|hryvnias?|rubles?|roubles|lira|shekels?|dirhams?|ringgit|baht|rand|naira|USD|EUR|GBP"
)
_SIGNS = r"US\$|C\$|A\$|NZ\$|HK\$|NT\$|S\$|R\$|\bRs\.?|\bRp|[$€£¥₩₹₽₺₪₱₦]"
_MONEY = re.compile(
    rf"(?:(?P<symbol>{_SIGNS})\s?(?P<amount>{_AMOUNT})(?:[\s-]?(?P<unit>{_UNIT})\b)?"
    rf"|(?:\b(?P<code>{_CODES})\s)(?P<amount3>{_AMOUNT})(?:\s?(?P<unit3>{_UNIT})\b)?"
    rf"|\b(?P<amount2>{_AMOUNT})[\s-]?(?P<unit2>{_UNIT})?[\s-](?P<name>{_NAMES}|(?(unit2)won|(?!)))\b"
    rf"|\b(?P<numeral>{'|'.join(sorted(_NUMERAL, key=len, reverse=True))})[\s-](?P<unit4>thousand|million|billion|trillion)[\s-]"
    rf"(?P<name4>{_NAMES}|won)\b)",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"\b\d+(?:\.\d+)?\s?(?:%|percent\b|per cent\b)", re.IGNORECASE)
_ROUND = re.compile(
    r"\b(?:[Ss]eries [A-K]\d?\b|[Pp]re-[Ss]eed\b|[Ss]eed\b(?=[\s-](?:round|funding|financing|investment|deal|extension))|[Aa]ngel round\b)"
)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_MONTH = rf"(?:{_MONTHS}|(?:Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec)\.)"
_YEAR = r"(?:19|20)\d\d"
_PERIOD = rf"(?:week|month|year|quarter|spring|summer|autumn|fall|winter|{_MONTHS})"
_NUMBER = r"(?:a|two|three|four|five|six|several|a few)"
_DATES = (
    rf"\d{{1,2}}\s{_MONTH}(?:,?\s\d{{4}})?",
    rf"{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s\d{{4}})?",
    rf"{_MONTH},?\s(?:of\s)?\d{{4}}",
    r"\d{4}-\d{2}-\d{2}",
    rf"{_MONTH}(?=[\s,.;)]|$)",
    rf"{_YEAR}\b(?![-\w])",
    rf"(?:early|late|mid)[- ]{_YEAR}",
    rf"(?:the )?(?:first|second|third|fourth) (?:quarter|half)(?: of {_YEAR})?",
    rf"Q[1-4](?: {_YEAR})?",
    r"(?:on )?(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b",
    rf"(?:last|this|next|earlier this|later this|the previous|the following) {_PERIOD}",
    r"(?:yesterday|today|tomorrow)\b",
    rf"{_NUMBER} (?:days|weeks|months|years|year|month|week) (?:ago|earlier|later)",
)
_DATE = re.compile(rf"\b(?:{'|'.join(_DATES)})")
_VAGUE = re.compile(r"quarter|half|Q[1-4]|spring|summer|autumn|fall|winter|few|several|earlier$|later$|following|previous")


@Language.component("landscape_values", assigns=["doc.spans"])
def values(doc: Doc) -> Doc:
    """Fills `doc.spans["values"]` with spans labelled MONEY, PERCENT, ROUND and DATE; where two overlap the longer one stays."""
    found, text = [], doc.text
    for label, pattern in (("MONEY", _MONEY), ("PERCENT", _PERCENT), ("ROUND", _ROUND), ("DATE", _DATE)):
        for match in pattern.finditer(text):
            span = doc.char_span(*match.span(), label=label, alignment_mode="expand")
            if span is not None and (label != "MONEY" or Money.parse(span.text)):
                found.append(span)
    doc.spans["values"] = filter_spans(found)
    return doc


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in units of its currency (an ISO 4217 code)."""

    amount: float
    currency: str

    @classmethod
    def parse(cls, text: str) -> "Money | None":
        """The money that the words say, or None.

        >>> Money.parse("€385M"), Money.parse("half a billion dollars")
        (Money(amount=385000000.0, currency='EUR'), Money(amount=500000000.0, currency='USD'))
        >>> Money.parse("24 million zlotys"), Money.parse("5 billion Taiwan dollars")
        (Money(amount=24000000.0, currency='PLN'), Money(amount=5000000000.0, currency='TWD'))
        """
        found = _MONEY.search(text)
        if not found:
            return None
        unit = found["unit"] or found["unit2"] or found["unit3"] or found["unit4"]
        currency = found["symbol"] or found["code"] or (found["name"] or found["name4"]).lower().removeprefix("us ").partition(" ")[0]
        amount = found["amount"] or found["amount2"] or found["amount3"]
        number = float(amount.replace(",", "")) if amount else _NUMERAL[found["numeral"].lower()]
        value = number * _SCALE.get((unit or "").lower(), 1)
        return cls(round(value, 2), _CURRENCY[currency.lower().removesuffix(".")])


@lru_cache(maxsize=4096)
def iso(text: str, published: str) -> str:
    """The date that the words say, as precise as they say it, seen from the day the article was published; "" where that cannot be told.

    >>> iso("December 2023", ""), iso("last year", "2024-05-02"), iso("11 June 2024", "")
    ('2023-12', '2023', '2024-06-11')
    """
    text = text.removeprefix("on ")
    if found := re.search(r"(?:19|20)\d\d$", text):
        if len(text) == 4 or re.match(r"early|late|mid|Q|the|first|second|third|fourth", text):
            return found[0]
    elif not published or len(published) < 10:
        return ""
    if _VAGUE.search(text):
        return ""
    base = datetime.fromisoformat(published) if len(published) == 10 else datetime(2000, 1, 1)  # a calendar day has no zone
    text = re.sub(r"^(earlier|later) ", "", text)
    if text in {"this year", "last year", "next year"}:
        return str(base.year + {"this": 0, "last": -1, "next": 1}[text.split()[0]])
    settings = {"RELATIVE_BASE": base, "PREFER_DATES_FROM": "future" if text.startswith("next") else "past", "PREFER_DAY_OF_MONTH": "first"}
    parsed = dateparser.parse(re.sub(r"^(last|next|this) (?=[A-Z])", "", text), languages=["en"], settings=settings)
    if parsed is None:
        return ""
    if re.search(r"year", text):
        return str(parsed.year)
    day = re.search(r"\b\d{1,2}\b(?!\d)|day\b|\d{4}-\d\d-\d\d|day|yesterday", text)
    return str(parsed.date().isoformat() if day else parsed.strftime("%Y-%m"))


def money_of(span: Span) -> Money:
    """The money of a span that `values` labelled MONEY."""
    money = Money.parse(span.text)
    if money is None:
        raise ValueError(f"{span.text!r} is labelled MONEY and says no amount")
    return money
