"""`vouch playbook check`: a fact without source or date, or a pack that is not whole, is refused before it is used."""

from datetime import date
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.playbook.check import HERE, check_directory, check_file

TODAY = date(2026, 11, 26)
FACT = """[[facts]]
id = "soap"
text = "SOAP begins"
source = "https://www.nrmp.org/"
publisher = "NRMP"
checked_on = 2026-11-26
"""
PACK = (HERE / "preliminary_medicine.toml").read_text(encoding="utf-8")


def test_what_vouch_brings_along_is_right() -> None:
    checked = check_directory(HERE, TODAY)
    assert {each.name for each in checked} >= {"season.toml", "immigration.toml", "preliminary_medicine.toml"}
    assert [each for each in checked if each.wrong] == []


WRONG = [
    (FACT.replace('source = "https://www.nrmp.org/"\n', ""), "source"),
    (FACT.replace("checked_on = 2026-11-26\n", ""), "checked_on"),
    (FACT.replace("https://www.nrmp.org/", "somebody said so"), "https address"),
    (FACT.replace("2026-11-26", "2027-05-01"), "would be checked"),
    (FACT + FACT, "twice"),
    (FACT.replace("https://www.nrmp.org/", "https://blog.example/"), "secondary = true"),
    (FACT.replace("https://www.nrmp.org/", "https://nrmp.org.example/"), "secondary = true"),
    (FACT + "on = 2027-03-15\nsecondary = true\n", "exact = false"),
    (PACK.replace('evidence = "met_mentor"', 'evidence = "met_somebody"'), "met_somebody"),
    ("[[facts", "array"),
]


@pytest.mark.parametrize(("content", "said"), WRONG, ids=[said for _, said in WRONG])
def test_what_cannot_be_used_is_named(content: str, said: str) -> None:
    (wrong,) = check_file("season.toml", content.encode(), TODAY).wrong
    assert said.casefold() in wrong.casefold()


def test_what_is_known_at_second_hand_is_named_and_no_mistake() -> None:
    """A blog knows the day of the Match only from those who set it."""
    second = FACT.replace("https://www.nrmp.org/", "https://blog.example/")
    second += "on = 2027-03-15\nexact = false\nsecondary = true\n"
    assert check_file("season.toml", second.encode(), TODAY).holds.endswith("to be confirmed: soap")
    assert "second hand" not in check_file("season.toml", FACT.encode(), TODAY).holds


def test_what_is_older_than_ninety_days_is_named_and_no_mistake() -> None:
    checked = check_file("season.toml", FACT.encode(), date(2027, 2, 25))
    assert checked.wrong == ()
    assert "soap, checked on 2026-11-26, more than 90 days ago" in checked.old[0]
    assert check_file("season.toml", FACT.encode(), date(2027, 2, 24)).old == ()


def test_the_command_fails_where_a_file_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["playbook", "check"]) == 0
    assert main(["playbook", "check", str(tmp_path)]) == 1  # nothing to check is no success
    (tmp_path / "season.toml").write_text(FACT.replace("text =", "words ="), encoding="utf-8")
    assert main(["playbook", "check", str(tmp_path)]) == 1
    assert "season.toml" in capsys.readouterr().out
