"""What a sign on a message of ours cannot say by itself."""

from collections.abc import Sequence

from bot.messages import Button, Item, Reply


def which_of_them(verb: str, meant: Sequence[tuple[Item, Button]]) -> Reply:
    """Ask which thing of a list a sign was meant for; each has the button with this verb that the sign stands for."""
    return Reply(
        f"That list holds {len(meant)} things. Which did you mean?",
        items=tuple(Item(item.text, item.about, (button,)) for item, button in meant),
        buttons=(Button("All of them", f"all:{verb}"),),
    )
