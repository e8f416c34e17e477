"""When something of ours broke: what is safe, and a reference for the person who runs Vouch."""

from bot.messages import Reply


def words_kept(reference: str) -> Reply:
    """Say that a message is kept though it could not be acted on."""
    return Reply(
        "Your words are kept, but something on my side went wrong before I could act on them. "
        f"Please say it once more in other words. Whoever runs Vouch can look for {reference}.",
        kind="error",
    )


def not_done(reference: str) -> Reply:
    """Say that a button or form did nothing."""
    return Reply(
        "Something on my side went wrong, and nothing was changed. Please try it once more. "
        f"Whoever runs Vouch can look for {reference}.",
        kind="error",
    )
