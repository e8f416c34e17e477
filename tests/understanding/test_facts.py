"""What is told of programs and people, in words that are in no list: each sentence here was in nothing learned from."""

from collections.abc import Callable
from datetime import datetime

import pytest

from bot.understanding import understand
from bot.understanding.lexicon import vocabulary
from bot.understanding.statements import VALUES, likeliest, may_speak_of

NOW = datetime(2026, 10, 13, 18, 40)


def facts(said: str) -> set[tuple[str, str, str]]:
    told = understand(said, NOW, "UTC").facts
    return {(fact.about, str(fact.visa or fact.kind), fact.value) for fact in told}


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("met dr sorensen, apd at lakeside. j yes, h no", {("Lakeside", "J-1", "yes"), ("Lakeside", "H-1B", "no")}),
        ("Lakeside: J1 Y / H1B N", {("Lakeside", "J-1", "yes"), ("Lakeside", "H-1B", "no")}),
        ("dr hart says lakeside takes both.", {("Lakeside", "J-1", "yes"), ("Lakeside", "H-1B", "yes")}),
        ("categorical filled at Lakeside. any visa but H", {("Lakeside", "H-1B", "no")}),
        ("Lakeside takes everything but J-1", {("Lakeside", "J-1", "no")}),
        ("Lakeside: J-1 fine, H-1B is over", {("Lakeside", "J-1", "yes"), ("Lakeside", "H-1B", "no")}),
        ("h1b at lakeside is suspended", {("Lakeside", "H-1B", "no")}),
        ("he used to be at lakeside and they do h1b", {("Lakeside", "H-1B", "yes")}),
        ("lakeside yes h1b, fairmont prelims no", {("Lakeside", "H-1B", "yes")}),
        ("dr hart, PD at lakeside. j1 100%, h1b 0%", {("Lakeside", "J-1", "yes"), ("Lakeside", "H-1B", "no")}),
        ("lakeside pd says no h1b. j1 she isnt sure", {("Lakeside", "H-1B", "no"), ("Lakeside", "J-1", "maybe")}),
        ("lakeside wont file h1b w/o step 3", {("Lakeside", "H-1B", "maybe")}),
        ("dr hart, chief of GI at Lakeside, liked my H. pylori data", set()),
        ("Lakeside sponsors J-1 only", {("Lakeside", "J-1", "yes"), ("Lakeside", "H-1B", "no")}),
        ("they only do J at Lakeside", {("Lakeside", "J-1", "yes"), ("Lakeside", "H-1B", "no")}),
        ("Lakeside would file an H-1B if step 3 is passed", {("Lakeside", "H-1B", "maybe")}),
        ("Lakeside has a PGY-2 opening in January", {("Lakeside", "opening", "PGY-2")}),
        ("Dr. Sorensen said she'd be happy to write my letter", {("Sorensen", "letter", "agreed")}),
        ("met Dr. Sorensen, trained at Lakeside. H-1B holder herself.", set()),
        ("dr sorensen no lor, too new", {("Sorensen", "letter", "declined")}),
        ("Dr. Sorensen uploaded my letter to ERAS", {("Sorensen", "letter", "sent")}),
        ("Dr. Sorensen will introduce me to the chair", {("Sorensen", "advocates", "yes")}),
        ("Dr. Sorensen feels she hasn't worked with me long enough for a letter", {("Sorensen", "letter", "declined")}),
        ("dr sorensen wrote me lor", {("Sorensen", "letter", "sent")}),
        (
            "Bad luck with letters. Asked: Dr. Sorensen, Dr. Hart. Yes: only Hart.",
            {("Sorensen", "letter", "asked"), ("Hart", "letter", "agreed")},
        ),
        (
            "asked dr sorensen, no reply so today i asked dr hart instead n she said yes to the letter",
            {("Sorensen", "letter", "asked"), ("Hart", "letter", "agreed")},
        ),
        ("dr hart told me of 3 prelims who got categorical at Lakeside", {("Lakeside", "converts_prelims", "yes")}),
        ("Lakeside likes prelims and keeps most of them", {("Lakeside", "converts_prelims", "yes")}),
        ("sat w the PD of Lakeside. prelims converted yes", {("Lakeside", "converts_prelims", "yes")}),
        ("Lakeside, dr hart. pgy2 opening? 'maybe in july'", {("Lakeside", "opening", "PGY-2")}),
        ("dr hart of Lakeside said no prob with h1b", {("Lakeside", "H-1B", "yes")}),
        ("Lakeside (HCA). PD Dr. Hart. 'J-1 always'", {("Lakeside", "J-1", "yes")}),
        ("Dr. Hart (PD, Fairmont?? no Lakeside). J-1 ok", {("Lakeside", "J-1", "yes")}),
        ("half the residents at Lakeside are IMGs", {("Lakeside", "img_friendly", "yes")}),
        ("Lakeside never converts prelims", {("Lakeside", "converts_prelims", "no")}),
        ("dr sorensen, lakeside: j1 ok no h1b", {("Lakeside", "J-1", "yes"), ("Lakeside", "H-1B", "no")}),
        ("Lakeside takes H-1B, Fairmont doesn't", {("Lakeside", "H-1B", "yes"), ("Fairmont", "H-1B", "no")}),
        ("no H-1B at Lakeside but Fairmont does", {("Lakeside", "H-1B", "no"), ("Fairmont", "H-1B", "yes")}),
        ("Dr. Sorensen says J-1 only. Lakeside, that is", {("Lakeside", "J-1", "yes"), ("Lakeside", "H-1B", "no")}),
        ("Lakeside takes J-1. Same at Fairmont.", {("Lakeside", "J-1", "yes"), ("Fairmont", "J-1", "yes")}),
        ("neither Lakeside nor Fairmont does H-1B", {("Lakeside", "H-1B", "no"), ("Fairmont", "H-1B", "no")}),
        (
            "H-1B: Lakeside y, Fairmont n, Kettering ?. says Dr. Sorensen",
            {("Lakeside", "H-1B", "yes"), ("Fairmont", "H-1B", "no"), ("Kettering", "H-1B", "maybe")},
        ),
        ("H-1B: Lakeside-no Fairmont-yes", {("Lakeside", "H-1B", "no"), ("Fairmont", "H-1B", "yes")}),
        (
            "J-1: Lakeside yes Fairmont no Kettering maybe",
            {("Lakeside", "J-1", "yes"), ("Fairmont", "J-1", "no"), ("Kettering", "J-1", "maybe")},
        ),
        (
            "Lakeside: J-1 + H-1B. Fairmont: same but no H",
            {
                ("Lakeside", "J-1", "yes"),
                ("Lakeside", "H-1B", "yes"),
                ("Fairmont", "J-1", "yes"),
                ("Fairmont", "H-1B", "no"),
            },
        ),
        (
            "visas\nLakeside | J-1\nFairmont | none",
            {("Lakeside", "J-1", "yes"), ("Fairmont", "any", "no")},
        ),
        (
            "Prelim to categorical?\n- Lakeside: yes most years\n- Fairmont: never\n- Kettering: depends",
            {
                ("Lakeside", "converts_prelims", "yes"),
                ("Fairmont", "converts_prelims", "no"),
                ("Kettering", "converts_prelims", "maybe"),
            },
        ),
        (
            "Lakeside and Fairmont both do J-1, the second one has a prelim spot left",
            {("Lakeside", "J-1", "yes"), ("Fairmont", "J-1", "yes"), ("Fairmont", "opening", "prelim")},
        ),
        ("Lakeside (Dayton): no J-1", {("Lakeside", "J-1", "no")}),
        ("Lakeside no visas at all, Fairmont j1", {("Lakeside", "any", "no"), ("Fairmont", "J-1", "yes")}),
        ("Lakeside lost 2 interns, they look for a third now", {("Lakeside", "opening", "PGY-1")}),
        ("dr sorensen uploaded her letter this morning", {("Sorensen", "letter", "sent")}),
        (
            "Letters: Dr. Sorensen - in. Dr. Kovac - drafting. Dr. Abara - no reply yet.",
            {("Sorensen", "letter", "sent"), ("Kovac", "letter", "agreed"), ("Abara", "letter", "asked")},
        ),
        ("Dr. Sorensen knows Dr. Kovac and will mention me to him", {("Sorensen", "advocates", "yes")}),
        ("Lakeside takes H-1B, Fairmont never did", {("Lakeside", "H-1B", "yes"), ("Fairmont", "H-1B", "no")}),
        ("H-1B:\nyes: Lakeside\nnone: Fairmont", {("Lakeside", "H-1B", "yes"), ("Fairmont", "H-1B", "no")}),
        ("Lakeside: H-1B N, J-1 Y", {("Lakeside", "H-1B", "no"), ("Lakeside", "J-1", "yes")}),
        (
            "Lakeside: no H-1B, J-1 with a letter from the state",
            {("Lakeside", "H-1B", "no"), ("Lakeside", "J-1", "yes")},
        ),
        ("Lakeside wants a green card, says the coordinator", {("Lakeside", "any", "no")}),
        ("Lakeside requires US citizenship", {("Lakeside", "any", "no")}),
        ("I thought Lakeside has no H-1B but Dr. Lee told me they do it", {("Lakeside", "H-1B", "yes")}),
        ("Dr. Lee is not sure if Lakeside does J-1, she thinks so", {("Lakeside", "J-1", "maybe")}),
        ("Lakeside: J-1 yes, H-1B wasn't raised", {("Lakeside", "J-1", "yes")}),
        ("chen at lakeside, hospitalist. nice chat. chen does h1b", {("Lakeside", "H-1B", "yes")}),
        ("PGY-2 coming up at Lakeside? Heard it from a nurse", {("Lakeside", "opening", "PGY-2")}),
        ("my PD expects one categorical spot in July", {("own program", "opening", "categorical")}),
        (
            "Met Dr. Sorensen. She told me of Dr. Eisen at Kern and said she'd introduce us by email",
            {("Sorensen", "advocates", "yes")},
        ),
        ("asked Dr. Sorensen for a letter. She would rather not", {("Sorensen", "letter", "declined")}),
        (
            "LOR tracker: Sorensen uploaded / Kovac asked",
            {("Sorensen", "letter", "sent"), ("Kovac", "letter", "asked")},
        ),
        ("Lakeside has never had to turn down a J-1", {("Lakeside", "J-1", "yes")}),
        ("the H-1B was never a problem at Lakeside", {("Lakeside", "H-1B", "yes")}),
        ("Lakeside doesn't care about J or H", {("Lakeside", "J-1", "yes"), ("Lakeside", "H-1B", "yes")}),
        ("the coordinator of Lakeside was like 'h1b? oh no'", {("Lakeside", "H-1B", "no")}),
        ("Lakeside - J-1 y - H-1B n - nice people", {("Lakeside", "J-1", "yes"), ("Lakeside", "H-1B", "no")}),
        ("Lakeside: J-1, H-1B rare", {("Lakeside", "J-1", "yes"), ("Lakeside", "H-1B", "maybe")}),
        ("J-1 is all they do at Lakeside", {("Lakeside", "J-1", "yes"), ("Lakeside", "H-1B", "no")}),
        ("H-1B we do not, says the PD of Lakeside", {("Lakeside", "H-1B", "no")}),
        (
            "visas are not the problem at Lakeside, they do both kinds",
            {("Lakeside", "J-1", "yes"), ("Lakeside", "H-1B", "yes")},
        ),
        ("Lakeside sponsors neither visa anymore", {("Lakeside", "any", "no")}),
        ("Lakeside takes only permanent residents", {("Lakeside", "any", "no")}),
        ("the PD of Lakeside: 'never sponsored, never will'", {("Lakeside", "any", "no")}),
        ("Lakeside does J-1, and H-1B not this year", {("Lakeside", "J-1", "yes"), ("Lakeside", "H-1B", "no")}),
        ("at Lakeside they never did H1B, J1 always", {("Lakeside", "H-1B", "no"), ("Lakeside", "J-1", "yes")}),
        ("Sorensen is PD in Oklahoma (Lakeside), takes J-1", {("Lakeside", "J-1", "yes")}),
        ("Lakeside (not Fairmont): H-1B no", {("Lakeside", "H-1B", "no")}),
        ("Lakeside has nothing for residents with visas", {("Lakeside", "any", "no")}),
        ("Dr. Kovac said he'll advocate for me at Lakeside", {("Kovac", "advocates", "yes")}),
        ("Dr. Sorensen may put me in touch with her old chief", {("Sorensen", "advocates", "maybe")}),
        (
            "Lakeside: H1B n / J1 y. Fairmont: both n.",
            {
                ("Lakeside", "H-1B", "no"),
                ("Lakeside", "J-1", "yes"),
                ("Fairmont", "H-1B", "no"),
                ("Fairmont", "J-1", "no"),
            },
        ),
        ("Lakeside sponsors J not H. I had it reversed", {("Lakeside", "J-1", "yes"), ("Lakeside", "H-1B", "no")}),
        ("Lakeside takes J-1, and H-1B if you ask", {("Lakeside", "J-1", "yes"), ("Lakeside", "H-1B", "maybe")}),
        ("Lakeside would sponsor either visa", {("Lakeside", "J-1", "yes"), ("Lakeside", "H-1B", "yes")}),
        (
            "no visa problems at Lakeside, she says J and H both",
            {("Lakeside", "J-1", "yes"), ("Lakeside", "H-1B", "yes")},
        ),
        ("Dr. Lee from Fairmont said there is H-1B at Lakeside", {("Lakeside", "H-1B", "yes")}),
        ("Lakeside keeps one prelim a year", {("Lakeside", "converts_prelims", "yes")}),
        (
            "H-1B\nLakeside: y\nFairmont: n / J-1 y",
            {("Lakeside", "H-1B", "yes"), ("Fairmont", "H-1B", "no"), ("Fairmont", "J-1", "yes")},
        ),
        ("Fairmont takes H-1B, not Lakeside", {("Fairmont", "H-1B", "yes")}),
        ("chief Tom says prelims at Lakeside never convert", {("Lakeside", "converts_prelims", "no")}),
        ("PGY2 at Lakeside is filled but PGY3 open", {("Lakeside", "opening", "PGY-3")}),
        ("I emailed Dr. Sorensen for a letter", {("Sorensen", "letter", "asked")}),
        ("Lakeside takes you only with a green card", {("Lakeside", "any", "no")}),
        ("the PD of Lakeside said green cards only", {("Lakeside", "any", "no")}),
        ("Lakeside has a PGY-2 spot, GC only", {("Lakeside", "opening", "PGY-2"), ("Lakeside", "any", "no")}),
        ("neither visa at Lakeside", {("Lakeside", "any", "no")}),
        ("Lakeside sponsors neither", {("Lakeside", "any", "no")}),
        ("neither J-1 nor H-1B at Lakeside", {("Lakeside", "J-1", "no"), ("Lakeside", "H-1B", "no")}),
        (
            "openings: Lakeside PGY-2, Fairmont prelim",
            {("Lakeside", "opening", "PGY-2"), ("Fairmont", "opening", "prelim")},
        ),
        (
            "they posted a PGY-2 opening (Lakeside) and a PGY-3 opening (Fairmont)",
            {("Lakeside", "opening", "PGY-2"), ("Fairmont", "opening", "PGY-3")},
        ),
        (
            "Lakeside takes IMGs, Fairmont doesn't",
            {("Lakeside", "img_friendly", "yes"), ("Fairmont", "img_friendly", "no")},
        ),
        ("Lakeside expects one. Call Ann there, eight seven oh, five five five, oh one one three", set()),
        ("room oh one at Lakeside with Dr. Sorensen", set()),
        (
            "Lakeside does J one, oh one, and had one O one fellow",
            {("Lakeside", "J-1", "yes"), ("Lakeside", "O-1", "yes")},
        ),
        ("signed the LOR waiver for Dr. Sorensen at Lakeside", set()),
        ("Lakeside wants the FERPA waiver form by Friday", set()),
        ("Lakeside signed two waivers last year, Dr. Sorensen says", {("Lakeside", "J-1 waiver", "yes")}),
        ("Dr. Sorensen at Lakeside: come moonlight. J-1 can't. oh well", set()),
        ("I doubt that they take H-1B at Lakeside", {("Lakeside", "H-1B", "maybe")}),
        (
            "Dr. Sorensen asked me if I had been to Lakeside, and said they don't take H-1B",
            {("Lakeside", "H-1B", "no")},
        ),
        ("Dr. Sorensen of Lakeside says they do not touch visas this year", {("Lakeside", "any", "no")}),
        ("better not touch visas with Dr. Sorensen of Lakeside", set()),
        ("Dr. Sorensen, ophthalmologist at Lakeside, twice J-1, now citizen.", set()),
        (
            "Lakeside said no H, no O, only J",
            {("Lakeside", "H-1B", "no"), ("Lakeside", "O-1", "no"), ("Lakeside", "J-1", "yes")},
        ),
        ("Lakeside takes H-1B. She said Fairmont does too", {("Lakeside", "H-1B", "yes"), ("Fairmont", "H-1B", "yes")}),
        ("Lakeside takes H-1B. She said Fairmont is nice", {("Lakeside", "H-1B", "yes")}),
        (
            "dr sorensen does derm at lakeside. 'here H no, J yes'",
            {("Lakeside", "H-1B", "no"), ("Lakeside", "J-1", "yes")},
        ),
        ("Dr. Sorensen told me H-1B is fine here. She trained at Lakeside", {("Sorensen", "H-1B", "yes")}),
        ("Dr. Sorensen doesn't sponsor but knows Dr. Kovac, PD at Lakeside", {("Sorensen", "any", "no")}),
        ("Dr. Sorensen said H-1B is fine at Lakeside, ask for Dr. Kovac", {("Lakeside", "H-1B", "yes")}),
        (
            "Lakeside (J-1), Fairmont (J-1, H-1B), Mercy Toledo (no).",
            {
                ("Lakeside", "J-1", "yes"),
                ("Fairmont", "J-1", "yes"),
                ("Fairmont", "H-1B", "yes"),
                ("Mercy Toledo", "any", "no"),
            },
        ),
        (
            "dr Raj Teague (Lakeside, PD geri). teague J only",
            {("Lakeside", "J-1", "yes"), ("Lakeside", "H-1B", "no")},
        ),
        ("at Lakeside nobody sponsors anything except J-1", {("Lakeside", "J-1", "yes"), ("Lakeside", "H-1B", "no")}),
        ("Lakeside doesn't sponsor any visa but J-1", {("Lakeside", "J-1", "yes"), ("Lakeside", "H-1B", "no")}),
        ("Dr. Sorensen (Lakeside) said visas aren't an issue", {("Lakeside", "any", "yes")}),
        ("H-1B isn't an issue at Lakeside", {("Lakeside", "H-1B", "yes")}),
        ("H-1B isn't sponsored at Lakeside", {("Lakeside", "H-1B", "no")}),
        (
            "Lakeside takes J-1 since always, H-1B till last year",
            {("Lakeside", "J-1", "yes"), ("Lakeside", "H-1B", "no")},
        ),
        ("at Lakeside J-1 is fine but H-1B got too pricey", {("Lakeside", "J-1", "yes"), ("Lakeside", "H-1B", "no")}),
        ("Lakeside: waiver J-1 yes", {("Lakeside", "J-1 waiver", "yes")}),
        ("Lakeside takes waiver people", {("Lakeside", "J-1 waiver", "yes")}),
        ("it's Lakeside and not Fairmont that does no H-1B", {("Lakeside", "H-1B", "no")}),
        (
            "Lakeside takes H-1B. The site says Lakeside doesn't sponsor H-1B. Don't know who to believe",
            {("Lakeside", "H-1B", "maybe")},
        ),
        (
            "Lakeside has a PGY-2 opening and there's a prelim spot at Fairmont",
            {("Lakeside", "opening", "PGY-2"), ("Fairmont", "opening", "prelim")},
        ),
        (
            "Lakeside still J1, Fairmont converts prelims",
            {("Lakeside", "J-1", "yes"), ("Fairmont", "converts_prelims", "yes")},
        ),
        (
            "Dr. Sorensen said no. Dr. Kovac said yes. Letters, I mean.",
            {("Sorensen", "letter", "declined"), ("Kovac", "letter", "agreed")},
        ),
        ("Letter = yes!! Dr. Sorensen, from nephrology", {("Sorensen", "letter", "agreed")}),
        ("Letter uploaded! (Dr. Sorensen, geriatrics)", {("Sorensen", "letter", "sent")}),
        ("letter status, Jan 19\n- Sorensen: agreed\n- Kovac: not asked", {("Sorensen", "letter", "agreed")}),
        ("asked Dr. Sorensen for a letter. 'Sure.'", {("Sorensen", "letter", "agreed")}),
        ("asked Dr. Sorensen for the SLOE, no answer yet", {("Sorensen", "letter", "asked")}),
        ("I asked Dr. Sorensen whether she would write for me", {("Sorensen", "letter", "asked")}),
        ("Dr. Sorensen agreed to write, after I had asked her twice", {("Sorensen", "letter", "agreed")}),
        ("asked dr. sorensen if she would write a LOR -> yes!!", {("Sorensen", "letter", "agreed")}),
        ("asked Dr. Sorensen for a LOR: 'consider it done'", {("Sorensen", "letter", "agreed")}),
        ("dr sorensen agreed!!! 4th letter!!!", {("Sorensen", "letter", "agreed")}),
        ("about the offer letter, asked dr sorensen, yes it came", set()),
        ("Dr. Sorensen knows the chair there. He'd drop a line.", {("Sorensen", "advocates", "yes")}),
        ("Dr. Sorensen will hand my CV to her husband, the PD", {("Sorensen", "advocates", "yes")}),
        ("Dr. Sorensen introduced me to Dr. Hart, cards chief at Lakeside", {("Sorensen", "advocates", "yes")}),
        ("Dr. Sorensen introduced me to the charge nurse", set()),
        ("Letter of release signed by Dr. Sorensen", set()),
        ("Dr. Sorensen hasn't been asked for a letter yet", set()),
        ("typed the letter for dr sorensen and sent it to her", set()),
        (
            "Dr. Sorensen said in July he'd write a letter but today he said he can't anymore",
            {("Sorensen", "letter", "declined")},
        ),
        (
            "Dr. Sorensen promised me a letter in August. Now she says she's too busy.",
            {("Sorensen", "letter", "declined")},
        ),
        (
            "Dr. Sorensen said she can write a letter, but she can't do it before December",
            {("Sorensen", "letter", "agreed")},
        ),
        (
            "Dr. Sorensen's letter is in. Dr. Hart offered one in summer.",
            {("Sorensen", "letter", "sent"), ("Hart", "letter", "agreed")},
        ),
        ("Dr. Sorensen's letter is in. Dr. Hart offered to read my CV.", {("Sorensen", "letter", "sent")}),
        ("dr sorensen signed the letter. uploaded by her nurse bettina", {("Sorensen", "letter", "sent")}),
        ("H-1B at Lakeside only for PGY-2 and up", {("Lakeside", "H-1B", "maybe")}),
        ("Lakeside has PGY-2: taken", set()),
        ("CA-1 spot open at Lakeside", {("Lakeside", "opening", "PGY-2")}),
        (
            "one: Dr. Sorensen said no to the letter, and two that Dr. Hart said yes",
            {("Sorensen", "letter", "declined"), ("Hart", "letter", "agreed")},
        ),
        (
            "Dr. Sorensen: 'apply, I will mention you to Dr. Hart'",
            {("Sorensen", "advocates", "yes")},
        ),
        (
            "Dr. Sorensen can't write the letter, but her colleague, Dr. Hart, has offered",
            {("Sorensen", "letter", "declined"), ("Hart", "letter", "agreed")},
        ),
        (
            "re LORs – Dr. Sorensen sent; Dr. Hart 'in progress'",
            {("Sorensen", "letter", "sent"), ("Hart", "letter", "agreed")},
        ),
        ("Dr. Sorensen, IM faculty: the PGY-2 vacancy at Lakeside is filled already", set()),
        ("Lakeside filled its PGY-2 spot but a categorical one is left", {("Lakeside", "opening", "categorical")}),
        (
            "Dr. Hart at Lakeside was a prelim himself and now has a categorical spot for somebody like me",
            {("Lakeside", "opening", "categorical")},
        ),
        ("Dr. Hart asked for my cv for the PGY-2 spot at Lakeside", {("Lakeside", "opening", "PGY-2")}),
        ("prelim coordinator Ann Lee of Lakeside has a pgy-2 opening", {("Lakeside", "opening", "PGY-2")}),
        ("Lakeside: J-1 for sure, H-1B I forgot to ask", {("Lakeside", "J-1", "yes")}),
        ("Dr. Sorensen said to use her as a reference", {("Sorensen", "advocates", "yes")}),
        ("takes imgs at Lakeside? 'never has'", {("Lakeside", "img_friendly", "no")}),
        ("Dr. Sorensen of Lakeside. J-1 waivers? 'Of course.'", {("Lakeside", "J-1 waiver", "yes")}),
        ("Lakeside sponsors h1b n j1", {("Lakeside", "H-1B", "yes"), ("Lakeside", "J-1", "yes")}),
        ("J-1: Lakeside; H-1B: only Fairmont", {("Lakeside", "J-1", "yes"), ("Fairmont", "H-1B", "yes")}),
        (
            "Lakeside (J-1), Fairmont (both)",
            {("Lakeside", "J-1", "yes"), ("Fairmont", "J-1", "yes"), ("Fairmont", "H-1B", "yes")},
        ),
        (
            "H-1B news: Lakeside stopped, Fairmont maybe 2028",
            {("Lakeside", "H-1B", "no"), ("Fairmont", "H-1B", "maybe")},
        ),
        ("J-1:\nyes: Lakeside\nno: Fairmont", {("Lakeside", "J-1", "yes"), ("Fairmont", "J-1", "no")}),
        ("Lakeside: J ok, O ok", {("Lakeside", "J-1", "yes"), ("Lakeside", "O-1", "yes")}),
        ("Lakeside takes H-1B if they open a slot?? odd", {("Lakeside", "H-1B", "maybe")}),
        ("so what happened, Lakeside takes J-1 no problem", {("Lakeside", "J-1", "yes")}),
        ("Lakeside: J-1, H-1B on paper only", {("Lakeside", "J-1", "yes"), ("Lakeside", "H-1B", "maybe")}),
        ("Lakeside would 'look at' H-1B, J-1 for sure", {("Lakeside", "H-1B", "maybe"), ("Lakeside", "J-1", "yes")}),
        ("Lakeside: J-1 accepted, H-1B 'no comment'", {("Lakeside", "J-1", "yes")}),
        ("J-1 it is, says Dr. Sorensen", {("Sorensen", "J-1", "yes")}),
        ("Lakeside? no, Fairmont. J-1 okay", {("Fairmont", "J-1", "yes")}),
        ("says J-1 okay at Lakeside, says try Fairmont", {("Lakeside", "J-1", "yes")}),
        ("Lakeside converts no prelims", {("Lakeside", "converts_prelims", "no")}),
        ("at Lakeside a prelim left in May and they made her categorical", {("Lakeside", "converts_prelims", "yes")}),
        ("PGY-2 open at Lakeside?? saw it on the swap site", {("Lakeside", "opening", "PGY-2")}),
    ],
)
def test_what_is_told(said: str, expected: set[tuple[str, str, str]]) -> None:
    assert facts(said) == expected


