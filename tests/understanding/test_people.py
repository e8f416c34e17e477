"""Who somebody is: given what a resident typed, the person, the role, the place and the field come out right."""

from datetime import datetime
from typing import Any

import pytest

from bot.understanding import understand
from bot.understanding.engine import outline_of
from bot.understanding.explain import explain
from bot.understanding.meaning import KnownContact
from bot.understanding.role_phrases import RELATIONSHIP_PHRASES, ROLE_PHRASES
from bot.understanding.rule import Rule

NOW = datetime(2026, 10, 13, 18, 40)  # a Tuesday
PHRASES: tuple[Rule[Any], ...] = (*ROLE_PHRASES, *RELATIONSHIP_PHRASES)


def told(text: str, *known: str) -> list[str]:
    """Each person as ``name: role, institution, specialty, relationship, IMG``, what is not told left out."""
    understood = understand(text, NOW, "America/Chicago", [KnownContact(name) for name in known])
    return [
        f"{person.name}: "
        + ", ".join(
            str(value)
            for value in (
                person.role,
                person.institution,
                person.specialty,
                person.relationship,
                "IMG" if person.img else None,
            )
            if value
        )
        for person in understood.people
    ]


@pytest.mark.parametrize(
    ("said", "understood"),
    [
        ('Speaker: Bartholomew "Bart" Nwachukwu, GI, Mercy', ["Bartholomew Nwachukwu: Mercy, gastroenterology"]),
        ("dr lee heard that I'm Grenadian", ["Lee: "]),
        ("I'm Priya Rao's co-intern, said hi to dr lee", ["Priya Rao: resident, peer", "Lee: "]),
        ("dr. wilhelmina (billie) szabo, pd at mercy", ["Wilhelmina Szabo: program_director, Mercy"]),
        ("Dr. Parvaneh 'Parry' Sohrabi called. Parry is an IMG", ["Parvaneh Sohrabi: IMG"]),
        ("Dr. Anita Rao (PD) Mercy Toledo", ["Anita Rao: program_director, Mercy Toledo"]),
        ("Abernethy, Ruth – GIM, Grady – IMG? no", ["Ruth Abernethy: Grady, internal_medicine"]),
        ("– Reyes-Holmqvist, Dr. Astrid: PD, Kern", ["Astrid Reyes-Holmqvist: program_director, Kern"]),
        ("Contact: Adebayo, Folasade MD; PD, Kern", ["Folasade Adebayo: program_director, Kern"]),
        ("Met Dr. Rao at Mercy, IMG? yes, from Pune", ["Rao: Mercy, IMG"]),
        ("Met Patel, Ruth and Omar at noon conference", ["Patel: ", "Ruth: ", "Omar: "]),
        ("it's with Dr. Frost's assistant, Maybelle", ["Frost: ", "Maybelle: other"]),
        ("blake's asst Femi confirmed receipt", ["Blake: ", "Femi: other"]),
        ("Dr. Lee, assistant PD at Mercy", ["Lee: associate_program_director, Mercy"]),
        ("Ann Lee, PGY-2 neuro at Kern", ["Ann Lee: resident, Kern, neurology"]),
        ("PGY2 gen surg vacancy feb. PD dr. armand leclair", ["Armand Leclair: program_director, surgery"]),
        ("Ann Lee, PGY2 surgery spot in feb at Kern", ["Ann Lee: Kern, surgery"]),
        ("dr. penhaligon bragged about me to the fellows", ["Penhaligon: "]),
        ("dr yusra hameed, allergy", ["Yusra Hameed: attending, allergy_immunology"]),
        (
            "Dear Dr. Baral — I regret I cannot write; Dr. Gulliver Prewitt will. Regards, M. Featherly (Chair)",
            ["Gulliver Prewitt: ", "M. Featherly: department_chair"],
        ),
        (
            '"Dr. Baral — thank you for your note. We look at it in May. — Ann Lee, coordinator at Kern"',
            ["Ann Lee: coordinator, Kern"],
        ),
        ("dr. a. k. menon, apd at uab", ["A. K. Menon: associate_program_director, UAB"]),
        ("Dr. Jung (A.P.D., Mercy)", ["Jung: associate_program_director, Mercy"]),
        ("D. Kessler, program mgr at Mercy", ["D. Kessler: coordinator, Mercy"]),
        (
            "Dr. Avgerinos, director of the internal medicine residency at Mercy",
            ["Avgerinos: program_director, Mercy, internal_medicine"],
        ),
        ("Dr. Rao, director of the ICU at Mercy", ["Rao: division_chief, Mercy, pulmonary_critical_care"]),
        ("Dr. Lee replaces her as PD at Mercy", ["Lee: program_director, Mercy"]),
        ("who replaces him as PD? dr mikhail boulos", ["Mikhail Boulos: program_director"]),
        ("Dr. Bettencourt-Ray got the PD job at Mercy", ["Bettencourt-Ray: program_director, Mercy"]),
        ("Ann Lee, PGY-2 DR at Mercy", ["Ann Lee: resident, Mercy, radiology"]),
        ("Ann Lee, PGY-4, DR, Mercy", ["Ann Lee: resident, Mercy, radiology"]),
        ("Ann Lee, med-peds pgy4 at Mercy", ["Ann Lee: resident, Mercy, pediatrics"]),
        ("Ann Lee, PGY-4 at Mercy. Their psychiatry takes J-1", ["Ann Lee: resident, Mercy, psychiatry"]),
        ("Ann Lee, PGY-4 cards at Mercy", ["Ann Lee: fellow, Mercy, cardiology"]),
        ("Dr. Quach, uveitis, Mercy", ["Quach: attending, Mercy, ophthalmology"]),
        ("Dr. Lee, vascular neurologist at Mercy", ["Lee: attending, Mercy, neurology"]),
        ("spoke with Dr. Silva at the Brazilian doctors dinner", ["Silva: "]),
        ("attendings: Swain then Guidry", ["Swain: attending", "Guidry: attending"]),
        ("coordinator at Mercy wrote: 'We take J-1. Best, Ann Lee'", ["Ann Lee: coordinator, Mercy"]),
        ("From: Ann Lee\nRe: visas\nWe take J-1.\nProgram coordinator, Mercy", ["Ann Lee: coordinator, Mercy"]),
        ("Dr. Achour, pm&r, Algerian grad", ["Achour: attending, pmr, IMG"]),
        ("Dr. Greene, my research mentor, called", ["Greene: researcher, mentor"]),
        ("Dr. Funk wants me to pick a mentor by Feb 28", ["Funk: "]),
        ("snooze Whitcomb to friday", ["Whitcomb: "]),
        ("they need PGY-1s and PGY-2s, Dr. Lee said", ["Lee: "]),
        ("met dr rao, a pgy2 at mercy", ["Rao: resident, Mercy"]),
        ("send it to Dr. Xiong at Regions... no, at HealthPartners.", ["Xiong: HealthPartners"]),
        ("Lt. Cmdr. Reuben Achterhof, APD, Mercy", ["Reuben Achterhof: associate_program_director, Mercy"]),
        ("RN supervisor Precious Moyo at Mercy", ["Precious Moyo: other, Mercy"]),
        ("Okello, Zainab | APD | Mercy", ["Zainab Okello: associate_program_director, Mercy"]),
        ("Rao, Kim and Lee all said hi", ["Rao: ", "Kim: ", "Lee: "]),
        ("Dr. Rao, rheum, Summa? No: Drexel.", ["Rao: attending, Drexel, rheumatology"]),
        ("at mercy lin said they take h1b", ["Lin: Mercy"]),
        ("met dr k raman, ass. program director, mercy", ["K Raman: associate_program_director, Mercy"]),
        ("Dr. Rao works at the VA", ["Rao: VA"]),
        ("Dr. Rao is cool with IMGs", ["Rao: "]),
        (
            "Dr. Rao, fellow at Mercy. Dr. Lee, hospitalist, ditto.",
            ["Rao: fellow, Mercy", "Lee: attending, Mercy, hospital_medicine"],
        ),
        ("met dr okafor apd at uab", ["Okafor: associate_program_director, UAB"]),
        ("Dr. Anita Patel, PD at Mercy, sponsors H-1B", ["Anita Patel: program_director, Mercy"]),
        ("our coordinator Brenda says the schedule is out", ["Brenda: coordinator"]),
        ("Dr. Rao runs the fellowship at Quillfeather Memorial", ["Rao: program_director, Quillfeather Memorial"]),
        ("spoke with dr. lund, she heads nephrology at mercy", ["Lund: division_chief, Mercy, nephrology"]),
        (
            "Two people at dinner: Dr. Imani Cole (PD, Kettering) and Dr. Sam Ortiz (GI fellow, Summa)",
            ["Imani Cole: program_director, Kettering", "Sam Ortiz: fellow, Summa, gastroenterology"],
        ),
        ("met dr long the hospitalist", ["Long: attending, hospital_medicine"]),
        ("my co-intern Amara is an img too", ["Amara: resident, peer, IMG"]),
        ("Dr. Farid offered to be my mentor", ["Farid: mentor"]),
        (
            "Dr. Rao and Dr. Lund, both attendings at Mercy",
            ["Rao: attending, Mercy", "Lund: attending, Mercy"],
        ),
        ("dr rao moved from summa to mercy", ["Rao: Mercy"]),
        ("dr rao moved from summa to mercy and is pd now", ["Rao: program_director, Mercy"]),
        ("Dr. Patel is my mentor, PD at Mercy", ["Patel: program_director, Mercy, mentor"]),
        (
            "met Dr. Ines Falk, PD at Overbrook, and Dr. Sam Ito, APD there",
            ["Ines Falk: program_director, Overbrook", "Sam Ito: associate_program_director, Overbrook"],
        ),
        (
            "Ana Bello / coordinator / Quillfeather // Luz Vale / fellow / same place",
            ["Ana Bello: coordinator, Quillfeather", "Luz Vale: fellow, Quillfeather"],
        ),
        ("pt of Dr. Kim has lupus", ["Kim: "]),
        ("dr rao said quillfeather takes h1b", ["Rao: "]),
        ("told dr. rao id call her office monday", ["Rao: "]),
        ("sent dr rao my eras id", ["Rao: "]),
        ("Interview at Doctors Hospital with Dr. Rao, the PD", ["Rao: program_director, Doctors Hospital"]),
        ("dr rao trained at summa, now faculty at mercy", ["Rao: attending, Mercy"]),
        ("precepted by dr rao in clinic", ["Rao: attending"]),
        ("dr rao said id be a great resident", ["Rao: "]),
        ("dr rao, id, said hi", ["Rao: attending, infectious_disease"]),
        ("Emory neurology's Dr. Rao is the PD", ["Rao: program_director, Emory, neurology"]),
        ("orlando's AdventHealth: APD dr rao", ["Rao: associate_program_director, AdventHealth"]),
        ("Dr. Rao from Cincinnati Children's said hi", ["Rao: Cincinnati Children's"]),
        ("dr. rao at st. mary's troy, pd", ["Rao: program_director, St. Mary's Troy"]),
        ("met dr rao, pd at fisher-titus", ["Rao: program_director, Fisher-Titus"]),
        ("dr rao, pd of hunt regional", ["Rao: program_director, Hunt Regional"]),
        ("Dr. Rao of Cedars no, of City of Hope", ["Rao: City of Hope"]),
        ("interview at Carrier Clinic, Belle Mead. PD: Dr. Rao", ["Rao: program_director, Carrier Clinic"]),
        ("dr rao is pd in oklahoma (integris)", ["Rao: program_director, Integris"]),
        ("dr rao, pd at texas a&m", ["Rao: program_director, Texas A&M"]),
        ("Dr. Rao is PD at Grady-- no, at Emory", ["Rao: program_director, Emory"]),
        ("Dr. Rao, APD at Cooper... no, at Hahnemann, no: at Crozer", ["Rao: associate_program_director, Crozer"]),
        ("PM&R at montefiore... no kessler: dr rao, pd", ["Rao: program_director, Kessler, pmr"]),
        ("dr rao from Dartmouth... no, from Vermont (UVM)", ["Rao: UVM"]),
        (
            "pd: dr rao, methodist dallas neuro? no, texas health dallas",
            ["Rao: program_director, Texas Health Dallas, neurology"],
        ),
        ("Dr. Rao works at Kern, not at Rush", ["Rao: Kern"]),
        ("Dr. Rao at Elmhurst (Illinois, not New York) called", ["Rao: Elmhurst"]),
        ("Dr. Rao, Univ. of Arizona, PD", ["Rao: program_director, Univ. of Arizona"]),
        (
            "Dr. Rao, University Medical Center of El Paso, APD",
            ["Rao: associate_program_director, University Medical Center of El Paso"],
        ),
        ("Dr. Rao, FM, clovis community, called", ["Rao: attending, Clovis Community, family_medicine"]),
        ("dr rao is pd at Queen's", ["Rao: program_director, Queen's"]),
        ("the APD at Presence St. Mary's is Dr. Rao", ["Rao: associate_program_director, Presence St. Mary's"]),
        ("Mrs. Purcell from dermatology at Hershey called", ["Purcell: Hershey, dermatology"]),
        ("dr rao (site dir, grady clinic) called", ["Rao: other, Grady Clinic"]),
        ("Dr. Rao (res dir., Mercy) called", ["Rao: program_director, Mercy"]),
        ("the stroke director at Mercy is Dr. Rao", ["Rao: division_chief, Mercy, neurology"]),
        ("Dr. Rao, GME director at Mercy", ["Rao: other, Mercy"]),
        ("Night chief is Ann Lee now", ["Ann Lee: chief_resident"]),
        ("The chair's assistant, Rowena, called", ["Rowena: other"]),
        ("Dr. Rao is now my PD's husband", ["Rao: "]),
        ("met Dr. Rao, our PD's cousin", ["Rao: "]),
        ("our PD's name is Dr. Rao", ["Rao: program_director"]),
        ("I worked on Saturday with Dr. Rao, he is in the second year of psychiatry", ["Rao: resident, psychiatry"]),
        ("worked with Dr. Rao on wards", ["Rao: attending"]),
        ("Dr. Rao, PD of medicine at Mercy", ["Rao: program_director, Mercy, internal_medicine"]),
        ("seen at the gas station lol: dr rao, pd at mercy", ["Rao: program_director, Mercy"]),
        ("med ed day: dr rao, pd at mercy", ["Rao: program_director, Mercy"]),
        ("Dr. Rao in the emergency, attending, saw it", ["Rao: attending, emergency_medicine"]),
        ("remove kwiatek pls", ["Kwiatek: "]),
        ("coffee w kwiatek happened", ["Kwiatek: "]),
        ("sent my cv to kwiatek so that is done", ["Kwiatek: "]),
        ("Kwiatek → what email?", ["Kwiatek: "]),
        ("Both Kwiatek entries. Forget them.", ["Kwiatek: "]),
        ("dr farah? no SUNITA rao, apd at mercy", ["Sunita Rao: associate_program_director, Mercy"]),
        (
            '"Dear Dr. Diaz, the position is filled." - Valerie Kopp, coordinator, Mercy',
            ["Valerie Kopp: coordinator, Mercy"],
        ),
        ("Elizabeth, NJ: Mercy's PD is Dr. Rao", ["Rao: program_director, Mercy"]),
        ("lunch with Dr. Rao. she's going to talk to the Bronxcare PD for me", ["Rao: "]),
        ("Dr. Rao knows the chair of neurology at Mercy", ["Rao: "]),
        ("Dr. Rao knows the PD at Mercy, Dr. Lin", ["Rao: ", "Lin: program_director, Mercy"]),
        ("Rao MD / Temple IM / APD", ["Rao: associate_program_director, Temple, internal_medicine"]),
        ("dr rao (neph, piedmont heart), good teacher", ["Rao: attending, Piedmont Heart, nephrology"]),
        ("Riverside Community (HCA). PD Dr. Rao", ["Rao: program_director, Riverside Community"]),
        ("the poster (Dr. Rao, APD UIHC? no, Mercy): PGY-2 there", ["Rao: associate_program_director, Mercy"]),
        ("Dr. Rao, APD at MUSC—no! ECU—said email me", ["Rao: associate_program_director, ECU"]),
        ("dr rao, pd at hays med ctr", ["Rao: program_director, Hays Med Ctr"]),
        ("My program director will call. She's Dr. Valerie Rao", ["Valerie Rao: program_director"]),
        ("he asked if I'm the new intern. He's Dr. Rao, the chair at Mercy", ["Rao: department_chair, Mercy"]),
        ("The assistant of the chair, Monique, called", ["Monique: other"]),
        ("The chair's assistant, Ms. Opal Rao, called", ["Opal Rao: other"]),
        ("PD Dr. Rao and APD Dr. Lee both like IMGs", ["Rao: program_director", "Lee: associate_program_director"]),
        ("Dr. Rao, Dr. Lee - both IMGs", ["Rao: IMG", "Lee: IMG"]),
        ("doctor Rao the pain doc will call Dr Lee at Mercy", ["Rao: attending, anesthesiology", "Lee: Mercy"]),
        (
            "dr. lam - retina - san jose eye institute - wants me thurs",
            ["Lam: attending, San Jose Eye Institute, ophthalmology"],
        ),
        ("Dr. Lang is pd in tucson now (UA south campus)", ["Lang: program_director, UA South Campus"]),
        ("Dr. Sobel, PD at the university at buffalo", ["Sobel: program_director, University at Buffalo"]),
        ("Dr. Rao, PD at the medical college of wisconsin", ["Rao: program_director, Medical College of Wisconsin"]),
        ("Dr. Rao, PD at Mercy, campus visit today", ["Rao: program_director, Mercy"]),
        # a field told far from the name may be the program's alone
        ("Radiology at Kern takes only J-1, I read it on their page and Dr. Rao confirmed it", ["Rao: radiology"]),
        ("nephrology consults all week with Dr. Rao", ["Rao: attending, nephrology"]),
        # misheard and put right, or called otherwise
        ("doctor Jeppesen no Jespersen asked me about it", ["Jespersen: "]),
        ("dr shake (sheikh?) from cardio, he is attending at mercy", ["Shake: attending, Mercy, cardiology"]),
        ("the nice 'Dr. B' = Dr. Benedikta Wray (PD, Mercy)", ["Benedikta Wray: program_director, Mercy"]),
        ("met the spouse of Dr. Melamed = Dr. Noa Harel", ["Melamed: ", "Noa Harel: "]),
        ("Dr. Ashworth = Dr. Lee's fellow", ["Ashworth: ", "Lee: "]),
        ("Dr. Haddad, Dr. Haddan at Mercy", ["Haddad: ", "Haddan: Mercy"]),
        ("dr rao said 'call me nell'. nell is apd at mercy", ["Rao: associate_program_director, Mercy"]),
        ("Dr. Rao said I should call Nell", ["Rao: ", "Nell: "]),
        (
            "Dr. Rao: hospitalist at Mercy Toledo... Mercy Canton, sorry",
            ["Rao: attending, Mercy Canton, hospital_medicine"],
        ),
        ("Dr. Rao is GI fellow at Jackson... nope at Kern", ["Rao: fellow, Kern, gastroenterology"]),
        # whoever works where the resident does only speaks of another hospital
        ("co-intern bao says mercy does h1b", ["Bao: resident, peer"]),
        ("Kent Hospital might sponsor H-1B. Source is Priscila, the night senior", ["Priscila: resident"]),
        ("Upstate Syracuse: J-1 Y / src: PGY-3 Hafiz (my senior)", ["Hafiz: resident"]),
        ("my coresident samir already matched endo at mercy", ["Samir: resident, Mercy, endocrinology, peer"]),
        ("my attending Dr. Rao from Kern says they take J-1", ["Rao: attending, Kern"]),
        ("my co-intern's wife Dr. Rao is at Mercy", ["Rao: Mercy"]),
        (
            "Kern has a place. I was told by Dr. Roa, pathologist, who did her fellowship there",
            ["Roa: attending, pathology"],
        ),
    ],
)
def test_what_is_told_of_somebody_is_theirs(said: str, understood: list[str]) -> None:
    """A role given to the wrong person is worse than none: it is what the resident will act on."""
    assert told(said) == understood


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("met kofi a. lamptey, chief res at mercy", ["Kofi A. Lamptey"]),
        ("talked w/ dr ole gunderson-pratt. h1b ok", ["Ole Gunderson-Pratt"]),
        ("dr maria del carmen ruiz said hi", ["Maria del Carmen Ruiz"]),
        ("Okonkwo, Chidi (PGY-2)", ["Chidi Okonkwo"]),
        ("dr mcneil and dr o'hara", ["McNeil", "O'Hara"]),
        ("I told Dr. Lee I'll come", ["Lee"]),
        ("dr jp singh, apd", ["JP Singh"]),
        ("both dr khans: saira khan and imran khan", ["Saira Khan", "Imran Khan"]),
        ("visited dr. monday on tuesday", ["Monday"]),
        ("Ah yes I saw dr mohan", ["Mohan"]),
        ("dr kader fell thru :(", ["Kader"]),
        ("dr amara left for boston", ["Amara"]),
        ("turns out dr bramwell's 1st name is ODETTE", ["Odette Bramwell"]),
        ("met dr gulnara, family name abenova", ["Gulnara Abenova"]),
        ("Dr. Ermias: first name Ermias, last name Gebru", ["Ermias Gebru"]),
        ("dr farouk is in cards and his first name is Hany", ["Hany Farouk"]),
        ("dr imre (first name only at my place) said hi", ["Imre"]),
        ("hold the perlstein followup til monday", ["Perlstein"]),
        ("close the kleinfeld one", ["Kleinfeld"]),
        ("mailed tennenbaum", ["Tennenbaum"]),
        ("cross off Kourtney, we spoke", ["Kourtney"]),
        ("Brandvold reminder: +1 wk", ["Brandvold"]),
        ("Corwin can wait, show me again in ten days", ["Corwin"]),
        ("when did i last see fukui", ["Fukui"]),
        ("quick recap of the Oduya-Falk convo", ["Oduya-Falk"]),
        ("did fukui ever answer", ["Fukui"]),
        ("what do we know about Carson Tahoe?", []),
    ],
)
def test_a_name_is_taken_whole_and_written_as_a_name(said: str, names: list[str]) -> None:
    assert [person.name for person in understand(said, NOW, "America/Chicago").people] == names


