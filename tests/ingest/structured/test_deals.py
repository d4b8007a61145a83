"""CircularDeals: what the roles of two companies state, in which words, and what is wrong with a deal."""

import json
from pathlib import Path

import pytest

from graph.claim import Claim
from ingest.structured import read
from tests.ingest.structured.rows import failures, said, sound, written

COMPANIES = [{"slug": slug, "name": name} for slug, name in [("nordlys", "Nordlys Labs"), ("openai", "OpenAI"), ("amd", "AMD"), ("tsmc", "TSMC")]]
ROLES = {
    "INVESTMENT": ("INVESTOR", "INVESTEE"),
    "ACQUISITION": ("ACQUIRER", "TARGET"),
    "CLOUD_COMMITMENT": ("CUSTOMER", "SUPPLIER"),
    "SUPPLY": ("CUSTOMER", "SUPPLIER"),
    "PARTNERSHIP": ("PARTNER", "PARTNER"),
}


def deal(kind: str, summary: str, *between: str, **further: object) -> dict[str, object]:
    roles = zip(between or ("openai", "nordlys"), ROLES[kind], strict=True)
    row = {"slug": "a-deal", "title": "A deal", "summary": summary, "dealType": kind, "flowType": "MONEY", "announcedAt": "2024-05-02"}
    return {**row, "dataStatus": "CONFIRMED", "parties": [{"companySlug": slug, "role": role} for slug, role in roles], **further}


def path_of(folder: Path, *deals: object, companies: object = COMPANIES) -> Path:
    return written(folder, "deals.json", json.dumps({"companies": companies, "deals": deals}))


def claim_of(folder: Path, row: dict[str, object]) -> Claim:
    """The claim of a file with one deal."""
    (claim,) = sound(read(path_of(folder, row)))[0][1]
    return claim


def test_an_investment_in_the_words_of_the_summary(tmp_path: Path) -> None:
    sources = [{"publisher": "Daily", "url": "https://example.org/a"}]
    row = deal("INVESTMENT", "Much is going on. OpenAI invested $2 billion in Nordlys Labs.", amountUSD=2000000000, amountText="$2B", sources=sources)
    article, (claim,) = sound(read(path_of(tmp_path, row)))[0]
    assert (article.external_id, article.title, article.publisher) == ("deals/a-deal", "A deal", "CircularDeals")
    assert (article.url, article.published) == ("https://example.org/a", "2024-05-02")
    assert "\namountUSD: 2000000000\n" in article.text
    assert said([claim]) == {("openai", "investedIn", "nordlys-labs")}
    assert claim.quote == "OpenAI invested $2 billion in Nordlys Labs."
    assert (claim.status, claim.amount, claim.currency, claim.amount_text, claim.date) == ("asserted", 2e9, "USD", "$2 billion", "2024-05-02")


def test_the_roles_give_the_direction(tmp_path: Path) -> None:
    parties = [{"companySlug": "openai", "role": "INVESTEE"}, {"companySlug": "nordlys", "role": "INVESTOR"}]
    assert said([claim_of(tmp_path, deal("INVESTMENT", "", parties=parties))]) == {("nordlys-labs", "investedIn", "openai")}


def test_an_amount_beside_the_sentence_is_quoted_with_it(tmp_path: Path) -> None:
    claim = claim_of(tmp_path, deal("INVESTMENT", "OpenAI invested in Nordlys Labs.", amountUSD=2000000000, amountText="$2B in stock"))
    assert claim.quote == "amountUSD: 2000000000\namountText: $2B in stock\nsummary: OpenAI invested in Nordlys Labs."
    assert (claim.amount, claim.amount_text) == (2e9, "$2B in stock")


def test_parties_that_no_sentence_names_are_quoted_with_their_roles(tmp_path: Path) -> None:
    claim = claim_of(tmp_path, deal("CLOUD_COMMITMENT", "OpenAI committed to rent servers in Oslo. More is planned."))
    assert claim.quote == (
        "title: A deal\ndealType: CLOUD_COMMITMENT\nparties: companySlug: openai; role: CUSTOMER\nparties: companySlug: nordlys; role: SUPPLIER\n"
        "summary: OpenAI committed to rent servers in Oslo."
    )
    assert (claim.relation, claim.status, claim.object, claim.object_mention) == ("usesCloud", "planned", "Nordlys Labs", "nordlys")


