"""The English of drafts as a program's own: copied, edited by no programmer, checked at the start."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.domain.draft import DraftKind
from bot.drafting.check_templates import check_folder
from bot.drafting.compose import compose
from bot.drafting.slots import Material
from bot.drafting.template_files import TemplatesUnusable


@pytest.fixture(autouse=True)
def built_in_afterwards() -> Iterator[None]:
    yield
    check_folder(None)


def test_a_folder_is_filled_edited_and_used(tmp_path: Path) -> None:
    assert main(["templates", str(tmp_path)]) == 0
    file = tmp_path / "thank_you.txt"
    file.write_text(file.read_text().replace("Thank you for", "Many thanks for"))
    assert main(["templates", str(tmp_path)]) == 0, "what was edited stays"
    check_folder(tmp_path)
    assert "Many thanks for" in compose(DraftKind.THANK_YOU, Material({}, to="Dr. Lee")).body
    (tmp_path / "update.txt").unlink()
    check_folder(tmp_path)
    assert "good news" in compose(DraftKind.UPDATE, Material({}, to="Dr. Lee")).body, "what is not there is built in"


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("thank_you.txt", "Subject: Hi\n\n{{ dear }}\n{{ topik }}", "line 4: there is no word “topik”"),
        ("thank_you.txt", "Subject: Hi\n\n{% if topic %}\n{{ dear }}", "thank_you.txt, line"),
        ("thank_you.txt", "{{ dear }} Thank you", "has to begin with “Subject:”"),
        ("thank_you.txt", "Subject: Hi\n\n" + "very " * 300, "longer than a thank-you may be"),
        ("linkedin_note.txt", "Subject:\n\n" + "x" * 201, "longer than a LinkedIn note may be"),
        ("thanks.txt", "Subject: Hi", "no kind of draft has this name"),
        ("thank_you.txt", "Subject: Hi\n{{ dear.__class__.__mro__ }}", "thank_you.txt"),
        ("thank_you.txt", 'Subject: Hi\n{% include "_mine.txt" %}', "_mine.txt"),
    ],
)
def test_what_cannot_be_used_is_named_with_its_file(tmp_path: Path, name: str, text: str, says: str) -> None:
    """At the start, not when a resident waits for words; and the built-in ones stay in use."""
    (tmp_path / name).write_text(text)
    with pytest.raises(TemplatesUnusable, match=says):
        check_folder(tmp_path)
    assert "Thank you for" in compose(DraftKind.THANK_YOU, Material({}, to="Dr. Lee")).body
