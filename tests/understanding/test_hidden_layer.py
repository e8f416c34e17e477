"""A network reads pieces of evidence together, which a sum of weights cannot."""

import json
from pathlib import Path

import pytest

from bot.understanding.hidden_layer import Network, Weights
from training import networks

# Each side in several words, since some of them go unheard while it is learned.
ONE, OTHER = ("my", "old", "chief", "resident"), ("their", "new", "division", "head")
EITHER = [(ONE, True), (OTHER, True), ((*ONE, *OTHER), False), ((), False)]


def test_either_but_not_both_is_learned_which_no_weight_of_each_alone_could_tell() -> None:
    network = Network(networks.learn(EITHER * 2_000, {*ONE, *OTHER}, units=8))
    assert [network.weight(evidence) > 0 for evidence, _ in EITHER] == [right for _, right in EITHER]


def test_what_is_written_is_the_same_each_time_and_reads_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(networks, "MODELS", tmp_path)
    files = tmp_path / "once.json", tmp_path / "again.json"
    for file in files:
        networks.write(file.stem, networks.learn(EITHER * 256, {*ONE, *OTHER}, units=2))
    once, again = (file.read_text() for file in files)
    assert once == again
    written = Weights(**json.loads(once))
    assert len(written.units) == 2
    assert {len(row) for row in (written.always, *written.evidence.values())} == {3}


def test_what_speaks_most_is_told_of_a_yes_and_of_a_no() -> None:
    network = Network(Weights([2.0], [0.0, -1.0], {"by rule": [0.5, 1.0], "beside": [0.2, 1.0], "denied": [-9.0, 0.0]}))
    assert str(network.strongest(["beside", "by rule", "never seen"])) == "by rule"
    assert str(network.strongest(["beside", "by rule", "denied"])) == "denied"