@pytest.mark.parametrize(
    "said",
    [
        "who sponsors H-1B?",
        "my J-1 ends in June",
        "met Dr. H. Sorensen at lunch",
        "Dr. Sorensen, J. Kovac and I had coffee",
        "asked Dr. Sorensen whether Lakeside does H-1B",
        "need to ask Dr. Sorensen for a letter",
        "the lawyer Ms. Kovac says H-1B is possible",
        "no visa talk with Dr. Sorensen, we spoke of hockey",
        "I'll call Dr. Sorensen on friday",
        "so tired after the PGY-2 retreat",
        "send the DS-2019 for my J-1 by friday",
        "Lakeside: IMGs were not brought up",
        "nobody at Lakeside mentioned visas",
        "dr sorensen at lakeside says apply by oct first, dont mention h1 at all",
        "Lakeside coordinator told me not to bring up the H-1B",
        "Dr. Sorensen did a J-1 waiver in Ohio before she came to Lakeside",
        "no news on the visa side from Lakeside",
        "Lakeside: no visa facts yet",
        "the coordinator of Lakeside wants it by friday, no visa on the page",
        "Dr. Sorensen of Lakeside: H-1B she didn't touch",
        "Dr. Sorensen of Lakeside laughed, nobody has ever asked him for H-1B",
        "her husband is a PGY-2 at Lakeside",
        "Dr. Sorensen of Lakeside is on H-1B himself",
        "who sponsors either visa?",
        "does Lakeside take both visas?",
        "no visa stuff with Dr. Sorensen",
        "Dr. Sorensen is not a sponsor, not yet",
        "Dr. Sorensen told me which programs take H-1B",
        "Dr. Sorensen of Lakeside, email him within 24 h",
        "two co-interns at Lakeside are on J-1 like me",
        "Lakeside: H-1B not answered",
        "Dr. Sorensen of Lakeside asked are you J-1 or H-1B. I said J-1.",
        "Dr. Sorensen of Lakeside, ex J-1, coffee with her was good",
        "Dr. Sorensen of Lakeside, dunno H-1B",
        "Lakeside, no names, no visa told",
        "nobody at Lakeside could tell me whether they sponsor",
        "Dr. Sorensen's evaluations are uploaded",
        "Dr. Sorensen and I sent the research letter",
        "Dr. Sorensen of Lakeside, she'll check H-1B cap exempt status w/ legal",
        "Dr. Sorensen of Lakeside will ask GME if they take H-1B",
        "Dr. Sorensen, ID fellow at Lakeside. IMG, J-1.",
        "coordinator Mrs. Sorensen, needs my vax rec by friday",
        "the attorney Sorensen will mail the engagement letter",
        "met Dr. Sorensen of Lakeside. No visa or job talk",
    ],
)
def test_what_states_nothing(said: str) -> None:
    """A question, a task and the visa of one's own are no facts about anybody."""
    assert facts(said) == set()


