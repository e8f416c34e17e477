"""What Slack's face has to be given."""

from dataclasses import dataclass

from bot.errors import SettingsError


@dataclass(frozen=True, slots=True)
class SlackSettings:
    """As in bot.settings, the variables that begin with SLACK_; None where one is not set."""

    api_url: str
    bot_token: str | None = None
    app_token: str | None = None
    signing_secret: str | None = None
    client_id: str | None = None
    client_secret: str | None = None
    public_url: str | None = None
    welcome_new_members: bool = True

    @property
    def wanted(self) -> bool:
        return bool(self.bot_token or self.app_token or self.signing_secret or self.client_id or self.client_secret)

    @property
    def redirect_url(self) -> str | None:
        """Where Slack sends a browser back to after an installation; None leaves it to the app's own settings."""
        return f"{self.public_url.rstrip('/')}/slack/oauth_redirect" if self.public_url else None

    def check(self) -> None:
        """Raises SettingsError that names what is missing."""
        if bool(self.client_id) != bool(self.client_secret):
            missing = "SLACK_CLIENT_SECRET" if self.client_id else "SLACK_CLIENT_ID"
            raise SettingsError(
                f"{missing} is missing: an installation needs both, from “Basic Information” of your app."
            )
        if not (self.bot_token or self.client_id):
            raise SettingsError(
                "SLACK_BOT_TOKEN is missing (or SLACK_CLIENT_ID and SLACK_CLIENT_SECRET for many workspaces): take it "
                "from “OAuth & Permissions” of your app."
            )
        if not (self.signing_secret or self.app_token):
            raise SettingsError(
                "SLACK_SIGNING_SECRET is missing (or SLACK_APP_TOKEN for Socket Mode): take it from “Basic "
                "Information” of your app."
            )
