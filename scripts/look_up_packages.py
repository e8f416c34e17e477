"""Look up what became of the packages that lock files name since then. Without the internet it says SKIPPED.

    python scripts/look_up_packages.py yanked PYTHON LOCK...              taken back by their authors (PEP 592)?
    python scripts/look_up_packages.py vulnerabilities PIP_AUDIT LOCK...  known vulnerabilities?

With VOUCH_AUDIT=required, as on CI, what could not be looked up is a failure.
"""

import json
import os
import subprocess
import sys
from typing import Any

PIP = "-m pip --disable-pip-version-check -q install --dry-run --ignore-installed --no-deps --require-hashes --report -"
"""Asks the index that it installs from, and installs nothing; its answer is pip's "Installation Report"."""

PIP_AUDIT = "--disable-pip --require-hashes --progress-spinner off --format json"


def yanked(package: dict[str, Any]) -> tuple[list[str], str | None]:
    """Return what pip reports against a package, and why that could not be looked up."""
    named = f"{package['metadata']['name']} {package['metadata']['version']}"
    here = package["download_info"]["url"].startswith("file:") or "is_yanked" not in package
    wrong = (
        [f"{named}: taken back by its authors; take another version (make lock)."] if package.get("is_yanked") else []
    )
    return wrong, "found on this machine alone" if here else None


def vulnerabilities(package: dict[str, Any]) -> tuple[list[str], str | None]:
    """Return what pip-audit reports against a package, and why that could not be looked up."""
    return [
        f"{package['name']} {package['version']}: {flaw['id']}, put right in "
        f"{', '.join(flaw.get('fix_versions', ())) or 'no version yet'}"
        for flaw in package.get("vulns", ())
    ], package.get("skip_reason")


LOOK_UPS = {
    "yanked": (PIP, "install", yanked, "taken back by its authors"),
    "vulnerabilities": (PIP_AUDIT, "dependencies", vulnerabilities, "known to be vulnerable"),
}


def main(what: str, program: str, *locks: str) -> int:
    options, listed, read, named = LOOK_UPS[what]
    command = [program, *options.split(), *(word for lock in locks for word in ("--requirement", lock))]
    try:
        ended = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
        told = [read(package) for package in json.loads(ended.stdout)[listed]]
    except (OSError, subprocess.TimeoutExpired, ValueError, KeyError) as error:
        return skipped(named, type(error).__name__)
    if wrong := [line for lines, _ in told for line in lines]:
        print("\n".join(wrong))
        return 1
    # What answers of no package what it knows was not asked, whatever the program's own summary says.
    if unknown := [why for _, why in told if why]:
        return skipped(named, f"{len(unknown)} of {len(told)} packages: {unknown[0]}")
    print(f"None of {len(told)} packages is {named}.")
    return 0


def skipped(named: str, why: str) -> int:
    print(f"SKIPPED: not looked up whether a package is {named}, which takes the internet ({why}).", file=sys.stderr)
    return 1 if os.environ.get("VOUCH_AUDIT") == "required" else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
