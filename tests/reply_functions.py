"""Every function with which the engine words a message, with arguments of every kind that its types allow.

A face that draws what they return draws whatever Vouch may say; a function that is new in bot/replies is among them.
"""

import importlib
import inspect
import pkgutil
import typing
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

import bot.replies
from bot.domain.announcement import Announcement
from bot.domain.delivery import Delivery
from bot.domain.resident import Resident
from bot.drafting.gates import Gate
from bot.messages import Button, Form, FormField, Reply, reply_to_json
from bot.playbook.pack import Milestone, Pack, Target, load_pack
from bot.playbook.sourced import FILES, SourcedFact, load_facts
from bot.replies.briefs import ASKED_OF
from bot.replies.exchange import FORMS
from bot.replies.own import LABELS

EXAMPLES = 4
"""How many arguments are tried for one function."""

_FIRST, _LAST = datetime(2026, 7, 1), datetime(2027, 6, 30)
_ZONES = ("America/Chicago", "America/New_York", "Pacific/Honolulu")
_WORDS = (
    "Dr. Anita Patel",
    "Mercy Medical Center, Department of Internal Medicine",
    "email her my CV and the abstract",
    "H-1B",
    "she said “ask me again in March”, and that the other place may open",
    "[click](http://evil.example) <at>Everybody</at> **now**",
    "",
)
_PACK = load_pack("preliminary_medicine")
_FACTS = tuple(fact for name in FILES for fact in load_facts(name))
_NAMED = {
    ("", "field"): ("email", "phone", "linkedin"),
    ("briefs.questions_of", "role"): tuple(ASKED_OF),
    ("exchange.exported", "form"): tuple(FORMS),
    ("own.one", "asked"): tuple(LABELS),
    ("about_vouch.answer", "text"): ("are you a bot?", "can my pd read this?", "what time is it?"),
}
"""Words that stand for something, by function ("" for any) and parameter."""
ALL = list(HealthCheck)


@dataclass(frozen=True)
class Said:
    """*function* is its name ("agenda.agenda")."""

    function: str
    reply: Reply


def reply_functions() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Return each public function of bot/replies that returns a Reply or a Form, by its name."""
    prefix = f"{bot.replies.__name__}."
    for found in pkgutil.walk_packages(bot.replies.__path__, prefix):
        for name, function in vars(importlib.import_module(found.name)).items():
            if inspect.isfunction(function) and function.__module__ == found.name and not name.startswith("_"):
                returned = typing.get_type_hints(function).get("return")
                if {Reply, Form} & {returned, *typing.get_args(returned)}:
                    yield f"{found.name.removeprefix(prefix)}.{name}", function


@cache
def everything_said() -> tuple[Said, ...]:
    """Return what each of them says, the same every time. Fails where one cannot be brought to say anything."""
    _register()
    return tuple(Said(name, _most_of(name, function)) for name, function in reply_functions())


def _most_of(name: str, function: Callable[..., Any]) -> Reply:
    """Return the one with the most to draw among what the function says to several arguments."""
    found: list[Reply] = []
    named = {
        parameter: st.sampled_from(words)
        for (of, parameter), words in _NAMED.items()
        if of in ("", name) and parameter in inspect.signature(function).parameters
    }

    @seed(1)
    @settings(max_examples=EXAMPLES, database=None, deadline=None, phases=[Phase.generate], suppress_health_check=ALL)
    @given(st.data())
    def say(data: st.DataObject) -> None:
        try:
            said = data.draw(st.builds(function, **named))
        except (IndexError, KeyError, ValueError):
            return  # arguments that mean nothing together: the engine gives no such
        reply = Reply("", form=said) if isinstance(said, Form) else said
        found.extend([replace(reply, form=reply.form and _distinct(reply.form))] if reply else [])

    say()
    assert found, f"{name} said nothing: give it words that mean something to it, in _NAMED"
    return max(found, key=lambda reply: len(reply_to_json(reply)))


def _distinct(form: Form) -> Form:
    """Return the form with a name of its own for each field, as the ids of what is kept make them."""
    named = {f"{number}:{field.name}": field for number, field in enumerate(form.fields)}
    return replace(form, fields=tuple(replace(field, name=name) for name, field in named.items()))


def _register() -> None:
    """Say what stands behind a type where not every value of it makes sense."""
    moments = st.datetimes(_FIRST, _LAST, timezones=st.just(UTC))
    zones = st.sampled_from(_ZONES)
    st.register_type_strategy(str, st.sampled_from(_WORDS))
    labels = st.sampled_from(tuple(words for words in _WORDS if words))
    st.register_type_strategy(FormField, st.builds(FormField, label=labels))
    some = st.lists(st.from_type(FormField), min_size=1, max_size=8).map(tuple)  # a form asks for something
    st.register_type_strategy(Form, st.builds(Form, name=labels, title=labels, fields=some, submit=labels))
    st.register_type_strategy(Button, st.builds(Button, label=labels))
    st.register_type_strategy(int, st.integers(0, 40))
    st.register_type_strategy(datetime, moments)
    st.register_type_strategy(date, st.dates(_FIRST.date(), _LAST.date()))
    st.register_type_strategy(timedelta, st.timedeltas(timedelta(), timedelta(days=60)))
    st.register_type_strategy(ZoneInfo, zones.map(ZoneInfo))
    st.register_type_strategy(Pack, st.just(_PACK))
    st.register_type_strategy(Milestone, st.sampled_from(_PACK.milestones))
    st.register_type_strategy(Target, st.sampled_from(_PACK.targets))
    st.register_type_strategy(SourcedFact, st.sampled_from(_FACTS))
    gates = st.sampled_from(("own_program", "soap", "binding_match", "own_director", "letter_agreed", "no_work_seen"))
    st.register_type_strategy(Gate, st.builds(Gate, gates))
    st.register_type_strategy(Resident, st.builds(Resident, tz=zones))
    st.register_type_strategy(Delivery, st.builds(Delivery, tz=zones))
    pictures = st.none() | st.just("https://example.org/badge.png")
    st.register_type_strategy(Announcement, st.builds(Announcement, tz=zones, picture=pictures))
