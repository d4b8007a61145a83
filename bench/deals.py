"""How many pairs of a table of deals are found in the deals' own summaries: `python -m bench.deals DEALS.json`.

The table has the form of CircularDeals (MIT): companies with slugs and names, deals with a type, parties with roles, and a summary.
Each summary is read as an article; a deal's pair (from, to) is found when a claim joins the two with a relation that fits the deal's type.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from ingest.articles import make_article
from ingest.reader import Reader

# What a deal may be stated as; in the direction of the deal (investor to investee, customer to supplier) unless it has none.
FITTING = {
    "INVESTMENT": {"investedIn"},
    "ACQUISITION": {"acquired", "investedIn", "mergedWith"},
    "SUPPLY": {"customerOf", "usesChip", "usesCloud", "buildsOn", "partnersWith"},
    "CLOUD_COMMITMENT": {"usesCloud", "customerOf", "partnersWith"},
    "PARTNERSHIP": {"partnersWith", "customerOf", "usesCloud", "usesChip", "buildsOn", "distributedThrough", "licensesContentFrom"},
}
_FROM, _TO = {"INVESTOR", "ACQUIRER", "CUSTOMER"}, {"INVESTEE", "TARGET", "SUPPLIER"}


def pairs(deal: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The (from, to) pairs of slugs of a deal; partners pair in the order of the table."""
    roles = [(party["companySlug"], party["role"]) for party in deal["parties"]]
    origins = [slug for slug, role in roles if role in _FROM]
    targets = [slug for slug, role in roles if role in _TO]
    partners = [slug for slug, role in roles if role == "PARTNER"]
    if origins and targets:
        yield from ((origin, target) for origin in origins for target in targets)
    else:
        everyone = origins + partners + targets
        yield from ((one, other) for i, one in enumerate(everyone) for other in everyone[i + 1 :])


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints found and all pairs by type of deal."""
    parser = argparse.ArgumentParser(prog="python -m bench.deals", description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("table", type=Path)
    table = json.loads(parser.parse_args(arguments).table.read_text(encoding="utf8"))
    names = {company["slug"]: _plain(company["name"]) for company in table["companies"]}
    extractor = Reader()
    found, total = Counter[str](), Counter[str]()
    for deal in table["deals"]:
        article = make_article(f"{deal['title']}.\n\n{deal['summary']}", external_id=deal["slug"], published=(deal["announcedAt"] or "")[:10])
        claims = [(claim.relation, _plain(claim.subject), _plain(claim.object)) for claim in extractor.claims(article)]
        for one, other in pairs(deal):
            total[deal["dealType"]] += 1
            ends = {names[one], names[other]}
            found[deal["dealType"]] += any(
                relation in FITTING[deal["dealType"]] and {subject, target} == ends for relation, subject, target in claims
            )
    for kind in sorted(total):
        sys.stdout.write(f"{kind.lower().replace('_', ' '):18} {found[kind]:3} of {total[kind]:3}\n")
    sys.stdout.write(f"{'all pairs':18} {found.total():3} of {total.total():3}\n")
    return 0


def _plain(name: str) -> str:
    return name.lower().removesuffix(" corporation").removesuffix(" ai").removesuffix(" platforms")


if __name__ == "__main__":
    sys.exit(main())
