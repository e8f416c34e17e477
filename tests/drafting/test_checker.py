"""Every limit of the checker at its edge, and the ways in which a job is asked for too early."""

import pytest

from bot.domain.draft import DraftKind
from bot.drafting.checker import check
from bot.drafting.written import Level, Remark, Sending, Written, read_written

FRAME = (
    "Dear Dr. Patel,\nThank you for our talk at ACP. I am Ana Silva, a preliminary resident at City Hospital. {} "
    "What would you do first?\nWith kind regards,\nAna Silva, MD\nana@example.org"
)


def email(words: int) -> Written:
    filling = words - len(FRAME.format("").split())
    return Written("Request for brief advice", FRAME.format(" ".join(["word"] * filling)), DraftKind.COLD_EMAIL)


def about(remarks: list[Remark], what: str) -> list[Level]:
    return [remark.level for remark in remarks if remark.about == what]


@pytest.mark.parametrize(
    ("words", "levels"), [(200, []), (201, [Level.WARN]), (250, [Level.WARN]), (251, [Level.STOP])]
)
def test_an_email_is_warned_from_200_and_stopped_at_250(words: int, levels: list[Level]) -> None:
    written = email(words)
    assert written.words == words
    assert about(check(written, Sending()), "Length") == levels


def test_a_good_email_has_no_remark() -> None:
    assert check(email(120), Sending()) == []


@pytest.mark.parametrize(("words", "levels"), [(44, [Level.WARN]), (45, []), (75, []), (76, [Level.STOP])])
def test_an_introduction_has_45_to_75_words(words: int, levels: list[Level]) -> None:
    written = Written("", " ".join(["word"] * (words - 1) + ["advice?"]), DraftKind.INTRODUCTION)
    assert about(check(written, Sending()), "Length") == levels


@pytest.mark.parametrize(
    ("characters", "levels"), [(200, []), (201, [Level.WARN]), (300, [Level.WARN]), (301, [Level.STOP])]
)
def test_a_linkedin_note_has_200_characters_or_300(characters: int, levels: list[Level]) -> None:
    written = Written("", "x" * characters, DraftKind.LINKEDIN_NOTE)
    assert about(check(written, Sending()), "Length") == levels


@pytest.mark.parametrize(("words", "levels"), [(30, []), (31, [Level.STOP])])
def test_a_visa_phrase_has_30_words(words: int, levels: list[Level]) -> None:
    written = Written("", " ".join(["word"] * words), DraftKind.VISA_PHRASE)
    assert about(check(written, Sending()), "Length") == levels


@pytest.mark.parametrize(
    "sentence",
    [
        "Do you have any open positions?",
        "I am looking for a PGY-2 position.",
        "Could you offer me a residency spot?",
        "Please consider me for your program.",
        "Are there any openings this year?",
        "I am hoping for a categorical spot.",
        "Please give me a job.",
        "Would you hire me?",
    ],
)
def test_a_job_is_not_asked_for_in_the_first_email(sentence: str) -> None:
    written = Written("Brief advice", FRAME.format(sentence), DraftKind.COLD_EMAIL)
    assert about(check(written, Sending()), "Job request") == [Level.STOP]


@pytest.mark.parametrize(
    "sentence",
    ["Thank you for the job you do for IMGs.", "Your position on visas helped me.", "Your talk opened my eyes."],
)
def test_words_that_only_look_like_it_pass(sentence: str) -> None:
    written = Written("Brief advice", FRAME.format(sentence), DraftKind.COLD_EMAIL)
    assert about(check(written, Sending()), "Job request") == []


@pytest.mark.parametrize(("count", "levels"), [(0, [Level.WARN]), (1, []), (2, [])])
def test_one_or_two_questions(count: int, levels: list[Level]) -> None:
    body = FRAME.format("Who? " * max(count - 1, 0))
    written = Written("Brief advice", body if count else body.replace("?", "."), DraftKind.COLD_EMAIL)
    assert about(check(written, Sending()), "Question") == levels
    many = Written("Brief advice", FRAME.format("Who? How? When?"), DraftKind.COLD_EMAIL)
    assert about(check(many, Sending()), "Questions") == [Level.WARN]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("linkedin: Hello", DraftKind.LINKEDIN_NOTE),
        ("my intro: Hi", DraftKind.INTRODUCTION),
        ("visa phrase: I'm on a J-1", DraftKind.VISA_PHRASE),
        ("Hi, I'm Ana, a prelim resident at City Hospital.", DraftKind.INTRODUCTION),
        ("Subject: Advice\nDear Dr. Lee,", None),
    ],
)
def test_what_is_pasted_says_what_it_is(text: str, kind: DraftKind | None) -> None:
    assert read_written(text).kind is kind


def test_whom_it_is_for_may_be_said_first() -> None:
    written = read_written("to Dr. Chen: Dear Dr. Patel, thank you")
    assert (written.to_name, written.body) == ("Dr. Chen", "Dear Dr. Patel, thank you")


def test_a_sign_off_may_stand_at_the_end_of_a_line() -> None:
    written = Written("Advice", "Dear Dr. Lee, may I ask you one thing? Best, Ana")
    assert not about(check(written, Sending()), "Sign-off")


def test_whom_a_note_is_for_may_stand_with_its_kind() -> None:
    written = read_written("linkedin note to Cole: Hi Dr. Cole, I am a prelim resident")
    assert (written.kind, written.to_name) == (DraftKind.LINKEDIN_NOTE, "Cole")
