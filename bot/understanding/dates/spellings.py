"""How residents spell the words of dates: phone shorthand, dictation, slips of the thumb."""

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip

# The standard word, then how else it is written.
_ALSO_WRITTEN = {
    "monday": "mon lunes munday mondya modnay",
    "tuesday": "tue martes tues teusday tusday tuseday tuesdya tusdya",
    "wednesday": "wed miércoles miercoles "
    "weds wednes wensday wendsday wenesday wensdy wendesday wednesdya wednsday wedensday",
    "thursday": "thu jueves thur thurs thirsday thurday thursdya thrusday thurdsay",
    "friday": "fri viernes fryday fridya firday frday friady",
    "saturday": "sat sábado sabado saterday satday saturdya satuday",
    "sunday": "sun domingo sonday sundya sudnay",
    "january": "jan janurary",
    "february": "feb febuary feburary febrary",
    "march": "mar",
    "april": "apr",
    "june": "jun",
    "july": "jul",
    "august": "aug",
    "september": "sep sept",
    "october": "oct",
    "november": "nov novemeber",
    "december": "dec decemeber",
    "today": "2day hoy tday todya",
    "tonight": "2nite 2night tonite tnite tonigt",
    "tomorrow": "tmrw mañana tmr tmrrw tmrow tmmrw tmw tomorrows tomo tomoro tommorow tomorro tomrw tmorrow "
    "2moro 2morrow 2mrw 2morow tomoz",
    "yesterday": "yest ayer ystd yday ystrday yestrday yesterdy yestarday",
    "next": "nxt nex",
    "last": "lst",
    "week": "weeks wk wks",
    "weekend": "wknd wkend week-end",
    "month": "months mo mos mth mths mnth mnths",
    "day": "days",
    "year": "years yr yrs",
    "hour": "hours hr hrs",
    "minute": "minutes min mins",
    "fortnight": "fortnights fortnite",
    "before": "b4 bef befor",
    "until": "till til untill",
    "through": "thru",
    "morning": "mornin morn mrng",
    "afternoon": "aft aftn afternon arvo",
    "evening": "eve evenin evng",
    "night": "nights nite",
    "noon": "midday noonish",
    "couple": "cpl coupl coupla",
    "between": "btwn btw",
    "around": "arnd approx approximately",
    "about": "abt",
    "every": "evry",
    "thanksgiving": "tgiving thxgiving tksgiving",
    "christmas": "xmas chrismas",
    "halloween": "haloween",
    "beginning": "begining beg start",
    "quarter": "qtr",
    "memorial": "mem",
    "veterans": "vets",
    "valentine": "v-day vday",
}

# Written one way, and part of the language of dates all the same: a text with none of these holds no date.
_ALSO_SAID = """
    possible tax cyber election quarter half midnight eod eow eom eob eoy cob asap midweek mlk memorial labor labour
    veterans columbus presidents president's independence juneteenth valentine's valentines valentine easter good
    black match mother's mothers father's fathers groundhog indigenous nye winter spring summer fall autumn holidays
    biweekly fortnightly weekly monthly daily mondays tuesdays wednesdays thursdays fridays saturdays sundays block
    veteran veteran's turkey doctors doctor's eid diwali deepavali lunar chinese close
    am pm rotation service elective cycle call academic residency term semester shift contract few several newyears
"""

# Short for a unit only when glued to a number: "2w", "10d".
GLUED = {"d": "day", "w": "week", "h": "hour", "y": "year", "mon": "month", "mons": "month"}

_NUMBERS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
)
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
)
_TENS = {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90}


def words(listed: str) -> frozenset[str]:
    """A set of words written as running text."""
    return frozenset(listed.split())


_NEW_YEARS = ("new years", "new year's", "new yr", "new yrs")


def _spellings() -> dict[str, str]:
    standard = {word: word for word in (*WEEKDAYS, *MONTHS, *_ALSO_WRITTEN, *_ALSO_SAID.split())}
    for word in (*WEEKDAYS, *MONTHS, "tomorrow", "yesterday", "tonight", "thanksgiving", "christmas"):
        if len(word) > 5:
            standard |= {slip: word for slip in _slips(word) if slip not in standard}
    for word, others in _ALSO_WRITTEN.items():
        standard |= dict.fromkeys(others.split(), word)
    possessives = {f"{said}'s": word for said, word in standard.items()}
    return possessives | standard | _number_words() | dict.fromkeys(_NEW_YEARS, "newyears")


def _number_words() -> dict[str, str]:
    """Numbers in words as digits; ordinals in words as "12#", apart from "12th" because "the second" rarely dates."""
    numbers, ordinals = _NUMBERS.split(), _ORDINALS.split()
    spelled = {word: str(n) for n, word in enumerate(numbers, 1)} | {word: str(n) for word, n in _TENS.items()}
    spelled |= {word: f"{n}#" for n, word in enumerate(ordinals, 1)} | {"thirtieth": "30#"}
    for ten, above in (("twenty", 20), ("thirty", 30), ("forty", 40), ("fifty", 50)):
        for gap in "- ":
            spelled |= {f"{ten}{gap}{unit}": str(above + n) for n, unit in enumerate(numbers[:9], 1)}
            spelled |= {f"{ten}{gap}{unit}": f"{above + n}#" for n, unit in enumerate(ordinals[:9], 1)}
    return spelled


def _slips(word: str) -> set[str]:
    """One slip of the thumb inside a word: a letter dropped, doubled or swapped with its neighbour.

    First and last letter stay, which keeps names such as Frida and Monda out.
    """
    inner = range(1, len(word) - 1)
    dropped = {word[:i] + word[i + 1 :] for i in inner}
    doubled = {word[:i] + word[i] + word[i:] for i in inner}
    swapped = {word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(1, len(word) - 2)}
    return dropped | doubled | swapped


SPELLINGS = _spellings()
"""Every spelling of a word of dates, in lower case, and its standard word."""

UNITS_IN_WORDS = "|".join((*_NUMBERS.split()[:9], *_ORDINALS.split()[:9]))
