"""Files that Vouch hands over: in the direct message, never in a channel."""

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
