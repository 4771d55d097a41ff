"""What a page shows to a reader on a desk: its words and links, and how many folds have to be opened to see each."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_UNSEEN_TAGS = {"head", "script", "style", "template", "title"}
# Classes of what no wide window shows, and what only a screen reader reads.
_UNSEEN_CLASSES = {"visually-hidden", "footnotes", "outline-inline", "chapters-at-foot", "skip-link"}


@dataclass
class VisiblePage(HTMLParser):
    """A page as it is seen: `text`, with the number of closed folds around each of its characters, and `links` with theirs."""

    html: str
    text: str = ""
    folds: list[int] = field(default_factory=list)
    links: dict[str, int] = field(default_factory=dict)
    _open: list[tuple[str, bool, bool]] = field(default_factory=list)  # tag, whether unseen, whether a closed fold

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.feed(self.html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what an element hides, and where a link leads."""
        given = dict(attrs)
        classes = {*(given.get("class") or "").split()}
        unseen = tag in _UNSEEN_TAGS or "hidden" in given or "data-narrow" in given or bool(classes & _UNSEEN_CLASSES)
        if tag not in _VOID:
            self._open.append((tag, unseen, tag == "details" and "open" not in given))
        if tag == "a" and given.get("href") and not self._is_unseen:
            address = str(given["href"]).partition("#")[0]
            self.links[address] = min(self._depth, self.links.get(address, self._depth))
        if tag in ("p", "li", "div", "td", "th", "h1", "h2", "h3", "h4", "summary"):
            self._add(" ")

    def handle_endtag(self, tag: str) -> None:
        """Leave an element, and those within it that need no end."""
        if any(name == tag for name, _, _ in self._open):
            while self._open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        """Add words; white space counts as one space, as on the screen."""
        if not self._is_unseen:
            words = " ".join(data.split())
            self._add((" " if data[:1].isspace() else "") + words + (" " if words and data[-1:].isspace() else ""))

    def cost_of(self, words: str) -> int | None:
        """Return the fewest folds to open until these words are seen; None where they are not on the page."""
        return min((max(self.folds[at : at + len(words)]) for at in self._places(words)), default=None)

    def _places(self, words: str) -> Iterator[int]:
        at = self.text.find(words)
        while at >= 0:
            yield at
            at = self.text.find(words, at + 1)

    def _add(self, words: str) -> None:
        if self.text.endswith(" "):
            words = words.lstrip(" ")
        self.text += words
        self.folds += [self._depth] * len(words)

    @property
    def _is_unseen(self) -> bool:
        return any(unseen for _, unseen, _ in self._open)

    @property
    def _depth(self) -> int:
        """The number of closed folds around this place; a summary is seen while its own fold is closed."""
        depth = sum(1 for _, _, is_closed in self._open if is_closed)
        tags = [tag for tag, _, _ in self._open]
        return depth - 1 if "summary" in tags else depth
