"""Programs: the board with its evidence, the shortlist with its reasons, the import."""

from collections.abc import Sequence
from datetime import date

from bot.domain.resident import Resident
from bot.messages import Button, Form, FormField, Item, Reply
from bot.programs.csv_file import ReadFile
from bot.programs.ledger import Claim, Entry
from bot.programs.shortlist import Ranked, Reason
from bot.replies.counting import counted, listed
from bot.replies.days import day_in_words
from bot.replies.people import claim_in_words, short_name

IMPORT_PROGRAMS = "import_programs"
"""The name of the form that a list of programs is pasted into."""

FAULTS_SHOWN = 8


def board(entries: Sequence[Entry], today: date) -> Reply:
    if not entries:
        return _none_yet()
    return Reply(
        f"{counted(len(entries), 'program')}; each claim with who said it and when. Where two disagree, both stand.",
        title="Programs",
        items=tuple(Item(_line(entry, today)) for entry in entries),
        buttons=(Button("Shortlist", "shortlist:"),) if len(entries) > 1 else (),
    )


def shortlist(ranked: Sequence[Ranked], resident: Resident, today: date) -> Reply:
    if not ranked:
        return _none_yet()
    missing = _profile_missing(resident)
    lines = [
        "Points count what you know in a program's favor. They say nothing of your worth or your odds.",
        f"It gets better with: {missing}. Say “profile: …”." if missing else "",
    ]
    return Reply(
        "\n".join(line for line in lines if line),
        title="Shortlist",
        items=tuple(Item(_ranked(each, today)) for each in ranked),
    )


def chosen(names: Sequence[str], ranked: Sequence[Ranked], act_id: str, today: date) -> Reply:
    """Say what was put on the shortlist, with what is known of it."""
    return Reply(
        f"{listed(names)} {'is' if len(names) == 1 else 'are'} on your shortlist now, above what I rank myself.",
        title="On your shortlist",
        items=tuple(Item(_ranked(each, today)) for each in ranked),
        buttons=(Button("Shortlist", "shortlist:"), Button("Undo", f"undo:{act_id}")),
    )


def let_go(names: Sequence[str], asked: str, act_id: str) -> Reply:
    if not names:
        return Reply(f"You put no {asked} on the shortlist; what I rank myself stands there by its points.")
    return Reply(
        f"{listed(names)}: no longer put there by you. It still ranks by its points.",
        buttons=(Button("Undo", f"undo:{act_id}"),),
    )


def preview(read: ReadFile, new: int, changed: int, same: int, note_id: str, *, only_shown: bool) -> Reply:
    """Say what an import would do, row by row where something is wrong; nothing is stored yet."""
    lines = [f"{new} new, {changed} changed, {same} as they are already. Nothing is stored yet."]
    if read.unread:
        lines.append(f"Columns I do not read: {', '.join(read.unread)}.")
    items = [Item(f"Row {row}: {fault}.") for row, fault in read.faults]
    confirm = (Button("Confirm", f"import_programs:{note_id}"), Button("Cancel", f"cancel:{note_id}"))
    return Reply(
        "\n".join(lines),
        title="Import of programs, a trial run",
        items=tuple(items),
        buttons=confirm if (new or changed) and not only_shown else (),
    )


def imported(new: int, changed: int, same: int, act_id: str) -> Reply:
    return Reply(
        f"{new} new, {changed} changed, {same} as they were. “shortlist” ranks them for you.",
        title="Imported",
        buttons=(Button("Undo", f"undo:{act_id}"),),
    )


def how_to_import() -> Reply:
    field = FormField(
        "text", "The file's text", hint="program,state,visa,img friendly,min score,max years", required=True
    )
    return Reply(
        "Paste the CSV after “import programs”, the header in its first line. I read: program, city, state, visa "
        "(or h1b and j1), img friendly, converts prelims, min score, max years, url. You see what would change before "
        "anything does.",
        form=Form(IMPORT_PROGRAMS, "Import programs", (field,), submit="Try"),
    )


def nothing_read(read: ReadFile) -> Reply:
    faults = "; ".join(f"row {row}: {fault}" for row, fault in read.faults[:FAULTS_SHOWN])
    return Reply(
        f"I could read no program in it. {faults[:1].upper()}{faults[1:]}." if faults else "There is no row in it."
    )


def _none_yet() -> Reply:
    return Reply(
        "No program yet. Tell me what you hear, “Mercy sponsors H-1B”, or paste a list after “import programs”."
    )


def _line(entry: Entry, today: date) -> str:
    place = ", ".join(part for part in (entry.base.city, entry.base.state) if part) if entry.base else ""
    own = " (your own)" if entry.own else ""
    lines = [f"{entry.name}{f', {place}' if place else ''}{own}"]
    lines += [f"• {claim_in_words(c.kind, c.value, c.visa)} ({_source(c, today)})" for c in entry.claims]
    if entry.people:
        lines.append(f"• known there: {', '.join(short_name(contact) for contact in entry.people)}")
    return "\n".join(lines)


def _source(claim: Claim, today: date) -> str:
    who = short_name(claim.by) if claim.by else "your file" if claim.from_file else "you"
    marks = "".join(f", {mark}" for mark, on in (("old", claim.old), ("disputed", claim.disputed)) if on)
    return f"{who}, {day_in_words(claim.on, today)}{marks}"


def _ranked(each: Ranked, today: date) -> str:
    reasons = "; ".join(_reason(reason, today) for reason in each.reasons) or "nothing known yet"
    on = each.entry.chosen_on
    own = f"your choice{'' if on == today else f' of {day_in_words(on, today)}'}, " if on else ""
    whom = f" Ask {short_name(each.whom)}:" if each.whom else " Still to ask:"
    points = f"{each.points} point{'' if abs(each.points) == 1 else 's'}"
    return f"{each.entry.name}, {own}{points}: {reasons}.{whom} “{each.ask}”"


def _reason(reason: Reason, today: date) -> str:
    sign = f"{reason.points:+d}"
    if reason.claim:
        claim = reason.claim
        return f"{claim_in_words(claim.kind, claim.value, claim.visa)} {sign} ({_source(claim, today)})"
    if reason.people:
        return f"{', '.join(short_name(contact) for contact in reason.people)} {reason.said} {sign}"
    return f"{reason.said} {sign}"


def _profile_missing(resident: Resident) -> str:
    missing = [
        name
        for name, told in (
            ("the visa you need", resident.visa_sought),
            ("your Step 2 score", resident.step2),
            ("your year of graduation", resident.graduated),
            ("your specialty", resident.specialty),
        )
        if not told
    ]
    return ", ".join(missing)
