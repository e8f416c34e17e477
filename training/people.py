"""Messages that present people, each with who is what and where: ``training/people/*.txt``, one a line.

    dr osei, apd riverbend || Osei; associate_program_director; Riverbend

The notation is described in training/people/README.md.
"""

from collections.abc import Iterator
from pathlib import Path

from training.corpus import ANY_TIME, Message

_FILES = Path(__file__).parent / "people"
_PLACE = "@"
_FIELDS = ("name", "role", "institution", "specialty", "relationship", "img")


def people_messages() -> Iterator[Message]:
    for file in sorted(_FILES.glob("*.txt")):
        for line in file.read_text(encoding="utf-8").splitlines():
            yield read_people(line)


def read_people(line: str) -> Message:
    """Read one line; its labels are as in tests/corpus/README.md.

    >>> read_people("dr osei (gi) || Osei; attending?; -; gastroenterology").gold["people"]
    [{'name': 'Osei', 'role': ['attending', None], 'specialty': 'gastroenterology'}]
    """
    text, *told = (part.strip() for part in line.split("||"))
    people = [
        {field: _label(value) for field, value in zip(_FIELDS, each.split("; "), strict=False) if value != "-"}
        for each in told
        if not each.startswith(_PLACE)
    ]
    places = [{"about": _label(each.removeprefix(_PLACE))} for each in told if each.startswith(_PLACE)]
    gold = {"intent": "log", "people": people, "facts": places}
    return Message(text.replace(" // ", "\n"), ANY_TIME.isoformat(), (), gold)


def _label(written: str) -> object:
    """One value, or all that are accepted; None stands for leaving it out."""
    values: list[str | None] = [value if value != "-" else None for value in written.removesuffix("?").split("|")]
    if written.endswith("?"):
        values.append(None)
    return values if len(values) > 1 else values[0]
