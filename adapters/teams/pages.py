"""The personal tab: what the dashboard says, as a page, behind a link that is sealed and good for a few minutes.

A tab cannot tell by itself who looks at it, so the link comes from the chat, where Teams has told.
"""

import base64
import html
import json
import re
from collections.abc import Iterable

from aiohttp import web
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.domain.resident import Address
from bot.front_door import FrontDoor
from bot.messages import Item, Reply

PATH = "/teams/tab"
FILE_PATH = "/teams/file"
GOOD_FOR = 15 * 60
"""Seconds for which a link opens the page."""
HOW_TO = Reply(
    "Write “home” to Vouch in the chat. Its answer has a button that opens your page here; it is good for 15 minutes.",
    title="Your page",
)
ENDED = Reply("This link has ended. Write “home” to Vouch in the chat for a new one.", title="Your page")
FILE_ENDED = Reply("This link has ended. Ask Vouch for the file once more.", title="Your file")
ABOUT = Reply(
    "Vouch keeps what you tell it under a key of your own, so that nobody at your program can read it. It sends "
    "nothing to anyone but you. “forget me” destroys that key and every row. It gives no legal advice.\n"
    "It is run by whoever installed it for your workspace; ask them who that is.",
    title="What Vouch keeps, and on what terms",
)
_HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; "
        "frame-ancestors https://teams.microsoft.com https://*.teams.microsoft.com https://*.cloud.microsoft 'self'"
    ),
}
_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:40rem;margin:0 auto;padding:1rem;color:#242424;background:#fff}"
    "h1{font-size:1.4rem}h2{font-size:1.1rem;margin-top:1.5rem}ul{padding-left:1.2rem}"
    "dl{display:grid;grid-template-columns:minmax(6rem,max-content) 1fr;gap:.3rem 1rem}dt{color:#616161}dd{margin:0}"
    "@media(prefers-color-scheme:dark){body{color:#e8e8e8;background:#1f1f1f}dt{color:#adadad}}"
)


class PageLinks:
    """Makes and reads the links of residents' pages, under a key of their own that is derived from *secret*."""

    def __init__(self, secret: bytes, public_url: str | None) -> None:
        self.public_url = public_url
        derived = HKDF(SHA256(), 32, None, b"vouch page links").derive(secret)
        self._fernet = Fernet(base64.urlsafe_b64encode(derived))

    def of(self, reply: Reply, message: str, to: Address) -> list[tuple[str, str]]:
        """Return fresh links, each a label and an address, to what does not fit into a card: a page, a file.

        *message* is the id of the message that says *reply*. None where nobody said how the world reaches this Vouch.
        """
        links = []
        if self.public_url and reply.sections:
            links.append(("Open as a page", self._link(PATH, to)))
        if self.public_url and reply.file:
            links.append((f"Download {reply.file.name}", self._link(FILE_PATH, to, message)))
        return links

    def _link(self, path: str, to: Address, message: str = "") -> str:
        what = json.dumps([to.platform, to.workspace, to.user, message])
        return f"{(self.public_url or '').rstrip('/')}{path}?ticket={self._fernet.encrypt(what.encode()).decode()}"

    def read(self, ticket: str) -> tuple[Address, str] | None:
        """Return whose ticket it is, and for which message; None for one that was not made here, or has ended."""
        try:
            platform, workspace, user, message = json.loads(self._fernet.decrypt(ticket, GOOD_FOR))
        except (InvalidToken, ValueError):
            return None
        return Address(platform, workspace, user), message


def add_pages(router: web.UrlDispatcher, door: FrontDoor, links: PageLinks) -> None:
    async def tab(request: web.Request) -> web.Response:
        ticket = request.query.get("ticket")
        if ticket is None:
            return _page(HOW_TO)
        read = links.read(ticket)
        if read is None:
            return _page(ENDED, status=403)
        reply = await door.dashboard_of(read[0])
        return _page(reply) if reply else _page(ENDED, status=404)

    async def file(request: web.Request) -> web.Response:
        read = links.read(request.query.get("ticket", ""))
        if read is None:
            return _page(FILE_ENDED, status=403)
        reply = await door.shown(*read)
        if reply is None or reply.file is None:
            return _page(FILE_ENDED, status=404)
        name = re.sub(r"[^\w.-]", "_", reply.file.name)
        headers = {**_HEADERS, "Content-Disposition": f'attachment; filename="{name}"'}
        return web.Response(text=reply.file.content, content_type=reply.file.media_type, headers=headers)

    async def about(_request: web.Request) -> web.Response:
        return _page(ABOUT)

    router.add_get(PATH, tab)
    router.add_get(FILE_PATH, file)
    router.add_get("/teams/about", about)


def _page(reply: Reply, status: int = 200) -> web.Response:
    return web.Response(text=to_html(reply), status=status, content_type="text/html", headers=_HEADERS)


def to_html(reply: Reply) -> str:
    """Return the reply as a page that runs nothing; its buttons stay in the chat."""
    parts = [_heading(1, reply.title), _paragraphs(reply.text), _fields(reply.fields), _list(reply.items)]
    for section in reply.sections:
        parts += [_heading(2, section.title), _paragraphs(section.text), _fields(section.fields), _list(section.items)]
    title = html.escape(reply.title or "Vouch")
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>'
    return (
        f'<!doctype html><html lang="en"><head>{head}<style>{_STYLE}</style></head><body>{"".join(parts)}</body></html>'
    )


def _heading(level: int, words: str | None) -> str:
    return f"<h{level}>{html.escape(words)}</h{level}>" if words else ""


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{html.escape(line)}</p>" for line in text.split("\n") if line.strip())


def _fields(fields: Iterable[tuple[str, str]]) -> str:
    rows = "".join(f"<dt>{html.escape(label)}</dt><dd>{html.escape(value)}</dd>" for label, value in fields)
    return f"<dl>{rows}</dl>" if rows else ""


def _list(items: Iterable[Item]) -> str:
    lines = "".join(f"<li>{html.escape(item.text)}</li>" for item in items)
    return f"<ul>{lines}</ul>" if lines else ""