@pytest.mark.parametrize(
    ("said", "known", "name"),
    [
        ("push the chen one to friday", "Wei Chen", "Wei Chen"),
        ("what did priya say?", "Priya Raman", "Priya Raman"),
        ("anything due with dr malik this week", "Adil Malik", "Adil Malik"),
        ("drop the reminder about park to friday", "Su-bin Park", "Su-bin Park"),
        ("move the park one to friday", "Su-bin Park", "Su-bin Park"),
        ("oops its dr mensah not menza", "Abena Menza", "Mensah"),
        ("prep me 4 zoom 2nite w cruz albright", "Jessamy Cruz-Albright", "Jessamy Cruz-Albright"),
        ("Cruz-Albright said yes to the letter", "Jessamy Cruz Albright", "Jessamy Cruz Albright"),
        ("call Al Rashidi tmrw", "Ibrahim Al-Rashidi", "Ibrahim Al-Rashidi"),
        ("met Anna Cruz-Albright", "Jessamy Cruz Albright", "Anna Cruz-Albright"),
        ("push the dr arriaga one to friday", "Leopoldo Arriaga-Finn", "Leopoldo Arriaga-Finn"),
        ("thank you card for castro reilly draft", "Diego Castro-Reilly", "Diego Castro-Reilly"),
        ("push P-W to friday", "Giang Pham-Winters", "Giang Pham-Winters"),
        ("sent KO my case list", "Adwoa Kettlewell-Owusu", "Adwoa Kettlewell-Owusu"),
        ("sent my CV to dr lee", "Ines Castro-Vega", "Lee"),
        ("met dr finn at ACP", "Leopoldo Arriaga-Finnegan", "Finn"),
    ],
)
def test_a_contact_already_there_is_known_by_a_part_of_the_name(said: str, known: str, name: str) -> None:
    """Otherwise the same person is kept twice."""
    assert [person.name for person in understand(said, NOW, "UTC", [KnownContact(known)]).people] == [name]


