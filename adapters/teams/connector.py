"""The way out: the SDK's connector client over the one aiohttp session of this process.

The stock client starts a thread a request, fetches its token inside the event loop, and repeats a failed POST by
itself, which can post a message twice. Here a request is made once, and whoever asked decides what its failure means.
"""

import asyncio
import json
import time
from email.utils import parsedate_to_datetime
from typing import Any

import aiohttp
from botbuilder.schema import Activity
from botframework.connector import AsyncBfPipeline, BotFrameworkConnectorConfiguration
from botframework.connector.aio import ConnectorClient
from botframework.connector.auth import (
    AuthenticateRequestResult,
    BotFrameworkAuthentication,
    ClaimsIdentity,
    ConnectorFactory,
    ManagedIdentityAppCredentials,
    MicrosoftAppCredentials,
)
from botframework.connector.auth.user_token_client import UserTokenClient
from msrest.pipeline import Request, Response, SansIOHTTPPolicy
from msrest.pipeline.async_abc import AsyncHTTPSender
from msrest.universal_http.aiohttp import AioHttpClientResponse

from adapters.teams.credentials import Registration

TOKEN_KEPT_FOR = 300.0
"""Seconds for which a token is used before the SDK, which keeps it for its whole life, is asked for it again."""
TIMEOUT = aiohttp.ClientTimeout(total=12, connect=5)
"""Below the courier's own time-out, so that it is known which call it was that took too long."""


class Refused(Exception):
    """The connector answered with an error. *code* is Microsoft's word for it, *retry_after* in seconds.

    The text holds no more than these: it is stored and logged.
    """

    def __init__(self, status: int, code: str = "", retry_after: float | None = None) -> None:
        super().__init__(f"Teams answered {status} {code}".rstrip())
        self.status, self.code, self.retry_after = status, code, retry_after


class AccessTokens:
    """The bot's own tokens for its calls to the connector; none where its registration needs none."""

    def __init__(self, registration: Registration) -> None:
        self._registration = registration
        self._app: Any = None
        self._token: str | None = None
        self._asked_at = 0.0
        self._lock = asyncio.Lock()
        self.trouble: str | None = None
        """What the login server objected to last, None while it gives tokens."""

    async def current(self) -> str | None:
        """Return a valid token. Raises Refused where the login server gives none."""
        if not self._registration.signs_out:
            return None
        async with self._lock:
            if self._token is None or time.monotonic() - self._asked_at > TOKEN_KEPT_FOR:
                self._app = self._app or _app_credentials(self._registration)
                # It waits for the login server, or reads what it keeps from an earlier time.
                try:
                    self._token = await asyncio.to_thread(self._app.get_access_token)
                except Exception as error:  # the SDK and its libraries have no common error for this
                    self.trouble = "the login server refuses MICROSOFT_APP_ID with MICROSOFT_APP_PASSWORD"
                    raise Refused(401, type(error).__name__) from error
                self.trouble, self._asked_at = None, time.monotonic()
            return self._token


def _app_credentials(registration: Registration) -> Any:
    cloud = registration.cloud
    if registration.app_type == "UserAssignedMSI":
        return ManagedIdentityAppCredentials(registration.app_id, cloud.scope)
    tenant = registration.tenant if registration.app_type == "SingleTenant" else None
    credentials = MicrosoftAppCredentials(registration.app_id, registration.password, tenant, cloud.scope)
    credentials.oauth_endpoint = cloud.login + credentials.tenant
    return credentials


class _Answer(AioHttpClientResponse):
    """An answer as the SDK expects it: JSON, whatever the connector called it, {} where it had no body to give."""

    async def load_body(self) -> None:
        body: bytes = await self.internal_response.read()
        try:
            whole = isinstance(json.loads(body), dict)
        except ValueError:
            whole = False
        self._body: Any = body if whole else b"{}"
        self.headers["content-type"] = "application/json"


