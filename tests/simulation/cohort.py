"""A cohort in scripts: a lead in New York, and members who may live elsewhere."""

from typing import Any

from tests.simulation.replay import Line, resident


def prelims(*members: str, workspace: str = "W1", lead: str = "lead", **zones: str) -> list[Line]:
    """Return the profiles of a lead and *members* of the cohort "prelims"; *zones* names the zone of some."""
    led = resident("2026-10-12T05:00", lead, workspace=workspace, cohort="prelims", lead=True)
    who = [
        {"at": "2026-10-12T09:00:00Z", **_profile(user, zones.get(user, "America/New_York"), workspace)}
        for user in members
    ]
    return [led, *who]


def _profile(user: str, tz: str, workspace: str) -> Line:
    return {"user": user, "profile": {"tz": tz, "workspace": workspace, "cohort": "prelims"}}


def slash(at: str, words: str, user: str = "lead", channel: str | None = None) -> Line:
    return {"at": at, "user": user, "slash": f"/vouch {words}"} | ({"channel": channel} if channel else {})


def fail(at: str, user: str, how: str, **more: int) -> Line:
    return {"at": at, "user": user, "fail": how, **more}


def announced(printed: list[Line]) -> list[Line]:
    return [line for line in printed if line["kind"] == "announcement"]


def reports(printed: list[Line]) -> list[dict[str, Any]]:
    return [line["report"] for line in printed if "report" in line]


def adds_up(report: dict[str, int]) -> bool:
    reached = report["delivered"] + report["failed"] + report["unreachable"]
    return report["intended"] == reached and report["acknowledged"] <= report["delivered"]
