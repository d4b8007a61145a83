"""The graph of what is computed, and the marks of what changed since."""

import hashlib

from pyoxigraph import Literal, Quad

from graph.rdf.pending import PENDING
from graph.rdf.terms import named
from graph.store import FACTS, Store
from ontology import LAND


def pending(store: Store) -> set[Quad]:
    """What changed since facts were computed (`graph.rdf.pending`)."""
    return store.graph(PENDING)


def write_computed(store: Store, removed: set[Quad], added: set[Quad], *, done: set[Quad]) -> None:
    """Changes the graph of what is computed, and takes out the marks that are `done`, in one transaction.

    The version is a hash over the set of its statements, so the same statements have the same version whatever the way to them.
    """
    store.prepare()
    gone, new = removed - added, added - removed
    old = store.version()
    number = int(old, 16) if old else 0
    for quad in (*gone, *new):
        number ^= int(hashlib.sha256(str(quad).encode()).hexdigest(), 16)
    version = f"{number:064x}"
    if version != old:
        gone |= {_version(old)} if old else set()
        new |= {_version(version)}
    if gone or new or done:
        store.write(gone | done, new)


def _version(digest: str) -> Quad:
    return Quad(FACTS, named(LAND.digest), Literal(digest), FACTS)