@pytest.mark.parametrize(
    "said",
    [
        "admitted a Graves and a Parkinson's tonight",
        "lol long day",
        "who sponsors h1b in ohio?",
        "mute until may",
        "thx bot",
        "which doctors like IMGs",
        "erm, scrap the one with the tea house",
        "remind me wednesday about the nda thing",
        "close the uab one",
        "sent my cv to nephrology",
        "sent my cv to cleveland",
        "remove duplicates pls",
        "forget everything pls",
        "she told us about her path, Novi Sad, then Miami",
        "read at tumor board wed, the case of mr. L",
        "Feliz Natal!",
        "ok, after Mardi Gras",
        "my abstract goes out before i leave for manila the 18th",
    ],
)
def test_nobody_is_made_up(said: str) -> None:
    """Eponyms, months, places and the bot itself are not people."""
    assert understand(said, NOW, "UTC").people == ()


EXAMPLES = [(phrase, said) for phrase in PHRASES for said in phrase.examples]
COUNTEREXAMPLES = [(phrase, said) for phrase in PHRASES for said in phrase.counterexamples]


@pytest.mark.parametrize(("phrase", "said"), EXAMPLES)
def test_a_phrase_reads_its_examples(phrase: Rule[Any], said: str) -> None:
    """The examples beside a rule are what it promises."""
    assert list(phrase.matches(outline_of(said, NOW).text))


