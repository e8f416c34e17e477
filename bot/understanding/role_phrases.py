"""Phrases that tell what somebody is without naming it: "runs the fellowship", "heads GI", "offered to be my mentor".

A role or relationship that is one word or title is vocabulary (roles.toml); what takes a verb is a rule here. Rules are
patterns over the outline (outline.py), each with the sentences that prove it. Whom a phrase is about is weighed in
attribution.py with everything else that is told of people.
"""

import re

from bot.domain.vocabulary import Relationship, Role
from bot.understanding.rule import Rule, phrases

_LEADS = (
    r"(?:directs|runs|heads|leads|directing|running|heading|leading|in charge of|oversees|responsible for|"
    r"i (?:lead|run|direct|head)|(?:boss|head|chief) of)"
)
_ITS = r"(?:the |their |our |an? |its )?"

ROLE_PHRASES: tuple[Rule[Role], ...] = (
    Rule(
        "leads a program",
        phrases(
            rf"{_LEADS} {_ITS}(?:[\w/-]+ |SPEC |PLACE |EVENT ){{0,3}}"
            r"(?:fellowship|residency|residence|program|POSITION)"
            r"(?! (?:clinic|service|office|website|committee|research))",
            r"who directs (?:it |things )?there",
        ),
        Role.PROGRAM_DIRECTOR,
        (
            "Dr. Rao runs the EP fellowship",
            "I lead the residency",
            "she heads our residency",
            "he's in charge of the medicine program",
        ),
        ("she runs the clinic", "he runs marathons"),
        ("fellowship", "residenc", "program", "POSITION", "directs"),
    ),
    Rule(
        "chairs a department",
        phrases(
            r"chairs (?:the )?(?:\w+ of )?(?:SPEC|EVENT)(?! clinic| committee| council)",
            r"(?:head|chief|boss) of (?:the |their |our )?SPEC (?:department|dept)",
            r"(?:head|chief|boss) of (?:the )?(?:department|dept) of (?:the )?SPEC",
        ),
        Role.DEPARTMENT_CHAIR,
        ("she chairs dermatology at Northwestern Memorial", "head of the anesthesiology department at Reading"),
        ("she chairs the resident council", "head of the cardiology service"),
        ("chairs", "dep"),
    ),
    Rule(
        "is second in a program",
        phrases(
            r"(?:her|his|their|the|the pd 's|pd 's) (?:number two|no \. 2|second in command|deputy)"
            r"(?! (?:of|in) (?:the )?SPEC)",
            r"(?:he|she)(?:'s| is) (?:her|his|the) associate(?: one)?(?! professor)",
        ),
        Role.ASSOCIATE_PROGRAM_DIRECTOR,
        ("with his number two, Dr. Sims", "she's the director, he's her associate"),
        ("she is the associate professor",),
        ("number two", "no .", "deputy", "second in", "associate"),
    ),
    Rule(
        "leads a division",
        phrases(
            rf"{_LEADS} {_ITS}(?:PLACE )?(?:SPEC|EVENT)"
            r"(?: medicine| service| division| section| dept| department| group)?"
            r"(?! fellowship| residency| program| POSITION| clinic| research| lab)"
        ),
        Role.DIVISION_CHIEF,
        ("Dr. Rao heads GI", "she runs the cardiology division", "he leads their hospital medicine group"),
        ("she runs the cardiology fellowship",),
        ("SPEC", "EVENT"),
    ),
    Rule(
        "is the head of a field",
        phrases(
            r"(?:head|chief|boss|lead) (?:of|in|for) (?:the )?(?:\w+ )?(?:(?:department|division|section) of )?"
            r"(?:SPEC|EVENT)(?! residents?| residency| fellows| POSITION| program)",
            r"SPEC (?:division |section |service )?(?:head|boss|lead)(?=\b)",
        ),
        Role.DIVISION_CHIEF,
        ("he's the head of the nephrology at Irvine", "chief of transplant nephrology", "GI service lead"),
        ("head of the cardiology fellowship",),
        ("SPEC", "EVENT"),
    ),
    Rule(
        "coordinates a program",
        phrases(
            r"(?:takes care of|handles|does) (?:all )?(?:the )?(?:residents|ROLE)(?: '| 's)? (?:papers|paperwork)",
            r"(?:coordinates?|coordinating|administers|administrating|organi[sz]es) "
            rf"{_ITS}(?:[\w/-]+ |SPEC |PLACE ){{0,2}}"
            r"(?:residency|residents|POSITION|program|SPEC|ROLE|im|i'm)(?! (?:care|research|study))",
            r"(?:does|makes) the schedules? (?:for|of) (?:the )?residents",
        ),
        Role.COORDINATOR,
        (
            "she coordinates the residency",
            "rosalyn who coordinates the program at st vincent",
            "she takes care of the residents papers",
            "Mrs. Cole, who coordinates the residents in Roanoke",
        ),
        ("he coordinates care",),
        ("coordinat", "schedule", "paper", "administ", "organi"),
    ),
    Rule(
        "leads a laboratory",
        phrases(rf"{_LEADS} {_ITS}(?:[\w/-]+ |SPEC |PLACE ){{0,3}}(?:lab|laboratory|research group|trials? unit)"),
        Role.RESEARCHER,
        ("she leads the sepsis laboratory", "he runs a big lab"),
        ("she runs the clinic",),
        ("lab", "group", "unit"),
    ),
    Rule(
        "is in training",
        phrases(
            r"(?:doing|finishing|started|starting) (?:her|his) (?:SPEC |EVENT ){0,2}(?:POSITION|residency)",
            r"(?:doing|makes|making) (?:a|the|their) (?:SPEC |EVENT ){0,2}(?:POSITION|residency)",
        ),
        Role.RESIDENT,
        (
            "she is doing her heme onc fellowship at Roswell Park",
            "he is doing his residency at Wayne State",
            "doing her prelim at Kern",
        ),
        ("he did his fellowship in Miami", "they are starting a fellowship"),
        ("doing", "finishing", "start", "mak"),
    ),
    Rule(
        "supervised the resident",
        phrases(
            r"worked (?:[\w-]+ |EVENT |PLACE |SPEC |DATE ){0,6}with (?:dr )?(?:\. )?PERSON",
            r"working (?:\w+ |EVENT |PLACE |SPEC |DATE ){0,4}with dr (?:\. )?PERSON",
            r"(?:supervised|precepted|staffed|evaluated|taught) (?:me|my consults|my patients)",
            r"(?:staffing|rounding|rounded|precepting) (?:\w+ |EVENT |PLACE |SPEC |DATE ){0,3}"
            r"(?:with|w) dr (?:\. )?PERSON",
            r"(?:i was|i am|i'm) under (?:dr )?(?:\. )?PERSON",
            r"PERSON precepting",
            r"precepts (?:me|my|our|in)|(?:thanks|thx) for precepting|attends (?:in|on|at)",
            r"(?:supervised|precepted|staffed|evaluated) (?:DATE |\w+ ){0,2}by (?:dr )?(?:\. )?PERSON",
            r"(?:my|our) (?:boss|teacher) (?:on|in) (?:the )?(?:EVENT|SPEC)",
        ),
        Role.ATTENDING,
        ("worked two weeks in the MICU with Dr. Rao", "Dr. Lund supervised me in clinic", "rounding with Dr. Rao"),
        ("working on a paper with Sam",),
        ("work", " me", " by ", "boss", "teacher", "precept", "attends", "staff", "round", " under "),
    ),
)

