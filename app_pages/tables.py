"""Facts and answers as tables, and as CSV."""

import csv
import io
from collections.abc import Iterable, Sequence

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from app_pages.library import Library
from graph.fact import Fact
from ontology import RELATIONS

FACT_COLUMNS = (
    "Subject",
    "Relation",
    "Object",
    "Amount",
    "Currency",
    "Status",
    "Belief",
    "Sources",
    "Conflict",
    "Since",
    "Until",
    "First seen",
    "Last seen",
    "Id",
)
SPARSE = ("Amount", "Currency", "Conflict", "Until")  # columns that the screen shows only where one of the facts has something there


def fact_rows(facts: Iterable[Fact], held: Library) -> list[tuple[object, ...]]:
    """The facts as rows under `FACT_COLUMNS`; a conflict is told by what the claims differ on."""
    return [
        (
            fact.subject.name,
            RELATIONS[fact.relation].label,
            fact.object_text,
            fact.amount,
            fact.currency,
            fact.status,
            fact.belief,
            fact.sources,
            ", ".join(sorted({conflict.kind for conflict in held.conflicts.get(fact.id, [])})),
            fact.valid_from,
            fact.valid_to,
            fact.first_seen,
            fact.last_seen,
            fact.id,
        )
        for fact in facts
    ]


def as_csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Rows as CSV. A cell that a spreadsheet would run as a formula gets an apostrophe in front: the words come from articles."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue()


def csv_button(columns: Sequence[str], rows: Iterable[Sequence[object]], file: str) -> None:
    """A button that hands the rows out as CSV, without running the page again."""
    st.download_button("CSV", as_csv(columns, rows), file, "text/csv", icon=":material/download:", on_click="ignore", key=f"csv-{file}")


def _cell(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t")) else value


def fact_frame(facts: Sequence[Fact], held: Library) -> pd.DataFrame:
    """The facts as a data frame for the screen: without ids, belief in percent, and without the columns that would stand empty."""
    frame = pd.DataFrame(fact_rows(facts, held), columns=list(FACT_COLUMNS)).drop(columns="Id")
    frame["Belief"] = percent(frame["Belief"])
    empty = [column for column in SPARSE if not (frame[column].notna() & (frame[column] != "")).any()]
    return frame.drop(columns=empty)


def percent(shares: pd.Series) -> pd.Series:
    """Shares of one as whole percents: two decimals would promise a precision that no belief has."""
    return (pd.to_numeric(shares) * 100).round()


Column = ColumnConfig | str | None
BAR = st.column_config.ProgressColumn(min_value=0, max_value=100, format="%d%%", width="small")
FACT_CONFIG: dict[str, Column] = {
    **{name: st.column_config.TextColumn(width="medium") for name in ("Subject", "Object")},
    "Belief": BAR,
    "Amount": st.column_config.NumberColumn(format="compact", width="small"),
    **{name: st.column_config.TextColumn(width="small") for name in ("Currency", "Status", "Conflict", "Since", "Until", "First seen", "Last seen")},
    "Sources": st.column_config.NumberColumn(width="small"),
}
