"""What only exists for Node: scripts beside the tests, run on the packages that tests/package-lock.json pins.

`make setup` installs them where npm is there. Without Node the tests that need it are skipped, and say so; on CI never.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

PACKAGES = Path(__file__).with_name("node_modules")
PATIENCE = 60.0  # seconds


def run_node(script: Path, given: Any) -> Any:
    """Return what the script prints as JSON, after *given* was piped into it as JSON."""
    require_node()
    ended = subprocess.run(
        ["node", str(script)],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout)


def require_node() -> None:
    """Skip the test where Node or its packages are missing, with a line that says so; fail it on CI."""
    if reason := missing():
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)


def missing() -> str | None:
    """Say what keeps Node's scripts from running here; None where nothing does."""
    if shutil.which("node") is None:
        return "Node.js 20 or later is missing: the platforms' own validators and emulators were not asked."
    if not PACKAGES.is_dir():
        return "The packages of tests/package.json are missing: install npm and run `make setup` again."
    return None
