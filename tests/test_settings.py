"""A wrong setting says which variable it is and what belongs there, and never shows a secret."""

import stat
from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.master_key import new_key
from bot.settings import SETTINGS, environment, read_settings


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    return tmp_path


def test_with_nothing_set_database_and_key_live_in_the_users_data_directory(own_home: Path) -> None:
    settings = read_settings({})
    assert settings.database_url.startswith("sqlite+aiosqlite:///" + str(own_home))
    [key_file] = own_home.rglob("master.key")
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600


def test_the_key_file_is_made_once_and_read_ever_after() -> None:
    assert read_settings({}).key == read_settings({}).key


def test_a_damaged_key_file_is_never_replaced(own_home: Path) -> None:
    """A new key would make every note unreadable for good."""
    read_settings({})
    [key_file] = own_home.rglob("master.key")
    key_file.write_text("not a key")
    with pytest.raises(SettingsError, match=r"master\.key is damaged"):
        read_settings({})
    assert key_file.read_text() == "not a key"


@pytest.mark.parametrize(
    ("variable", "text", "says"),
    [
        ("VOUCH_DATABASE_URL", "vouch.db", "a database URL such as"),
        ("VOUCH_DATABASE_URL", "mysql://somewhere/vouch", "a database URL such as"),
        ("VOUCH_KEY", "secret-but-short", "44 characters"),
        ("VOUCH_KEY", "ключ", "44 characters"),
        ("VOUCH_PORT", "http", "a port number"),
        ("VOUCH_PORT", "70000", "a port number"),
        ("VOUCH_LOG", "loud", "one of debug, info"),
    ],
)
def test_a_wrong_value_names_its_variable_and_what_to_put_there(variable: str, text: str, says: str) -> None:
    with pytest.raises(SettingsError, match=f"{variable} must be .*{says}") as caught:
        read_settings({variable: text})
    if variable == "VOUCH_KEY":
        assert text not in str(caught.value)


def test_a_variable_that_is_set_wins_over_the_dot_env_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text("VOUCH_PORT=9000\nVOUCH_LOG=debug\n")
    monkeypatch.setenv("VOUCH_PORT", "9001")
    monkeypatch.delenv("VOUCH_LOG", raising=False)
    settings = read_settings(environment(tmp_path))
    assert (settings.port, settings.log_level) == (9001, "debug")


def test_old_keys_are_a_list() -> None:
    assert len(read_settings({"VOUCH_OLD_KEYS": f"{new_key()}, {new_key()}"}).old_keys) == 2


def test_every_setting_says_what_it_is_for() -> None:
    assert all(setting.meaning.endswith(".") for setting in SETTINGS)
