"""Installing Vouch in many workspaces: Slack's OAuth, with the tokens kept in our own database, sealed."""

import json
import logging
import secrets
from datetime import timedelta
from typing import Any
from urllib.parse import urljoin

from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.oauth.installation_store import Installation
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore

from adapters.slack.install_pages import CALLBACKS, install_page
from adapters.slack.translate import PLATFORM
from adapters.slack.web_api import SlackError, Unclear, Workspaces, call, quickly
from bot.errors import SendRefused
from bot.ports import Installations

SCOPES = (
    "app_mentions:read",
    "channels:read",
    "chat:write",
    "commands",
    "files:read",
    "files:write",
    "groups:read",
    "im:history",
    "im:write",
    "reactions:read",
    "reactions:write",
    "users:read",
)
"""What Vouch asks a workspace for; docs/slack.md says of each what it is needed for."""

STATE_LIFETIME = timedelta(minutes=10)


class KnownWorkspaces(AsyncAuthorize):
    """Says for Bolt whose token answers a request: from memory or our database, without asking Slack each time."""

    def __init__(self, workspaces: Workspaces) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._workspaces = workspaces

    async def __call__(
        self, *, context: AsyncBoltContext, enterprise_id: str | None, team_id: str | None, **_: Any
    ) -> AuthorizeResult | None:
        found = await self._workspaces.installation(workspace_of(context) or "")
        if found is None:
            return None
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_token=found["bot_token"],
            bot_user_id=found.get("bot_user_id"),
            bot_id=found.get("bot_id"),
        )


def workspace_of(context: AsyncBoltContext) -> str | None:
    """Return whose installation a request belongs to: the organisation's where Vouch is installed for all of it."""
    if context.is_enterprise_install and context.enterprise_id:
        return context.enterprise_id
    return context.team_id or context.enterprise_id


def make_flow(
    workspaces: Workspaces, installations: Installations, client_id: str, client_secret: str, redirect_url: str | None
) -> AsyncOAuthFlow:
    settings = AsyncOAuthSettings(
        client_id=client_id,
        client_secret=client_secret,
        scopes=SCOPES,
        redirect_uri=redirect_url,
        authorization_url=urljoin(workspaces.api_url, "../oauth/v2/authorize"),
        installation_store=_InstallationStore(workspaces, installations),
        state_store=_StateStore(installations),
        callback_options=CALLBACKS,
    )
    return _Flow(client=workspaces.client(), settings=settings, workspaces=workspaces)


class _Flow(AsyncOAuthFlow):
    def __init__(self, *, workspaces: Workspaces, **arguments: Any) -> None:
        super().__init__(**arguments)
        self._workspaces = workspaces

    async def build_install_page_html(self, url: str, request: AsyncBoltRequest) -> str:  # noqa: ARG002 - Bolt's
        return install_page(url)

    async def run_installation(self, code: str) -> Installation | None:
        """Exchange the code for tokens; None where Slack does not accept it."""
        try:
            given = await call(
                self._workspaces.client().oauth_v2_access,
                code=code,
                client_id=self.settings.client_id,
                client_secret=self.settings.client_secret,
                redirect_uri=self.settings.redirect_uri,
            )
        except (SlackError, SendRefused, Unclear) as refusal:
            logging.getLogger(__name__).warning("Slack did not complete an installation: %s", refusal)
            return None
        token = given.get("access_token")
        enterprise, team, installer = (given.get(name) or {} for name in ("enterprise", "team", "authed_user"))
        if not token or not (enterprise.get("id") or team.get("id")):
            return None
        tested = await quickly(call(self._workspaces.client(token).auth_test))
        return Installation(
            app_id=given.get("app_id"),
            enterprise_id=enterprise.get("id"),
            enterprise_name=enterprise.get("name"),
            team_id=team.get("id"),
            team_name=team.get("name"),
            bot_token=token,
            bot_id=tested.get("bot_id"),
            bot_user_id=given.get("bot_user_id") or tested.get("user_id"),
            bot_scopes=given.get("scope") or "",
            user_id=installer.get("id") or "",
            is_enterprise_install=bool(given.get("is_enterprise_install")),
            token_type=given.get("token_type"),
        )


class _InstallationStore(AsyncInstallationStore):
    def __init__(self, workspaces: Workspaces, installations: Installations) -> None:
        self._workspaces, self._installations = workspaces, installations

    async def async_save(self, installation: Installation) -> None:
        of_organisation = installation.is_enterprise_install and installation.enterprise_id
        workspace = of_organisation or installation.team_id or installation.enterprise_id or ""
        kept = {
            "bot_token": installation.bot_token,
            "bot_user_id": installation.bot_user_id,
            "bot_id": installation.bot_id,
            "scopes": installation.bot_scopes,
            "installed_by": installation.user_id,
        }
        await self._installations.save(PLATFORM, workspace, json.dumps(kept).encode())
        self._workspaces.forget(workspace)


class _StateStore(AsyncOAuthStateStore):
    def __init__(self, installations: Installations) -> None:
        self._installations = installations

    async def async_issue(self, *_: Any, **__: Any) -> str:
        state = secrets.token_urlsafe(32)
        await self._installations.begin(state, STATE_LIFETIME)
        return state

    async def async_consume(self, state: str) -> bool:
        return await self._installations.came_back(state)
