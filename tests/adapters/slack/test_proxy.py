"""A hospital's network lets nothing out but by its proxy: Slack's API and the socket both go by HTTPS_PROXY."""

import asyncio
import contextlib
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.adapters.slack.fake_slack import FakeSlack
from tests.adapters.slack.test_socket_mode import deliver, told
from tests.processes import serving_installed

API, SOCKETS = "slack.test", "wss-primary.slack.test"
"""Hosts that no machine finds: who reaches them went by the proxy."""


def certificate(folder: Path) -> Path:
    """Make a certificate for both hosts that signs itself, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, API)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host) for host in (API, SOCKETS)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file = folder / "slack.pem"
    file.write_bytes(made.public_bytes(serialization.Encoding.PEM) + secret)
    return file


@asynccontextmanager
async def proxy(slack: FakeSlack, pem: Path) -> AsyncIterator[tuple[str, list[str]]]:
    """Run a proxy behind which both hosts are *slack*; give its address, and for which hosts it was asked."""
    asked: list[str] = []
    secured = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    secured.load_cert_chain(pem)
    assert slack.server
    port = slack.server.port

    async def connect(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        asked.append(head.split()[1])
        writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        await writer.start_tls(secured)
        there, to_slack = await asyncio.open_connection("127.0.0.1", port)
        with contextlib.suppress(ConnectionError):
            await asyncio.gather(_pass_on(reader, to_slack), _pass_on(there, writer))

    server = await asyncio.start_server(connect, "127.0.0.1")
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", asked
    finally:
        server.close()


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while data := await reader.read(65_536):
            writer.write(data)
            await writer.drain()
    finally:
        writer.close()


async def test_a_line_comes_and_its_answer_goes_by_the_proxy(slack: FakeSlack, tmp_path: Path) -> None:
    def socket_address(_: object) -> dict[str, str]:
        slack.tickets.add("by-proxy")
        return {"url": f"wss://{SOCKETS}/socket?ticket=by-proxy"}

    slack.answers["apps.connections.open"] = socket_address
    pem = certificate(tmp_path)
    async with proxy(slack, pem) as (address, asked), contextlib.AsyncExitStack() as stack:
        vouch = serving_installed(  # whom to trust is read as it starts
            tmp_path / "home",
            SLACK_APP_TOKEN="xapp-1",
            SLACK_BOT_TOKEN="xoxb-one",
            SLACK_API_URL=f"https://{API}/api/",
            HTTPS_PROXY=address,
            SSL_CERT_FILE=str(pem),
        )
        _, health = await asyncio.to_thread(stack.enter_context, vouch)
        await deliver(slack, "events_api", told("met Dr. Rao at Lakeside"), "e1")
        await slack.until_said("Saved Dr. Rao")
        async with aiohttp.ClientSession() as session, session.get(health) as response:
            assert response.status == 200
    assert {f"{API}:443", f"{SOCKETS}:443"} <= set(asked)
