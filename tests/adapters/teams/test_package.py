"""The app package is one that Teams takes: right by Microsoft's schema, with icons of the sizes it wants."""

import json
import struct
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from adapters.teams.message_extension import FIND, FIND_PARAMETER, LOG_MESSAGE
from adapters.teams.package import MANIFEST, manifest, package
from adapters.teams.pages import PATH
from tests.adapters.teams.bot_framework import APP_ID
from tests.node import run_node
from tests.processes import run_vouch

PUBLIC_URL = "https://vouch.example.org"
CHECK = Path(__file__).with_name("check_manifest.mjs")


def test_microsofts_schema_has_nothing_to_object_to() -> None:
    assert run_node(CHECK, manifest(APP_ID, PUBLIC_URL)) == []


def test_the_check_would_tell_a_wrong_manifest() -> None:
    wrong = manifest("no-guid", PUBLIC_URL)
    del wrong["icons"]
    assert len(run_node(CHECK, wrong)) >= 2


def test_a_package_is_the_manifest_and_two_icons_and_the_same_every_time() -> None:
    made = package(APP_ID, PUBLIC_URL)
    assert made == package(APP_ID, PUBLIC_URL)
    with zipfile.ZipFile(BytesIO(made)) as archive:
        assert sorted(archive.namelist()) == ["color.png", "manifest.json", "outline.png"]
        assert json.loads(archive.read("manifest.json")) == manifest(APP_ID, PUBLIC_URL)


@pytest.mark.parametrize(("icon", "side"), [("color.png", 192), ("outline.png", 32)])
def test_icons_have_the_size_that_teams_wants(icon: str, side: int) -> None:
    head = (MANIFEST / icon).read_bytes()[:24]
    assert struct.unpack(">II", head[16:24]) == (side, side)


def test_the_manifest_names_what_the_code_answers() -> None:
    told = manifest(APP_ID, PUBLIC_URL)
    commands = {command["id"]: command for command in told["composeExtensions"][0]["commands"]}
    assert set(commands) == {FIND, LOG_MESSAGE}
    assert commands[FIND]["parameters"][0]["name"] == FIND_PARAMETER
    assert told["staticTabs"][0]["contentUrl"] == PUBLIC_URL + PATH
    assert {told["id"], told["bots"][0]["botId"], told["composeExtensions"][0]["botId"]} == {APP_ID}


def test_the_command_writes_it(tmp_path: Path) -> None:
    file = tmp_path / "vouch-teams.zip"
    settings = {"MICROSOFT_APP_ID": APP_ID, "VOUCH_PUBLIC_URL": PUBLIC_URL}
    ended = run_vouch(tmp_path / "home", "teams", "package", "--output", str(file), **settings)
    assert ended.returncode == 0, ended.stderr
    assert zipfile.is_zipfile(file)


@pytest.mark.parametrize(
    ("settings", "named"),
    [({}, "MICROSOFT_APP_ID"), ({"MICROSOFT_APP_ID": APP_ID}, "VOUCH_PUBLIC_URL")],
    ids=["no app id", "no address"],
)
def test_the_command_names_the_setting_it_needs(tmp_path: Path, settings: dict[str, str], named: str) -> None:
    ended = run_vouch(tmp_path / "home", "teams", "package", **settings)
    assert ended.returncode == 1
    assert named in ended.stderr
