"""What a reader decides about a claim, beside its words."""

import getpass

import streamlit as st

from app_pages.library import Library, plain, store, writing
from graph.evidence import Evidence
from graph.judgements.judgement import Judgement
from graph.judgements.judging import judge, now
from graph.judgements.review import about
from graph.refresh import refresh
from ontology import STATUSES

WORDS = {"accept": ":green-badge[accepted]", "reject": ":red-badge[rejected]", "correct": ":blue-badge[corrected]"}
BY = "reviewer"


def verdict_badge(claim: str, held: Library) -> str:
    """What a person decided about the claim of this id, in Markdown, or ""."""
    return f" {WORDS[held.verdicts[claim].kind]}" if claim in held.verdicts else ""


def review(item: Evidence, held: Library) -> None:
    """The verdict on a claim with the way to take it back, or the ways to judge it."""
    if (verdict := held.verdicts.get(item.claim.id)) is not None:
        why = f": “{plain(verdict.comment)}”" if verdict.comment else ""
        st.markdown(f"{WORDS[verdict.kind]} by {plain(verdict.by)}, {verdict.at[:10]}{why}")
        st.button("Take back", key=f"withdraw-{verdict.id}", on_click=_withdraw, args=(verdict,), icon=":material/undo:")
        return
    with st.popover("Review", icon=":material/rate_review:"):
        st.caption("Do the words say it? What you decide is kept with your name, stays when articles are read anew, and can be taken back.")
        st.session_state.setdefault(BY, getpass.getuser())
        by = st.text_input("Your name", key=BY)
        comment = st.text_input("Why (if you like)", key=f"why-{item.claim.id}")
        others = [status for status in STATUSES if status != item.claim.status]
        with st.container(horizontal=True):
            _button("accept", "Accept", ":material/check:", item, by, comment)
            _button("reject", "Reject", ":material/close:", item, by, comment)
        status = st.selectbox("It is rather", others, index=None, key=f"status-{item.claim.id}", placeholder="another status")
        _button("correct", "Correct", ":material/edit:", item, by, comment, status=status)


def _button(kind: str, label: str, icon: str, item: Evidence, by: str, comment: str, *, status: str | None = None) -> None:
    lacking = not by.strip() or (kind == "correct" and status is None)
    correction = {"status": status} if status else {}
    arguments = (item, kind, by, comment, correction)
    st.button(label, key=f"{kind}-{item.claim.id}", on_click=_decide, args=arguments, icon=icon, disabled=lacking)


def _decide(item: Evidence, kind: str, by: str, comment: str, correction: dict[str, str]) -> None:
    _keep(about(item, kind, by=by.strip(), at=now(), comment=comment.strip(), correction=correction))


def _withdraw(verdict: Judgement) -> None:
    _keep(Judgement(kind="withdraw", by=st.session_state.get(BY) or getpass.getuser(), at=now(), withdraws=verdict.id))


def _keep(judgement: Judgement) -> None:
    with writing():
        judge(store(), judgement)
        refresh(store())
