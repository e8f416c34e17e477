"""States named as a wish: "NY and NJ", "states: new york, texas"."""

import re
import tomllib
from functools import cache
from importlib import resources

_BETWEEN = re.compile(r"\s*(?:[,/&;]|\bor\b(?=\s+[A-Za-z]{2,})|\band\b|\s)\s*", re.IGNORECASE)
_SAID = re.compile(
    r"(?:(?:my |in |only |prefer(?:red|ably)? |want |like |would (?:go to|move to) |(?:to )?(?:be|stay|live|work) in "
    r"|open to |looking (?:in|at) )*"
    r"(?P<said>states?)?\s*[:=]?\s*(?:are |is |in )?)",
    re.IGNORECASE,
)


@cache
def _codes() -> dict[str, str]:
    """Return each state's two letters by its name and by themselves, in small letters, the longest first."""
    file = resources.files("bot.understanding") / "vocabulary" / "states.toml"
    by_code: dict[str, str] = tomllib.loads(file.read_text(encoding="utf-8"))
    codes = {name: code for code, name in by_code.items()} | {code.lower(): code for code in by_code}
    return dict(sorted(codes.items(), key=lambda pair: len(pair[0]), reverse=True))


def states_in(part: str) -> tuple[str, ...]:
    """Return the states that these words name, where they name nothing else; empty otherwise.

    Two small letters count beside another state or after "states": "in" and "ok" are words as well.

    >>> states_in("NY and NJ"), states_in("states new york, tx"), states_in("ok"), states_in("in Oregon or WA")
    (('NY', 'NJ'), ('NY', 'TX'), (), ('OR', 'WA'))
    """
    lead = _SAID.match(part)
    rest = part[lead.end() :].strip(" .") if lead else part
    found: list[str] = []
    words = rest
    while words:
        name = next((each for each in _codes() if _begins(words, each)), None)
        if name is None:
            return ()
        found.append(_codes()[name])
        after = words[len(name) :]
        between = _BETWEEN.match(after)
        words = after[between.end() :] if between else after
    sure = len(found) > 1 or bool(lead and lead["said"]) or len(rest) > 2 or rest.isupper()
    return tuple(dict.fromkeys(found)) if sure else ()


def _begins(words: str, name: str) -> bool:
    return words.lower().startswith(name) and not words[len(name) : len(name) + 1].isalnum()
