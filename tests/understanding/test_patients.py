"""Words that look like a patient's identity are found, and the words of an ordinary ward are left alone."""

import pytest

from bot.understanding.patients import find_patients, find_whole_identities


@pytest.mark.parametrize(
    ("told", "identity"),
    {
        "Mr. Jones 65M with sepsis, talked to Dr. Rao": "Mr. Jones",
        "Ms. Alvarez, room 7, GI bleed": "Ms. Alvarez",
        "my pt Maria Lopez has CHF": "pt Maria Lopez",
        "mr adeyemi in bed 12 says his son is a pd in ohio": "mr adeyemi",
        "Mr. Bonfils, 68, HFrEF, taught me patience": "Mr. Bonfils",
        "patient mr. lacour, his son is a cardiologist": "mr. lacour",
        "rm 12 mr hall thanked me": "mr hall",
        "patient john smith in 412": "patient john smith",
        "Pt: J. Doe, s/p cabg": "Pt: J. Doe",
        "discussed John Smith, 54M, new lymphoma, with Dr. Rao": "John Smith, 54M",
        "MRN: 8841123": "MRN: 8841123",
        "medical record 12345678": "medical record 12345678",
        "DOB 01/02/1960": "DOB 01/02/1960",
        "dob: jan 5 1960": "dob: jan 5 1960",
        "born 3/4/61, admitted with DKA": "born 3/4/61",
        "ssn 123-45-6789": "123-45-6789",
        "saw a 54yo lady w stroke in rm 12 named Maria Lopez, dr rao was impressed": "Maria Lopez",
        "pt in 412 John Doe hypotensive, ask dr walsh": "John Doe",
        "bed 4: Maria Lopez, septic": "Maria Lopez",
        "54F Maria Lopez w DKA": "Maria Lopez",
        "pt named john smith in 412": "john smith",
    }.items(),
)
def test_an_identity_is_found(told: str, identity: str) -> None:
    assert identity in [told[span.start : span.end] for span in find_patients(told)]


@pytest.mark.parametrize(
    "told",
    [
        "65yo M with chf, attending Dr. Feng",
        "pt in room 4 coded, Dr. Rao ran it",
        "pt may go home friday, patient safety committee monday",
        "met Mrs. Patel, the coordinator at clinic",
        "called Mr Levy (attorney) yesterday, $300 for half an hr",
        "mrs gallo, 2 pm, will upload it",
        "Dr. Graves runs the parkinson clinic",
        "met Dr. Smith about his patient with pneumonia",
        "Dr. Ana Paz, 40 yo rising star at Mercy",
        "born in 1990 in Lagos, call 215-555-0199",
        "met a fellow named Maria Lopez at clinic",
        "met Ana Paz about QI, then room 204 Tower Hall",
        "Grand Rounds, 45 min, 14 patients, bed 12 empty",
    ],
)
def test_an_ordinary_ward_is_left_alone(told: str) -> None:
    assert find_patients(told) == ()


@pytest.mark.parametrize(
    ("told", "left"),
    {
        "pt in 412 John Doe MRN 123456 hypotensive, ask dr walsh": "pt in - - - hypotensive, ask dr walsh",
        "pt john smith dob 1/2/1960 in rm 4b": "- - in -",
        "praised how I presented Mr. John Kowalski, MRN 4471823, with sepsis in room 412": (
            "praised how I presented -, -, with sepsis in -"
        ),
        "pt in room 4 coded, Dr. Rao ran it": "pt in room 4 coded, Dr. Rao ran it",
    }.items(),
)
def test_the_whole_of_an_identity_goes(told: str, left: str) -> None:
    for span in reversed(find_whole_identities(told)):
        told = f"{told[: span.start]}-{told[span.end :]}"
    assert told == left
