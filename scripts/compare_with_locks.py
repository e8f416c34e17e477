"""Compare what is installed with lock files: each package they name, at that version, with a hash. Needs no network."""

import re
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PINNED = re.compile(r"([A-Za-z0-9._-]+)==([^ ;\\]+)(.*)")


def problems(lock: Path) -> list[str]:
    """Return what is wrong, one line each."""
    found = []
    blocks = re.split(r"\n(?=[A-Za-z0-9])", lock.read_text(encoding="utf-8"))
    for block in blocks:
        pin = PINNED.match(block)
        if pin is None:
            continue
        name, wanted, rest = pin.groups()
        if "--hash=sha256:" not in block:
            found.append(f"{lock}: {name} has no hash")
        try:
            there = version(name)
        except PackageNotFoundError:
            if ";" not in rest:  # a marker may leave it out on this machine
                found.append(f"{lock}: {name} {wanted} is not installed")
            continue
        if there != wanted:
            found.append(f"{lock}: {name} is {there}, and the lock says {wanted}")
    return found


if __name__ == "__main__":
    wrong = [line for lock in sys.argv[1:] for line in problems(Path(lock))]
    print("\n".join(wrong) or "What is installed is what the lock files name.")
    sys.exit(bool(wrong))
