"""What can be said to Vouch: one line an intent, in the resident's words."""

from bot.domain.vocabulary import Intent
from bot.messages import Reply, say

EXAMPLES: dict[Intent, str] = {
    Intent.LOG: "met Dr. Rao, APD at Lakeside, sponsors J-1. email her my CV friday",
    Intent.REMIND: "remind me to call the GME office on the 12th at 2 pm",
    Intent.DONE: "sent the CV to Dr. Rao",
    Intent.SNOOZE: "push Rao to next week",
    Intent.CORRECT: "actually she is the PD · no, thursday · the Rock is short for Lakeside Regional",
    Intent.UNDO: "undo · redo",
    Intent.FORGET: "delete everything about Dr. Rao · forget me",
    Intent.ASK: "who sponsors H-1B? · what did Dr. Rao say?",
    Intent.AGENDA: "what's due this week?",
    Intent.PROGRESS: "how am I doing?",
    Intent.DRAFT: "write a thank-you to Dr. Rao",
    Intent.PREPARE: "prep me for my meeting with Dr. Rao",
    Intent.PLAN: "starting MICU with Dr. Gupta monday until nov 30",
    Intent.SETTINGS: "I'm on nights this week · no messages after 9 pm · I moved to Denver",
    Intent.HELP: "help",
    Intent.CHAT: "anything else: I keep your words",
}


COMMANDS = (
    "/met Dr. Rao, APD at Lakeside · /vouch and any line of these, or a word: help, due, progress, who, ask, draft, "
    "check, prep, programs, shortlist, opening, letters, wins, rotations, settings, pause, history, words, export, "
    "import, move, link, forget, announce, report, board, cohort, status"
)
"""What slash commands do; each word after /vouch is one of bot.slash."""


TOGETHER = (
    (
        "Your words",
        "check: Dear Dr. Rao, … · shorter · add that I presented at SGIM · introduction · visa phrase · linkedin note",
    ),
    ("You in them", "my goal is … · I'm from Brazil · my e-mail is … · profile"),
    (
        "Openings",
        "opening: PGY-2 at Mercy · openings · it expires in 45 days · the Mercy spot is filled · updated my CV",
    ),
    (
        "Programs",
        "programs · shortlist · add Mercy to my shortlist · profile: step 2 245, graduated 2019 · import programs",
    ),
    ("Wins, letters", "win: ran a code alone · feedback from Dr. Lee: … · wins · cv bullets · letters"),
    ("Your visa", "my visa · questions for an attorney"),
    ("Your cohort", "board · share · cohort · announce to #prelims tomorrow 8am: noon conference moved · report"),
    ("Your data", "export · import · move my account · audit · status"),
)
"""What stands behind commands rather than intents, with its label."""


FIRST = (
    Intent.LOG,
    Intent.AGENDA,
    Intent.DONE,
    Intent.ASK,
    Intent.DRAFT,
    Intent.PREPARE,
    Intent.PROGRESS,
    Intent.UNDO,
)
"""What is needed every week: it comes first, so that it is read on a phone."""


def show_help() -> Reply:
    """Answer "what can you do": what is needed every week, with the rest one tap away."""
    return Reply(
        "Write as you would to a friend with a good memory. I keep every word, say what I understood, and come back "
        "when something is due. Nobody at your program can read it.",
        title="What you can say",
        fields=(
            *((_LABELS[intent], EXAMPLES[intent]) for intent in FIRST),
            ("Openings", "opening: PGY-2 at Mercy"),
            ("Commands", COMMANDS),
        ),
        buttons=(say("More", "help more"),),
    )


def show_more_help() -> Reply:
    """Say all that the first answer leaves out."""
    return Reply(
        "",
        title="What else you can say",
        fields=(*((_LABELS[each], words) for each, words in EXAMPLES.items() if each not in FIRST), *TOGETHER),
    )


_LABELS = {
    Intent.LOG: "Tell",
    Intent.REMIND: "Be reminded",
    Intent.DONE: "Done",
    Intent.SNOOZE: "Later",
    Intent.CORRECT: "Correct",
    Intent.UNDO: "Take back",
    Intent.FORGET: "Delete",
    Intent.ASK: "Ask",
    Intent.AGENDA: "What's due",
    Intent.PROGRESS: "Your year",
    Intent.DRAFT: "Words to send",
    Intent.PREPARE: "Get ready",
    Intent.PLAN: "Plans",
    Intent.SETTINGS: "Settings",
    Intent.HELP: "This list",
    Intent.CHAT: "Or just",
}
