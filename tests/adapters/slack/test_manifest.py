"""manifest.yml asks Slack for what the listeners use, and for no more."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from adapters.slack.installing import SCOPES
from adapters.slack.listeners import EVENTS, SHORTCUTS
from bot.slash import COMMANDS

ROOT = Path(__file__).parents[3]

# Each scope with what of ours needs it, as Slack's documentation of the event or method says.
NEEDED_BY = {
    "app_mentions:read": "app_mention",
    "channels:read": "conversations.members and users.conversations",
    "chat:write": "chat.postMessage",
    "commands": "slash commands and shortcuts",
    "files:read": "url_private of a file",
    "files:write": "files.upload",
    "groups:read": "conversations.members and users.conversations, for private channels",
    "im:history": "message.im and conversations.history",
    "im:write": "conversations.open",
    "reactions:read": "reaction_added",
    "reactions:write": "reactions.add",
    "users:read": "users.info, user_change and team_join",
}


@pytest.fixture(scope="module")
def manifest() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((ROOT / "manifest.yml").read_text())
    return read


def test_it_asks_for_the_events_that_are_listened_to(manifest: dict[str, Any]) -> None:
    asked = manifest["settings"]["event_subscriptions"]["bot_events"]
    assert sorted(event.partition(".")[0] for event in asked) == sorted(EVENTS)
    assert "message.im" in asked


def test_it_asks_for_the_scopes_that_are_used(manifest: dict[str, Any]) -> None:
    assert tuple(manifest["oauth_config"]["scopes"]["bot"]) == SCOPES
    assert set(SCOPES) == set(NEEDED_BY)
    assert "user" not in manifest["oauth_config"]["scopes"]


def test_it_names_the_commands_and_shortcuts_that_are_answered(manifest: dict[str, Any]) -> None:
    features = manifest["features"]
    assert tuple(command["command"] for command in features["slash_commands"]) == COMMANDS
    assert {each["callback_id"]: each["type"] for each in features["shortcuts"]} == SHORTCUTS
    assert [each["name"] for each in features["shortcuts"]] == ["Log a contact", "Log with Vouch"]


def test_everything_slack_sends_goes_to_one_address(manifest: dict[str, Any]) -> None:
    addresses = {
        manifest["settings"]["event_subscriptions"]["request_url"],
        manifest["settings"]["interactivity"]["request_url"],
        *(command["url"] for command in manifest["features"]["slash_commands"]),
    }
    [address] = addresses
    assert address.endswith("/slack/events")
    assert manifest["oauth_config"]["redirect_urls"] == [address.replace("/events", "/oauth_redirect")]


def test_it_is_a_manifest_as_slacks_own_types_have_it(manifest: dict[str, Any]) -> None:
    schema = json.loads(Path(__file__).with_name("manifest.schema.json").read_text())
    validator = jsonschema.Draft7Validator(schema)
    assert [error.message for error in validator.iter_errors(manifest)] == []
    unknown = {**manifest, "settings": {**manifest["settings"], "sockets": True}}
    assert not validator.is_valid(unknown)


def test_slacks_limits_are_kept(manifest: dict[str, Any]) -> None:
    """As in Slack's documentation, "App manifest reference"."""
    assert len(manifest["display_information"]["name"]) <= 35
    assert len(manifest["display_information"]["description"]) <= 140
    assert len(manifest["features"]["bot_user"]["display_name"]) <= 80
    for command in manifest["features"]["slash_commands"]:
        assert len(command["command"]) <= 32
        assert len(command["description"]) <= 2000
        assert len(command["usage_hint"]) <= 1000
    for shortcut in manifest["features"]["shortcuts"]:
        assert len(shortcut["name"]) <= 24
        assert len(shortcut["description"]) <= 150
        assert len(shortcut["callback_id"]) <= 255


def test_the_guide_says_of_each_scope_what_it_is_for() -> None:
    guide = (ROOT / "docs" / "slack.md").read_text()
    assert [scope for scope in SCOPES if f"| `{scope}` |" not in guide] == []
