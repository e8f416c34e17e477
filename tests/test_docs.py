"""What is written about Vouch is true: its links lead somewhere, the files it names are there, and Vouch speaks so."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.__main__ import COMMANDS
from tests.simulated import replay, resident, said, time_passes

ROOT = Path(__file__).parent.parent
PAGES = sorted(
    page
    for page in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("bot/**/*.md"), *ROOT.glob("t*/**/*.md"))
    if "node_modules" not in page.parts
)
_LINK = re.compile(r"\]\((?!https?:)([^)#\s]+)")
_FILE = re.compile(r"`((?:bot|adapters|storage|tests|training|scripts|docs)/[\w./-]+)`")
_PLACEHOLDER = re.compile(r"/[A-Z_]+\b")
_DRAWN = re.compile(r"^\[\d\] |(?<=  )\[\d\] |^• ", re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_and_files_named_are_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    missing = [link for link in _LINK.findall(text) if not (page.parent / link).exists()]
    # A history names what was there at the time.
    missing += (
        []
        if page.name == "CHANGELOG.md"
        else [name for name in _FILE.findall(text) if not (_PLACEHOLDER.search(name) or (ROOT / name).exists())]
    )
    assert missing == []


def test_the_readme_lists_every_command() -> None:
    block = re.search(r"## The command\n\n```sh\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert block
    assert {line.split()[1] for line in block[1].splitlines()} == {command.name for command in COMMANDS}


async def test_vouch_says_what_the_readme_says_it_does() -> None:
    """Read at any hour of Tue 13 Oct; the last of it is the nudge that follows."""
    told, answered = zip(*_transcript(), strict=True)
    days = [said("2026-10-13T18:40", words) for words in told if words]
    sent = await replay(resident("2026-10-13T09:00"), *days, time_passes("2026-10-15T12:00Z"))
    assert [_words_of(line) for line in sent] == list(answered)


async def test_everything_the_readme_says_can_be_said_is_understood() -> None:
    """What is not understood is kept, or taken for a look at the settings. CODE stands for one that was given."""
    table = re.search(r"## What you can say\n(.*?)\n## ", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert table
    rows = [line.split("|")[2] for line in table[1].splitlines() if line.startswith("| ")]
    examples = [words for row in rows for words in re.findall(r"`([^`]+)`", row) if "CODE" not in words]
    sent = await replay(
        resident("2026-10-13T09:00", cohort="prelims", lead=True),
        *(said("2026-10-13T10:00", words.replace("…", "well done")) for words in examples),
    )
    answers = {line["re"]: str(line["text"]) for line in sent if line["re"]}
    lost = [
        words
        for number, words in enumerate(examples, 2)
        if answers.get(number, "").startswith(("I've kept your words", "Your settings", "Your profile"))
        and words != "profile"
    ]
    assert (len(examples) > 40, lost) == (True, [])


def _transcript() -> Iterator[tuple[str, str]]:
    """Return what is told and what is answered, in the README's first picture of a conversation; "" is told unasked."""
    block = re.search(r"```text\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert block
    for part in block[1].strip().split("\n\n"):
        first, _, answer = part.partition("\n")
        yield (
            first.removeprefix("you > ") if first.startswith("you > ") else "",
            " ".join(_DRAWN.sub("", answer).split()),
        )


def _words_of(line: dict[str, object]) -> str:
    return " ".join(" ".join((str(line["text"]), *line["buttons"])).split())  # type: ignore[misc]
