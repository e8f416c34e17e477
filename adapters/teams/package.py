"""The app package: what an administrator uploads to Teams, made for one registration and one address of Vouch."""

import json
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from string import Template
from typing import Any
from urllib.parse import urlsplit

MANIFEST = Path(__file__).with_name("manifest")
ICONS = ("color.png", "outline.png")
VERSION = "1.0.0"
"""To be raised with every change of the manifest: Teams updates an app for a higher version alone."""
_MADE_AT = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can say, so that the same manifest makes the same package


def manifest(app_id: str, public_url: str) -> dict[str, Any]:
    """Return the manifest of the bot *app_id* that is served at *public_url* (https://…)."""
    values: Mapping[str, str] = {
        "app_id": app_id,
        "public_url": public_url.rstrip("/"),
        "domain": urlsplit(public_url).netloc,
        "version": VERSION,
    }
    template = json.loads((MANIFEST / "manifest.json").read_text())
    filled: dict[str, Any] = _filled(template, values)
    return filled


def package(app_id: str, public_url: str) -> bytes:
    """Return the package as the bytes of a zip."""
    files = {"manifest.json": json.dumps(manifest(app_id, public_url), indent=2, ensure_ascii=False).encode()}
    files |= {name: (MANIFEST / name).read_bytes() for name in ICONS}
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, _MADE_AT), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _filled(part: Any, values: Mapping[str, str]) -> Any:
    """Fill in each text by itself: what is filled in can then break nothing around it."""
    if isinstance(part, dict):
        return {name: value if name == "$schema" else _filled(value, values) for name, value in part.items()}
    if isinstance(part, list):
        return [_filled(each, values) for each in part]
    return Template(part).substitute(values) if isinstance(part, str) else part
