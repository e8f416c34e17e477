"""How sure a reading says it is: a share counted from labelled messages, one for every field."""

from datetime import datetime

from bot.understanding import understand
from bot.understanding.confidence import REST, UNSURE, share

NOW = datetime(2026, 10, 14, 10, 0)


def test_every_kind_of_field_has_a_share_also_for_signs_never_seen() -> None:
    for kind in ("intent", "people", "facts", "follow_ups"):
        assert 0 < share(kind, REST) <= 1
        assert share(kind, "signs of the zodiac") == share(kind, REST)


def test_a_plain_note_is_surer_than_a_vague_one() -> None:
    plain = understand("met Dr. Rao, PD at Mercy. email her my CV thursday", NOW, "UTC")
    vague = understand("met Dr. Rao, must get back to him", NOW, "UTC")
    assert plain.confidence > UNSURE
    assert plain.follow_ups[0].confidence > UNSURE > vague.follow_ups[0].confidence
