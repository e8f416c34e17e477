"""Look up whether a version that a lock file names was taken back by its authors since ("yanked", PEP 592).

pip asks the index that it installs from and installs nothing. What it found on this machine alone, or could not ask,
is said to be SKIPPED; with VOUCH_AUDIT=required, as on CI, that is a failure.
"""

import json
import os
import subprocess
import sys

OPTIONS = ("--dry-run", "--ignore-installed", "--no-deps", "--require-hashes", "--quiet", "--report", "-")
"""Report: pip's documentation, "Installation Report"."""


def main(python: str, *locks: str) -> int:
    asked = [each for lock in locks for each in ("--requirement", lock)]
    command = [python, "-m", "pip", "install", "--disable-pip-version-check", *OPTIONS, *asked]
    try:
        ended = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
        found = [(each["metadata"], each) for each in json.loads(ended.stdout)["install"]]
    except (OSError, subprocess.TimeoutExpired, ValueError, KeyError) as error:
        return skipped(f"no answer, {type(error).__name__}")
    yanked = [f"{told['name']} {told['version']}" for told, each in found if each.get("is_yanked")]
    for name in yanked:
        print(f"{name}: taken back by its authors; take another version (make lock).")
    if yanked:
        return 1
    here = [told for told, each in found if each["download_info"]["url"].startswith("file:") or "is_yanked" not in each]
    if here:
        return skipped(f"{len(here)} of {len(found)} packages were found on this machine alone")
    print(f"None of {len(found)} packages was taken back.")
    return 0


def skipped(why: str) -> int:
    print(f"SKIPPED: not looked up whether versions were taken back, which takes an index ({why}).", file=sys.stderr)
    return 1 if os.environ.get("VOUCH_AUDIT") == "required" else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
