"""Draws the pictures of docs/slack.md: python -m tests.adapters.slack.pictures (needs Chromium and Node).

With a FOLDER it draws into that what every function of bot/replies says, as message, Home tab and form, to be looked at
after a change of the renderer: the words make little sense there, the looks are what counts.

What they show was sent by a running Vouch to the emulator of Slack, and taken by it; only the drawing of the blocks is
ours, after the look of Slack's own client.
"""

import asyncio
import html
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import aiohttp

from adapters.slack.modals import to_modal
from adapters.slack.render import to_blocks, to_home
from bot.master_key import new_key
from bot.settings import read_settings
from bot.wiring.serving import serving
from tests.adapters.slack.emulated import BOT_TOKEN, TEAM, Emulated, emulated_slack
from tests.adapters.slack.requests import SECRET, SlackSide
from tests.node import missing
from tests.reply_functions import Said, everything_said

DOCS = Path(__file__).parents[3] / "docs"
PICTURES = DOCS / "slack-first-minute.png", DOCS / "slack.png"
PATEL = "met Dr. Anita Patel, PD at Mercy, sponsors H-1B. email her my CV tomorrow"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
SIZES = "1000,660", "1480,820"
SHEET = "2060,3000"
ON_A_SHEET = 24
STYLE = """
body { font: 15px/1.46 Lato, "Helvetica Neue", Arial, sans-serif; color: #1d1c1d; margin: 0; display: flex; gap: 20px;
       padding: 20px; background: #f4f2f4; }
.pane { background: #fff; border-radius: 10px; padding: 14px 18px; width: 460px; box-shadow: 0 1px 4px #0003; }
.pane h1 { font-size: 13px; color: #616061; margin: 0 0 10px; font-weight: 400; }
.who { font-weight: 900; margin-top: 12px; } .who.me { color: #611f69; }
.header { font-size: 18px; font-weight: 900; margin: 8px 0; } .section { margin: 4px 0; white-space: pre-wrap; }
.fields { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 8px; margin: 6px 0;
          white-space: pre-wrap; overflow-wrap: anywhere; }
.actions { display: flex; flex-wrap: wrap; gap: 8px; margin: 6px 0; }
.button { border: 1px solid #bbb; border-radius: 4px; padding: 3px 11px; font-weight: 700; font-size: 14px; }
.button.main { background: #007a5a; border-color: #007a5a; color: #fff; } hr { border: 0; border-top: 1px solid #ddd; }
.menu { border: 1px solid #bbb; border-radius: 4px; padding: 3px 11px; font-size: 14px; min-width: 180px; }
.menu.overflow { min-width: 0; }
.options { border-top: 1px solid #ddd; margin-top: 3px; color: #616061; }
.pre { border: 1px solid #ddd; border-radius: 4px; background: #f8f8f8; padding: 8px; font: 12px/1.5 monospace;
       white-space: pre-wrap; }
.context { font-size: 12px; color: #616061; margin: 4px 0; } a { color: #1264a3; text-decoration: none; }
.label { font-weight: 700; margin-top: 10px; } .input { border: 1px solid #bbb; border-radius: 4px; padding: 5px 10px; }
"""


def draw_block(block: dict[str, Any]) -> str:
    match block["type"]:
        case "header":
            return f'<div class="header">{block["text"]["text"]}</div>'
        case "section":
            text = f'<div class="section">{draw_text(block["text"])}</div>' if "text" in block else ""
            fields = "".join(f"<div>{draw_text(each)}</div>" for each in block.get("fields", ()))
            return text + (f'<div class="fields">{fields}</div>' if fields else "")
        case "actions":
            return f'<div class="actions">{"".join(draw_action(each) for each in block["elements"])}</div>'
        case "image":
            return f'<div class="pre">Picture: {html.escape(block["alt_text"])}</div>'
        case "context":
            return f'<div class="context">{" ".join(draw_text(each) for each in block["elements"])}</div>'
        case "divider":
            return "<hr>"
        case "rich_text":
            words = "".join(part["text"] for element in block["elements"] for part in element["elements"])
            return f'<div class="pre">{html.escape(words)}</div>'
        case "input":
            inside = draw_input(block["element"])
            hint = f'<div class="context">{block["hint"]["text"]}</div>' if "hint" in block else ""
            return f'<div class="label">{block["label"]["text"]}</div><div class="input">{inside}</div>{hint}'
        case kind:
            raise ValueError(f"{kind} is not drawn yet")


