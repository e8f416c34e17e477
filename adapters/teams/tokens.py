"""Who may call: the Bot Framework, by tokens that its keys signed for this bot, and nobody else.

The rules are those of Microsoft's page "Authentication with the Bot Connector API", section "Connector to Bot". The SDK
has the same, but fetches the keys with a call that stops the event loop, and answers 500 to most wrong tokens.
"""

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp
import jwt
from jwt.algorithms import RSAAlgorithm

logger = logging.getLogger(__name__)

ALGORITHM = "RS256"
CLOCK_SKEW = 300.0
"""Seconds by which a token may begin in the future: one of the two clocks is off."""
GRACE = 60.0
"""Seconds for which an ended token still counts. A late clock is no reason to take one that may have been copied."""
KEYS_FRESH_FOR = 24 * 3600.0
LOOK_AGAIN_AFTER = 10.0
"""Seconds between two looks at the key server: tokens with invented key ids must not become requests to it."""
FETCH_TIMEOUT = aiohttp.ClientTimeout(total=10)


class NotAuthorized(Exception):
    """The caller is not the Bot Framework, or does not speak for this activity. The text is for the log alone."""


class KeysUnavailable(Exception):
    """No signing key could be fetched yet, so nobody can be recognised."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """*endorsements* are the channels that it may sign for; none listed means all."""

    public: Any
    endorsements: frozenset[str]


@dataclass(frozen=True, slots=True)
class KeySet:
    issuers: frozenset[str]
    keys: Mapping[str, SigningKey]


class SigningKeys:
    """The keys of an OpenID metadata endpoint, fetched without stopping anybody, kept for a day."""

    def __init__(self, metadata_url: str, issuer: str, session: aiohttp.ClientSession) -> None:
        self._url, self._issuer, self._session = metadata_url, issuer, session
        self._known = KeySet(frozenset(), {})
        self._fetched_at: float | None = None
        self._looked_at: float | None = None
        self._fetching: asyncio.Task[None] | None = None

    @property
    def issuers(self) -> frozenset[str]:
        return self._known.issuers

    @property
    def count(self) -> int:
        return len(self._known.keys)

    async def find(self, key_id: str) -> SigningKey | None:
        """Return the key; an unknown one is looked for anew, and a known one never waits for that."""
        if key_id not in self._known.keys:
            await self.refresh()
        elif self._age() > KEYS_FRESH_FOR:
            self._begin_refresh()
        if not self._known.keys:
            raise KeysUnavailable
        return self._known.keys.get(key_id)

    async def refresh(self) -> None:
        """Fetch the keys, unless that was tried a moment ago; several callers wait for the same fetch."""
        if fetching := self._begin_refresh():
            await asyncio.shield(fetching)

    def fetch_soon(self) -> None:
        """Begin to fetch the keys, and return."""
        self._begin_refresh()

    async def close(self) -> None:
        """Give up a fetch that is under way."""
        if self._fetching and not self._fetching.done():
            self._fetching.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._fetching

    def _age(self) -> float:
        return time.monotonic() - (self._fetched_at or 0.0)

    def _begin_refresh(self) -> asyncio.Task[None] | None:
        if self._fetching is None or self._fetching.done():
            if self._looked_at is not None and time.monotonic() - self._looked_at < LOOK_AGAIN_AFTER:
                return None
            self._fetching = asyncio.create_task(self._fetch())
        return self._fetching

    async def _fetch(self) -> None:
        try:
            metadata = await self._get(self._url)
            found = _key_set(await self._get(str(metadata["jwks_uri"])), {self._issuer, metadata.get("issuer")})
        except (aiohttp.ClientError, TimeoutError, ValueError, KeyError, TypeError) as error:
            # Known keys go on being trusted: an outage of the key server must not silence the bot.
            logger.warning("The signing keys could not be fetched: %s", type(error).__name__)
        else:
            self._known, self._fetched_at = found, time.monotonic()
        finally:
            self._looked_at = time.monotonic()

    async def _get(self, url: str) -> Any:
        async with self._session.get(url, timeout=FETCH_TIMEOUT) as response:
            response.raise_for_status()
            return await response.json(content_type=None)


def _key_set(document: Mapping[str, Any], issuers: set[Any]) -> KeySet:
    keys = {}
    for each in document["keys"]:
        # One key of a kind unknown here must not take the others along.
        with contextlib.suppress(jwt.InvalidKeyError, KeyError, TypeError, ValueError):
            keys[str(each["kid"])] = SigningKey(RSAAlgorithm.from_jwk(each), frozenset(each.get("endorsements") or ()))
    if not keys:
        raise ValueError("no key that could be read")
    return KeySet(frozenset(each for each in issuers if isinstance(each, str) and each), keys)


@dataclass(frozen=True, slots=True)
class Caller:
    """A caller whose token is genuine, and what it may speak for."""

    service_url: str
    endorsements: frozenset[str]
    claims: Mapping[str, Any]

    def check(self, channel: str | None, service_url: str | None) -> None:
        """Raise NotAuthorized unless the token was made for an activity of this channel and service URL."""
        if not service_url or service_url != self.service_url:
            raise NotAuthorized("the service URL is not the signed one")
        if self.endorsements and channel not in self.endorsements:
            raise NotAuthorized("the key does not sign for this channel")


class TokenCheck:
    """Reads the Authorization header of a request that claims to come from the Bot Framework."""

    def __init__(self, app_id: str, keys: SigningKeys, *, now: Callable[[], float] = time.time) -> None:
        self._app_id, self._keys, self._now = app_id, keys, now

    async def caller(self, header: str) -> Caller:
        """Return who calls. Raises NotAuthorized for everything that is not a valid token, KeysUnavailable."""
        scheme, _, token = header.partition(" ")
        if scheme != "Bearer" or not token:
            raise NotAuthorized("no bearer token")
        key = await self._key(token)
        try:
            claims: dict[str, Any] = jwt.decode(
                token,
                key.public,
                algorithms=[ALGORITHM],
                audience=self._app_id,
                issuer=self._keys.issuers,
                leeway=CLOCK_SKEW,
                options={"require": ["exp", "iss", "aud"], "strict_aud": True},
            )
            ended = float(claims["exp"]) + GRACE <= self._now()
        except (jwt.PyJWTError, ValueError, TypeError) as error:
            raise NotAuthorized(type(error).__name__) from error
        if ended:
            raise NotAuthorized("the token has ended")
        return Caller(_service_url_in(claims), key.endorsements, claims)

    async def _key(self, token: str) -> SigningKey:
        try:
            header = jwt.get_unverified_header(token)
        except (jwt.PyJWTError, ValueError, TypeError, RecursionError) as error:
            raise NotAuthorized("no token") from error
        key_id = header.get("kid")
        if header.get("alg") != ALGORITHM or not isinstance(key_id, str):
            raise NotAuthorized("not signed the way the Bot Framework does")
        key = await self._keys.find(key_id)
        if key is None:
            raise NotAuthorized("unknown key")
        return key


def _service_url_in(claims: Mapping[str, Any]) -> str:
    """Return the address that was signed: the claim is serviceUrl on Microsoft's page, and serviceurl in its tokens."""
    told = {str(value) for name, value in claims.items() if name.lower() == "serviceurl" and value}
    if len(told) != 1:
        raise NotAuthorized("no service URL is signed, or more than one")
    return told.pop()