@pytest.mark.parametrize("place", ["Lakeside", "Mercy", "Tidewater", "Cedar Hill", "Baptist"])
@pytest.mark.parametrize(
    "said",
    [
        "{} sponsors J-1 only",
        "{} doesn't take H-1B",
        "{}: J-1 yes, H-1B no",
        "{} has a PGY-2 opening in January",
        "half the residents at {} are IMGs",
        "{} never converts prelims",
    ],
)
@pytest.mark.parametrize("written", [str, str.lower])
def test_a_plain_statement_is_about_its_program(said: str, place: str, written: Callable[[str], str]) -> None:
    told = understand(said.format(written(place)), NOW, "UTC").facts
    assert {fact.about for fact in told} == {place}


@pytest.mark.parametrize(
    "table",
    [
        "program | J-1 | H-1B | IMGs\nHarlem | y | n | y\nJacobi | yes | case by case | most",
        (
            "| who | where | J-1 | H-1B | imgs |\n|---|---|---|---|---|\n| dr sorensen (PD) | Harlem | Y | N | y |\n"
            "| dr ito | Jacobi | y | ? | yes |"
        ),
        "Program, J1, H1B, IMG\nHarlem, yes, no, yes\nJacobi, y, maybe, y",
    ],
)
def test_a_table_says_of_each_program_what_stands_below_each_visa(table: str) -> None:
    """Who compares programs writes them in columns; what stands in one is of its heading alone."""
    assert facts(table) >= {("Harlem", "J-1", "yes"), ("Harlem", "H-1B", "no"), ("Harlem", "img_friendly", "yes")}
    assert facts(table) >= {("Jacobi", "J-1", "yes"), ("Jacobi", "H-1B", "maybe")}
    assert len(facts(table)) <= len(("J-1", "H-1B", "IMG")) * 2


