"""Read a CSV of programs: a header in many spellings, a row a program, each fault with its row."""

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.domain.names import fold
from bot.domain.program import Program
from bot.domain.vocabulary import Visa

_HEADERS = {
    "name": "name|program|program name|institution|hospital|residency|site",
    "city": "city|town",
    "state": "state|st|location",
    "specialty": "specialty|type|track",
    "visas": "visa|visas|visa sponsorship|sponsors|visa type|visas sponsored",
    "h1b": "h1b|h-1b|h1-b|h 1b",
    "j1": "j1|j-1|j 1",
    "img_friendly": "img|img friendly|imgs|img-friendly|takes imgs",
    "converts_prelims": "converts|converts prelims|conversion|prelim conversion",
    "min_score": "min score|minimum score|step 2|step2|min step 2|step 2 ck|score|cutoff|score cutoff",
    "max_years": "max years|years since graduation|yog|max yog|yog cutoff|graduation cutoff|years",
    "url": "url|website|link|web",
}
_FIELD_OF = {spelling: name for name, spellings in _HEADERS.items() for spelling in spellings.split("|")}
_YES = frozenset(["yes", "y", "true", "1", "x", "ok", "sponsors", "friendly", "accepts", "✓"])
_NO = frozenset(["no", "n", "false", "0", "none", "never", "not"])
_MAYBE = frozenset(["maybe", "sometimes", "rarely", "depends", "?", "case-by-case", "unclear"])
MOST_ROWS = 2000


@dataclass(frozen=True, slots=True)
class ReadFile:
    """*faults* are (row number as a spreadsheet counts it, what is wrong); *unread* the headers nobody knows."""

    programs: tuple[Program, ...]
    faults: tuple[tuple[int, str], ...] = ()
    unread: tuple[str, ...] = ()


@dataclass(slots=True)
class _Row:
    values: dict[str, str]
    faults: list[str] = field(default_factory=list)

    def claim(self, name: str) -> str | None:
        said = self.values.get(name, "").strip().lower()
        if not said:
            return None
        for words, value in ((_YES, "yes"), (_NO, "no"), (_MAYBE, "maybe")):
            if said in words:
                return value
        self.faults.append(f"“{self.values[name]}” under {name.replace('_', ' ')} is neither yes, no nor maybe")
        return None

    def number(self, name: str, least: int, most: int) -> int | None:
        said = self.values.get(name, "").strip()
        if not said:
            return None
        found = re.search(r"\d+", said)
        if found and least <= int(found[0]) <= most:
            return int(found[0])
        self.faults.append(f"“{said}” under {name.replace('_', ' ')} is not between {least} and {most}")
        return None


def looks_like_programs(text: str) -> bool:
    """Tell whether the first line is the header of a file of programs, not of people."""
    head = re.split(r"[,;\t]", text.strip().partition("\n")[0].lower())
    fields = {_FIELD_OF.get(cell.strip(' "')) for cell in head}
    return "name" in fields and len(fields - {None, "name", "city", "state"}) >= 1 and "email" not in head


def read_programs(text: str, today: date) -> ReadFile:
    """Return the programs of a CSV (comma, semicolon or tab); rows with a fault in their name are left out."""
    text = re.sub(r"\r\n?", "\n", text.lstrip("\ufeff").replace("\0", "")).strip()
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    except csv.Error as error:
        return ReadFile((), ((1, f"it is no CSV that I can read ({error})"),))
    if not rows:
        return ReadFile(())
    names = [_FIELD_OF.get(" ".join(cell.strip().lower().replace("_", " ").split())) for cell in rows[0]]
    unread = tuple(cell for cell, name in zip(rows[0], names, strict=True) if name is None and cell.strip())
    if "name" not in names:
        return ReadFile((), ((1, "there is no column with the program's name; call it “program”"),), unread)
    found: dict[str, Program] = {}
    faults: list[tuple[int, str]] = []
    for number, cells in enumerate(rows[1 : MOST_ROWS + 1], 2):
        if not any(cell.strip() for cell in cells):
            continue
        row = _Row({name: cell for name, cell in zip(names, cells, strict=False) if name})
        program = _program(row, today)
        faults += [(number, fault) for fault in row.faults]
        if program and program.id in found:
            faults.append((number, f"{program.name} stands here a second time; the later row counts"))
        if program:
            found[program.id] = program
    if len(rows) - 1 > MOST_ROWS:
        faults.append((MOST_ROWS + 2, f"only the first {MOST_ROWS} rows are read"))
    return ReadFile(tuple(found.values()), tuple(faults), unread)


def _program(row: _Row, today: date) -> Program | None:
    name = " ".join(row.values.get("name", "").split())
    if not fold(name):
        row.faults.append("it has no program name")
        return None
    state = row.values.get("state", "").strip()
    return Program(
        id="-".join(fold(f"{name} {state}")),
        name=name,
        imported_on=today,
        city=row.values.get("city", "").strip(),
        state=state.upper() if len(state) == 2 else state,
        specialty=row.values.get("specialty", "").strip(),
        visas=_visas(row),
        img_friendly=row.claim("img_friendly"),
        converts_prelims=row.claim("converts_prelims"),
        min_score=row.number("min_score", 180, 300),
        max_years=_years(row, today),
        url=row.values.get("url", "").strip(),
    )


def _years(row: _Row, today: date) -> int | None:
    """Return years since graduation; a column of years of graduation ("2019") is counted from today."""
    years = row.number("max_years", 0, 2100)
    return today.year - years if years and years > 1900 else years


_SPELLED: Mapping[str, Visa] = {"h1b": Visa.H1B, "j1waiver": Visa.J1_WAIVER, "j1": Visa.J1, "o1": Visa.O1}


def _visas(row: _Row) -> dict[str, str]:
    said = re.sub(r"[\s-]", "", row.values.get("visas", "").lower())
    found = {visa.value: "yes" for spelling, visa in _SPELLED.items() if spelling in said}
    if found and ("only" in said) and Visa.J1.value in found:
        found.setdefault(Visa.H1B.value, "no")
    if said in ("none", "no", "novisa", "nosponsorship"):
        found = {Visa.H1B.value: "no", Visa.J1.value: "no"}
    elif said and not found:
        row.faults.append(f"“{row.values['visas']}” under visa names none of H-1B, J-1, O-1")
    for name, visa in (("h1b", Visa.H1B), ("j1", Visa.J1)):
        if claim := row.claim(name):
            found[visa.value] = claim
    return found
