"""Hold a folder of templates against the limits, before any resident meets them: each kind, in each variant."""

from collections.abc import Iterator
from pathlib import Path

from jinja2 import TemplateError

from bot.domain.draft import DraftKind, Tone
from bot.drafting import template_files
from bot.drafting.compose import compose, within_limit
from bot.drafting.kinds import KINDS
from bot.drafting.slots import Material
from bot.drafting.template_files import TemplatesUnusable


def check_folder(folder: Path | None) -> None:
    """Use the folder's templates from now on. Raises TemplatesUnusable, naming each file at fault, and uses none."""
    template_files.use_folder(folder)
    if folder is None:
        return
    if faults := list(_too_long()):
        template_files.use_folder(None)
        raise TemplatesUnusable(f"The templates in {folder} cannot be used.\n" + "\n".join(f"  {f}" for f in faults))


def _too_long() -> Iterator[str]:
    """Yield the kinds that break their limit even where the notes say nothing, or that cannot be written at all."""
    for kind in DraftKind:
        try:
            drafts = [compose(kind, Material({}), tone) for tone in Tone]
        except (TemplateError, TypeError, ValueError) as error:
            yield f"{template_files.file_of(kind)}: {error}."
            continue
        longest = max(drafts, key=lambda draft: draft.words)
        if not within_limit(kind, longest.body):
            yield (
                f"{template_files.file_of(kind)}: {longest.words} words, {len(longest.body)} characters, which is "
                f"longer than a {KINDS[kind].name} may be."
            )
