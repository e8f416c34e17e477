"""What the resident owes comes out with its kind, its person and its day; what others promise does not."""

from datetime import date, datetime

import pytest

from bot.understanding import understand

NOW = datetime(2026, 10, 13, 18, 40)


@pytest.mark.parametrize(
    ("message", "owed"),
    [
        ("Met Dr. Selin Aksoy, hospitalist. Thank-you note to her by Friday.", [("thank_you", "Selin Aksoy", 16)]),
        ("Dr. Aksoy wants my CV by the 20th.", [("send", "Aksoy", 20)]),
        ("dr aksoy was great on wards, email her my cv thurs", [("send", "Aksoy", 15)]),
        ("met dr aksoy pd at riverbend they do j1 + h1b email her fri", [("email", "Aksoy", 16)]),
        ("dr aksoy pd at riverbend. they do h1b, he will email them friday", []),
        ("Spoke with Dr. Aksoy about GI. I should call her on Monday.", [("call", "Aksoy", 19)]),
        ("Met Dr. Rao. She will introduce me to Dr. Lund. Thank-you due friday.", [("thank_you", "Rao", 16)]),
        ("Dr. Rao asks a lot. She'll put me in touch with Dr. Lund. Wants my CV by friday.", [("send", "Rao", 16)]),
        ("Dr. Rao wrote. She got my number from Dr. Lund. Reply by friday.", [("email", "Rao", 16)]),
        ("I met Dr. Rao. Her boss, Dr. Lund, is away. Thank-you card friday.", [("thank_you", "Rao", 16)]),
        ("Dr. Rao was kind. She'd call Dr. Lund about me. CV by friday.", [("send", "Rao", 16)]),
        ("Dr. Rao was busy. Her fellow, Dr. Lund, asked for my CV. By friday.", [("send", "Lund", 16)]),
        ("Met Dr. Rao. Her PD is Dr. Lund. Email friday.", [("email", "Lund", 16)]),
        ("Call Dr. Lund back, he phoned twice. Riverside, the fellowship people. Friday!", [("call", "Lund", 16)]),
        (
            "Mrs. Burke at Riverside is the boss. Email her first, says Dr. Lund. OK, on Monday.",
            [("email", "Burke", 19)],
        ),
        ("I turned down Dr. Lund. Email him a formal no by wed", [("email", "Lund", 14)]),
        ("Dr. Lund says apply to Riverside asap, by oct 20, j1 ok", [("apply", None, 20)]),
        ("Dr. Lund knows of a spot. I send him my CV right now.", [("send", "Lund", 13)]),
        (
            "Met Dr. Rao. She's kind. Dr. Lund, he is fair. She'd email Dr. Lund soon. I send her my cv till thursday.",
            [("send", "Rao", 15)],
        ),
        ("Met Dr. Lund. Text him my number, done by friday", [("other", "Lund", 16)]),
        ("Dr. Lund at Mercy needs to have my CV by friday", [("send", "Lund", 16)]),
        ("Dr. Lund gives me till friday to answer", [("email", "Lund", 16)]),
        ("Dr. Lund, PD at Mercy: J-1 yes H-1B no thank-you to him friday", [("thank_you", "Lund", 16)]),
        ("Dr. Lund knows of a spot. If no call by friday I call him", [("call", "Lund", 16)]),
        (
            "met dr aksoy and dr lund today, thank both tomorrow",
            [("thank_you", "Aksoy", 14), ("thank_you", "Lund", 14)],
        ),
        ("Dr. Lund was kind. I'll ask him for a letter on Thursday.", [("ask_letter", "Lund", 15)]),
        ("remind me to call Dr. Lund on friday", [("call", "Lund", 16)]),
        ("Dr. Lund agreed to write me a letter. Email him my CV on Friday.", [("send", "Lund", 16)]),
        ("Dr. Lund agreed to a letter, and I must get the letter from him by friday", [("ask_letter", "Lund", 16)]),
        ("ask Dr. Lund to write me a letter by friday", [("ask_letter", "Lund", 16)]),
        ("remind me to thank Dr. Lund and Dr. Rao by friday", [("thank_you", "Lund", 16), ("thank_you", "Rao", 16)]),
        (
            "Thank-yous pending: Dr. Aksoy (tomorrow), Dr. Lund (friday)",
            [("thank_you", "Aksoy", 14), ("thank_you", "Lund", 16)],
        ),
        (
            "met Dr. Lund. connect on LinkedIn, then email him (friday)",
            [("connect", "Lund", None), ("email", "Lund", 16)],
        ),
        (
            "My block with Dr. Lund ends on the 22nd. I need to ask him for a letter by then.",
            [("ask_letter", "Lund", 22)],
        ),
        ("Dr. Aksoy wrote that he can't. Dr. Lund said email him friday", [("email", "Lund", 16)]),
        ("Mrs. Vance told me that Dr. Lund is away. I must call her on Friday.", [("call", "Vance", 16)]),
        ("Met Dr. Lund, he will mention me to Dr. Rao. Thank-you due friday.", [("thank_you", "Lund", 16)]),
        (
            "Dr. Lund wants my statement by friday. Wants my CV by the 20th.",
            [("send", "Lund", 16), ("send", "Lund", 20)],
        ),
        ("On friday we said that I call Dr. Lund at 5pm", [("call", "Lund", 16)]),
        ("Dr. Lund is out until the 22nd, wants me to call after", [("call", "Lund", 22)]),
        ("Dr. Lund helped. Thank-you cards pending to him, tonight I'll do.", [("thank_you", "Lund", 13)]),
        ("Met Dr. Lund at the booth. email to him not written yet, do it sat", [("email", "Lund", 17)]),
        ("Dr. Lund asked for a paragraph about my year, he wants it by the 20th", [("send", "Lund", 20)]),
        ("Dr. Lund needs a case for his chapter. I have one. Three pages by the 20th.", [("send", "Lund", 20)]),
        ("noon talk / dr. lund, rads / kind / cv by fri", [("send", "Lund", 16)]),
        ("Dr. Lund: 'come shadow any friday'. email him wed to confirm", [("email", "Lund", 14)]),
        ("remind me to print the letters for Dr. Lund friday", [("other", "Lund", 16)]),
        ("I'm to send Dr. Lund an update letter by friday", [("send", "Lund", 16)]),
        ("I need a nudge friday about Dr. Lund, to thank him for the tour", [("thank_you", "Lund", 16)]),
        ("Friday morning I need you to say to me: e-mail Dr. Lund about the lab", [("email", "Lund", 16)]),
        ("Met Dr. Lund in the hall, he said come friday at noon, bring transcripts", [("meet", "Lund", 16)]),
        ("sat with Dr. Lund: monthly coffee agreed, first one oct 22 8am", [("meet", "Lund", 22)]),
        ("7pm fri / phone / dr lund (alum) / re: waiver", [("call", "Lund", 16)]),
        ("phone w/ Dr. Lund, PD / one opening / send cv by fri", [("send", "Lund", 16)]),
        ("Move the coffee with Dr. Lund from friday to sunday", [("meet", "Lund", 18)]),
        ("Coordinator Jill Lund: H-1B yes. Deadline 10/19. Apply.", [("apply", None, 19)]),
        ("Dr. Lund wrote to me. I have to reply before midnight.", [("email", "Lund", 13)]),
        ("Dr. Lund of UNC knows my work. He wants a one page about me by friday", [("send", "Lund", 16)]),
        (
            "Dr. Sirvat Aksoyan has coffee with the PD, Gladys Lund-Oka, often. call sirvat on the 19th",
            [("call", "Sirvat Aksoyan", 19)],
        ),
        ("dinner friday with Dr. Lund and her PD friend", [("meet", "Lund", 16)]),
        (
            "I was with Dr. Aksoy, PD, Dr. Lund, APD, and Dr. Rao. J-1 no problem. Thank you notes by friday.",
            [("thank_you", "Aksoy", 16), ("thank_you", "Lund", 16), ("thank_you", "Rao", 16)],
        ),
        (
            "Met Dr. Lund & Dr. Rao at ACP. Nice. Thank you cards by fri",
            [("thank_you", "Lund", 16), ("thank_you", "Rao", 16)],
        ),
        ("Dr. Lund needs the list of my cases before tuesday, so I send it Sunday.", [("send", "Lund", 18)]),
        ("wake me up on the 18th with a note: call Dr. Lund about the permit", [("call", "Lund", 18)]),
        ("Sharon Lund (coordinator): who wants a spot, email the PD by 10/30. Doing Thu.", [("email", None, 15)]),
        ("remind me to ask dr lund 4 lor friday", [("ask_letter", "Lund", 16)]),
        ("I have to tell the coordinator, Ms. Vance, about my leave, by friday", [("other", "Vance", 16)]),
        ("Dr. Lund does mock interviews! doing one thurs at 5", [("meet", "Lund", 15)]),
        ("Dr. Aksoy says she has time for me thursday at 2", [("meet", "Aksoy", 15)]),
        ("invited to Dr. Lund's bbq oct 24 3pm, bring jollof", [("meet", "Lund", 24)]),
        ("Dr. Lund needs my CV. I told him end of the month", [("send", "Lund", 31)]),
        ("email Dr. Lund's secretary, Ms. Vance, by friday", [("email", "Vance", 16)]),
        (
            "I have to thank two people from the ICU: the pharmacist Lorna Hale and Dr. Lund. Do it by friday.",
            [("thank_you", "Lorna Hale", 16), ("thank_you", "Lund", 16)],
        ),
        ("push the Lund card one day", [("other", "Lund", 14)]),
        ("Dr. Lund wants a photo. It goes out monday.", [("send", "Lund", 19)]),
        ("Dr. Aksoy needs my transcript asap (by friday)", [("send", "Aksoy", 16)]),
        ("send Dr. Aksoy the form before I go to bed", [("send", "Aksoy", 13)]),
        ("On friday I shall meet with Dr. Lund to talk about November.", [("meet", "Lund", 16)]),
        ("the meeting with Dr. Lund isn't on the 20th, it's the 22nd", [("meet", "Lund", 22)]),
        ("set a reminder tomorrow call Dr. Lund and then email Dr. Rao", [("call", "Lund", 14), ("email", "Rao", 14)]),
        ("no, not the 20th. Dr. Lund moved it to the 22nd", [("meet", "Lund", 22)]),
        ("the deadline of Rowan is the 26th not the 20th", [("apply", None, 26)]),
        ("i owe Dr. Lund a callback by fri", [("call", "Lund", 16)]),
        ("dr. lund wants to see my case series, so I will email it on thursday", [("send", "Lund", 15)]),
        ("set me a reminder for friday at 8: call Dr. Lund", [("call", "Lund", 16)]),
        (
            "Tariq says the trick is to email the APD, Dr. Corinne Aksoy. so I email her wednesday",
            [("email", "Corinne Aksoy", 14)],
        ),
        (
            "Dr. Keith Lund was kind and gave me the number of Dr. Alma Rao: 703-555-0149. To call Thursday.",
            [("call", "Alma Rao", 15)],
        ),
        ("Dr. Lund's office squeezed me in for the 22nd, 8:15, with the chair, Dr. Rao.", [("meet", "Rao", 22)]),
        ("dr. lund wants me thurs eve for dinner w the residents", [("meet", "Lund", 15)]),
        ("the thank-you to Dr. Lund: +1 wk", [("other", "Lund", 20)]),
        ('dr lund wrote back: "keep in touch." set a reminder for the 20th', [("other", "Lund", 20)]),
        ("Met Dr. Lund. Told him I'd follow up on the poster in 10 days.", [("other", "Lund", 23)]),
        ("Dr. Lund liked my talk. For Rowan I should phone the coordinator, Ms. Vance", [("call", "Vance", None)]),
        ("pgy1 spot at Rowan, not for me → tell Dr. Lund", [("other", "Lund", None)]),
        ("asked Dr. Lund for his slides. wait a week and then email him", [("email", "Lund", 20)]),
        ("Dr. Lund wants me in her project, starts in november, zoom friday 7pm", [("meet", "Lund", 16)]),
        ("Met Dr. Aksoy. Call the office of Dr. Lund, ask for Bonnie, friday", [("call", "Lund", 16)]),
        (
            "i need 2 letters by the 20th, one from dr lund one from dr aksoy",
            [("ask_letter", "Lund", 20), ("ask_letter", "Aksoy", 20)],
        ),
        ("ask Lund (cards attending) for a letter by friday", [("ask_letter", "Lund", 16)]),
        ("Talked to Dr. Lund and Dr. Aksoy. Notes to both by friday.", [("email", "Lund", 16), ("email", "Aksoy", 16)]),
        ("ask dr lund how the talk went, friday", [("other", "Lund", 16)]),
        ("llamar a Dr. Lund el viernes 10am", [("call", "Lund", 16)]),
        ("Dr. Lund pide mis scores. Enviar mañana", [("send", "Lund", 14)]),
        ("Met Dr. Lund. She'll read my draft, sending it mon", [("send", "Lund", 19)]),
        ("dr lund offered to look over my PS so emailing it tonight", [("email", "Lund", 13)]),
        (
            "tour with Dr. Glenn Lund and Corinne (coordinator). Thank-you to him & to Corinne by friday",
            [("thank_you", "Glenn Lund", 16), ("thank_you", "Corinne", 16)],
        ),
        ("ty notes to dr lund + his coordinator (wes) fri", [("thank_you", "Lund", 16), ("thank_you", "Wes", 16)]),
        ("Thank-yous:\n- Dr. Aksoy\n- Dr. Lund", [("thank_you", "Aksoy", None), ("thank_you", "Lund", None)]),
        (
            "thank yous by fri:\n- Dr. Aksoy (PD)\n- Dr. Lund\nMet Dr. Rao too.",
            [("thank_you", "Aksoy", 16), ("thank_you", "Lund", 16)],
        ),
        (
            "Dr. Lund needs my records by the 16th and badge photos by the 20th",
            [("send", "Lund", 16), ("send", "Lund", 20)],
        ),
        ("I've decided to ask Dr. Lund for a letter when we finish on the 30th.", [("ask_letter", "Lund", 30)]),
        ("met Dr. Lund, set with his coordinator Amy: oct 27 2pm his office", [("meet", "Amy", 27)]),
        ("coffee with Dr. Lund friday fell through, call him monday", [("call", "Lund", 19)]),
        ("Dr. Lund wants me back thurs for her clinic", [("meet", "Lund", 15)]),
        ("Ms. Lund of GME, needs vax rec by friday", [("send", "Lund", 16)]),
        ("dr lund wants to know by monday if im joining the committee. say yes", [("other", "Lund", 19)]),
        (
            "Dr. Lund read my statement. He likes Ms. Rao. I promised him a paper by monday",
            [("send", "Lund", 19)],
        ),
        ("Dr. Lund asked to be told. email her rn", [("email", "Lund", 13)]),
        ("the application at Rowan closes on the 25th, says Dr. Lund. I will apply.", [("apply", None, 25)]),
        ("new yr call from Dr. Lund, attending: J-1, CV by the 20th", [("send", "Lund", 20)]),
        ("PD = Dr. Lund / interview done 10/13 / thank-you by 10/28", [("thank_you", "Lund", 28)]),
        ("I'll try to catch Dr. Lund on friday to introduce myself", [("meet", "Lund", 16)]),
        ("not friday, monday. my friday is cursed", [("other", None, 19)]),
        ("push the Lund card to saturday because today I'm on call", [("other", "Lund", 17)]),
        (
            "my co-intern Tariq says the trick is to email the APD, Dr. Corinne Aksoy. so I email her wednesday",
            [("email", "Corinne Aksoy", 14)],
        ),
    ],
)
def test_what_is_owed(message: str, owed: list[tuple[str, str | None, int]]) -> None:
    found = understand(message, NOW, "America/Chicago").follow_ups
    assert [(each.kind, each.with_name, each.due_on and each.due_on.day) for each in found] == owed


