"""Look at the licences of what a lock file names: Vouch must be free to be passed on with it. Needs no network."""

import re
import sys
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

PINNED = re.compile(r"^([A-Za-z0-9._-]+)==", re.MULTILINE)

FITTING = re.compile(
    r"\b(?:MIT|BSD|Apache|PSF|Python Software Foundation|MPL|Mozilla|ISC|LGPL|CNRI|0BSD|Zlib)", re.IGNORECASE
)
"""MPL and LGPL bind only changes to those packages themselves, which are used as they are published."""

BINDING = re.compile(r"(?<!L)\bA?GPL|(?<!Lesser )General Public License", re.IGNORECASE)


def licence_of(name: str) -> str:
    """Return everything that a package says of its licence, as one text."""
    told = metadata(name)
    classifiers = [each for each in told.get_all("Classifier") or [] if each.startswith("License")]
    return "; ".join([told.get("License-Expression") or "", (told.get("License") or "")[:200], *classifiers]).strip(
        "; "
    )


def problems(lock: Path) -> list[str]:
    found = []
    for name in PINNED.findall(lock.read_text(encoding="utf-8")):
        try:
            told = licence_of(name)
        except PackageNotFoundError:
            continue  # left out on this machine; compare_with_locks.py says what is missing
        if not FITTING.search(told) or BINDING.search(told):
            found.append(f"{lock}: {name} is under {told or 'no licence that it tells'}")
    return found


if __name__ == "__main__":
    wrong = [line for lock in sys.argv[1:] for line in problems(Path(lock))]
    print("\n".join(wrong) or "Every licence fits.")
    sys.exit(bool(wrong))