RELATIONSHIP_PHRASES: tuple[Rule[Relationship], ...] = (
    Rule(
        "will be a mentor",
        phrases(
            (
                r"(?:offered|agreed|happy|wants|volunteered|said she'd|said he'd|she'll|he'll|will|said yes|proposed)"
                r"(?: to)? (?:be|become|being) (?:my|a) (?:\w+ ){0,2}mentor|(?:to )?(?:formally )?mentor "
                r"(?:me|you)|mentoring (?:me|you)"
            ),
            r"(?:yes|agreed|offered|happy|glad) to mentor(?:ing)?(?! (?:the|others?|students|ROLE|them)\b)",
            r"(?:be|as|me|i'm|am|i'll be) your (?:\w+ ){0,2}?mentor",
            r"(?:i )?(?:asked|want) (?:dr )?(?:\. )?(?:PERSON|her|him) to (?:be my mentor|mentor me)",
        ),
        Relationship.MENTOR,
        ("she offered to be my mentor", "Dr. Rao agreed to mentor me", "he said 'think of me as your mentor'"),
        ("my mentor program starts monday",),
        ("mentor",),
    ),
    Rule(
        "is a mentor",
        phrases(
            r"(?:my|our|as my|is my|(?<!pick )(?<!find )(?<!need )(?<!choose )(?<!get )(?<!want )a) "
            r"(?:\w+ ){0,2}?mentor(?! (?:program|list|meeting|session|night|s)\b)",
            r"PERSON (?:,|\(|/|=|-|–|—) (?:\w+ )?mentor(?= (?:\)|,|/|\.|since|now|DATE)|$)",
            r"[/(|] (?:\w+ )?mentor(?= (?:\)|/|\||since|DATE))",
            r"mentors? (?:\( \d \) )?(?:(?:found|secured|confirmed|yes) )?(?::|=|is|-) (?:dr )?(?:\. )?PERSON",
            r"(?:w/|with|w|via) mentor,? (?:, )?(?:dr )?(?:\. )?PERSON",
            r"mentor (?:he|she) calls (?:him|her)self",
            r"mentors me|mentored me",
        ),
        Relationship.MENTOR,
        ("Dr. Rao, my mentor, called", "mentor: Dr. Rao", "she is my career mentor", "met dr rao (mentor) today"),
        ("how am i doing on mentors", "Dr. Rao wants me to pick a mentor by March"),
        ("mentor",),
    ),
    Rule(
        "is a role model",
        phrases(r"role models?", r"want to be (?:like|just like) (?:her|him)"),
        Relationship.ROLE_MODEL,
        ("she is a role model for me",),
        ("she modelled the rates",),
        ("role model", "want to be"),
    ),
    Rule(
        "is a sponsor",
        phrases(
            r"(?:my|our|a|be my|as my|is my|of my) (?:\w+ )?sponsor(?! (?:h|j|visa|VISA|s)\b)",
            r"sponsor (?::|=) (?:dr )?(?:\. )?PERSON",
            r"(?:be|as|me|i'm|am|i'll be) your (?:\w+ )?sponsor(?! (?:for|on|VISA)\b)",
            r"(?:to )?sponsor me(?! (?:for|on) (?:a |an |the )?VISA)|sponsoring me",
        ),
        Relationship.SPONSOR,
        ("Dr. Rao is my sponsor now", "sponsor: Dr. Rao", "she said 'I will be your sponsor here'"),
        ("they sponsor H-1B",),
        ("sponsor",),
    ),
    Rule(
        "is a peer",
        phrases(
            r"(?<!step )peers?(?! (?:group|review|reviewed|list|support|mentor))",
            r"(?:my|our) class ?mates?|in my (?:intern )?class|same (?:intern )?class as me|batch ?mates?",
        ),
        Relationship.PEER,
        ("peer: Farhan", "she is in my class"),
        ("the fellow called", "peer review of our paper"),
        ("peer", "class", "batch"),
    ),
)


def sounds_like_a_peer(words: str) -> bool:
    """Whether a resident told in these words is the resident's equal: "co-intern", "fellow prelim"."""
    return _PEER.search(words) is not None


_PEER = re.compile(r"\bco[- ]?(?:int|res|pre|fel)|\bcollegue|\bcolleague|fellow (?:intern|resident|prelim)")
