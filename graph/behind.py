"""The claims that say something, found in a store without looking at those that say other things."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from pyoxigraph import NamedNode

from graph.evidence import Evidence
from graph.facts import fact_id
from graph.judgements.identity import Identity
from graph.judgements.judgement import Judgement, standing
from graph.judgements.review import concerns
from graph.rdf.articles import these
from graph.rdf.facts import linked
from graph.rdf.pending import Said, key_of, said, said_by
from graph.rdf.terms import entity_node, local
from graph.store import Store

_ENDS = frozenset({"relation", "subject_id", "object_id"})


class ClaimsBehind:
    """Finds claims through the facts behind which they stood when these were last computed, under the slugs that went `before`.

    To find them by what they say, the store would look at all claims that name the same entity, of which a well-known one has ten thousands. Claims
    that may stand behind no fact are those of the changed articles, and those that were rejected by a judgement that has been withdrawn.
    """

    def __init__(self, store: Store, judgements: Sequence[Judgement], *, who: Identity, before: Identity, changed: Collection[str]) -> None:
        self._store, self._who, self._before = store, who, before
        self._standing = standing(judgements)
        withdrawn = {one.article for one in judgements if one not in self._standing and one.article}
        self._elsewhere = these(sorted({*changed, *withdrawn}))

    def stating(self, statements: Iterable[Said]) -> list[Evidence]:
        """The claims that say this as they were read, whatever slugs of the same entities they use."""
        forms = {fact_id(key_of(form)): form for statement in statements for form in self._forms(statement)}
        before = {fact_id(key_of(under_one_slug(form, self._before))) for form in forms.values()}
        found = self._store.evidence(*linked(sorted(before | forms.keys())), self._elsewhere)
        return [item for item in found if fact_id(key_of(said_by(item.claim))) in forms]

    def _forms(self, statement: Said) -> Iterator[Said]:
        """The statement with every slug that its ends go by."""
        subject, relation, target = statement
        subjects = self._who.members(local(subject.value))
        targets = [entity_node(slug) for slug in self._who.members(local(target.value))] if isinstance(target, NamedNode) else [target]
        return (said(entity_node(one), relation, other) for one in subjects for other in targets)

    def corrected(self) -> list[Evidence]:
        """The claims that a correction may have led away from what they say."""
        corrections = [one for one in self._standing if one.kind == "correct" and one.correction.keys() & _ENDS]
        articles = sorted({one.article for one in corrections})
        read = self._store.evidence(these(articles)) if articles else []
        return [item for item in read if any(concerns(one, item.claim) for one in corrections)]


def under_one_slug(statement: Said, who: Identity) -> Said:
    """The statement about the entities that its ends are merged into."""
    subject, relation, target = statement
    ends = [entity_node(who.canonical(local(end.value))) if isinstance(end, NamedNode) else end for end in (subject, target)]
    return said(ends[0], relation, ends[1])  # type: ignore[arg-type]  # a subject is no literal
