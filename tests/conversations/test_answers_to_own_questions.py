"""What somebody says to a question that the resident asked Vouch before is kept as the answer to it."""

from datetime import timedelta

import pytest

from bot.domain.follow_up import FollowUp, FollowUpState
from bot.domain.knowledge import Fact
from bot.domain.vocabulary import FactKind, Visa
from tests.conversations.dialogue import Dialogue


async def _facts(vouch: Dialogue) -> list[tuple[str, FactKind, Visa | None, str]]:
    return [(each.about, each.kind, each.visa, each.value) for each in await vouch.keeps(Fact)]


async def _hears_all(vouch: Dialogue, *lines: str) -> None:
    for line in lines:
        vouch.clock.advance(timedelta(minutes=2))
        await vouch.hears(line)


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("kaplan says yes but only if step 3 done", "maybe"),
        ("kaplan said no", "no"),
        ("she said yes", "yes"),
        ("asked Dr. Kaplan, they don't", "no"),
        ("turns out they do", "yes"),
        ("heard back from kaplan: case by case", "maybe"),
    ],
)
async def test_a_yes_is_said_of_what_was_asked_last(vouch: Dialogue, said: str, value: str) -> None:
    await _hears_all(vouch, "met Dr. Kaplan, PD at Emory", "does emory do h1b?", said)
    assert await _facts(vouch) == [("Emory", FactKind.VISA, Visa.H1B, value)]


@pytest.mark.parametrize("said", ["kaplan said no idea", "kaplan said yes to coffee", "yes"])
async def test_what_answers_nothing_keeps_no_fact(vouch: Dialogue, said: str) -> None:
    await _hears_all(vouch, "met Dr. Kaplan, PD at Emory", "does emory do h1b?", said)
    assert await _facts(vouch) == []


async def test_what_was_to_be_asked_is_asked_once_it_is_answered(vouch: Dialogue) -> None:
    await _hears_all(vouch, "met Dr. Kaplan, PD at Emory", "ask kaplan if they do J-1", "kaplan says they don't")
    assert await _facts(vouch) == [("Emory", FactKind.VISA, Visa.J1, "no")]
    assert [each.state for each in await vouch.keeps(FollowUp)] == [FollowUpState.DONE]


async def test_what_is_answered_already_is_not_answered_again(vouch: Dialogue) -> None:
    await _hears_all(vouch, "met Dr. Kaplan, PD at Emory", "does emory do h1b?", "kaplan says yes", "kaplan said no")
    assert await _facts(vouch) == [("Emory", FactKind.VISA, Visa.H1B, "yes")]


async def test_one_of_another_program_answers_only_what_was_asked_just_before(vouch: Dialogue) -> None:
    await _hears_all(vouch, "met Dr. Lin at Grady", "does emory do h1b?", "what's due?", "lin says yes")
    assert await _facts(vouch) == []


@pytest.mark.parametrize("asked", ["they take prelims?", "do they sponsor h1b", "are they img friendly?"])
async def test_they_of_a_question_are_the_program_told_of_last(vouch: Dialogue, asked: str) -> None:
    await _hears_all(vouch, "met Dr. Kaplan, PD at Emory", "met Dr. Shaw, APD at Kent", asked)
    assert vouch.said.endswith(" at Kent.")


async def test_they_are_the_program_asked_about_just_before(vouch: Dialogue) -> None:
    await _hears_all(vouch, "met Dr. Shaw, APD at Kent", "does emory do h1b?", "do they take prelims?")
    assert vouch.said.endswith(" at Emory.")