@pytest.mark.parametrize(
    "message",
    [
        "Dr. Aksoy will email me on Friday.",
        "Dr. Lund promised to send me his slides by Monday.",
        "I called Dr. Lund yesterday, no answer.",
        "Dr. Aksoy agreed to write me a letter, due Dec 15",
        "Dr. Lund will write my letter by Friday",
        'Dr. Aksoy said "I can ring their PD".',
        "lol long night",
        "thank you for coming on monday. Best, Dr. Haddad",
        "sorry, that coffee with Dr. Lund was yesterday, not today",
        "add to Dr. Lund: he's at Rowan now, not Mercy",
        "who sponsors H-1B?",
        "did Dr. Lund say he would call me?",
        "on call friday with Dr. Lund",
        "Dr. Lund will call me tomorrow at 4",
        "Dr. Lund's flight home is friday 6am",
        "asked Dr. Lund about J-1, he answered in 4 minutes",
        '"Write me about the fellowship in 2 years", said Dr. Lund',
        "the pd there is dr. lund, met him on zoom sunday",
        "Dr. Lund at Rowan: H-1B no. From her talk at the virtual fair tonight.",
        "Dr. Lund says Rowan converts the prelims if you ask before december",
        "Dr. Aksoy would rather ask others first, 'then call you by the 20th'",
        "Met Dr. Lund. wants a thank-you? no.",
        "Dr. Lund is going to email the chair on friday",
        "Dr. Lund the pain attending will call Dr. Aksoy at Riverside for me this week",
        "friday wards: Dr. Lund, 'call me Max', hospitalist",
        "Dr. Aksoy told me to call her Nell",
        "coffee w dr. lund thurs fell thru",
        "Dr. Lund needs to decide by friday",
        "Dr. Lund wants to fill the spot by november",
        "Tuesday call w/ Dr. Lund. He thinks Rowan is worth a look",
        "J-1 definitely; the chief there, Dr. Lund, will call me tomorrow with details",
        "Dr. Lund, endo. LinkedIn: linkedin.com/in/lundendo. He accepted me already.",
        "Jorge says Lincoln has a TY spot for july",
        "Two fellows: Priya Sen, UCSD, https://www.linkedin.com/in/priyasen/ and Tom Okoro, Mercy",
        "Met Dr. Lund at lunch. Thank-you to him: sent",
        "Dr. Lund was kind. Text him my number, done at 18:05.",
        "Dr. Lund is a cardiologist at Mercy. Tomorrow he gives me a book.",
        "Dr. Lund is moving. My PD must call him before Tuesday.",
        "Dr. Lund has a spot, my friend must send the papers tomorrow",
        "Dr. Lund can get me the address of the chair by Tuesday.",
        "Met Dr. Lund. So no thank-you needed; he leaves friday",
        "Met Dr. Lund, he writes the letter. I have to give him nothing.",
        "Thanks to Dr. Lund I have an opening: research at Mercy, from Friday",
        "Phone note 10/16: Dr. Lund says J-1 only",
        "wrote Dr. Lund. 6 min later he knew of a spot",
        "Dr. Lund showed me the letter, uploaded at 4pm today",
    ],
)
def test_what_is_not(message: str) -> None:
    assert understand(message, NOW, "America/Chicago").follow_ups == ()


