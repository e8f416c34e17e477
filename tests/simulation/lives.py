"""Years of made-up residents: what each says and does, day by day, and what may happen to the platform meanwhile.

Everything is drawn from a generator seeded with the resident's name, so a life is the same on every run.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from tests.simulation.replay import Line, clicks, resident, says

FIRST_DAY = date(2026, 7, 1)
MOVING_DAY = date(2027, 1, 4)
LAST_ASKED = date(2027, 5, 15)  # so that all that is asked for is due, and late at the most, before the year ends

PEOPLE = (
    "Anita Rao", "Samuel Okafor", "Linh Nguyen", "Rana Haddad", "Pavel Novak", "Ama Mensah", "Jorge Salazar",
    "Mina Park", "Tomas Lindqvist", "Farah Siddiqui", "Kofi Boateng", "Irina Petrova", "Hana Sato", "Diego Ferreira",
    "Leila Karimi",
)  # fmt: skip
PLACES = ("Lakeside", "Mercy", "Riverside", "St. Luke's", "Harbor View", "Cedar Hill")
ROLES = ("PD", "APD", "attending", "chief resident", "fellow", "coordinator")
TOLD = (
    "met Dr. {name}, {role} at {place}, sponsors H-1B",
    "met Dr. {name}, {role} at {place}. email her in 3 days",
    "had coffee with Dr. {name}",
    "Dr. {name} will send me the abstract by friday",
    "Dr. {name} agreed to write my letter",
    "met Dr. {name}, {role} at {place}, at ACP",
    "Dr. {name} is my mentor",
    "heard of a PGY-2 opening at {place}",
    "poster accepted at SGIM",
)
CLOCK_TIMES = (time(6, 15), time(9, 10), time(12, 45), time(16, 20), time(22, 5))


@dataclass(frozen=True, slots=True)
class Asked:
    """A reminder that the resident set: *subject* tells it from all others, *at* is None for a bare day."""

    subject: str
    on: date
    at: time | None


@dataclass(slots=True)
class Life:
    """*moves* is where the resident lives from MOVING_DAY on; *troubled*: the platform refuses and processes die."""

    name: str
    tz: str
    goal: str = "later"
    moves: str | None = None
    nights: tuple[date, ...] = ()  # Mondays on which a week of nights begins
    troubled: bool = False
    asked: list[Asked] = field(default_factory=list)

    def script(self) -> list[Line]:
        """Return the year as a script, and remember what was asked in it."""
        chance = Random(self.name)
        self.asked = []
        told = [self._day(day, chance) for day in (FIRST_DAY + timedelta(days=n) for n in range(360))]
        lines = [line for day in told for line in day]
        profile = resident(f"{FIRST_DAY}T05:00", self.name, self.tz, start=str(FIRST_DAY), goal=self.goal)
        return [profile, *sorted(lines, key=self.moment)]

    def zone_on(self, day: date) -> ZoneInfo:
        return ZoneInfo(self.moves if self.moves and day > MOVING_DAY else self.tz)

    def moment(self, line: Line) -> datetime:
        """Return when a line of the script is said, by its resident's clock."""
        at = datetime.fromisoformat(str(line["at"]))
        return at if at.tzinfo else at.replace(tzinfo=self.zone_on(at.date()))

    def _day(self, day: date, chance: Random) -> list[Line]:
        lines: list[Line] = []
        if day.weekday() == 0 and day in self.nights:
            lines.append(says(f"{day}T10:00", "I'm on nights this week", self.name))
        if day == MOVING_DAY and self.moves:
            return [{"at": f"{day}T11:00", "user": self.name, "profile": {"tz": self.moves}}]
        if chance.random() < 0.12:
            lines.append(self._tells(day, chance))
        if chance.random() < 0.06 and day < LAST_ASKED:
            lines.append(self._asks(day, chance))
        if chance.random() < 0.10:
            lines.append(
                clicks(f"{day}T19:{chance.randrange(60):02}", chance.choice(("Done", "Done", "Later")), self.name)
            )
        if self.troubled and chance.random() < 0.04:
            lines.append(self._trouble(day, chance))
        return lines

    def _tells(self, day: date, chance: Random) -> Line:
        words = chance.choice(TOLD).format(
            name=chance.choice(PEOPLE), role=chance.choice(ROLES), place=chance.choice(PLACES)
        )
        return says(f"{day}T{chance.randrange(12, 19)}:{chance.randrange(60):02}", words, self.name)

    def _asks(self, day: date, chance: Random) -> Line:
        on = day + timedelta(days=chance.randrange(1, 40))
        at = chance.choice((None, *CLOCK_TIMES))
        subject = f"office {len(self.asked) + 101}"
        self.asked.append(Asked(subject, on, at))
        clock = f" at {at:%H:%M}" if at else ""
        return says(
            f"{day}T13:{chance.randrange(60):02}", f"remind me to call {subject} on {on:%b} {on.day}{clock}", self.name
        )

    def _trouble(self, day: date, chance: Random) -> Line:
        what = chance.choice(("restart", "20m", "5h", "30h", "refused"))
        at = f"{day}T{chance.randrange(24):02}:{chance.randrange(60):02}"
        if what == "refused":
            return {"at": f"{at}Z", "user": self.name, "fail": "send", "times": chance.choice((1, 3))}
        return {"at": f"{at}Z", "restart": True} | ({} if what == "restart" else {"down": what})


LIVES = (
    Life("amara", "America/New_York", "same-cycle"),
    Life("bilal", "America/Chicago", nights=(date(2026, 9, 7), date(2026, 10, 26), date(2027, 3, 8))),
    Life("chen", "America/Phoenix", troubled=True),
    Life("divya", "Pacific/Honolulu", "same-cycle", troubled=True),
    Life("emeka", "America/Los_Angeles", moves="America/New_York"),
    Life("fatima", "America/Denver", nights=(date(2026, 11, 2),), troubled=True),
    Life("gustavo", "America/Puerto_Rico"),
    Life("hyun", "America/Anchorage", "same-cycle", moves="Pacific/Honolulu"),
    Life("ivana", "America/Detroit", troubled=True),
    Life("jamal", "America/Indiana/Indianapolis", nights=(date(2027, 2, 1), date(2027, 3, 15))),
    Life("keiko", "Pacific/Guam", "same-cycle"),
    Life("lucia", "America/New_York", moves="America/Los_Angeles", troubled=True),
)