def test_a_deal_without_a_title_is_a_deal(tmp_path: Path) -> None:
    claim = claim_of(tmp_path, deal("INVESTMENT", "Much is going on.", title=None))
    assert claim.quote.startswith("dealType: INVESTMENT\nparties: ")
    assert claim.quote.endswith("\nsummary: Much is going on.")


def test_a_deal_without_a_summary_states_its_fields(tmp_path: Path) -> None:
    claim = claim_of(tmp_path, deal("ACQUISITION", "", amountUSD=5, amountText="five dollars"))
    assert claim.quote.startswith("title: A deal\n")
    assert claim.quote.endswith("\namountText: five dollars")
    assert (claim.relation, claim.status, claim.amount) == ("acquired", "asserted", 5.0)


@pytest.mark.parametrize(
    ("further", "amount", "text"),
    [
        ({"amountUSDMax": 5000000000, "amountText": "Up to $5B"}, 5e9, "Up to $5B"),
        ({"amountUSD": 5000000000, "amountText": "$5B total round (share undisclosed)"}, None, ""),
        ({"amountUSD": 5000000000, "amountText": "~$5B", "dataStatus": "ESTIMATED"}, None, "~$5B"),
        ({"amountText": "undisclosed"}, None, ""),
    ],
)
def test_amounts(further: dict[str, object], amount: float | None, text: str, tmp_path: Path) -> None:
    claim = claim_of(tmp_path, deal("INVESTMENT", "OpenAI invested in Nordlys Labs.", **further))
    assert (claim.amount, claim.amount_text) == (amount, text)


@pytest.mark.parametrize(
    ("kind", "summary", "status"),
    [
        ("INVESTMENT", "OpenAI intends to invest in Nordlys Labs.", "planned"),
        ("INVESTMENT", "OpenAI invested in Nordlys Labs, as Nordlys Labs agreed to use its models.", "asserted"),
        ("INVESTMENT", "Nordlys Labs granted OpenAI a warrant to purchase shares.", "planned"),
        ("INVESTMENT", "OpenAI reportedly invested in Nordlys Labs.", "hedged"),
        ("SUPPLY", "OpenAI and Nordlys Labs signed a letter of intent for servers.", "planned"),
        ("CLOUD_COMMITMENT", "Nordlys Labs announced a deal to host OpenAI.", "planned"),
        ("CLOUD_COMMITMENT", "OpenAI signed a deal to rent servers of Nordlys Labs that will run for years.", "asserted"),
        ("PARTNERSHIP", "OpenAI and Nordlys Labs announced a partnership to build ships.", "asserted"),
        ("ACQUISITION", "OpenAI announced a definitive agreement to acquire Nordlys Labs.", "planned"),
        ("ACQUISITION", "OpenAI and Nordlys Labs made a deal. Rather than a full acquisition, OpenAI took a licence from Nordlys Labs.", "negated"),
        ("ACQUISITION", "OpenAI bought Nordlys Labs.", "asserted"),
    ],
)
def test_how_it_is_stated(kind: str, summary: str, status: str, tmp_path: Path) -> None:
    assert claim_of(tmp_path, deal(kind, summary)).status == status


@pytest.mark.parametrize(
    ("flow", "supplier", "summary", "relation"),
    [
        ("COMPUTE_HARDWARE", "amd", "OpenAI adopted EPYC from AMD.", "usesChip"),
        ("COMPUTE_HARDWARE", "amd", "OpenAI bought GPUs.", "usesChip"),
        ("COMPUTE_HARDWARE", "amd", "OpenAI bought switches from AMD.", "customerOf"),
        ("COMPUTE_HARDWARE", "tsmc", "TSMC makes the chips of OpenAI.", "customerOf"),
        ("COMPUTE_HARDWARE", "nordlys", "OpenAI bought GPUs from Nordlys Labs.", "usesChip"),
        ("SERVICE", "amd", "OpenAI bought chips from AMD.", "customerOf"),
    ],
)
def test_what_is_bought(flow: str, supplier: str, summary: str, relation: str, tmp_path: Path) -> None:
    claim = claim_of(tmp_path, deal("SUPPLY", summary, "openai", supplier, flowType=flow))
    assert (claim.subject_id, claim.relation) == ("openai", relation)


