"""What `vouch doctor teams` looks at: whether the bot can be told from an impostor, and whether it may speak."""

import aiohttp

from adapters.doctor import compare_clocks
from adapters.teams.connector import AccessTokens, Refused
from adapters.teams.credentials import Registration
from adapters.teams.package import manifest
from adapters.teams.tokens import SigningKeys
from bot.doctor import Check, NotWell


def checks(registration: Registration, public_url: str | None) -> list[Check]:
    """Return the checks of a registration; *public_url* is where Teams is to find Vouch."""
    return [
        Check("keys", lambda: _keys(registration)),
        Check("clock", lambda: compare_clocks(registration.metadata, "the key server")),
        Check("login", lambda: _login(registration)),
        Check("address", lambda: _address(registration, public_url)),
    ]


async def _keys(registration: Registration) -> str:
    async with aiohttp.ClientSession(trust_env=True) as session:
        known = SigningKeys(registration.metadata, registration.cloud.issuer, session)
        await known.refresh()
        if not known.count:
            raise NotWell(f"no signing keys from {registration.metadata}: may this machine reach it?")
        return f"{known.count} signing {'key' if known.count == 1 else 'keys'} of the Bot Framework"


async def _login(registration: Registration) -> str:
    if not registration.signs_out:
        return "not needed: the keys are on this machine"
    try:
        await AccessTokens(registration).current()
    except Refused as refused:
        raise NotWell(
            f"no token for {registration.app_id} ({refused.code}): look at MICROSOFT_APP_PASSWORD, whose secret "
            "may have expired, MICROSOFT_APP_TYPE and MICROSOFT_APP_TENANT_ID"
        ) from refused
    return "the login server gives a token"


async def _address(registration: Registration, public_url: str | None) -> str:
    if not public_url:
        raise NotWell("VOUCH_PUBLIC_URL is not set: `vouch teams package` and the page of the tab need it")
    domain = manifest(registration.app_id, public_url)["validDomains"][0]
    return f"set the bot's messaging endpoint to {public_url.rstrip('/')}/api/messages; the app package names {domain}"
