"""Is every file of the playbook right? Packs are whole, facts have their source and date, and old ones are named."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import msgspec

from bot.planning.evidence import EVIDENCE
from bot.playbook.pack import read_pack
from bot.playbook.sourced import OLD_AFTER, read_facts

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Checked:
    """One file: what is *wrong* keeps it from being used; *old* facts are used, and shown as old."""

    name: str
    holds: str
    wrong: tuple[str, ...] = ()
    old: tuple[str, ...] = ()


def check_directory(directory: Path, today: date) -> list[Checked]:
    """Return what is to be said of each TOML file of *directory*, in the order of their names."""
    return [check_file(path.name, path.read_bytes(), today) for path in sorted(directory.glob("*.toml"))]


def check_file(name: str, content: bytes, today: date) -> Checked:
    try:
        tables = msgspec.toml.decode(content)
        return _facts(name, content, today) if "facts" in tables else _pack(name, content)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        return Checked(name, "", (str(error),))


def _facts(name: str, content: bytes, today: date) -> Checked:
    facts = read_facts(content)
    ahead = tuple(f"{fact.id} would be checked on {fact.checked_on}" for fact in facts if fact.checked_on > today)
    old = tuple(
        f"{fact.id}, checked on {fact.checked_on}, more than {OLD_AFTER.days} days ago: {fact.source}"
        for fact in facts
        if fact.is_old(today)
    )
    holds = f"{len(facts)} facts with source and date"
    if second := [fact.id for fact in facts if fact.secondary]:
        holds += f", at second hand and to be confirmed: {', '.join(second)}"
    return Checked(name, holds, ahead, old)


def _pack(name: str, content: bytes) -> Checked:
    pack = read_pack(content)
    unknown = _unknown(milestone.evidence for milestone in pack.milestones)
    holds = f"version {pack.version}, {len(pack.milestones)} milestones, {len(pack.targets)} targets"
    return Checked(name, holds, tuple(f"nothing that is logged shows the evidence “{each}”" for each in unknown))


def _unknown(evidence: Iterable[str]) -> list[str]:
    return sorted({each for each in evidence if each} - EVIDENCE.keys())
