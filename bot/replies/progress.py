"""Progress: the one next thing, then where things stand, said plainly and without a score."""

from bot.domain.coverage import TARGETS, Coverage, Target
from bot.domain.vocabulary import Relationship
from bot.messages import Reply

_NEXT = {
    Relationship.SPONSOR: (
        "Next: keep one senior person posted on what you achieve. Sponsors grow out of people who see your work."
    ),
    Relationship.MENTOR: "Next: ask one attending for 20 minutes of career advice. That is how a mentor begins.",
    Relationship.PEER: "Next: tell me of a co-resident you see often. Peers hear of openings first.",
}
_PLURALS = {Relationship.SPONSOR: "Sponsors", Relationship.MENTOR: "Mentors", Relationship.PEER: "Peers"}


def progress(coverage: Coverage) -> Reply:
    """Say the one next thing first (product.md, "Progress")."""
    month = f"Month {coverage.month} of your year. " if coverage.month and 1 <= coverage.month <= 12 else ""
    known = f"{month}You have told me of {coverage.people} {'person' if coverage.people == 1 else 'people'}."
    return Reply(known, title=next_step(coverage), fields=network_fields(coverage))


def network_fields(coverage: Coverage) -> tuple[tuple[str, str], ...]:
    """Return where things stand, label and value."""
    return (
        *((_PLURALS[target.relationship], _count(coverage, target)) for target in TARGETS),
        ("IMG mentor", "yes" if coverage.img_mentors else "not yet"),
        ("Letters", _letters(coverage.letters)),
        ("Met the PD or an APD", "yes" if coverage.met_program_director else "not yet"),
    )


def next_step(coverage: Coverage) -> str:
    """Return the one thing to do next."""
    if not coverage.people:
        return "Next: tell me of one person you worked with this week."
    if not coverage.met_program_director and (coverage.month or 1) >= 3:
        return "Next: a formal talk with the PD or an associate PD. Month 3 to 6 is the time for it."
    if coverage.letters["asked"]:
        return "Next: a letter you asked for is still unanswered. A short, kind reminder is fine."
    for target in TARGETS:
        if coverage.counts[target.relationship] < target.least:
            return _NEXT[target.relationship]
    return "You are where you want to be. Next: keep in touch with those who know you."


def _count(coverage: Coverage, target: Target) -> str:
    return f"{coverage.counts[target.relationship]} of {target.least}-{target.most}"


def _letters(letters: dict[str, int]) -> str:
    return ", ".join(f"{count} {state}" for state, count in letters.items() if count) or "none yet"
