"""What a reader decides about a claim, beside its words."""

import getpass
from collections.abc import Iterable

import streamlit as st

from app_pages.library import Library, plain, store, writing
from graph.evidence import Evidence
from graph.judgements.judgement import Judgement
from graph.judgements.judging import judge, now
from graph.judgements.review import about
from graph.refresh import refresh
from ontology import STATUSES

WORDS = {"accept": ("green", "accepted"), "reject": ("red", "rejected"), "correct": ("blue", "corrected")}
BY = "reviewer"
WIDTH = 340  # pixels: the popover lies over the article, whose words must stay in sight


def verdict_badge(claim: str, held: Library) -> str:
    """What a person decided about the claim of this id, in Markdown, or ""."""
    return f" {_badge(held.verdicts[claim])}" if claim in held.verdicts else ""


def _badge(verdict: Judgement) -> str:
    colour, word = WORDS[verdict.kind]
    reads = ", ".join(plain(value) for value in verdict.correction.values())
    return f":{colour}-badge[{word}{f' to {reads}' if reads else ''}]"


def review(item: Evidence, held: Library) -> None:
    """The verdict on a claim with the way to take it back, or the ways to judge it."""
    if (verdict := held.verdicts.get(item.claim.id)) is not None:
        why = f": “{plain(verdict.comment)}”" if verdict.comment else ""
        st.markdown(f"{_badge(verdict)} by {plain(verdict.by)}, {verdict.at[:10]}{why}")
        st.button("Take back", key=f"withdraw-{verdict.id}", on_click=_withdraw, args=(verdict,), icon=":material/undo:")
        return
    with st.popover("Review", icon=":material/rate_review:"), st.container(width=WIDTH):
        kept = "What you decide is kept with your name, stays when articles are read anew, and can be taken back."
        st.markdown("**Do the words say it?**", help=kept)
        st.session_state.setdefault(BY, getpass.getuser())
        by = st.text_input("Your name", key=BY)
        comment = st.text_input("Why (optional)", key=f"why-{item.claim.id}")
        with st.container(horizontal=True):
            _button("accept", "Accept", ":material/check:", item, by, comment)
            _button("reject", "Reject", ":material/close:", item, by, comment)
        others = [status for status in reversed(list(STATUSES)) if status != item.claim.status]
        label = f"They say it, but not as {item.claim.status}"
        status = st.selectbox(label, others, index=None, key=f"status-{item.claim.id}", placeholder="Choose what it is", help=_meanings(others))
        _button("correct", "Correct the status", ":material/edit:", item, by, comment, status=status)


def _meanings(statuses: Iterable[str]) -> str:
    return "  \n".join(f"**{name}**: {STATUSES[name].comment}" for name in statuses)


def _button(kind: str, label: str, icon: str, item: Evidence, by: str, comment: str, *, status: str | None = None) -> None:
    lacking = not by.strip() or (kind == "correct" and status is None)
    correction = {"status": status} if status else {}
    arguments = (item, kind, by, comment, correction)
    st.button(label, key=f"{kind}-{item.claim.id}", on_click=_decide, args=arguments, icon=icon, disabled=lacking)


def _decide(item: Evidence, kind: str, by: str, comment: str, correction: dict[str, str]) -> None:
    _keep(about(item, kind, by=by.strip(), at=now(), comment=comment.strip(), correction=correction), WORDS[kind][1].capitalize())


def _withdraw(verdict: Judgement) -> None:
    _keep(Judgement(kind="withdraw", by=st.session_state.get(BY) or getpass.getuser(), at=now(), withdraws=verdict.id), "Taken back")


def _keep(judgement: Judgement, done: str) -> None:
    """Stores what was decided and computes the facts anew, which may take seconds; `done` says what came of it."""
    with writing():
        judge(store(), judgement)
        refresh(store())
    st.toast(f"{done}. The facts were counted anew.", icon=":material/check:")