@pytest.mark.parametrize(("phrase", "said"), COUNTEREXAMPLES)
def test_a_phrase_leaves_its_counterexamples(phrase: Rule[Any], said: str) -> None:
    """What looks alike and means something else."""
    assert not phrase.pattern.search(outline_of(said, NOW).text)


@pytest.mark.parametrize(
    "said",
    [
        "he knows the PD at Temple, Dr. Stone",
        "her PD Dr. Stone never takes prelims",
        "Dr. Fairweather's PD, Dr. Stone, never takes prelims",
        "per their PD, doctor stone, no visas at all",
    ],
)
def test_the_role_before_a_title_is_that_of_the_one_named_and_nobody_elses(said: str) -> None:
    roles = {person.name: person.role for person in understand(said, NOW, "UTC").people}
    assert [name for name, role in roles.items() if role == "program_director"] == ["Stone"]


def test_the_account_of_a_reading_says_what_was_told_of_whom_and_what_lost() -> None:
    """A wrong reading can only be put right by who sees where it came from."""
    account = explain("Dr. Patel said the PD at Mercy is leaving. Dr. Cole is a cardiology fellow at UAB.", NOW)
    fellow = next(line for line in account.splitlines() if "role fellow of Cole" in line)
    assert ", by 'role" in fellow
    assert "not kept" in account


