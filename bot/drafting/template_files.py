"""The files that hold the English of drafts: the built-in ones, or a folder of a program's own, checked at the start.

Sandboxed: whoever edits one writes English, and can reach nothing else from there.
"""

from collections.abc import Iterator, Mapping
from importlib import resources
from pathlib import Path

from jinja2 import DictLoader, Environment, StrictUndefined, TemplateError, TemplateSyntaxError, meta
from jinja2.sandbox import SandboxedEnvironment

from bot.domain.draft import DraftKind
from bot.drafting.grammar import as_question, as_work, capitalize_first, with_article, without_degrees
from bot.errors import SettingsError

SLOTS = (
    *("me", "program", "goal", "interest", "country", "visa", "visa_status", "visa_wanted", "until", "work", "reach"),
    *("name", "place", "day", "occasion", "thanks_for", "topic", "their_work", "learned", "advice", "offer"),
    *(
        "promised",
        "as_promised",
        "sponsors",
        "support",
        "news",
        "points",
        "bullets",
        "opening",
        "at",
        "deadline",
        "next_question",
    ),
)
"""The words that the notes fill; templates/README.md explains each."""

ALWAYS = ("role", "discipline", "gap", "shorter", "formal", "warmer", "dear", "dear_short", "sign")
"""The words that every template has besides."""

OF_ADDITIONS = ("also", "matter", "sentence", "plain")
"""The words that only the file of what the resident added has."""

ADDED = "_added.txt"

SUBJECT = "Subject:"


class TemplatesUnusable(SettingsError):
    """A folder of templates that cannot be used; the text names each file, its line and what to do."""


def built_in() -> dict[str, str]:
    """Return the built-in files by name, the README among them."""
    folder = resources.files("bot.drafting") / "templates"
    return {each.name: each.read_text(encoding="utf-8") for each in folder.iterdir() if each.is_file()}


def in_use() -> Environment:
    """Return the templates that drafts are written from."""
    return _in_use[-1]


def use_folder(folder: Path | None) -> None:
    """Write drafts from the files of *folder* from now on; what is not there is built in. None: all built in.

    Raises TemplatesUnusable, and nothing has changed then.
    """
    files = templates_only(built_in())
    own = read_folder(folder) if folder else {}
    if faults := list(faults_in(own, files)):
        raise TemplatesUnusable(f"The templates in {folder} cannot be used.\n" + "\n".join(f"  {f}" for f in faults))
    _in_use[:] = [_environment(files | own)]


def read_folder(folder: Path) -> dict[str, str]:
    """Return the text files of a folder. Raises TemplatesUnusable where they cannot be read."""
    try:
        return {file.name: file.read_text(encoding="utf-8-sig") for file in sorted(folder.glob("*.txt"))}
    except OSError as error:
        raise TemplatesUnusable(f"The templates in {folder} cannot be read ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise TemplatesUnusable(f"A template in {folder} is not UTF-8 text: save it as UTF-8.") from error


def templates_only(files: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name, text in files.items() if name.endswith(".txt")}


def faults_in(own: Mapping[str, str], known: Mapping[str, str]) -> Iterator[str]:
    """Yield what is wrong with each file of *own*, with its line; *known* are the built-in ones."""
    whole = _environment({**known, **own})
    for name, text in own.items():
        if name not in known:
            yield f"{name}: no kind of draft has this name. The names are: {', '.join(sorted(known))}."
            continue
        try:
            parsed = whole.parse(text)
            whole.get_template(name)
        except TemplateSyntaxError as error:
            yield f"{name}, line {error.lineno}: {error.message}. Look at the braces there."
            continue
        except TemplateError as error:
            yield f"{name}: {error}."
            continue
        words = {*SLOTS, *ALWAYS, *(OF_ADDITIONS if name == ADDED else ())}
        for word in sorted(meta.find_undeclared_variables(parsed) - words):
            line = next((n for n, each in enumerate(text.splitlines(), 1) if word in each), 1)
            yield f"{name}, line {line}: there is no word “{word}”. README.md in the same folder lists the words."
        for included in meta.find_referenced_templates(parsed):
            if included is not None and included not in {**known, **own}:
                yield f"{name}: there is no file {included} to put in."
        if not name.startswith("_") and SUBJECT not in text:
            yield f"{name}: its first line has to begin with “{SUBJECT}”; with nothing after it where none is needed."


def _environment(files: Mapping[str, str]) -> SandboxedEnvironment:
    environment = SandboxedEnvironment(
        loader=DictLoader(dict(files)),
        undefined=StrictUndefined,
        autoescape=False,  # plain text: each face escapes what it draws
        lstrip_blocks=True,
    )
    environment.filters |= {
        "capitalize_first": capitalize_first,
        "a_place": with_article,
        "no_degree": without_degrees,
        "work": as_work,
        "question": as_question,
    }
    return environment


def file_of(kind: DraftKind) -> str:
    return f"{kind.value}.txt"


_in_use: list[Environment] = [_environment(templates_only(built_in()))]
