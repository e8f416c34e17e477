"""Look up known vulnerabilities of what a lock file names, with pip-audit. Without the internet it says SKIPPED.

With VOUCH_AUDIT=required, as on CI, a look-up that could not be made is a failure.
"""

import json
import os
import subprocess
import sys


def main(pip_audit: str, *locks: str) -> int:
    asked = [each for lock in locks for each in ("--requirement", lock)]
    options = ["--disable-pip", "--require-hashes", "--progress-spinner", "off", "--format", "json"]
    try:
        ended = subprocess.run([pip_audit, *options, *asked], capture_output=True, text=True, timeout=300, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        return skipped(type(error).__name__)
    try:
        packages = json.loads(ended.stdout)["dependencies"]
    except (ValueError, KeyError):
        return skipped((ended.stderr.strip().splitlines() or ["no answer"])[-1][:200])
    known = [(each, flaw) for each in packages for flaw in each.get("vulns", ())]
    for package, flaw in known:
        fixed = ", ".join(flaw.get("fix_versions", ())) or "no version yet"
        print(f"{package['name']} {package['version']}: {flaw['id']}, put right in {fixed}")
    if known:
        return 1
    # A service that answers of no package what it knows was not asked, whatever pip-audit's own summary says.
    if unknown := [each for each in packages if each.get("skip_reason")]:
        return skipped(f"{len(unknown)} of {len(packages)} packages; {unknown[0]['skip_reason']}")
    print(f"No known vulnerability in {len(packages)} packages.")
    return 0


def skipped(why: str) -> int:
    print(f"SKIPPED: known vulnerabilities were not looked up, which takes the internet ({why}).", file=sys.stderr)
    return 1 if os.environ.get("VOUCH_AUDIT") == "required" else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
