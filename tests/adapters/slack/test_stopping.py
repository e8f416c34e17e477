"""`vouch serve` as a process of its own: what it writes and counts is nobody's words, and a signal cuts nothing off."""

import asyncio
import signal
from pathlib import Path

import aiohttp

from tests.adapters.slack.fake_slack import FakeSlack
from tests.adapters.slack.requests import SECRET, SlackSide
from tests.processes import PATIENCE, serving_vouch

TOLD = "met Dr. Anna Zwiebelfisch, PD at Quellenhof, zwiebel@quellenhof.example, sponsors H-1B"
SECRETS = ("zwiebel", "quellenhof", "H-1B", "xoxb-one", SECRET)


async def test_a_signal_while_it_sends_lets_the_answer_arrive_once_and_no_log_or_metric_has_a_word_of_it(
    slack: FakeSlack, tmp_path: Path
) -> None:
    variables = {
        "SLACK_API_URL": slack.api_url,
        "SLACK_BOT_TOKEN": "xoxb-one",
        "SLACK_SIGNING_SECRET": SECRET,
        "VOUCH_LOG": "debug",
    }
    home = tmp_path / "home"
    sending = slack.hold("chat.postMessage")
    async with aiohttp.ClientSession() as session:
        with serving_vouch(home, **variables) as (process, healthz):
            here = healthz.removesuffix("/healthz")
            ana = SlackSide(here, session)
            await ana.says(TOLD)
            await slack.until_called("chat.postMessage")
            async with session.get(f"{here}/metrics") as answer:
                metrics = await answer.text()
            process.send_signal(signal.SIGTERM)
            await until_turned_away(session, f"{here}/readyz")
            assert process.poll() is None, "it ended while it was sending"
            sending.set()
            assert await asyncio.to_thread(process.wait, 30) == 0
            assert process.stderr
            log = process.stderr.read()
    assert "vouch_" in metrics
    assert len(log.splitlines()) > 3
    assert not [
        (secret, line)
        for secret in SECRETS
        for line in (*log.splitlines(), *metrics.splitlines())
        if secret.casefold() in line.casefold()
    ]
    sent = [call.words for call in slack.called("chat.postMessage")]
    with serving_vouch(home, **variables):
        await asyncio.sleep(1)
    assert [call.words for call in slack.called("chat.postMessage")] == sent, "it was sent again after the restart"


async def until_turned_away(session: aiohttp.ClientSession, readyz: str) -> None:
    """Wait until new requests are not welcome any more: 503, or nobody listens."""
    for _ in range(round(PATIENCE / 0.05)):
        try:
            async with session.get(readyz) as answer:
                if answer.status == 503:
                    return
        except aiohttp.ClientError:
            return
        await asyncio.sleep(0.05)
    raise AssertionError("it is still ready")
