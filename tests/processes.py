"""`vouch` as a person starts it: the installed script, in a process of its own, with an empty home."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

VOUCH = str(Path(sys.executable).with_name("vouch"))


def environment(home: Path, **variables: str) -> dict[str, str]:
    """Return what a process of a fresh user sees, in New York."""
    home.mkdir(exist_ok=True)
    return {
        "HOME": str(home),
        "PATH": "/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "TZ": "America/New_York",
        **variables,
    }


def run_vouch(
    home: Path, *arguments: str, given: str | bytes = "", **variables: str
) -> subprocess.CompletedProcess[str]:
    """Run it to its end, with *given* piped in."""
    ended = subprocess.run(
        [VOUCH, *arguments],
        input=given.encode() if isinstance(given, str) else given,
        capture_output=True,
        timeout=120,
        check=False,
        cwd=home.parent,
        env=environment(home, **variables),
    )
    return subprocess.CompletedProcess(ended.args, ended.returncode, ended.stdout.decode(), ended.stderr.decode())


@contextmanager
def serving_vouch(home: Path, **variables: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A running `vouch serve` and the address of its /healthz."""
    variables = {"VOUCH_PORT": "0", **variables}
    process = subprocess.Popen([VOUCH, "serve"], stderr=subprocess.PIPE, text=True, env=environment(home, **variables))
    try:
        assert process.stderr
        announced = [process.stderr.readline()]
        while announced[-1] and not (address := re.search(r"http://\S+/healthz", announced[-1])):
            announced.append(process.stderr.readline())  # with VOUCH_LOG=debug much is said before
        assert address, announced
        yield process, address[0]
    finally:
        process.kill()
        process.communicate()