def test_words_of_two_visas_below_a_list_of_visas() -> None:
    said = "Harlem: J-1 yes, H-1B no\nJacobi: both\nKings County: neither"
    both = {("Jacobi", "J-1", "yes"), ("Jacobi", "H-1B", "yes")}
    neither = {("Kings County", "J-1", "no"), ("Kings County", "H-1B", "no")}
    assert facts(said) == {("Harlem", "J-1", "yes"), ("Harlem", "H-1B", "no")} | both | neither


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("met the apd dr sorensen, she'll let the pd know about me", "yes"),
        ("Dr. Sorensen told Dr. Berg at Jacobi about my work", "yes"),
        ("dr sorensen knows the pd at jacobi and will reach out", "yes"),
        ("Dr. Sorensen might ring the PD at Jacobi for me", "maybe"),
        ("no visa in Dr. Sorensen's shop, but she'd call around for me", "yes"),
        ("Dr. Kovac knows Dr. Sorensen. No letter from her, and she'd be a phone reference", "yes"),
        ("Dr. Sorensen was upset for me → she's calling Lakeside today", "yes"),
        ("met Dr. Sorensen. She emails the PD of Lakeside", "yes"),
        ("Dr. Sorensen knows the PD at Jacobi. She'll write to him for me", "yes"),
        ("Dr. Sorensen promised an intro to her old PD", "yes"),
        ("Call with Dr. Sorensen. She'll advocate", "yes"),
        ("Dr. Sorensen said she'd be my advocate", "yes"),
    ],
)
def test_who_tells_somebody_of_the_resident_speaks_up(said: str, value: str) -> None:
    """Whoever mentions the resident to somebody with a place to give is worth more than a kind word."""
    assert ("Sorensen", "advocates", value) in facts(said)


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("Dr. Sorensen has my letter half done", "agreed"),
        ("dr. sorensen says no problem about the letter", "agreed"),
        ("Dr. Sorensen left the hospital, so no letter", "declined"),
        ("thanked Dr. Sorensen for the letter she uploaded", "sent"),
    ],
)
def test_how_far_a_letter_is_in_other_words(said: str, value: str) -> None:
    assert facts(said) == {("Sorensen", "letter", value)}


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("Lakeside does H-1B only for attendings", "no"),
        ("Lakeside stops sponsoring H-1B next summer", "no"),
        ("H-1B is under consideration at Lakeside", "maybe"),
    ],
)
def test_a_visa_for_others_or_no_longer_is_none_for_residents(said: str, value: str) -> None:
    assert facts(said) == {("Lakeside", "H-1B", value)}


