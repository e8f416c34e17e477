"""`vouch chat`: the conversation on a terminal, or line by line from a pipe."""

import asyncio
import sys
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol, TextIO

from prompt_toolkit import PromptSession, print_formatted_text
from prompt_toolkit.auto_suggest import AutoSuggestFromHistory
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.history import InMemoryHistory
from prompt_toolkit.patch_stdout import patch_stdout
from prompt_toolkit.styles import Style

from adapters.terminal.messenger import OnScreen, TerminalMessenger
from adapters.terminal.screen import Fragments, pressed
from bot.domain.resident import Address
from bot.errors import UnreadableFile
from bot.messages import ButtonPress, Form, FormSubmit, Incoming, TextMessage

STYLE = Style.from_dict(
    {
        "title": "bold",
        "label": "ansibrightblack",
        "button": "ansicyan",
        "draft": "ansigreen",
        "prompt": "bold ansigreen",
    }
)
LARGEST_IMPORT = 5_000_000
"""Bytes: more than any address book of one resident."""

GOODBYES = frozenset(("exit", "quit", "bye", ":q", "/quit", "/exit"))


class FrontDoor(Protocol):
    """What a face needs of the bot: hand in what came, and the answers go out through the messenger."""

    async def receive(self, incoming: Incoming) -> None: ...


class TerminalFace:
    """One resident's conversation. Messages of ours arrive through *messenger*."""

    def __init__(self, door: FrontDoor, address: Address, messenger: TerminalMessenger) -> None:
        self._door, self.address, self._messenger = door, address, messenger

    async def say(self, typed: str) -> None:
        """Hand in one typed line: a button's number or name where the newest message has it, else words."""
        newest = self._messenger.newest
        meant = pressed(typed, newest.choices) if newest else []
        if newest and len(meant) == 1:
            await self._door.receive(ButtonPress(self.address, meant[0].button.action, newest.id, (_new_id(),)))
            return
        message_id = _new_id()
        await self._door.receive(TextMessage(self.address, _with_file(typed), message_id, (message_id,)))

    async def fill_in(self, shown: OnScreen, form: Form, values: dict[str, str]) -> None:
        await self._door.receive(FormSubmit(self.address, form.name, shown.id, values, (_new_id(),)))


async def chat_with_pipe(face: TerminalFace, lines: TextIO) -> None:
    """Read lines until the input ends, answering each before the next is read. Asks nothing by itself."""
    while line := await asyncio.to_thread(lines.readline):
        if words := line.strip():
            await face.say(words)


async def import_and_ask(face: TerminalFace, messenger: TerminalMessenger, typed: str, *, without_asking: bool) -> None:
    """Show what the file in *typed* would change; do it where that is wanted."""
    await face.say(typed)
    shown = messenger.newest
    if shown is None or not pressed("Confirm", shown.choices):
        return
    if not without_asking and is_interactive():
        answer = await asyncio.to_thread(input, "Import it? [y/N] ")
        without_asking = answer.strip().casefold() in ("y", "yes")
    if without_asking:
        await face.say("Confirm")
    else:
        show_plainly([("", "Nothing was imported; --yes does it without asking.\n")])


async def chat_on_terminal(face: TerminalFace, messenger: TerminalMessenger, told_before: Sequence[str]) -> None:
    """Converse until the resident leaves (Ctrl-D, "exit"). Nudges appear above the line being typed.

    *told_before* are earlier messages, oldest first, for the arrow keys; they live in memory alone, since a history
    file would hold in clear what the database seals.
    """
    history = InMemoryHistory(told_before)
    session: PromptSession[str] = PromptSession(history=history, auto_suggest=AutoSuggestFromHistory(), style=STYLE)
    with patch_stdout():
        await _fill_open_form(face, messenger, session)
        while (line := await _read_line(session)) is not None:
            if line.strip().casefold() in GOODBYES:
                return
            if line.strip():
                await face.say(line.strip())
                await _fill_open_form(face, messenger, session)


async def _read_line(session: PromptSession[str], prompt: str = "you > ", default: str = "") -> str | None:
    """Return the line typed; "" where it was abandoned with Ctrl-C, None at the end of input."""
    try:
        return await session.prompt_async([("class:prompt", prompt)], default=default)
    except KeyboardInterrupt:
        return ""
    except EOFError:
        return None


async def _fill_open_form(face: TerminalFace, messenger: TerminalMessenger, session: PromptSession[str]) -> None:
    """Ask for each field of the newest form in turn; Enter keeps or skips one, Ctrl-C or Ctrl-D leaves the form."""
    shown = messenger.newest
    if shown is None or shown.form is None:
        return
    form = shown.form
    messenger.newest = OnScreen(shown.id, shown.choices, None)
    values: dict[str, str] = {}
    # Answers to a form are no messages: the arrow keys must not bring them back.
    asking: PromptSession[str] = PromptSession(style=STYLE)
    show_on_terminal([("title", form.title), ("", "  (Enter skips, Ctrl-C leaves)\n")])
    for field in form.fields:
        hint = f" ({field.hint})" if field.hint else ""
        offered = f" [{' / '.join(field.choices)}]" if field.choices else ""
        try:
            answer = await asking.prompt_async(
                [("class:prompt", f"  {field.label}{hint}{offered}: ")], default=field.value
            )
        except (KeyboardInterrupt, EOFError):
            show_on_terminal([("", "Left as it was.\n\n")])
            return
        if answer.strip():
            values[field.name] = answer.strip()
    await face.fill_in(shown, form, values)
    await _fill_open_form(face, messenger, session)


def show_on_terminal(fragments: Fragments) -> None:
    print_formatted_text(
        FormattedText([(f"class:{style}" if style else "", text) for style, text in fragments]), style=STYLE, end=""
    )


def show_plainly(fragments: Fragments) -> None:
    """Print the words alone, for pipes and files: no colours, no cursor movement."""
    sys.stdout.write("".join(text for _, text in fragments))
    sys.stdout.flush()


def _with_file(typed: str) -> str:
    """Return "import NAME" with what the file of that name holds; all else as it is."""
    command, _, name = typed.partition(" ")
    path = Path(name.strip().strip("'\"")).expanduser()
    if command.casefold() != "import" or not name or not path.is_file() or path.stat().st_size > LARGEST_IMPORT:
        return typed
    return f"{command}\n{path.read_bytes().decode('utf-8', 'replace')}"


def import_line(file: Path) -> str:
    """Return the line that imports a file. Raises UnreadableFile, which says why it cannot be read."""
    try:
        size = file.stat().st_size
        if size > LARGEST_IMPORT:
            raise UnreadableFile(f"{file} has {size:,} bytes, and {LARGEST_IMPORT:,} is the most. Split it.")
        return f"import\n{file.read_bytes().decode('utf-8-sig', 'replace')}"
    except OSError as error:
        raise UnreadableFile(f"{file} cannot be read ({error.strerror}).") from error


def is_interactive() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _new_id() -> str:
    return uuid.uuid4().hex
