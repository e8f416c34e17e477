"""Settings: read once from the environment, and from an optional .env file in the working directory.

SETTINGS is the one documented list; `vouch settings` prints it. A variable that is set wins over the .env file.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.errors import SettingsError
from bot.master_key import key_from_file, read_key


@dataclass(frozen=True, slots=True)
class Settings:
    """*key* and *old_keys* are master keys of 32 bytes, the old ones only for reading what they sealed."""

    database_url: str
    key: bytes
    old_keys: tuple[bytes, ...]
    host: str
    port: int
    log_level: str
    log_format: str
    public_url: str | None
    slack_bot_token: str | None
    slack_app_token: str | None
    slack_signing_secret: str | None
    slack_client_id: str | None
    slack_client_secret: str | None
    slack_api_url: str
    slack_welcome_new_members: bool
    cohort_makers: frozenset[str] | None
    teams_app_id: str | None
    teams_password: str | None
    teams_app_type: str
    teams_tenant_id: str | None
    teams_metadata: str | None
    teams_unsigned: bool
    llm_url: str | None
    llm_model: str
    llm_key: str | None
    templates: Path | None

    @property
    def teams_wanted(self) -> bool:
        """Whether any setting says that Teams is to be connected: half of them is a mistake to be named."""
        return bool(self.teams_app_id or self.teams_password or self.teams_unsigned)


@dataclass(frozen=True, slots=True)
class Setting:
    """One variable: *meaning* is what `vouch settings` says, *read* turns its text into the value or raises ValueError.

    The text of that ValueError follows "must be".
    """

    variable: str
    field: str
    meaning: str
    read: Callable[[str], Any]
    default: str
    secret: bool = False


def data_directory() -> Path:
    """Return the user's data directory for Vouch (XDG on Linux, Application Support on macOS)."""
    # Imported here because `vouch --help` needs no paths.
    from platformdirs import user_data_path

    return user_data_path("vouch", appauthor=False)


def _database_url(text: str) -> str:
    schemes = ("sqlite", "postgresql", "postgres")
    if text.split(":", 1)[0].split("+", 1)[0] not in schemes or "://" not in text:
        raise ValueError("a database URL such as sqlite+aiosqlite:////home/me/vouch.db or postgresql://user@host/vouch")
    return text


def _keys(text: str) -> tuple[bytes, ...]:
    return tuple(read_key(each) for each in text.split(",") if each.strip())


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 <= int(text) <= 65535:
        raise ValueError("a port number from 0 (any free one) to 65535")
    return int(text)


def _url(text: str) -> str:
    if not text.startswith(("http://", "https://")) or len(text.partition("://")[2]) < 1:
        raise ValueError("an address that begins with https:// (or http:// on this machine)")
    return text


def _api_url(text: str) -> str:
    if not _url(text).rstrip("/").endswith("/api"):
        raise ValueError("the address of Slack's Web API, which ends in /api/")
    return text.rstrip("/") + "/"


def _ids(text: str) -> frozenset[str]:
    return frozenset(each.strip() for each in text.split(",") if each.strip())


def _yes_or_no(text: str) -> bool:
    if text.lower() not in ("yes", "no"):
        raise ValueError("yes or no")
    return text.lower() == "yes"


def _folder(text: str) -> Path:
    folder = Path(text).expanduser()
    if not folder.is_dir():
        raise ValueError("a folder that is there; `vouch templates FOLDER` makes one")
    return folder


def _app_type(text: str) -> str:
    known = {"multitenant": "MultiTenant", "singletenant": "SingleTenant", "userassignedmsi": "UserAssignedMSI"}
    if text.lower() not in known:
        raise ValueError("one of " + ", ".join(known.values()))
    return known[text.lower()]


def _log_format(text: str) -> str:
    if text.lower() not in ("auto", "json", "text"):
        raise ValueError("auto, json or text")
    return text.lower()


def _log_level(text: str) -> str:
    levels = ("debug", "info", "warning", "error")
    if text.lower() not in levels:
        raise ValueError("one of " + ", ".join(levels))
    return text.lower()