def test_a_day_years_ahead_is_owed_where_its_year_is_told() -> None:
    [owed] = understand("met Dr. Okafor. email her on 2030-01-03", NOW, "America/Chicago").follow_ups
    assert owed.due_on == date(2030, 1, 3)
    assert understand("met Dr. Okafor twice in 3 years", NOW, "America/Chicago").follow_ups == ()


@pytest.mark.parametrize(
    ("message", "at"),
    [
        ("remind me at 6 to call Dr. Lund, no, remind me at 5", "17:00"),
        ("Lunch Monday with Dr. Lund, 12:30, main campus.", "12:30"),
        ("Sunday: call Dr. Lund. He did a J-1 waiver. 8pm.", "20:00"),
        ("Thursday: pay the ERAS invoice. Remind at noon.", "12:00"),
        ("push the Lund one to thursday then, in the afternoon at 2", "14:00"),
        ("Wednesday I call Ms. Bell about the lease. ping me at 9", "09:00"),
        ("snooze the Lund card, shift my 7pm to 9pm", "21:00"),
        ("push the Lund card to 5-6pm tomorrow", "17:00"),
        ("met Dr. Lund, rounds began at 6. email her thursday", None),
        ("remind me to email Dr. Lund thursday. clinic ran until 7", None),
        ("his cell is 617-555-0142, so I call Dr. Lund friday", None),
    ],
)
def test_an_hour_told_apart_from_its_day_is_kept(message: str, at: str | None) -> None:
    """A reminder at the wrong hour, or at none, comes in the middle of rounds."""
    (follow_up,) = understand(message, NOW, "America/Chicago").follow_ups
    assert follow_up.due_on is not None
    assert (follow_up.due_at.strftime("%H:%M") if follow_up.due_at else None) == at


def test_what_has_to_be_done_is_owed_in_its_own_words() -> None:
    said = "She told me that my DS-2019 must be renewed by May 15 and asked me to send her my passport copy by Friday."
    owed = [(each.kind, each.what) for each in understand(said, NOW, "UTC").follow_ups]
    assert owed == [("other", "my DS-2019 must be renewed"), ("send", "send her my passport copy")]


def test_what_another_will_know_by_a_day_is_not_owed() -> None:
    said = "met anand!! hes willing to consider me for categorical if a spot opens, said he'd know by feb"
    assert understand(said, NOW, "UTC").follow_ups == ()
