"""A limit on the time that a query may take."""

from collections.abc import Callable
from concurrent.futures import Future
from threading import BoundedSemaphore, Thread
from typing import TypeVar

from graph.errors import QueryError

T = TypeVar("T")


class Overdue(QueryError):  # noqa: N818  # names what the query is
    """The query may be a good one, but there is no time for it now."""


_SLOTS = BoundedSemaphore(8)  # Oxigraph cannot be interrupted: queries given up on still run, and so many may do so before others have to wait


def within(seconds: float | None, work: Callable[[], T]) -> T:
    """What `work` returns or raises; `Overdue` if that takes longer. Without a limit it runs at once, in this thread."""
    if seconds is None:
        return work()
    if not _SLOTS.acquire(timeout=seconds):
        raise Overdue("other long queries are still running; try again in a while")
    result: Future[T] = Future()
    Thread(target=_run, args=(work, result), daemon=True).start()
    try:
        return result.result(seconds)
    except TimeoutError as error:
        raise Overdue(f"the query took longer than {seconds:g} seconds; name more of its ends, or give it a LIMIT") from error


def _run(work: Callable[[], T], result: "Future[T]") -> None:
    try:
        result.set_result(work())
    except BaseException as error:  # noqa: BLE001  # handed to the thread that waits, which raises it again
        result.set_exception(error.with_traceback(None))  # its frames hold answers that must be let go of in this thread
    finally:
        _SLOTS.release()