SETTINGS = (
    Setting(
        "VOUCH_DATABASE_URL",
        "database_url",
        "Where everything is kept: SQLite for one process, PostgreSQL for many. "
        "Left out: vouch.db in your data directory.",
        _database_url,
        "",
    ),
    Setting(
        "VOUCH_KEY",
        "key",
        "The master key that all stored words are sealed under. Left out: a file master.key is made in your data "
        "directory. Keep a copy somewhere safe; without it nothing can be read again.",
        read_key,
        "",
        secret=True,
    ),
    Setting(
        "VOUCH_OLD_KEYS",
        "old_keys",
        "Master keys used before, with commas between, while `vouch db rotate-key` has not run yet.",
        _keys,
        "",
        secret=True,
    ),
    Setting("VOUCH_HOST", "host", "The address that `vouch serve` listens on.", str, "127.0.0.1"),
    Setting("VOUCH_PORT", "port", "The port that `vouch serve` listens on.", _port, "8080"),
    Setting(
        "VOUCH_LOG",
        "log_level",
        "How much is logged: debug, info, warning or error. Never what anyone wrote.",
        _log_level,
        "warning",
    ),
    Setting(
        "VOUCH_LOG_FORMAT",
        "log_format",
        "How it is logged: json (one object a line), text, or auto: text on a terminal, json everywhere else.",
        _log_format,
        "auto",
    ),
    Setting(
        "VOUCH_PUBLIC_URL",
        "public_url",
        "The address under which chat platforms and browsers reach `vouch serve`, such as https://vouch.example.org.",
        _url,
        "",
    ),
    Setting(
        "SLACK_BOT_TOKEN",
        "slack_bot_token",
        "Slack, one workspace: the bot token (xoxb-...) from “OAuth & Permissions” of your Slack app.",
        str,
        "",
        secret=True,
    ),
    Setting(
        "SLACK_SIGNING_SECRET",
        "slack_signing_secret",
        "Slack over HTTP: the signing secret from “Basic Information”. Only what Slack signed with it is listened to.",
        str,
        "",
        secret=True,
    ),
    Setting(
        "SLACK_APP_TOKEN",
        "slack_app_token",
        "Slack through a socket, for a machine that the internet does not reach: an app-level token (xapp-...) with "
        "the scope connections:write. It needs no signing secret.",
        str,
        "",
        secret=True,
    ),
    Setting(
        "SLACK_CLIENT_ID",
        "slack_client_id",
        "Slack, many workspaces: the client id from “Basic Information”. Workspaces install Vouch at /slack/install.",
        str,
        "",
    ),
    Setting(
        "SLACK_CLIENT_SECRET",
        "slack_client_secret",
        "Slack, many workspaces: the client secret that belongs to SLACK_CLIENT_ID.",
        str,
        "",
        secret=True,
    ),
    Setting(
        "SLACK_API_URL",
        "slack_api_url",
        "Where Slack's Web API is; https://slack-gov.com/api/ for GovSlack.",
        _api_url,
        "https://slack.com/api/",
    ),
    Setting(
        "SLACK_WELCOME_NEW_MEMBERS",
        "slack_welcome_new_members",
        "Whether Vouch greets everybody who joins the Slack workspace: yes or no. Say no where many others join too.",
        _yes_or_no,
        "yes",
    ),
    Setting(
        "VOUCH_COHORT_MAKERS",
        "cohort_makers",
        "Who may make cohorts, by the platform's ids with commas between (Slack: U012AB3CD, from a profile's “Copy "
        "member ID”). Left out: everybody, from channels that they are in and that have at most 200 people.",
        _ids,
        "",
    ),
    Setting(
        "MICROSOFT_APP_ID",
        "teams_app_id",
        "Microsoft Teams: the application (client) id of the bot's registration. Left out: Teams is not connected.",
        str,
        "",
    ),
    Setting(
        "MICROSOFT_APP_PASSWORD",
        "teams_password",
        "Microsoft Teams: a client secret of that application. A managed identity needs none.",
        str,
        "",
        secret=True,
    ),
    Setting(
        "MICROSOFT_APP_TYPE",
        "teams_app_type",
        "Microsoft Teams: MultiTenant, SingleTenant or UserAssignedMSI, as the bot was registered.",
        _app_type,
        "MultiTenant",
    ),
    Setting(
        "MICROSOFT_APP_TENANT_ID",
        "teams_tenant_id",
        "Microsoft Teams: the tenant of a SingleTenant application.",
        str,
        "",
    ),
    Setting(
        "VOUCH_TEAMS_OPENID_METADATA",
        "teams_metadata",
        "Microsoft Teams: where the keys of those who call are named, for a sovereign cloud or a test. On a loopback "
        "address outgoing calls need no login server. Left out: that of the public cloud.",
        _url,
        "",
    ),
    Setting(
        "VOUCH_TEAMS_UNSIGNED",
        "teams_unsigned",
        "Microsoft Teams: yes lets anybody on this machine speak to Vouch without an application id, to try it with "
        "a local client. Only while VOUCH_HOST is this machine.",
        _yes_or_no,
        "no",
    ),
    Setting(
        "VOUCH_LLM_URL",
        "llm_url",
        "Base address of an OpenAI-compatible server that may add to what is read, such as http://127.0.0.1:11434/v1. "
        "Every note is sent there, so let it be your own machine (docs/language-model.md). Left out: no note leaves.",
        _url,
        "",
    ),
    Setting("VOUCH_LLM_MODEL", "llm_model", "The model to ask for at VOUCH_LLM_URL.", str, "default"),
    Setting("VOUCH_LLM_KEY", "llm_key", "The key that VOUCH_LLM_URL wants, if it wants one.", str, "", secret=True),
    Setting(
        "VOUCH_TEMPLATES",
        "templates",
        "A folder with the English of drafts as your program wants it, one file a kind; `vouch templates FOLDER` fills "
        "it. Checked at the start. Left out: the English that comes with Vouch.",
        _folder,
        "",
    ),
)


