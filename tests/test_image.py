"""The Dockerfile and the compose file, as far as they can be looked at on a machine without Docker.

What the image would install is built here from just the files that it copies, and started.
"""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from bot.__main__ import COMMANDS

ROOT = Path(__file__).parents[1]


def instructions() -> list[tuple[str, str]]:
    """Return the Dockerfile's instructions, each with what follows it, continued lines joined."""
    text = (ROOT / "Dockerfile").read_text().replace("\\\n", " ")
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [(name, " ".join(rest.split())) for name, _, rest in (line.partition(" ") for line in lines)]


def copied() -> list[str]:
    """Return what is copied from the repository."""
    given = [rest.split() for name, rest in instructions() if name == "COPY" and "--from" not in rest]
    return [word for words in given for word in words[:-1]]


def test_the_image_holds_the_product_alone() -> None:
    allowed = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    assert set(copied()) == allowed
    assert all((ROOT / name).exists() for name in copied())


def test_it_is_laid_out_as_hadolint_asks() -> None:
    """Of hadolint's rules DL3006 and DL3007 (tags), DL3042 (no cache), DL3000 (paths), DL3002 and DL3066 (user)."""
    told = instructions()
    stages = [rest.split(" AS ")[-1] for name, rest in told if name == "FROM" and " AS " in rest]
    tags = [rest.split()[0].partition(":")[2] for name, rest in told if name == "FROM"]
    assert all(tag and tag != "latest" for tag in tags)
    runs = [rest for name, rest in told if name == "RUN"]
    assert all("--no-cache-dir" in run for run in runs if "pip install" in run)
    assert any("--require-hashes -r requirements.lock" in run for run in runs)
    assert all(rest.startswith("/") for name, rest in told if name == "WORKDIR")
    assert set(re.findall(r"--from=(\S+)", " ".join(rest for _, rest in told))) <= set(stages)
    user = next(index for index, (name, rest) in enumerate(told) if (name, rest) == ("USER", "10001"))
    assert user < next(index for index, (name, _) in enumerate(told) if name == "ENTRYPOINT")
    assert any("useradd" in run and "--uid 10001 vouch" in run for run in runs)
    for name, rest in told:
        if name in ("ENTRYPOINT", "CMD"):
            assert json.loads(rest)


def test_what_it_starts_is_there() -> None:
    told = dict(instructions())
    scripts = re.findall(r'^(\w+) = "bot', (ROOT / "pyproject.toml").read_text(), re.MULTILINE)
    assert json.loads(told["ENTRYPOINT"]) == scripts
    assert json.loads(told["CMD"])[0] in {command.name for command in COMMANDS}
    program, option, source = json.loads(told["HEALTHCHECK"].partition("CMD ")[2])
    assert (program, option) == ("python", "-c")
    compile(source, "HEALTHCHECK", "exec")
    assert f":{told['EXPOSE']}/healthz" in source
    assert f"VOUCH_PORT={told['EXPOSE']}" in told["ENV"]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install Vouch as the image does, from nothing but what it copies, into a folder of its own."""
    context = tmp_path_factory.mktemp("context")
    for name in copied():
        take = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        take(ROOT / name, context / name)
    command = next(rest for name, rest in instructions() if name == "RUN" and rest.endswith("--no-build-isolation ."))
    options = command.split("pip install ")[1].split()
    target = tmp_path_factory.mktemp("installed")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--target", str(target)]
    ended = subprocess.run([*pip, *options], cwd=context, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    return target


def test_what_the_image_installs_understands_stores_and_answers(installed: Path, tmp_path: Path) -> None:
    """Word lists, weights, templates and migrations have to be in the package, not only beside it."""
    script = [
        {"at": "2026-10-13T09:00", "user": "ana", "profile": {"tz": "America/New_York", "start": "2026-07-01"}},
        {"at": "2026-10-13T09:01", "user": "ana", "text": "met Dr. Anita Patel, PD at Mercy. email her friday"},
        {"at": "2026-10-13T09:02", "user": "ana", "text": "write a thank-you to Dr. Patel"},
    ]
    (tmp_path / "script.jsonl").write_text("\n".join(json.dumps(line) for line in script))
    program = f"import sys; sys.path.insert(0, {str(installed)!r}); import bot; from bot.__main__ import main; "
    program += f"assert bot.__file__.startswith({str(installed)!r}); sys.exit(main(['simulate', 'script.jsonl']))"
    ended = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    saved, draft = (json.loads(line) for line in ended.stdout.splitlines()[-2:])
    assert "Fri 16 Oct" in saved["text"]
    assert "Patel" in draft["draft"]["body"]


def test_the_compose_file_names_no_secret_waits_for_the_database_and_says_what_it_needs() -> None:
    text = (ROOT / "compose.yaml").read_text()
    services = yaml.safe_load(text)["services"]
    vouch, database = services["vouch"], services["database"]
    assert vouch["depends_on"] == {"database": {"condition": "service_healthy"}}
    assert vouch["environment"]["VOUCH_DATABASE_URL"].startswith("postgresql+asyncpg://")
    assert not re.findall(r"(?:PASSWORD|KEY): (?!\$\{)\S", text)
    assert [port for port in vouch["ports"] if not port.startswith("127.0.0.1:")] == []
    assert "ports" not in database
    guide = (ROOT / "docs" / "operation.md").read_text()
    wanted = set(re.findall(r"\$\{(\w+):\?", text))
    assert wanted == {"POSTGRES_PASSWORD", "VOUCH_KEY"}
    assert all(f"`{name}`" in guide for name in wanted)
    volumes = {each.partition(":")[0] for each in database["volumes"]}
    assert volumes == set(yaml.safe_load(text)["volumes"])
    assert database["healthcheck"]["test"][0] == "CMD-SHELL"