def test_all_writers_of_a_list_of_writers_write() -> None:
    told = facts("My letter writers are Dr. Sorensen, Dr. Ito and Dr. Kemp")
    assert told == {(writer, "letter", "agreed") for writer in ("Sorensen", "Ito", "Kemp")}


@pytest.mark.parametrize(
    "said",
    [
        "I told Dr. Sorensen about the ICU elective",
        "Dr. Sorensen told the team about the new discharge policy",
        "dr sorensen said tell the pd i need the day off",
        "Dr. Sorensen advocates for IMGs on the state board",
        "Dr. Sorensen is a patient advocate",
        "Dr. Sorensen emailed the PD about the schedule",
        "Dr. Sorensen calls the coordinator about the schedule",
    ],
)
def test_who_tells_something_else_does_not(said: str) -> None:
    assert not {told for told in facts(said) if told[1] == "advocates"}


def test_nothing_is_believed_where_it_is_likelier_than_all_else_together() -> None:
    assert likeliest({"nothing": 1.0, "yes": 0.7, "no": 0.2})[0] == "yes"
    assert likeliest({"nothing": 1.0, "yes": 0.9})[0] == "nothing"
    assert likeliest({"nothing": 3.0, "yes": 0.0, "no": 0.0})[0] == "nothing"


def test_every_kind_that_is_weighed_says_what_it_cannot_do_without() -> None:
    assert {name.split(",")[0] for name in vocabulary("facts")} == {str(kind) for kind in VALUES}
    assert not any(may_speak_of(kind, ["nice", "weather", "today"]) for kind in VALUES)


@pytest.mark.parametrize(
    "said", ["Lakeside has MDs and DOs, they take both", "Lakeside has prelims and cats, they take both"]
)
def test_both_of_something_else_tells_nothing_of_visas(said: str) -> None:
    assert not {told for _, told, _ in facts(said)} & {"H-1B", "J-1"}
