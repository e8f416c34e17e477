"""`vouch templates FOLDER`: copy the English of drafts into a folder to edit, and check what stands there."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from bot.drafting.check_templates import check_folder
from bot.drafting.template_files import built_in
from bot.errors import VouchError


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="where the files are, or are to be put")
    parser.epilog = "Set VOUCH_TEMPLATES to that folder, and drafts are written from it. README.md there explains it."


def run(arguments: Namespace) -> int:
    """Copy what is not there yet; raises TemplatesUnusable for a file that drafts cannot be written from."""
    folder: Path = arguments.folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
        missing = [name for name in built_in() if not (folder / name).exists()]
        for name in missing:
            (folder / name).write_text(built_in()[name], encoding="utf-8")
    except OSError as error:
        raise VouchError(f"Cannot write into {folder} ({error.strerror}).") from error
    check_folder(folder)
    count = f"{len(missing)} file{'' if len(missing) == 1 else 's'} copied" if missing else "nothing to copy"
    print(f"{folder}: {count}; every file can be used. Set VOUCH_TEMPLATES={folder} and start Vouch again.")
    return 0
