"""A reply in a Teams chat quotes what it answers: the message answered is told apart from the words that are new."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

REPLY_TYPE = "http://schema.skype.com/Reply"
_BREAKS = frozenset(("br", "p", "div", "li", "tr"))


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody wrote: *words* as plain text, *quoted* the platform's id of the message it replies to."""

    words: str
    quoted: str | None = None


def written(html: str) -> Written:
    """Read the HTML of a message.

    >>> written('<blockquote itemtype="http://schema.skype.com/Reply" itemid="17"><p>Save?</p></blockquote><p>yes</p>')
    Written(words='yes', quoted='17')
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.pieces).split("\n"))
    return Written("\n".join(line for line in lines if line), reader.quoted)


@dataclass
class _Reader(HTMLParser):
    pieces: list[str] = field(default_factory=list)
    quoted: str | None = None
    _depth: int = 0

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag == "blockquote" and (self._depth or named.get("itemtype") == REPLY_TYPE):
            self._depth += 1
            self.quoted = self.quoted or named.get("itemid")
        elif tag in _BREAKS:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "blockquote" and self._depth:
            self._depth -= 1
        elif tag in _BREAKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._depth:
            self.pieces.append(data)
