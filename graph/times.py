"""Dates as precise as they are known, compared only as far as both go: "2024", "2024-06", "2024-06-11"."""

from collections.abc import Collection, Iterable


def no_earlier(date: str, other: str) -> bool:
    """Whether a date may be the other or later; an unknown one is earlier than any known.

    >>> no_earlier("2024", "2024-05-01"), no_earlier("", "2024"), no_earlier("", "")
    (True, False, True)
    """
    known = min(len(date), len(other))
    return not other or (bool(date) and date[:known] >= other[:known])


def may_be_one(date: str, other: str) -> bool:
    """Whether two dates may be the same day.

    >>> may_be_one("2024", "2024-05-01"), may_be_one("2024-05", "2024-06"), may_be_one("", "2024")
    (True, False, True)
    """
    known = min(len(date), len(other))
    return date[:known] == other[:known]


def fullest(date: str, others: Collection[str]) -> str:
    """The one among other dates that says the same more precisely, or the date itself where there is none or more than one.

    >>> fullest("2023", {"2023", "2023-04", "2015"}), fullest("2023", {"2023-04", "2023-06"})
    ('2023-04', '2023')
    """
    finer = {other for other in others if other.startswith(date)}
    ends = [other for other in finer if not any(further != other and further.startswith(other) for further in finer)]
    return ends[0] if len(ends) == 1 else date


def earliest(dates: Iterable[str]) -> str:
    """The earliest of the dates that are known, or ""."""
    return min((date for date in dates if date), default="")
