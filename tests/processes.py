"""`vouch` in a process of its own, with an empty home.

A process that starts from nothing loads for three seconds. So most are forked from one that has loaded everything: each
has its own pid, environment, working directory, pipes, signals and end, and only what it imports is there already. That
nothing is missing where the installed script starts is for `run_installed`, `serving_installed` and terminals to show.
"""

import contextlib
import multiprocessing
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from typing import IO, Protocol

from bot.__main__ import main

VOUCH = str(Path(sys.executable).with_name("vouch"))
PATIENCE = 120.0  # seconds; a shared machine may be slow, and a test that passes does not wait

forked = multiprocessing.get_context("forkserver")
forked.set_forkserver_preload(["tests.loaded"])


class Running(Protocol):
    """What tests do with a process, however it was started."""

    @property
    def stderr(self) -> IO[str] | None: ...

    def poll(self) -> int | None: ...

    def wait(self, timeout: float | None = None) -> int: ...

    def send_signal(self, sig: int) -> None: ...

    def kill(self) -> None: ...


class Forked:
    """A `vouch` forked from a process that has everything loaded."""

    def __init__(self, home: Path, *arguments: str, **variables: str) -> None:
        streams = [Pipe(duplex=False) for _ in range(3)]
        (given, self._given), (said, to_said), (complained, to_complained) = streams
        theirs = (given, to_said, to_complained)
        self._process = forked.Process(
            target=_become_vouch, args=(arguments, str(home.parent), environment(home, **variables), theirs)
        )
        self._process.start()
        for stream in theirs:
            stream.close()
        self._said = said
        self.stderr: IO[str] | None = _opened(complained)

    def poll(self) -> int | None:
        return self._process.exitcode

    def wait(self, timeout: float | None = None) -> int:
        self._process.join(timeout)
        if self._process.exitcode is None:
            raise TimeoutError(f"it still ran after {timeout} seconds")
        return self._process.exitcode

    def send_signal(self, sig: int) -> None:
        # Not `multiprocessing`'s own: it knows two signals only.
        if self.poll() is None and self._process.pid:
            os.kill(self._process.pid, sig)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def to_its_end(self, given: bytes) -> tuple[int, str, str]:
        """Give it *given* to read; return its exit code, and what it wrote to standard output and standard error."""
        assert self.stderr
        with ThreadPoolExecutor() as reading, _opened(self._said) as said:
            both = [reading.submit(stream.read) for stream in (said, self.stderr)]
            with contextlib.suppress(BrokenPipeError), os.fdopen(self._given.fileno(), "wb", closefd=False) as to_read:
                to_read.write(given)
            self._given.close()
            try:
                return self.wait(PATIENCE), both[0].result(), both[1].result()
            finally:
                self.kill()

    def close(self) -> None:
        self.kill()
        self._process.join()
        for stream in (self._given, self._said, self.stderr):
            if stream:
                stream.close()


def _opened(stream: Connection) -> IO[str]:
    """The end of a pipe that is read, as text."""
    return os.fdopen(os.dup(stream.fileno()), encoding="utf-8")


def _become_vouch(
    arguments: tuple[str, ...], directory: str, variables: dict[str, str], streams: tuple[Connection, ...]
) -> None:
    """Take the place of a started `vouch`, in the process that was forked."""
    for number, stream in enumerate(streams):
        os.dup2(stream.fileno(), number)
        stream.close()
    sys.stdin = os.fdopen(0, encoding="utf-8", errors="surrogateescape", closefd=False)
    sys.stdout = os.fdopen(1, "w", encoding="utf-8", errors="surrogateescape", closefd=False)
    sys.stderr = os.fdopen(2, "w", encoding="utf-8", errors="backslashreplace", buffering=1, closefd=False)
    os.chdir(directory)
    os.environ.clear()
    os.environ.update(variables)
    time.tzset()
    sys.argv = [VOUCH, *arguments]
    sys.exit(main())


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


Ended = subprocess.CompletedProcess[str]
Run = Callable[..., Ended]


def run_vouch(home: Path, *arguments: str, given: str | bytes = "", **variables: str) -> Ended:
    """Run it to its end, with *given* piped in."""
    with contextlib.closing(Forked(home, *arguments, **variables)) as process:
        exit_code, said, complained = process.to_its_end(given.encode() if isinstance(given, str) else given)
    return Ended([VOUCH, *arguments], exit_code, said, complained)


def run_installed(home: Path, *arguments: str, given: str | bytes = "", **variables: str) -> Ended:
    """The same with the installed script, from nothing."""
    ended = subprocess.run(
        [VOUCH, *arguments],
        input=given.encode() if isinstance(given, str) else given,
        capture_output=True,
        timeout=PATIENCE,
        check=False,
        cwd=home.parent,
        env=environment(home, **variables),
    )
    return Ended(ended.args, ended.returncode, ended.stdout.decode(), ended.stderr.decode())


Served = tuple[Running, str]
Serving = Callable[..., AbstractContextManager[Served]]


@contextmanager
def serving_vouch(home: Path, **variables: str) -> Iterator[Served]:
    """A running `vouch serve` and the address of its /healthz."""
    with contextlib.closing(Forked(home, "serve", **{"VOUCH_PORT": "0", **variables})) as process:
        yield process, _address_of(process)


@contextmanager
def serving_installed(home: Path, **variables: str) -> Iterator[Served]:
    """The same with the installed script, from nothing."""
    variables = {"VOUCH_PORT": "0", **variables}
    process = subprocess.Popen(
        [VOUCH, "serve"], stderr=subprocess.PIPE, text=True, cwd=home.parent, env=environment(home, **variables)
    )
    try:
        yield process, _address_of(process)
    finally:
        process.kill()
        process.communicate()


def _address_of(process: Running) -> str:
    assert process.stderr
    announced = [process.stderr.readline()]
    while announced[-1] and not (address := re.search(r"http://\S+/healthz", announced[-1])):
        announced.append(process.stderr.readline())  # with VOUCH_LOG=debug much is said before
    assert address, announced
    return address[0]
