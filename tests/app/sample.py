"""A hand-made store: articles in plain sentences, each with the claims that it makes, so that no test depends on how well articles are read."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from graph.article import Article
from graph.claim import Claim
from graph.refresh import recompute
from graph.store import Store, open_store
from ontology import KNOWN, top_type

HOSTILE = '<script>document.title="owned"</script><img src=x onerror="document.title=\'owned\'">'


@dataclass(frozen=True)
class Said:
    """One sentence and what it claims; money objects carry their amount."""

    sentence: str
    subject: str
    relation: str
    object: str
    status: str = "asserted"
    amount: float | None = None
    currency: str = ""


S = Said
MISTRAL = (
    S("Mistral AI, the Paris start-up, competes with OpenAI in the market for large language models.", "Mistral AI", "competesWith", "OpenAI"),
    S("On Tuesday Mistral AI raised €600 million in a Series B round.", "Mistral AI", "raised", "€600 million", amount=6e8, currency="EUR"),
    S("General Catalyst invested in Mistral AI and led the round.", "General Catalyst", "investedIn", "Mistral AI"),
    S("NVIDIA invested in Mistral AI as well.", "NVIDIA", "investedIn", "Mistral AI"),
    S("Andreessen Horowitz invested in Mistral AI.", "Andreessen Horowitz", "investedIn", "Mistral AI"),
    S("Mistral AI develops Mistral Large 2, its strongest model.", "Mistral AI", "develops", "Mistral Large 2"),
    S("Mistral AI also develops Codestral.", "Mistral AI", "develops", "Codestral"),
    S("Codestral is licensed under the Mistral Non-Production License.", "Codestral", "licensedUnder", "Mistral Non-Production License"),
    S("Le Chat builds on Mistral Large 2.", "Le Chat", "buildsOn", "Mistral Large 2"),
    S("Mistral AI uses the cloud of Microsoft Azure.", "Mistral AI", "usesCloud", "Microsoft Azure"),
    S("Mistral AI was a tenant of Leonardo until last year.", "Mistral AI", "usesCloud", "Google Cloud", "ended"),
    S("Apple may acquire Mistral AI, according to one report.", "Apple", "acquired", "Mistral AI", "hedged"),
    S("Mistral AI plans to use chips of Cerebras.", "Mistral AI", "usesChip", "Cerebras", "planned"),
    S("Microsoft did not acquire Mistral AI, a spokesman said.", "Microsoft", "acquired", "Mistral AI", "negated"),
)
AGAIN = (
    S("Mistral AI remains a rival of OpenAI, wrote the bank.", "Mistral AI", "competesWith", "OpenAI"),
    S("Mistral AI competes with Anthropic too.", "Mistral AI", "competesWith", "Anthropic"),
    S("OpenAI competes with Anthropic.", "OpenAI", "competesWith", "Anthropic"),
    S("xAI competes with OpenAI.", "xAI", "competesWith", "OpenAI"),
    S("Microsoft invested in OpenAI.", "Microsoft", "investedIn", "OpenAI", amount=1.3e10, currency="USD"),
    S("OpenAI uses the cloud of Microsoft Azure.", "OpenAI", "usesCloud", "Microsoft Azure"),
    S("NVIDIA invested in OpenAI.", "NVIDIA", "investedIn", "OpenAI", "planned"),
    S("OpenAI uses chips of NVIDIA.", "OpenAI", "usesChip", "NVIDIA"),
    S("The European Commission examined Microsoft over the deal.", "Microsoft", "regulatedBy", "European Commission"),
    S("Codestral has left the Mistral Non-Production License, it denied.", "Codestral", "licensedUnder", "Mistral Non-Production License", "negated"),
)
_CHAIN = """
TSMC < NVIDIA, AMD, Apple Silicon, Broadcom, Cerebras: customerOf
SK hynix < NVIDIA, AMD: customerOf
ASML < TSMC, Samsung Foundry, Intel Foundry: customerOf
Micron < NVIDIA: customerOf
NVIDIA > H100, GB200, B200: develops
AMD > MI300X: develops
Google > TPU, Gemini 2.5 Pro, Gemma 3: develops
H100 < Microsoft Azure, CoreWeave, Oracle Cloud Infrastructure, Google Cloud, Scaleway, Lambda: usesChip
GB200 < Microsoft Azure, CoreWeave, Oracle Cloud Infrastructure, Amazon Web Services: usesChip
MI300X < Microsoft Azure, Oracle Cloud Infrastructure: usesChip
TPU < Google Cloud, Anthropic: usesChip
Trainium2 < Amazon Web Services, Anthropic: usesChip
CoreWeave < OpenAI, Cohere, IBM: usesCloud
Oracle Cloud Infrastructure < OpenAI, xAI: usesCloud
Amazon Web Services < Anthropic, Hugging Face, Stability AI: usesCloud
Google Cloud < Anthropic, Cohere, Google DeepMind: usesCloud
Scaleway < H Company, Mistral AI: usesCloud
OpenAI > GPT-4o, o3, GPT-5, ChatGPT: develops
Anthropic > Claude 3.7 Sonnet, Claude Sonnet 4, Claude Code: develops
Meta > Llama 3.1, Llama 4: develops
Cohere > Command R+, Command A: develops
xAI > Grok-3, Grok-4: develops
DeepSeek > DeepSeek-R1, DeepSeek-V3: develops
Google DeepMind > Gemini 2.0: develops
GPT-4o < ChatGPT, Microsoft 365 Copilot, GitHub Copilot, Perplexity Pro: buildsOn
Claude Sonnet 4 < Cursor, GitHub Copilot, Claude Code, Notion AI: buildsOn
Claude 3.7 Sonnet < Cursor, Perplexity Pro: buildsOn
Llama 3.1 < Meta AI Assistant, Perplexity Pro: buildsOn
Gemini 2.5 Pro < NotebookLM, Google Workspace: buildsOn
DeepSeek-R1 > Amazon Bedrock, Azure AI Foundry: distributedThrough
Claude Sonnet 4 > Amazon Bedrock, Vertex AI: distributedThrough
Llama 3.1 > Llama 3.1 Community License: licensedUnder
DeepSeek-R1 > MIT License: licensedUnder
Gemma 3 > Gemma Terms of Use: licensedUnder
Command R+ > CC BY-NC 4.0: licensedUnder
Mistral 7B > Apache License 2.0: licensedUnder
Sequoia Capital > OpenAI, xAI, Mistral AI: investedIn
SoftBank > OpenAI, Arm: investedIn
Amazon > Anthropic: investedIn
Google > Anthropic: investedIn
Lightspeed Venture Partners > Anthropic, Mistral AI: investedIn
NVIDIA > Cohere, xAI, CoreWeave, Together AI, Wayve: investedIn
Salesforce Ventures > Cohere, Hugging Face, Together AI: investedIn
Fidelity Investments > xAI, Anthropic: investedIn
Thrive Capital > OpenAI, Cursor: investedIn
Bpifrance > Mistral AI, H Company: investedIn
Cohere > Anthropic, Mistral AI: competesWith
DeepSeek > OpenAI: competesWith
AMD > NVIDIA: competesWith
CoreWeave > Lambda: competesWith
"""


def batched(said: Sequence[Said], size: int) -> list[Sequence[Said]]:
    """Parts of at most `size` sentences."""
    return [said[start : start + size] for start in range(0, len(said), size)]


def landscape() -> list[Said]:
    """A hundred and some sentences, one for each fact of the chain."""
    said = []
    for line in _CHAIN.strip().splitlines():
        names, relation = line.rsplit(": ", 1)
        one, sign, others = re.split(r" ([<>]) ", names, maxsplit=1)
        for other in others.split(", "):
            subject, target = (one, other) if sign == ">" else (other, one)
            said.append(S(f"{subject} {_VERBS[relation]} {target}.", subject, relation, target))
    return said


_VERBS = {
    "customerOf": "is a customer of",
    "develops": "develops",
    "usesChip": "runs on chips of",
    "usesCloud": "rents capacity from",
    "buildsOn": "builds on",
    "distributedThrough": "is offered through",
    "licensedUnder": "is licensed under",
    "investedIn": "invested in",
    "competesWith": "competes with",
}


def written(title: str, said: Sequence[Said], *, publisher: str, published: str, url: str = "") -> tuple[Article, list[Claim]]:
    """An article of the sentences, three to a paragraph, with its claims."""
    text = "\n\n".join(" ".join(one.sentence for one in part) for part in batched(said, 3))
    stem = re.sub(r"\W+", "-", title.lower()).strip("-")
    article = Article(
        text=text, external_id=stem, title=title, url=url, publisher=publisher, published=published, retrieved="2026-11-01T00:00:00+00:00"
    )
    return article, [_claim(article, one) for one in said]


def _claim(article: Article, said: Said) -> Claim:
    start = article.text.index(said.sentence)
    slug, kind = _entity(said.subject)
    object_slug, object_kind = ("", "Money") if said.relation in ("raised", "valuedAt") else _entity(said.object)
    return Claim(
        article=article.id,
        subject=said.subject,
        subject_type=kind,
        subject_id=slug,
        subject_mention=said.subject,
        relation=said.relation,
        object=said.object,
        object_type=object_kind,
        object_id=object_slug,
        object_mention=said.object,
        status=said.status,
        quote=said.sentence,
        start=start,
        end=start + len(said.sentence),
        confidence=0.9 if said.status == "asserted" else 0.7,
        extractor="hand 1",
        amount=said.amount,
        currency=said.currency,
        amount_text=said.object if said.amount and not object_slug else "",
    )


def _entity(name: str) -> tuple[str, str]:
    """Slug and top type of a name: a known one's, else an organisation's."""
    known = next((one for one in KNOWN.values() if name in (one.name, *one.labels, *one.ambiguous)), None)
    return (known.slug, top_type(known.type)) if known else (re.sub(r"\W+", "-", name.lower()).strip("-"), "Organization")


def fill(store: Store) -> None:
    """Stores the sample articles and computes the facts."""
    chain = landscape()
    articles = [
        written(
            "Mistral raises €600 million, with Microsoft’s help",
            MISTRAL,
            publisher="The Example Post",
            published="2024-06-11",
            url="https://example.org/mistral",
        ),
        written("What the labs owe to each other", AGAIN, publisher="Sample Wire", published="2024-09-03"),
        *(
            written(f"The chain, part {part}", said, publisher=("Sample Wire", "Chip Letter", "")[part % 3], published=f"2025-{part:02d}-14")
            for part, said in enumerate(batched(chain, 16), 1)
        ),
        written(
            f"Evil {HOSTILE} title",
            (S(f"Evil {HOSTILE} Corp competes with Mistral AI.", f"Evil {HOSTILE} Corp", "competesWith", "Mistral AI"),),
            publisher=f"Pub {HOSTILE}",
            published="2025-11-02",
            url="javascript:alert(1)",
        ),
    ]
    for article, claims in articles:
        store.put(article, claims)
    recompute(store)


def made(folder: Path) -> Path:
    """A new store with the sample in it."""
    with open_store(folder) as store:
        fill(store)
    return folder
