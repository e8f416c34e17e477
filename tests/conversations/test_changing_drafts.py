"""A draft changed by button and in plain words."""

import pytest

from bot.domain.contact import Contact
from tests.conversations.dialogue import Dialogue

PATEL = (
    "met Dr. Anita Patel, PD at Mercy, at ACP, talked about her sepsis QI project. sponsors H-1B. "
    "email her my CV thursday"
)


async def test_variants_by_button_and_in_plain_words(vouch: Dialogue) -> None:
    await vouch.hears(PATEL)
    await vouch.hears("write a thank-you to Dr. Patel")
    usual = vouch.draft.body
    await vouch.clicks("More formal")
    assert "Dear Dr. Patel:" in vouch.draft.body
    await vouch.hears("shorter")
    assert len(vouch.draft.body.split()) < len(usual.split())


async def test_the_words_alone_can_be_copied(vouch: Dialogue) -> None:
    await vouch.hears(PATEL)
    await vouch.hears("draft a thank-you to Dr. Patel")
    words = vouch.draft.body
    await vouch.clicks("Copy text")
    assert vouch.said == f"Subject: Thank you for your time at ACP\n\n{words}"
    assert not vouch.buttons


async def test_short_words_change_and_close_the_latest_draft(vouch: Dialogue) -> None:
    await vouch.hears("was on MICU with dr gupta til yesterday, learned a ton about vent weaning")
    await vouch.hears("thank u note to dr gupta pls")
    assert "teaching me about vent weaning." in vouch.draft.body
    await vouch.hears("warmer pls")
    assert vouch.reply.title == "Thank-you to Dr. Gupta, warmer"
    await vouch.hears("sent")
    assert "in touch with Dr. Gupta" in vouch.said


@pytest.mark.parametrize(
    ("wish", "title"),
    [
        ("shorter and warmer", "shorter and warmer"),
        ("make it sound less desperate", "shorter and more formal"),
        ("can you make it less stiff?", "warmer"),
        ("more confident please", "shorter and more formal"),
        ("friendlier but still professional", "more formal and warmer"),
        ("it's too long and too stiff", "shorter and warmer"),
    ],
)
async def test_wishes_in_plain_words_are_heard_also_several_at_once(vouch: Dialogue, wish: str, title: str) -> None:
    await vouch.hears(PATEL)
    await vouch.hears("write a thank-you to Dr. Patel")
    await vouch.hears(wish)
    assert vouch.reply.title == f"Thank-you to Dr. Patel, {title}"
    assert len(await vouch.keeps(Contact)) == 1, "nobody is called Shorter"


async def test_one_wish_more_is_added_to_the_one_before(vouch: Dialogue) -> None:
    await vouch.hears(PATEL)
    await vouch.hears("write a thank-you to Dr. Patel")
    await vouch.hears("shorter")
    await vouch.hears("and warmer")
    assert vouch.reply.title == "Thank-you to Dr. Patel, shorter and warmer"
    await vouch.hears("as it was")
    assert vouch.reply.title == "Thank-you to Dr. Patel"


@pytest.mark.parametrize("asked", ["subject line?", "what's the subject", "what should I put as the subject line?"])
async def test_the_subject_of_the_draft_in_hand_is_told(vouch: Dialogue, asked: str) -> None:
    await vouch.hears(PATEL)
    await vouch.hears("write a thank-you to Dr. Patel")
    subject = vouch.draft.subject
    await vouch.hears(asked)
    assert vouch.said == f"The subject of the thank-you to Dr. Patel: “{subject}”"


@pytest.mark.parametrize(
    ("orders", "title", "words"),
    [
        ("make it shorter and mention the case report", "shorter", "About the case report:"),
        ("mention my abstract, and make it more formal pls", "more formal", "I am attaching my abstract."),
        ("warmer but add that I presented at SGIM", "warmer", "I presented at SGIM"),
    ],
)
async def test_two_orders_at_once_are_both_followed(vouch: Dialogue, orders: str, title: str, words: str) -> None:
    await vouch.hears(PATEL)
    await vouch.hears("write a follow-up to Dr. Patel")
    await vouch.hears(orders)
    assert vouch.reply.title is not None
    assert vouch.reply.title.endswith(title)
    assert words in vouch.draft.body


async def test_a_wish_with_and_in_it_is_one_order(vouch: Dialogue) -> None:
    await vouch.hears(PATEL)
    await vouch.hears("write a follow-up to Dr. Patel")
    await vouch.hears("mention my abstract and cv")
    assert "I am attaching my abstract and CV." in vouch.draft.body
