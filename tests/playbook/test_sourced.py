"""Season dates and immigration facts: each has a source and the day it was checked, and what is old is shown as old."""

from datetime import date, timedelta
from urllib.parse import urlsplit

import msgspec
import pytest

from bot.playbook.sourced import FILES, OLD_AFTER, load_facts, read_facts, season_ahead
from bot.replies.sourced import fact_in_words

FACT = """[[facts]]
id = "x"
text = "SOAP begins"
source = "https://www.nrmp.org/"
publisher = "NRMP"
checked_on = 2026-11-26
"""


@pytest.mark.parametrize("name", FILES)
def test_every_fact_has_its_source_and_date(name: str) -> None:
    facts = load_facts(name)
    assert facts
    assert len({fact.id for fact in facts}) == len(facts)


def test_immigration_is_told_from_the_law_and_those_who_apply_it() -> None:
    """A blog is no source for what a visa hangs on."""
    primary = (".gov", "ecfmg.org", "intealth.org", "nrmp.org", "law.cornell.edu")
    hosts = {urlsplit(fact.source).hostname or "" for fact in load_facts("immigration")}
    assert not [host for host in hosts if not host.endswith(primary)]


@pytest.mark.parametrize("name", FILES)
def test_what_only_others_repeat_is_called_a_secondary_source(name: str) -> None:
    facts = load_facts(name)
    repeated = [fact for fact in facts if fact.publisher in ("QuantaPrep", "MedEdits")]
    assert all(fact.secondary for fact in repeated)
    for fact in facts:
        assert ("secondary source" in fact_in_words(fact, date(2026, 11, 27))) is fact.secondary


@pytest.mark.parametrize("missing", ['source = "https://www.nrmp.org/"\n', "checked_on = 2026-11-26\n"])
def test_a_fact_without_source_or_date_is_refused(missing: str) -> None:
    assert read_facts(FACT.encode())
    with pytest.raises(msgspec.ValidationError):
        read_facts(FACT.replace(missing, "").encode())


def test_a_source_is_an_address_where_it_can_be_checked() -> None:
    with pytest.raises(msgspec.ValidationError, match="source"):
        read_facts(FACT.replace("https://www.nrmp.org/", "a colleague").encode())


def test_what_was_checked_more_than_ninety_days_ago_is_old() -> None:
    (fact,) = read_facts(FACT.encode())
    assert timedelta(days=90) == OLD_AFTER
    assert not fact.is_old(date(2027, 2, 24))
    assert fact.is_old(date(2027, 2, 25))


def test_a_date_of_the_season_is_shown_with_the_day_it_was_checked_and_old_when_it_is() -> None:
    soap = next(fact for fact in load_facts("season") if fact.id == "match-week-2027")
    assert "Mon 15 Mar: Match Week" in fact_in_words(soap, date(2027, 2, 1))
    assert "checked Thu 26 Nov 2026" in fact_in_words(soap, date(2027, 2, 1))
    assert "old" not in fact_in_words(soap, date(2027, 2, 1))
    assert "old, checked" in fact_in_words(soap, date(2027, 3, 1))


def test_only_what_is_still_to_come_is_ahead() -> None:
    assert all(fact.on and fact.on >= date(2027, 3, 18) for fact in season_ahead(date(2027, 3, 18)))
    assert season_ahead(date(2027, 3, 18))