def test_the_account_says_what_speaks_for_the_intent_and_for_the_next_best() -> None:
    account = explain("push the Chen one to next week", NOW).splitlines()
    first, second, _ = (line for line in account if line.startswith("intent"))
    assert "snooze" in first
    assert "hint defer.plain'" in first
    assert "snooze" not in second


@pytest.mark.parametrize(
    ("said", "where"),
    [
        ("sat next to Dr. Rao in the resuscitation committee", "resuscitation committee"),
        ("met dr lund at the pulmonary conference", "pulmonary conference"),
        ("Dr. Ito from the ICU told me they take J-1", None),
        ("dr cole said no for now. I'll ask again before rounds", None),
        ("saw dr park at ACP", "ACP"),
        ("ran into dr lund on the roof of the garage", "roof"),
        ("Met Dr. Okafor at the Ghanaian consulate, she takes J-1", "Ghanaian consulate"),
        ("Saw Dr. Rao at yesterday's family conference", "family conference"),
        ("Dr. Silva talked to me at the Brazilian doctors dinner", "Brazilian doctors dinner"),
        ("Dr. Lund got back to me with an answer in writing", None),
        ("second look at Mercy. Dr. Lund, PD, never converts prelims", "second look"),
        ("at the nepali physicians thing I met Dr. Rao, pulm at Mercy", "nepali physicians thing"),
        ("yesterday in the ED doctor Maria Silva told me Mercy takes J-1", "ED"),
        ("saw Dr. Cole on 6 West, he'd call the PD at Mercy", "6 West"),
        ("10 East hospitalist Zubaida Rao gave me her notes for step 3", "10 East"),
        ("sign-out w/ the senior, Dr. Cole, he applied in pulm", "sign-out"),
        ("ran into dr brennan in the elevator, remembers me from the M&M", "elevator"),
        ("Dr. Cole says Mercy opens in 2028, he's on the planning committee", None),
        ("Dr. Cole is on the wellness committee with me, she likes IMGs", "wellness committee"),
        ("wed | Dr. Cole | vascular surgery | wants my M&M slides by friday", None),
        ("Dr. Cole offered his notes and I'm to meet him at the library on Saturday", None),
        ("From the 1st to the 28th of February I'm on consult psychiatry with Dr. Cole", "consult psychiatry"),
        ("one more thing: Dr. Cole at Mercy takes J-1", None),
        ("Dr. Cole was at noon conference, wants me in his ID clinic wednesday", "noon conference"),
        ("next rotation is geriatrics, from nov 7 to dec 4, with Dr. Cole", "geriatrics"),
        ("Dr. Cole plans to step down, the new PD at Mercy is Dr. Lund", None),
        ("met Dr. Cole in the step down unit", "step down"),
        ("Dr. Cole has clinic on Mondays and likes to teach", None),
        ("Dr. Cole said I should go to every grand rounds", None),
        ("Dr. Cole invited me to the ethics committee when we met at the open house", "open house"),
        ("Long night with Dr. Cole, surgeon", None),
        ("alumni night: Dr. Cole, PD at Mercy", "alumni night"),
        ("Dr. Cole told me over dinner that Mercy has a PGY-2", "dinner"),
        ("met dr cole at the lunch-and-learn", "lunch-and-learn"),
    ],
)
def test_where_somebody_was_met(said: str, where: str | None) -> None:
    """Where somebody works, and where the resident will be, is not where they met."""
    assert understand(said, NOW, "UTC").where == where


def test_a_number_dictated_digit_by_digit_is_kept_as_one_dials_it() -> None:
    [person] = understand("Dr. Lund's cell is three one nine, five five five, zero one two nine", NOW, "UTC").people
    assert person.phone == "319-555-0129"


@pytest.mark.parametrize(
    ("said", "chair"),
    [
        ("met Dr. Harold Finch and Dr. Susan Okoye. she is chair at Bayfield", "Susan Okoye"),
        ("met Dr. Susan Okoye and Dr. Harold Finch. he is chair at Bayfield", "Harold Finch"),
        ("met Dr. Robin Finch and Dr. Harold Okoye. she is chair at Bayfield", "Robin Finch"),
        ("met Dr. Harold Finch. she is chair at Bayfield", "Harold Finch"),
    ],
)
def test_she_is_who_may_be_called_so_by_the_given_name(said: str, chair: str) -> None:
    """Where nobody else is spoken of, what the name tells counts for nothing."""
    people = understand(said, NOW, "UTC").people
    assert [person.name for person in people if person.role == "department_chair"] == [chair]
