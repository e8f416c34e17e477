"""Draws the pictures of docs/teams.md, out of a real conversation: python -m tests.adapters.teams.pictures.

With a FOLDER it draws into that what every function of bot/replies says, to be looked at after a change of the
renderer: the words make little sense there, the looks are what counts. Microsoft's own renderer draws, in Chromium.
"""

import asyncio
import json
import re
import subprocess
import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

from adapters.teams.render import SeenBy, to_card
from storage.store import SqlStore
from tests.adapters.teams.bot_framework import running_bot_framework
from tests.adapters.teams.chat import Chat, action_of, chatting
from tests.adapters.teams.test_announcing import ADDED, ana, ben, cohort, named, place
from tests.adapters.teams.test_announcing import announce as announced
from tests.databases import KEYS, SetClock
from tests.reply_functions import everything_said

ROOT = Path(__file__).parents[3]
PICTURES = ROOT / "docs" / "pictures" / "teams"
RENDERER = ROOT / "tests" / "node_modules" / "adaptivecards" / "dist" / "adaptivecards.min.js"
MARKDOWN = ROOT / "tests" / "node_modules" / "markdown-it" / "dist" / "markdown-it.min.js"
WIDTH = 520
ON_A_SHEET = 24
PAGE = """<!doctype html><meta charset="utf-8"><style>
body{{margin:0;padding:12px;background:#f5f5f5;font-family:'Segoe UI',Inter,'DejaVu Sans',sans-serif}}
.card{{background:#fff;border:1px solid #e0e0e0;border-radius:6px;padding:4px;box-shadow:0 1px 3px #0002}}
button{{font:inherit;font-size:13px;padding:5px 12px;margin:2px 4px 2px 0;border:1px solid #d1d1d1;border-radius:4px;
background:#fff;color:#242424}}
input,select,textarea{{font:inherit;padding:5px;border:1px solid #d1d1d1;border-radius:4px;width:100%;
box-sizing:border-box}}
h1{{font-size:12px;font-weight:normal;color:#616161;margin:10px 4px 2px}} main{{columns:{columns};column-gap:14px}}
figure{{margin:0;break-inside:avoid}}
</style><main id="all"></main><script>{renderer}</script><script>{markdown}</script><script>
AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {{
  result.outputHtml = markdownit().render(text); result.didProcess = true;
}};
const all = document.getElementById("all");
for (const [name, drawn] of {cards}) {{
  const card = new AdaptiveCards.AdaptiveCard();
  card.hostConfig = new AdaptiveCards.HostConfig({{
    fontFamily: "'Segoe UI',Inter,'DejaVu Sans',sans-serif", supportsInteractivity: true,
    fontSizes: {{small: 12, default: 14, medium: 15, large: 18, extraLarge: 22}},
    containerStyles: {{emphasis: {{backgroundColor: "#f0f4f4"}}}},
    actions: {{actionsOrientation: "horizontal", actionAlignment: "left", buttonSpacing: 6, maxActions: 6}},
  }});
  card.parse(drawn);
  const figure = document.createElement("figure"), frame = document.createElement("div");
  if (name) figure.appendChild(document.createElement("h1")).textContent = name;
  frame.className = "card";
  frame.appendChild(card.render());
  figure.appendChild(frame);
  all.appendChild(figure);
}}
document.title = all.offsetHeight + 24;
</script>"""


async def main() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        clock = SetClock()
        store = await SqlStore.open(f"sqlite+aiosqlite:///{folder}/vouch.db", KEYS, clock)
        async with running_bot_framework() as framework, chatting(framework, store, clock) as chat:
            cards = await converse(chat, clock)
        await store.close()
        for name, card in cards.items():
            draw([("", card)], PICTURES / f"{name}.png", Path(folder))


def draw_everything(into: Path) -> None:
    into.mkdir(parents=True, exist_ok=True)
    seen_by = SeenBy("29:ana")
    cards = [(each.function, to_card(each.reply, "01J", seen_by)) for each in everything_said()]
    with tempfile.TemporaryDirectory() as folder:
        for start in range(0, len(cards), ON_A_SHEET):
            draw(cards[start : start + ON_A_SHEET], into / f"sheet-{start // ON_A_SHEET + 1:02}.png", Path(folder), 3)


async def converse(chat: Chat, clock: SetClock) -> dict[str, dict[str, Any]]:
    cards = {}
    await chat.says("met Dr. Anita Patel, PD at Mercy, sponsors H-1B. email her my CV thursday")
    cards["welcome"], cards["saved"] = (call.card for call in chat.answers)
    cards["edit"] = (await chat.presses("Edit"))["task"]["value"]["card"]["content"]
    await chat.presses("Draft it", on=cards["saved"])
    cards["draft"] = chat.card
    await chat.says("met Dr. Wei Chan, attending at Lakeside. thank him friday")
    await chat.says("met Dr. Wei Chang, attending at Lakeside")
    cards["question"] = chat.card
    await chat.says("who sponsors H-1B?")
    cards["answer"] = chat.card
    await chat.says("what's due this week?")
    cards["due"] = chat.card
    await chat.says("home")
    cards["home"] = chat.card
    clock.advance(timedelta(days=1, hours=20))
    before = len(chat.framework.sent)
    await chat.vouch.loop.deliver_due()
    cards["reminder"] = chat.framework.sent[before].card
    return {**cards, **await announce(chat)}


async def announce(chat: Chat) -> dict[str, dict[str, Any]]:
    """A lead announces in a channel, and a member acknowledges it there."""
    await chat.post(chat.activity("conversationUpdate", **ADDED, **named("Prelims")))
    await cohort(chat)
    await chat.says("/vouch announce tomorrow 8am: noon conference moved to the auditorium and acknowledge")
    cards = {"preview": chat.card}
    (post,) = await announced(chat, "Rank lists are due Fri 16 Oct at 5 pm and acknowledge")
    cards["post"] = post.card
    await ben(chat)
    press = {"action": action_of(post.card, "Acknowledge"), "trigger": "manual"}
    cards["acknowledged"] = (await chat.invokes("adaptiveCard/action", press, **place()))["value"]
    await ana(chat)
    await chat.says("/vouch report")
    cards["report"] = chat.card
    return cards


def draw(cards: list[tuple[str, dict[str, Any]]], picture: Path, folder: Path, columns: int = 1) -> None:
    page = folder / f"{picture.stem}.html"
    shown = json.dumps(cards).replace("</", "<\\/")
    script = {"renderer": RENDERER.read_text(), "markdown": MARKDOWN.read_text(), "cards": shown, "columns": columns}
    page.write_text(PAGE.format(**script))
    width = WIDTH * columns
    chromium = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
    measured = subprocess.run(
        [*chromium, f"--window-size={width},2000", "--virtual-time-budget=3000", "--dump-dom", page.as_uri()],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    height = re.search(r"<title>(\d+)</title>", measured.stdout)
    if height is None:
        raise RuntimeError(f"{picture.name} was not drawn.")
    command = [*chromium, f"--window-size={width},{height[1]}", f"--screenshot={picture}", page.as_uri()]
    subprocess.run(command, capture_output=True, check=True, timeout=120)


if __name__ == "__main__":
    if sys.argv[1:]:
        draw_everything(Path(sys.argv[1]))
    else:
        asyncio.run(main())
