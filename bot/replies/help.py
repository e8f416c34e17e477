"""What can be said to Vouch: one line an intent, in the resident's words."""

from bot.domain.vocabulary import Intent
from bot.messages import Reply

EXAMPLES: dict[Intent, str] = {
    Intent.LOG: "met Dr. Rao, APD at Lakeside, sponsors J-1. email her my CV friday",
    Intent.REMIND: "remind me to call the GME office on the 12th at 2 pm",
    Intent.DONE: "sent the CV to Dr. Rao",
    Intent.SNOOZE: "push Rao to next week",
    Intent.CORRECT: "actually she is the PD · no, thursday · the Rock is short for Lakeside Regional",
    Intent.UNDO: "undo",
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
    "/met Dr. Rao, APD at Lakeside: logs somebody met · /vouch and any line of the above, or a word: "
    "help, due, progress, rotations, letters, wins, who, ask, draft, check, prep, opening, programs, shortlist, "
    "settings, pause, history, forget"
)
"""What slash commands do; each word after /vouch is one of bot.slash."""


TOGETHER = (
    ("Your words", "check: Dear Dr. Rao, … · shorter · my introduction · visa phrase · linkedin note to Dr. Rao"),
    ("You in them", "my goal is … · I'm from Brazil · my e-mail is … · profile"),
    (
        "Openings",
        "opening: PGY-2 at Mercy · openings · it expires in 45 days · the Mercy spot is filled · updated my CV",
    ),
    ("Programs", "programs · shortlist · profile: step 2 245, graduated 2019 · import programs"),
    ("Wins, letters", "win: ran a code alone · feedback from Dr. Lee: … · wins · cv bullets · letters"),
    ("Your visa", "my visa · questions for an attorney"),
    ("Your cohort", "board · share · cohort · announce to #prelims tomorrow 8am: noon conference moved · report"),
    ("Your data", "export · import · move my account · audit · status"),
)
"""What stands behind commands rather than intents, with its label."""


def show_help() -> Reply:
    """Answer "what can you do"."""
    return Reply(
        "Write to me as you would to a friend with a good memory. I keep every word, tell you what I understood, "
        "and come back when something is due. Nobody at your program can read it.",
        title="What you can say",
        fields=(
            *((_LABELS[intent], example) for intent, example in EXAMPLES.items()),
            *TOGETHER,
            ("Commands", COMMANDS),
        ),
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
