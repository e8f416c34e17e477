"""The faces that the settings name."""

from typing import TYPE_CHECKING

from bot.errors import SettingsError
from bot.settings import Settings
from storage.store import SqlStore

if TYPE_CHECKING:
    from adapters.slack.settings import SlackSettings
    from adapters.web import Face


def make_faces(settings: Settings, store: SqlStore) -> "dict[str, Face]":
    """Return the faces that the settings name, by platform. Raises SettingsError for one that is half set up."""
    faces: dict[str, Face] = {}
    slack = slack_settings(settings)
    if slack.wanted:
        from adapters.slack.app import SlackFace

        faces["slack"] = SlackFace(slack, store.installations)
    if settings.teams_wanted:
        from adapters.teams.app import TeamsFace
        from adapters.teams.credentials import read_registration

        faces["teams"] = TeamsFace(read_registration(settings), settings.key, store.installations, settings.public_url)
    return faces


def slack_settings(settings: Settings) -> "SlackSettings":
    from adapters.slack.settings import SlackSettings

    return SlackSettings(
        api_url=settings.slack_api_url,
        bot_token=settings.slack_bot_token,
        app_token=settings.slack_app_token,
        signing_secret=settings.slack_signing_secret,
        client_id=settings.slack_client_id,
        client_secret=settings.slack_client_secret,
        public_url=settings.public_url,
        welcome_new_members=settings.slack_welcome_new_members,
    )


def teams_package(settings: Settings) -> bytes:
    """Return the app package for Microsoft Teams. Raises SettingsError for a setting that it needs."""
    from adapters.teams.package import package

    if not settings.teams_app_id:
        raise SettingsError("MICROSOFT_APP_ID is empty: the app package names the bot by it.")
    if not (settings.public_url or "").startswith("https://"):
        raise SettingsError(
            "VOUCH_PUBLIC_URL must be the https address under which Teams reaches Vouch, such as "
            "https://vouch.example.org: the app package names it."
        )
    return package(settings.teams_app_id, settings.public_url or "")