def draw_action(element: dict[str, Any]) -> str:
    """Return a button, or a menu opened: what it says before anything is chosen, and what may be chosen."""
    if element["type"] == "button":
        return f'<span class="button">{element["text"]["text"]}</span>'
    options = "".join(f"<div>{each['text']['text']}</div>" for each in element["options"])
    closed = "⋯" if element["type"] == "overflow" else f"{element['placeholder']['text']} ▾"
    return f'<span class="menu {element["type"]}">{closed}<div class="options">{options}</div></span>'


def draw_text(text: dict[str, Any]) -> str:
    """Return mrkdwn as HTML: its escapes are HTML's."""
    if text["type"] != "mrkdwn":
        return str(text["text"])
    linked = re.sub(r"<((?:mailto|https):[^|>]*)\|([^>]*)>", r'<a href="\1">\2</a>', text["text"])
    return re.sub(r"(?<![\w\u200b])\*([^\s\u200b](?:[^*\n]*[^\s\u200b])?)\*(?!\w)", r"<b>\1</b>", linked)


def draw_input(element: dict[str, Any]) -> str:
    chosen = element.get("initial_option", {}).get("text", {}).get("text")
    value = next(
        (element[each] for each in ("initial_value", "initial_date", "initial_time") if each in element), chosen
    )
    hint = element.get("placeholder", {}).get("text", "")
    return html.escape(value) if value else f'<span style="color:#888">{hint or "&nbsp;"}</span>'


def draw_pane(title: str, inside: str) -> str:
    return f'<div class="pane"><h1>{title}</h1>{inside}</div>'


def draw_view(view: dict[str, Any]) -> str:
    submit = f'<span class="button main">{view["submit"]["text"]}</span>'
    ends = f'<div class="actions"><span class="button">Cancel</span>{submit}</div>'
    blocks = "".join(draw_block(block) for block in view["blocks"])
    return f'<div class="header">{view["title"]["text"]}</div>{blocks}{ends}'


async def talk(slack: Emulated, ana: SlackSide) -> tuple[str, str]:
    """Hold a conversation; return its first minute, and what follows with Edit and Home, as HTML."""
    first = await say(slack, ana, "hello", "Met someone worth remembering?", "Hello, I'm Vouch")
    welcome = await slack.until("chat.postMessage", "Hello, I'm Vouch")
    about_you = await opened(slack, ana, "About you", welcome)
    saved = await say(slack, ana, PATEL, "Saved Dr. Anita Patel")
    told = saved
    for line, answer in (("who sponsors H-1B?", "What you heard"), ("what's due this week?", "1 to do")):
        told += await say(slack, ana, line, answer)
    edit = await opened(slack, ana, "Edit", await slack.until("chat.postMessage", "Saved Dr. Anita Patel"))
    await ana.event({"type": "app_home_opened", "user": ana.user, "channel": ana.channel, "tab": "home"})
    home = (await slack.until("views.publish", "Log a contact"))["view"]["blocks"]
    at_home = "".join(draw_block(block) for block in home)
    return (
        draw_page(("The first minute", first + saved), ("About you", draw_view(about_you))),
        draw_page(("Messages", told), ("Edit", draw_view(edit)), ("Home", at_home)),
    )


