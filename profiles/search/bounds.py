"""How many words are looked for: no more than a few, and none that stands in nearly every sentence."""

from collections.abc import Sequence

from profiles.search.matching import Term

MOST_TERMS = 8
# Articles, prepositions and the like of the languages in which documents are written so far, without accents.
_ENGLISH = "a an and are as at be by for from in is it its of on or that the their they this to was were which with"
_DUTCH = "de het een en van in op te dat die dit is zijn was werd door voor met aan bij naar om als ook"
_FRENCH = "la le les l du des d et un une en au aux par pour dans sur que qui est sont"
STOP_WORDS = frozenset(f"{_ENGLISH} {_DUTCH} {_FRENCH}".split())


def bound_terms(terms: Sequence[Term]) -> tuple[tuple[Term, ...], tuple[str, ...]]:
    """Return the terms to look for, and the words that are left out.

    Those are stop words outside of a quoted phrase, unless nothing else is sought, and then what comes after MOST_TERMS terms.
    """
    telling = [term for term in terms if term.is_phrase or term.letters not in STOP_WORDS] or list(terms)
    kept = tuple(telling[:MOST_TERMS])
    return kept, tuple(term.words for term in terms if term not in kept)