def environment(directory: Path | None = None) -> dict[str, str]:
    """Return the process's environment over what .env in *directory* (the working directory) says."""
    from dotenv import dotenv_values

    file = (directory or Path.cwd()) / ".env"
    written = (
        {name: value for name, value in dotenv_values(file).items() if value is not None} if file.is_file() else {}
    )
    return {**written, **os.environ}


def read_settings(variables: Mapping[str, str]) -> Settings:
    """Read every setting. Raises SettingsError naming the first wrong variable and what to put there.

    Without a database URL or key, the data directory is made and SQLite and a key file in it are used.
    """
    values = {setting.field: _read(setting, variables) for setting in SETTINGS}
    if not values["database_url"]:
        values["database_url"] = f"sqlite+aiosqlite:///{_own_directory() / 'vouch.db'}"
    if not values["key"]:
        values["key"] = key_from_file(_own_directory() / "master.key")
    return Settings(**values)


def templates_in(variables: Mapping[str, str]) -> Path | None:
    """Return the folder of templates alone, for what needs no other setting. Raises SettingsError as read_settings."""
    folder: Path | None = _read(next(each for each in SETTINGS if each.field == "templates"), variables)
    return folder


def _read(setting: Setting, variables: Mapping[str, str]) -> Any:
    text = variables.get(setting.variable, "").strip() or setting.default
    if not text:
        return () if setting.field == "old_keys" else None
    try:
        return setting.read(text)
    except ValueError as error:
        shown = "what is there now is not" if setting.secret else f"{text!r} is not"
        raise SettingsError(f"{setting.variable} must be {error}; {shown}.") from error


def _own_directory() -> Path:
    directory = data_directory()
    try:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(
            f"The data directory {directory} cannot be made ({error.strerror}). "
            "Make it, or set VOUCH_DATABASE_URL and VOUCH_KEY."
        ) from error
    return directory
