"""What whoever installs Vouch in a workspace reads in the browser: before, after, and where it did not work."""

import html
from urllib.parse import urlencode

from slack_bolt.oauth.async_callback_options import AsyncCallbackOptions, AsyncFailureArgs, AsyncSuccessArgs
from slack_bolt.response import BoltResponse

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:36rem;margin:3rem auto;padding:0 1rem;color:#242424}"
    "a.button{display:inline-block;padding:.6rem 1.2rem;border-radius:.4rem;background:#1f3a5f;color:#fff;"
    "text-decoration:none}@media(prefers-color-scheme:dark){body{color:#e8e8e8;background:#1f1f1f}}"
)
_AGAIN = "/slack/install"


def install_page(url: str) -> str:
    """Return the page that leads to Slack, where the workspace is chosen and what Vouch may do is shown."""
    return _page(
        "Install Vouch in Slack",
        "Slack shows what Vouch may do before you allow it. It hears what is written to it, and nothing else that is "
        "said in your workspace; what a resident tells it is sealed under a key of their own.",
        (url, "Go on to Slack"),
    )


async def _installed(args: AsyncSuccessArgs) -> BoltResponse:
    done = args.installation
    where = done.team_name or (done.enterprise_name if done.is_enterprise_install else None)
    answer = await args.default.success(args)  # it takes the cookie of the installation away
    page = _page(
        f"Vouch is installed{f' in {where}' if where else ''}",
        "In Slack, Vouch is under Apps. Say hello to it, or tell it in a line of somebody you met.",
        (f"slack://app?{urlencode({'team': done.team_id or '', 'id': done.app_id or ''})}", "Open it in Slack"),
    )
    return BoltResponse(status=200, headers=answer.headers, body=page)


async def _not_installed(args: AsyncFailureArgs) -> BoltResponse:
    title, what_to_do = _FAILURES.get(args.reason, ("Vouch was not installed", f"Slack says: {args.reason}."))
    answer = await args.default.failure(args)
    page = _page(title, what_to_do, (_AGAIN, "Begin again"))
    return BoltResponse(status=args.suggested_status_code, headers=answer.headers, body=page)


CALLBACKS = AsyncCallbackOptions(success=_installed, failure=_not_installed)

_TOO_LATE = "This page belongs to no installation that is under way"
_BEGIN = "An installation is good for ten minutes and for once, in the browser in which it began, over https."
_FAILURES = {
    "access_denied": ("Vouch was not installed", "You did not allow it in Slack, so nothing was changed."),
    "invalid_browser": (_TOO_LATE, _BEGIN),
    "invalid_state": (_TOO_LATE, _BEGIN),
    "missing_code": (_TOO_LATE, _BEGIN),
    "invalid_code": (
        "Slack did not complete the installation",
        "Whoever runs Vouch finds the reason in its log. Often SLACK_CLIENT_SECRET or the app's redirect URL is wrong.",
    ),
}
"""What is said, by Bolt's and Slack's own words for what happened."""


def _page(title: str, text: str, link: tuple[str, str]) -> str:
    address, words = (html.escape(each) for each in link)
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{html.escape(title)}</title><style>{_STYLE}</style></head><body><h1>{html.escape(title)}</h1>"
        f'<p>{html.escape(text)}</p><p><a class="button" href="{address}">{words}</a></p></body></html>'
    )
