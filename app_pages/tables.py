"""Facts and answers as tables, and as CSV."""

import csv
import io
from collections.abc import Iterable, Sequence

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from graph.fact import Fact
from ontology import RELATIONS

FACT_COLUMNS = ("Subject", "Relation", "Object", "Amount", "Currency", "Status", "Belief", "Sources", "First seen", "Last seen", "Id")


def fact_rows(facts: Iterable[Fact]) -> list[tuple[object, ...]]:
    """The facts as rows under `FACT_COLUMNS`."""
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


def fact_frame(facts: Sequence[Fact]) -> pd.DataFrame:
    """The facts as a data frame for the screen: without ids, and without the columns of money where there is none."""
    frame = pd.DataFrame(fact_rows(facts), columns=list(FACT_COLUMNS)).drop(columns="Id")
    return frame if frame["Amount"].notna().any() else frame.drop(columns=["Amount", "Currency"])


Column = ColumnConfig | str | None
FACT_CONFIG: dict[str, Column] = {
    "Belief": st.column_config.ProgressColumn(min_value=0, max_value=1, format="percent", width="small"),
    "Amount": st.column_config.NumberColumn(format="compact", width="small"),
    "Currency": st.column_config.TextColumn(width="small"),
    "Sources": st.column_config.NumberColumn(width="small"),
    "Status": st.column_config.TextColumn(width="small"),
}
