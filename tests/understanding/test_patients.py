"""Words that look like a patient's identity are found, and the words of an ordinary ward are left alone."""

import pytest

from bot.understanding.patients import find_patients


@pytest.mark.parametrize(
    ("told", "identity"),
    {
        "Mr. Jones 65M with sepsis, talked to Dr. Rao": "Mr. Jones",
        "Ms. Alvarez, room 7, GI bleed": "Ms. Alvarez",
        "my pt Maria Lopez has CHF": "pt Maria Lopez",
        "patient john smith in 412": "patient john smith",
        "Pt: J. Doe, s/p cabg": "Pt: J. Doe",
        "discussed John Smith, 54M, new lymphoma, with Dr. Rao": "John Smith, 54M",
        "MRN: 8841123": "MRN: 8841123",
        "medical record 12345678": "medical record 12345678",
        "DOB 01/02/1960": "DOB 01/02/1960",
        "dob: jan 5 1960": "dob: jan 5 1960",
        "born 3/4/61, admitted with DKA": "born 3/4/61",
        "ssn 123-45-6789": "123-45-6789",
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
        "Dr. Graves runs the parkinson clinic",
        "met Dr. Smith about his patient with pneumonia",
        "Dr. Ana Paz, 40 yo rising star at Mercy",
        "born in 1990 in Lagos, call 215-555-0199",
        "Grand Rounds, 45 min, 14 patients, bed 12 empty",
    ],
)
def test_an_ordinary_ward_is_left_alone(told: str) -> None:
    assert find_patients(told) == ()
