"""The graph of what is computed, and the marks of what changed since."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from operator import xor

from pyoxigraph import Literal, Quad
from rdflib import RDF

from graph.rdf.pending import PENDING
from graph.rdf.terms import Statement, block, line, named, quads, term
from graph.store import FACTS, Store
from ontology import LAND

FEW = 20_000  # statements that change in one transaction, which for more takes several times as long and much memory
MANY = 200_000  # statements of one part where more change, 50 MB as text
_DIGEST = named(LAND.digest)
_HALF_WRITTEN = Quad(FACTS, named(RDF.type), term("Article"), PENDING)
"""The mark of facts that are being rewritten in parts: there is something to refresh, whatever becomes of the process."""


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
    number = reduce(xor, (_number(_hash(str(quad))) for quad in (*gone, *new)), int(old, 16) if old else 0)
    _finish(store, gone, new, f"{number:064x}", done)


def rewrite_computed(store: Store, statements: Iterable[Statement], *, done: set[Quad]) -> None:
    """Makes the graph of what is computed say just this, and takes out the marks that are `done`.

    All in one transaction, or, where much changes, in parts: the first takes the version away, the last gives the new one. Who looks between them
    sees facts without a version, and after a kill `refresh` computes everything anew. Only hashes are held of what there is and shall be: of a
    million claims, some ten million statements.
    """
    store.prepare()
    stored = {_hash(str(quad)) for quad in _computed(store)}
    wanted: set[bytes] = set()
    new: list[Statement] = []
    for statement in statements:
        digest = _hash(line(statement, FACTS))
        if digest not in wanted and digest not in stored:
            new.append(statement)
        wanted.add(digest)
        if len(new) == MANY:
            _load(store, new)
            new.clear()
    if len(new) > FEW:
        _load(store, new)
        new.clear()
    lost = stored - wanted
    gone = [quad for quad in _computed(store) if _hash(str(quad)) in lost] if lost else []
    old = [*gone, *done]
    while len(old) > FEW:
        _void(store)
        store.write(old[-FEW:], [])
        del old[-FEW:]
    _finish(store, set(old), quads(new, FACTS), f"{reduce(xor, map(_number, wanted), 0):064x}", set())


def _computed(store: Store) -> Iterator[Quad]:
    """All that is computed but its version, one by one."""
    return (quad for quad in store.engine.quads(FACTS) if quad.predicate != _DIGEST)


def _load(store: Store, new: Sequence[Statement]) -> None:
    """Puts in a part."""
    _void(store)
    store.engine.load([block(new, FACTS)])


def _void(store: Store) -> None:
    """Takes the version away, as long as facts are half written."""
    old = store.version()
    store.write([_version(old)] if old else [], [_HALF_WRITTEN])


def _finish(store: Store, gone: set[Quad], new: set[Quad], version: str, done: set[Quad]) -> None:
    """The last transaction, or the only one."""
    old = store.version()
    if version != old:
        gone |= {_version(old)} if old else {_HALF_WRITTEN}
        new |= {_version(version)}
    if gone or new or done:
        store.write(gone | done, new)


def _hash(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


def _number(digest: bytes) -> int:
    return int.from_bytes(digest)


def _version(digest: str) -> Quad:
    return Quad(FACTS, _DIGEST, Literal(digest), FACTS)
