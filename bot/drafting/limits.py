"""The limits of what a resident writes, read from limits.toml beside this file (playbook, "Online", "Conferences")."""

from functools import cache
from importlib import resources

import msgspec


class Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A table of the file: a word that nobody reads is a mistake."""


class EmailLimits(Strict, frozen=True):
    warn_words: int
    stop_words: int
    least_questions: int
    most_questions: int


class IntroductionLimits(Strict, frozen=True):
    least_words: int
    most_words: int
    least_seconds: int
    most_seconds: int
    words_a_minute: int


class LinkedInLimits(Strict, frozen=True):
    """*free_characters* is what an account without a subscription can send with a request."""

    free_characters: int
    paid_characters: int
    headline_characters: int

    def most_characters(self, *, paid: bool) -> int:
        return self.paid_characters if paid else self.free_characters


class VisaPhraseLimits(Strict, frozen=True):
    most_words: int


class JobRequest(Strict, frozen=True):
    """*patterns* are regular expressions, looked for without regard to case."""

    phrases: tuple[str, ...]
    patterns: tuple[str, ...]


class Tone(Strict, frozen=True):
    words: tuple[str, ...]
    why: str


class Limits(Strict, frozen=True):
    email: EmailLimits
    introduction: IntroductionLimits
    linkedin: LinkedInLimits
    visa_phrase: VisaPhraseLimits
    job_request: JobRequest
    tone: tuple[Tone, ...]


@cache
def limits() -> Limits:
    return msgspec.toml.decode((resources.files("bot.drafting") / "limits.toml").read_bytes(), type=Limits)
