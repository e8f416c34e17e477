"""Tables of programs: a heading of visas and the like, and a line for each program with a word below each of them.

program | J-1 | H-1B | IMGs
Kern    | y   | n    | yes, many
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.vocabulary import FactKind, Visa
from bot.understanding.lexicon import word_set
from bot.understanding.meaning import FactMention
from bot.understanding.outline import Item, Outline
from bot.understanding.polarity import Verdict, judge

_BETWEEN = ("|", ";", ",")
_IMGS = word_set("img imgs fmg fmgs img-friendly")
_CONVERTS = word_set("converts convert conversion conversions prelim->cat")
_LONGEST_HEADING = 4  # words of a cell
_YES, _NO = word_set("yes y + ✓ ✔ ✅"), word_set("n no and - – — 0 x ✗ ✘ ❌")
_CONFIDENCE = 0.85

Column = tuple[FactKind, Visa | None]


@dataclass(frozen=True, slots=True)
class Table:
    """Items *start* to *end* (exclusive) of an outline, and what they tell."""

    start: int
    end: int
    facts: tuple[FactMention, ...]


def in_tables(outline: Outline, facts: Sequence[FactMention]) -> Sequence[FactMention]:
    """*facts*, with what the message's tables tell in place of what their words were read as."""
    if "\n" not in outline.text or "VISA" not in outline.text:
        return facts
    found = list(tables(outline))
    spans = [outline.reading.span(outline.items[each.start].start, outline.items[each.end - 1].end) for each in found]
    apart = [
        fact
        for fact in facts
        if fact.span is None or not any(span.start <= fact.span.start < span.end for span in spans)
    ]
    return [*apart, *(fact for each in found for fact in each.facts)]


def tables(outline: Outline) -> Iterator[Table]:
    """The tables of a message."""
    lines = _lines(outline)
    number = 0
    while number < len(lines):
        start, end = lines[number]
        number += 1
        heading = _heading(outline, start, end)
        if heading is None:
            continue
        between, columns, width = heading
        facts: list[FactMention] = []
        while number < len(lines):
            cells = _cells(outline, *lines[number], between)
            if len(cells) not in {width, max(width - 1, 2)}:  # a table's last cell may be left away
                break
            facts += _row(outline, cells, columns)
            end = lines[number][1]
            number += 1
        if facts:
            yield Table(start, end, tuple(facts))


def _lines(outline: Outline) -> list[tuple[int, int]]:
    breaks = [index for index, item in enumerate(outline.items) if item.word == "\n"]
    starts, ends = [0, *(index + 1 for index in breaks)], [*breaks, len(outline.items)]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if end > start]


def _cells(outline: Outline, start: int, end: int, between: str) -> list[list[Item]]:
    """The words of each cell; those outside the first and the last line of a table's frame are none."""
    cells: list[list[Item]] = [[]]
    for item in outline.items[start:end]:
        if item.word == between:
            cells.append([])
        else:
            cells[-1].append(item)
    if between == "|":
        cells = cells[1:] if len(cells) > 1 and not cells[0] else cells
        cells = cells[:-1] if len(cells) > 1 and not cells[-1] else cells
    return cells


def _heading(outline: Outline, start: int, end: int) -> tuple[str, Mapping[int, Column], int] | None:
    """What stands between its cells, what each column tells, and how many there are; None for no table's heading."""
    words = {item.word for item in outline.items[start:end]}
    between = next((mark for mark in _BETWEEN if mark in words), None)
    if between is None or "VISA" not in words or {"PLACE", "PERSON"} & words:
        return None
    cells = _cells(outline, start, end, between)
    columns = {number: column for number, cell in enumerate(cells) if number and (column := _column(cell))}
    enough = len(columns) > 1 or (columns and between == "|")  # "Kern, H-1B" alone heads nothing
    return (between, columns, len(cells)) if enough else None


def _column(cell: list[Item]) -> Column | None:
    words = [item.word for item in cell]
    visas = [item.value for item in cell if item.word == "VISA"]
    if not words or len(words) > _LONGEST_HEADING + len(visas):
        return None
    if len(visas) == 1 and visas[0] not in {None, "both"}:
        return FactKind.VISA, Visa(visas[0] or "any")
    if not visas and not _IMGS.isdisjoint(words):
        return FactKind.IMG_FRIENDLY, None
    if not visas and (not _CONVERTS.isdisjoint(words) or words.count("POSITION") == 2):
        return FactKind.CONVERTS_PRELIMS, None
    return None


def _row(outline: Outline, cells: list[list[Item]], columns: Mapping[int, Column]) -> Iterator[FactMention]:
    told = [item for number, cell in enumerate(cells) if number not in columns for item in cell]
    place = next((item.place.name for item in told if item.place), None)
    person = next((item.person for item in told if item.person), None)
    about = place or (person and (person.institution or person.name))
    for number, (kind, visa) in columns.items():
        value = _value(cells[number]) if about and number < len(cells) else None
        if about and value:
            span = outline.reading.span(cells[number][0].start, cells[number][-1].end)
            outline.reading.note("a table's cell", span, f"{about}, {visa or kind}: {value}")
            yield FactMention(about, kind, value, visa, span, _CONFIDENCE)


def _value(cell: list[Item]) -> str | None:
    """What a cell says: "y", "n", "case by case"; None where it says nothing."""
    words = [item.word for item in cell]
    if not words:
        return None
    if words[0] in _YES and len(words) == 1:
        return "yes"
    if words[0] in _NO and len(words) == 1:
        return "no"
    ruling = judge(" ", f" {' '.join(words)} ")
    if ruling is None:
        return None
    return "yes" if ruling.verdict is Verdict.ONLY else ruling.verdict.value
