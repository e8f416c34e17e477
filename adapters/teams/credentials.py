"""How the bot is registered with Microsoft, as its operator set it, checked before anything starts."""

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit

from botframework.connector.auth import AuthenticationConstants, GovernmentConstants

from bot.errors import SettingsError
from bot.settings import Settings


@dataclass(frozen=True, slots=True)
class Cloud:
    """One of Microsoft's clouds: *metadata* names the keys of those who call us, *login* gives out our own tokens."""

    metadata: str
    issuer: str
    login: str
    scope: str


PUBLIC = Cloud(
    AuthenticationConstants.TO_BOT_FROM_CHANNEL_OPENID_METADATA_URL,
    AuthenticationConstants.TO_BOT_FROM_CHANNEL_TOKEN_ISSUER,
    AuthenticationConstants.TO_CHANNEL_FROM_BOT_LOGIN_URL_PREFIX,
    AuthenticationConstants.TO_CHANNEL_FROM_BOT_OAUTH_SCOPE,
)
US_GOVERNMENT = Cloud(
    GovernmentConstants.TO_BOT_FROM_CHANNEL_OPENID_METADATA_URL,
    GovernmentConstants.TO_BOT_FROM_CHANNEL_TOKEN_ISSUER,
    GovernmentConstants.TO_CHANNEL_FROM_BOT_LOGIN_URL_PREFIX,
    GovernmentConstants.TO_CHANNEL_FROM_BOT_OAUTH_SCOPE,
)


@dataclass(frozen=True, slots=True)
class Registration:
    """*password* is "" where none is needed: a managed identity, or keys on a loopback address.

    *signs_out* tells whether calls of ours carry a token. *unsigned* is local play: nobody who calls has to sign.
    """

    app_id: str
    password: str
    app_type: str
    tenant: str
    metadata: str
    cloud: Cloud
    signs_out: bool
    unsigned: bool = False


def read_registration(settings: Settings) -> Registration:
    """Return how Teams is connected. Raises SettingsError naming the variable to put right."""
    if not settings.teams_app_id:
        return _without_app_id(settings)
    metadata = settings.teams_metadata or PUBLIC.metadata
    local = is_loopback(metadata)
    app_type = settings.teams_app_type
    if app_type == "SingleTenant" and not settings.teams_tenant_id:
        raise SettingsError("MICROSOFT_APP_TENANT_ID must name the tenant of a SingleTenant app; it is empty.")
    if app_type != "UserAssignedMSI" and not settings.teams_password and not local:
        raise SettingsError(
            "MICROSOFT_APP_PASSWORD is empty: copy a client secret of the app MICROSOFT_APP_ID into it."
        )
    cloud = US_GOVERNMENT if (urlsplit(metadata).hostname or "").endswith(".azure.us") else PUBLIC
    return Registration(
        settings.teams_app_id,
        settings.teams_password or "",
        app_type,
        settings.teams_tenant_id or "",
        metadata,
        cloud,
        signs_out=not local,
    )


def _without_app_id(settings: Settings) -> Registration:
    if settings.teams_unsigned:
        if not is_loopback(f"http://{settings.host}"):
            raise SettingsError(
                "VOUCH_TEAMS_UNSIGNED lets anybody speak for anybody, so it needs a VOUCH_HOST on this machine "
                f"(127.0.0.1); it is {settings.host}. For real use set MICROSOFT_APP_ID instead."
            )
        return Registration("", "", "MultiTenant", "", "", PUBLIC, signs_out=False, unsigned=True)
    raise SettingsError(
        "MICROSOFT_APP_ID is empty although MICROSOFT_APP_PASSWORD is set: without it anybody could speak to Vouch in "
        "a resident's name. Copy the application (client) id of the bot's registration into it."
    )


def is_loopback(url: str) -> bool:
    """Tell whether *url* names this machine itself.

    >>> is_loopback("http://127.0.0.1:9000/keys"), is_loopback("https://login.botframework.com")
    (True, False)
    """
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