def test_who_puts_money_into_something_that_is_no_party_is_a_partner(tmp_path: Path) -> None:
    parties = [{"companySlug": "openai", "role": "PARTNER"}, {"companySlug": "nordlys", "role": "INVESTOR"}]
    claim = claim_of(tmp_path, deal("INVESTMENT", "Nordlys Labs committed $5 billion to a project of OpenAI.", parties=parties, amountUSD=5000000000))
    assert (claim.relation, claim.amount) == ("partnersWith", None)


def test_a_company_is_worth_what_is_said_and_listed_where_it_is(tmp_path: Path) -> None:
    worth = {"valuationUSD": 45000000000, "valuationType": "MARKET_CAP", "valuationAsOf": "2026-01-16"}
    companies = [
        {"slug": "amd", "name": "AMD", "ticker": "AMD", **worth, "valuationSource": "NASDAQ market capitalization"},
        {"slug": "b", "name": "Nordlys Labs", **worth, "valuationType": "ACQUISITION", "valuationSource": "price"},
        {"slug": "c", "name": "Fjord", **worth, "valuationType": "PRIVATE", "valuationSource": "Reported round"},
    ]
    listed, bought, private = sound(read(path_of(tmp_path, companies=companies)))
    assert said(listed[1]) == {("amd", "listedOn", "nasdaq"), ("amd", "valuedAt", "")}
    value = next(claim for claim in listed[1] if claim.relation == "valuedAt")
    assert (value.object, value.amount, value.currency, value.date) == ("USD 45 billion", 45e9, "USD", "2026-01-16")
    assert value.object_mention == "45000000000"
    assert bought[1] == []
    assert [claim.status for claim in private[1]] == ["hedged"]
    assert listed[0].external_id == "deals/companies/amd"


def test_a_malformed_deal_loses_no_other(tmp_path: Path) -> None:
    rows = [
        deal("INVESTMENT", "", amountUSD="much"),
        deal("INVESTMENT", "", parties=[]),
        deal("INVESTMENT", "", "openai", "fjord"),
        deal("INVESTMENT", "", parties=[{"companySlug": "openai", "role": "FRIEND"}] * 2),
        deal("INVESTMENT", "", parties=[{"companySlug": "openai", "role": "INVESTOR"}] * 2),
        deal("INVESTMENT", "", announcedAt="soon"),
        "words",
        deal("INVESTMENT", "", slug="last"),
    ]
    path = path_of(tmp_path, *rows)
    assert next(item[0].external_id for item in read(path) if isinstance(item, tuple)) == "deals/last"
    assert [message.removeprefix(str(path)) for message in failures(path)] == [
        ", deal 1 (a-deal), field 'amountUSD': 'much' is no amount. Write it in digits, in US dollars.",
        ", deal 2 (a-deal), field 'parties': holds 0 parties. Write two, each with companySlug and role.",
        ", deal 3 (a-deal), field 'parties': 'fjord' is unknown. Write the slug of one of the companies.",
        ", deal 4 (a-deal), field 'parties': 'FRIEND' is unknown. Write one of INVESTOR, ACQUIRER, CUSTOMER, PARTNER, INVESTEE, TARGET, SUPPLIER.",
        ", deal 5 (a-deal), field 'parties': INVESTOR and INVESTOR do not go together. Write INVESTOR and INVESTEE, or another pair.",
        ", deal 6 (a-deal), field 'announcedAt': 'soon' is no date. Write it as 2023, 2023-12 or 2023-12-12.",
        ", deal 7, field 'slug': is missing. Write a mapping with a slug of its own.",
    ]
