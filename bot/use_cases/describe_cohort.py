"""Say of a cohort which year, track and site it is, and find it by those."""

import re
from dataclasses import replace

from bot.domain.cohort import CohortProfile, Membership, channel_name
from bot.ports import UnitOfWork
from bot.turn import Turn

FIELDS = ("year", "track", "site")

_FIELD = re.compile(r"(?:^|[\s,;]+)(year|track|site)\b\s*[:=]?\s*", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


def read_name(words: str) -> tuple[str, CohortProfile]:
    """Return the name and the profile that the words for a new cohort tell.

    >>> name, profile = read_name("prelims 2026, track medicine, site Mercy West")
    >>> name, profile.fields
    ('prelims-2026', (('year', '2026'), ('track', 'medicine'), ('site', 'Mercy West')))
    """
    told = read_fields(words, CohortProfile())
    first = _FIELD.search(words)
    name = "-".join(words[: first.start() if first else None].strip(" ,;:").split())
    year = _YEAR.search(name)
    return channel_name(name), replace(told, year=told.year or (year[0] if year else None))


def read_fields(words: str, profile: CohortProfile) -> CohortProfile:
    """Return the profile with what the words tell anew; "site none" takes one away."""
    parts = _FIELD.split(words)[1:]
    told = {name.casefold(): value.strip(" ,;.") for name, value in zip(parts[::2], parts[1::2], strict=True)}
    changed = {name: None if value.casefold() in ("", "none") else value for name, value in told.items()}
    return replace(profile, **changed)  # type: ignore[arg-type]  # the names are those of _FIELD


async def profile_of(account: UnitOfWork) -> CohortProfile:
    return await account.find(CohortProfile, CohortProfile().id) or CohortProfile()


async def other_names(turn: Turn) -> dict[str, tuple[str, ...]]:
    """Return what the cohorts that the resident leads are called besides "#name", each with those meant."""
    named: dict[str, list[str]] = {}
    for cohort in await turn.work.cohorts.of(turn.work.resident.id):
        if cohort.leads:
            profile = await profile_of(await turn.work.open_cohort(cohort.cohort_id))
            for each in _called(cohort, profile):
                named.setdefault(each, []).append(cohort.cohort_name)
    return {each: tuple(names) for each, names in named.items()}


def _called(cohort: Membership, profile: CohortProfile) -> set[str]:
    name = cohort.cohort_name
    told = {f"{field} {value}" for field, value in profile.fields} | {value for _, value in profile.fields}
    return {each.casefold() for each in told | {name, name.replace("-", " ")}}
