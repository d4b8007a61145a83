"""Money and dates as articles write them."""

import pytest
from spacy.lang.en import English
from spacy.tokens import Doc

from ingest.values import Money, iso, money_of, values


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("€385M", 385e6, "EUR"),
        ("€ 1.7 billion", 1.7e9, "EUR"),
        ("$4bn", 4e9, "USD"),
        ("$1,250,000", 1_250_000, "USD"),
        ("US$40 million", 40e6, "USD"),
        ("C$240 million", 240e6, "CAD"),
        ("HK$5 billion", 5e9, "HKD"),
        ("£100m", 100e6, "GBP"),
        ("¥20 billion", 20e9, "JPY"),
        ("$1.5 trillion", 1.5e12, "USD"),
        ("$500k", 500e3, "USD"),
        ("$20", 20, "USD"),
        ("1.5 billion dollars", 1.5e9, "USD"),
        ("15 million euros", 15e6, "EUR"),
        ("a 300-million-dollar round", 300e6, "USD"),
        ("$300-million", 300e6, "USD"),
        ("100 million US dollars", 100e6, "USD"),
        ("2 billion yuan", 2e9, "CNY"),
        ("USD 12 million", 12e6, "USD"),
        ("EUR 3bn", 3e9, "EUR"),
        ("12 million EUR", 12e6, "EUR"),
        ("24 million zlotys", 24e6, "PLN"),
        ("NT$5 billion", 5e9, "TWD"),
        ("₪80 million", 80e6, "ILS"),
        ("AED 2bn", 2e9, "AED"),
        ("two million euros", 2e6, "EUR"),
        ("half a billion Swiss francs", 0.5e9, "CHF"),
        ("40 billion won", 40e9, "KRW"),
    ],
)
def test_money(text: str, amount: float, currency: str) -> None:
    assert Money.parse(text) == Money(amount, currency)


@pytest.mark.parametrize(
    "text",
    ["", "Mistral AI", "385 million", "40%", "Llama 3", "$", "dollars", "Series B", "2023", "in 2024 won", "40 million dinars", "PHP 8"],
)
def test_what_is_no_money(text: str) -> None:
    assert Money.parse(text) is None


@pytest.mark.parametrize(
    ("text", "published", "date"),
    [
        ("December 2023", "", "2023-12"),
        ("11 June 2024", "", "2024-06-11"),
        ("June 11, 2024", "", "2024-06-11"),
        ("2024-06-11", "2024-07-01", "2024-06-11"),
        ("2021", "", "2021"),
        ("early 2023", "", "2023"),
        ("Q3 2024", "", "2024"),
        ("first half of 2025", "", "2025"),
        ("last year", "2024-05-02", "2023"),
        ("this year", "2024-05-02", "2024"),
        ("next year", "2024-05-02", "2025"),
        ("two years ago", "2024-05-02", "2022"),
        ("three months ago", "2024-05-02", "2024-02"),
        ("yesterday", "2024-05-02", "2024-05-01"),
        ("today", "2024-05-02", "2024-05-02"),
        ("in May", "", ""),
        ("December", "2024-05-02", "2023-12"),
        ("last December", "2024-05-02", "2023-12"),
        ("next December", "2024-05-02", "2024-12"),
        ("on Monday", "2024-05-02", "2024-04-29"),
        ("last year", "", ""),
        ("last year", "2024", ""),
        ("yesterday", "2024-05", ""),
        ("the third quarter", "2024-05-02", ""),
        ("last summer", "2024-05-02", ""),
        ("a few months ago", "2024-05-02", ""),
    ],
)
def test_dates_are_as_precise_as_the_words(text: str, published: str, date: str) -> None:
    assert iso(text, published) == date


def found(text: str) -> list[tuple[str, str]]:
    doc = values(English()(text))
    return [(span.text, span.label_) for span in doc.spans["values"]]


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("It raised €385 million in December 2023.", [("€385 million", "MONEY"), ("December 2023", "DATE")]),
        ("a Series B of $40m", [("Series B", "ROUND"), ("$40m", "MONEY")]),
        ("the seed round", [("seed", "ROUND")]),
        ("It holds 49% of it, or 49 per cent.", [("49%", "PERCENT"), ("49 per cent", "PERCENT")]),
        ("On 11 June 2024 it opened.", [("11 June 2024", "DATE")]),
        ("The company may march on.", []),
        ("a seed of doubt", []),
        ("Series of events", []),
        ("GPT-4 beat Llama 3 in 7 of 9 tests", []),
    ],
)
def test_values_in_a_sentence(text: str, spans: list[tuple[str, str]]) -> None:
    assert found(text) == spans


def test_a_span_without_an_amount_is_an_error() -> None:
    doc: Doc = English()("no sum")
    with pytest.raises(ValueError, match="'no sum' is labelled MONEY and says no amount"):
        money_of(doc[:])
