"""Number the claims that a page shows, in the order in which it first shows them: on paper their sources stand at its end."""

from dataclasses import replace

from profiles.queries.answers import AnswerDetail


class Footnotes:
    """The footnotes of one page: each claim has one, wherever the page shows it."""

    def __init__(self) -> None:
        self._numbered: dict[int, AnswerDetail] = {}

    def number(self, answer: AnswerDetail) -> AnswerDetail:
        """Return an answer with the number of its claim, which is a new one the first time."""
        claim = answer.claim.pk
        first = self._numbered.get(claim)
        numbered = replace(answer, footnote=first.footnote if first else len(self._numbered) + 1)
        self._numbered.setdefault(claim, numbered)
        return numbered

    @property
    def answers(self) -> tuple[AnswerDetail, ...]:
        """An answer for each number, in order."""
        return tuple(self._numbered.values())
