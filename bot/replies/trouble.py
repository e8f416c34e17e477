"""When something of ours broke: what is safe, and a reference for the person who runs Vouch."""

from dataclasses import replace

from bot.messages import Reply


def words_kept(reference: str) -> Reply:
    """Say that a message is kept though it could not be acted on."""
    return Reply(
        "Your words are kept, but something on my side went wrong before I could act on them. "
        f"Please say it once more in other words. Whoever runs Vouch can look for {reference}.",
        kind="error",
    )


def not_kept(reference: str, *, comes_again: bool) -> Reply:
    """Say that a message could not be stored. *comes_again*: its platform offers it once more within a few minutes."""
    again = (
        "If I have not answered it in ten minutes, please send it again."
        if comes_again
        else "Please send it again in a few minutes."
    )
    return Reply(
        f"I could not write that down, and nothing of it is kept. {again} Whoever runs Vouch can look for {reference}.",
        kind="error",
    )


def waits(reference: str) -> Reply:
    """Say that a message is stored and cannot be acted on for now."""
    return Reply(
        "Your words are kept, but I cannot work on them just now. I go on trying; you need not send them again. "
        f"Whoever runs Vouch can look for {reference}.",
        kind="error",
    )


def not_done(reference: str) -> Reply:
    """Say that a button or form did nothing."""
    return Reply(
        "Something on my side went wrong, and nothing was changed. Please try it once more. "
        f"Whoever runs Vouch can look for {reference}.",
        kind="error",
    )


def takes_longer() -> Reply:
    """Say that an answer is being worked on, where no sign can be put on what was asked."""
    return Reply("One moment, I'm on it.")


_FILES = "I leave files of this kind alone, and nothing of them is kept; I import CSV, vCard, iCalendar and JSON."


def files_left_alone() -> Reply:
    """Answer a message that is nothing but files."""
    return Reply(f"{_FILES} Tell me in a line what matters in it.")


def and_files_left_alone(reply: Reply) -> Reply:
    """Say beside the answer to a message that the files with it were not looked at."""
    return replace(reply, text=f"{reply.text}\n{_FILES}".strip())


def file_not_read(name: str, reason: str) -> Reply:
    """Say that a file was not read, and nothing of it is kept."""
    return Reply(f"I could not read {name}, and nothing of it is kept. {reason}")


def file_not_taken(reply: Reply) -> Reply:
    """Say beside the words of a reply that its file did not arrive."""
    return replace(
        reply, text=f"{reply.text}\nThe file itself could not be handed over. Please ask for it again.".strip()
    )
