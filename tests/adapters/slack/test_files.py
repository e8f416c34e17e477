"""Files that Vouch hands over, in the direct message and never in a channel; pictures that it shows."""

from adapters.slack.render import to_blocks
from bot.messages import Reply
from tests.adapters.slack.conftest import Served


async def test_an_export_is_uploaded_into_the_direct_message(vouch: Served) -> None:
    there = {"upload_url": vouch.slack.response_url("upload"), "file_id": "F1", "files": [{"id": "F1"}]}
    for method in ("files.getUploadURLExternal", "files.completeUploadExternal"):
        vouch.slack.answers[method] = lambda call: there
    await vouch.ana.says("export csv")
    begun = await vouch.slack.until_called("files.getUploadURLExternal")
    ended = await vouch.slack.until_called("files.completeUploadExternal")
    assert begun.arguments["filename"].endswith(".csv")
    assert str(ended.arguments["channel_id"]).startswith("D")


def test_a_picture_with_an_address_is_drawn_and_any_other_left_out() -> None:
    [*_, drawn] = to_blocks(Reply("the new badge", picture="https://example.org/badge.png"), "m1")
    assert drawn == {
        "type": "image",
        "image_url": "https://example.org/badge.png",
        "alt_text": "Picture with “the new badge”",
    }
    assert [block["type"] for block in to_blocks(Reply("the new badge", picture="badge.png"), "m1")] == ["section"]
