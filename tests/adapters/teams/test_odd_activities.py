"""Whatever shape a signed activity has, it is answered: never an error of ours that Teams would repeat it for."""

import random
from typing import Any

import pytest

from tests.adapters.teams.chat import BOT, Chat

ODD: tuple[Any, ...] = (
    None,
    "",
    "x",
    0,
    -1,
    1.5,
    True,
    [],
    {},
    [None],
    [{}],
    {"id": 5},
    {"vouch": {"on": []}},
    "é" * 300,
)
AT_EACH_PLACE = 1
PRESSED = {"action": {"type": "Action.Execute", "verb": "undo", "data": {"vouch": {"action": "undo:1", "on": "1"}}}}
SHAPES: tuple[dict[str, Any], ...] = (
    {"type": "message", "text": "help", "entities": [{"type": "mention", "text": "x", "mentioned": {"id": BOT}}]},
    {"type": "message", "value": {"vouch": {"form": "edit:1", "on": "1", "stood": {"a": "b"}}, "a": "c"}},
    {"type": "message", "attachments": [{"contentType": "text/html", "content": "<p>help</p>"}]},
    {"type": "messageUpdate", "text": "help", "channelData": {"eventType": "undeleteMessage"}},
    {"type": "messageDelete", "channelData": {"eventType": "softDeleteMessage"}},
    {"type": "messageReaction", "reactionsAdded": [{"type": "like"}], "replyToId": "1"},
    {"type": "conversationUpdate", "membersAdded": [{"id": BOT}], "channelData": {"team": {"id": "19:t", "name": "T"}}},
    {"type": "installationUpdate", "action": "add"},
    {"type": "invoke", "name": "adaptiveCard/action", "value": PRESSED},
    {"type": "invoke", "name": "task/fetch", "value": {"data": {"vouch": {"action": "edit:1", "on": "1"}}}},
    {"type": "invoke", "name": "task/submit", "value": {"data": {"vouch": {"form": "edit:1", "on": "1"}, "name": "x"}}},
    {"type": "invoke", "name": "composeExtension/query", "value": {"commandId": "findContact", "parameters": [{}]}},
    {"type": "invoke", "name": "composeExtension/fetchTask", "value": {"messagePayload": {"body": {"content": "x"}}}},
    {"type": "invoke", "name": "composeExtension/submitAction", "value": {"data": {"vouch": {"form": "log:"}}}},
)


def places_in(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Return the path of everything within a JSON value."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [found for name, each in inner for found in ((*path, name), *places_in(each, (*path, name)))]


def bent(value: Any, path: tuple[str | int, ...], odd: Any) -> Any:
    """Return the value with something else at that place."""
    if not path:
        return odd
    name, *rest = path
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[name] = bent(copy[name], tuple(rest), odd)  # type: ignore[index]
    return copy


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.get("name", shape["type"]))
async def test_an_activity_with_anything_at_any_place_is_answered(chat: Chat, shape: dict[str, Any]) -> None:
    chance = random.Random(7)
    whole = chat.activity("", **shape)
    assert (await chat.post(whole))[0] == 200
    answered = set()
    for path in places_in(whole):
        if path == ("serviceUrl",):
            continue  # who may call, and for which address, has tests of its own
        for odd in chance.sample(ODD, AT_EACH_PLACE):
            status, _ = await chat.post({**bent(whole, path, odd), "id": f"{path}{odd}"})
            answered.add(status)
            assert status in (200, 400, 401, 501), (path, odd, status)
    assert 200 in answered