async def say(slack: Emulated, ana: SlackSide, line: str, *answers: str) -> str:
    """Say a line, and return it with the answers that hold these words."""
    await ana.says(line)
    blocks = [(await slack.until("chat.postMessage", words))["message"]["blocks"] for words in reversed(answers)]
    drawn = "".join('<div class="who">Vouch</div>' + "".join(draw_block(each) for each in said) for said in blocks)
    return f'<div class="who me">Ana</div><div class="section">{line}</div>{drawn}'


async def opened(slack: Emulated, ana: SlackSide, label: str, posted: dict[str, Any]) -> dict[str, Any]:
    """Press a button that opens a modal, and return the modal."""
    trigger = await slack.ask("views.generateTriggerId", slack.token, user_id=ana.user)
    on = {**posted["message"], "channel": posted["channel"]}
    before = len(slack.calls)
    await ana.presses(label, on, trigger_id=trigger["trigger_id"])
    while not (views := [answer for method, _, answer in slack.calls[before:] if method == "views.open"]):
        await slack.until_news()
    view: dict[str, Any] = views[0]["view"]
    return view


def draw_page(*panes: tuple[str, str]) -> str:
    return f"<meta charset='utf-8'><style>{STYLE}</style>{''.join(draw_pane(*pane) for pane in panes)}"


async def pages() -> tuple[str, str]:
    with tempfile.TemporaryDirectory() as directory:
        async with emulated_slack(people=1) as slack, aiohttp.ClientSession() as session:
            variables = {
                "VOUCH_DATABASE_URL": f"sqlite:///{directory}/vouch.db",
                "VOUCH_KEY": new_key(),
                "VOUCH_PORT": "0",
                "SLACK_API_URL": slack.api_url,
                "SLACK_BOT_TOKEN": BOT_TOKEN,
                "SLACK_SIGNING_SECRET": SECRET,
            }
            [(user, channel)] = await slack.direct_messages()
            async with serving(read_settings(variables)) as port:
                ana = SlackSide(f"http://127.0.0.1:{port}", session, user=user, channel=channel, team=TEAM)
                return await talk(slack, ana)


def draw_everything(browser: str, into: Path) -> None:
    into.mkdir(parents=True, exist_ok=True)
    panes = [pane for said in everything_said() for pane in draw_said(said)]
    style = f"{STYLE} body {{ display: block; columns: 4; }} .pane {{ margin: 0 0 14px; break-inside: avoid; }}"
    for start in range(0, len(panes), ON_A_SHEET):
        sheet = f"<meta charset='utf-8'><style>{style}</style>{''.join(panes[start : start + ON_A_SHEET])}"
        screenshot(browser, sheet, into / f"sheet-{start // ON_A_SHEET + 1:02}.png", SHEET)


def draw_said(said: Said) -> list[str]:
    blocks = to_home(said.reply) if said.function.startswith("dashboard.") else to_blocks(said.reply, "m")
    drawn = [draw_pane(said.function, "".join(draw_block(block) for block in blocks))]
    if said.reply.form:
        drawn.append(draw_pane(f"{said.function}: form", draw_view(to_modal(said.reply.form, {}))))
    return drawn


def screenshot(browser: str, page: str, picture: Path, size: str) -> None:
    with tempfile.TemporaryDirectory() as directory:
        file = Path(directory) / "page.html"
        file.write_text(page)
        options = ["--headless", "--no-sandbox", "--hide-scrollbars", f"--window-size={size}"]
        command = [browser, *options, f"--screenshot={picture}", file.as_uri()]
        subprocess.run(command, check=True, capture_output=True)


def main() -> None:
    browser = next((found for name in CHROMIUM if (found := shutil.which(name))), None)
    if browser is None:
        sys.exit("Chromium is missing: install it, on Debian with apt install chromium.")
    if sys.argv[1:]:
        draw_everything(browser, Path(sys.argv[1]))
    else:
        if reason := missing():
            sys.exit(reason)
        for page, picture, size in zip(asyncio.run(pages()), PICTURES, SIZES, strict=True):
            screenshot(browser, page, picture, size)


if __name__ == "__main__":
    main()