class _Sender(AsyncHTTPSender[Any, Any]):
    """Makes one request of the SDK's pipeline, signed, once. Raises Refused for every answer that is an error."""

    def __init__(self, session: aiohttp.ClientSession, tokens: AccessTokens) -> None:
        self._session, self._tokens = session, tokens

    async def __aexit__(self, *_exc_details: object) -> None:
        """The session outlives the client: whoever opened it closes it."""

    async def send(self, request: Request[Any], **_config: Any) -> Response[Any, Any]:
        wanted = request.http_request
        answered = await self.ask(wanted.method, wanted.url, dict(wanted.headers), wanted.data)
        response = _Answer(wanted, answered)
        await response.load_body()
        if answered.status >= 300:
            raise _refused(answered, json.loads(response.body()))
        return Response(request, response)

    async def ask(self, method: str, url: str, headers: dict[str, str], data: Any = None) -> aiohttp.ClientResponse:
        if token := await self._tokens.current():
            headers["Authorization"] = f"Bearer {token}"
        return await self._session.request(
            method, url, data=data, headers=headers, timeout=TIMEOUT, allow_redirects=False
        )


def _refused(answered: aiohttp.ClientResponse, body: dict[str, Any]) -> Refused:
    error = body.get("error")
    code = error.get("code") if isinstance(error, dict) else body.get("code")
    return Refused(answered.status, str(code or ""), _seconds(answered.headers.get("Retry-After")))


def _seconds(retry_after: str | None) -> float | None:
    """Return how long Retry-After says to wait, in seconds; None where it says nothing that can be read.

    >>> _seconds("2"), _seconds("soon"), _seconds(None)
    (2.0, None, None)
    """
    try:
        return max(0.0, float(retry_after or ""))
    except ValueError:
        pass
    try:
        at = parsedate_to_datetime(retry_after or "")
    except ValueError:
        return None
    return max(0.0, at.timestamp() - time.time())


class Connectors(ConnectorFactory):  # type: ignore[misc]
    """One client for each service URL: making one is slow, and they hold no state."""

    def __init__(self, session: aiohttp.ClientSession, tokens: AccessTokens) -> None:
        self._sender = _Sender(session, tokens)
        self._clients: dict[str, ConnectorClient] = {}

    async def create(self, service_url: str, _audience: str | None = None) -> ConnectorClient:
        if service_url not in self._clients:
            # The SDK wants credentials; these do nothing, since _Sender signs.
            nobody: SansIOHTTPPolicy[Any, Any] = SansIOHTTPPolicy()
            configuration = BotFrameworkConnectorConfiguration(
                nobody, service_url, pipeline_type=AsyncBfPipeline, sender=self._sender
            )
            self._clients[service_url] = ConnectorClient(
                nobody, base_url=service_url, custom_configuration=configuration
            )
        return self._clients[service_url]

    async def get(self, service_url: str, path: str) -> dict[str, Any]:
        """Return what the connector answers to a question that its client has no method for. Raises Refused."""
        async with await self._sender.ask("GET", f"{service_url.rstrip('/')}/{path}", {}) as answered:
            try:
                body = json.loads(await answered.read())
            except ValueError:
                body = {}
            known: dict[str, Any] = body if isinstance(body, dict) else {}
            if answered.status >= 300:
                raise _refused(answered, known)
            return known


class Authentication(BotFrameworkAuthentication):  # type: ignore[misc]
    """What the SDK's adapter asks for, for a caller that TokenCheck has recognised already."""

    def __init__(self, connectors: Connectors) -> None:
        self._connectors = connectors

    def of(self, claims: dict[str, Any]) -> AuthenticateRequestResult:
        result = AuthenticateRequestResult()
        result.claims_identity = ClaimsIdentity(claims, True)
        result.audience = None
        result.connector_factory = self._connectors
        return result

    async def authenticate_request(self, _activity: Activity, _auth_header: str) -> AuthenticateRequestResult:
        raise PermissionError("A caller is recognised before the SDK sees the request.")

    async def authenticate_streaming_request(
        self, _auth_header: str, _channel_id_header: str
    ) -> AuthenticateRequestResult:
        raise PermissionError("Teams does not stream.")

    def create_connector_factory(self, _claims_identity: ClaimsIdentity) -> ConnectorFactory:
        return self._connectors

    async def create_user_token_client(self, _claims_identity: ClaimsIdentity) -> UserTokenClient | None:
        return None  # nobody signs in to anything
