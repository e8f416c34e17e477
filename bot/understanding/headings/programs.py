"""What is known of programs, and which of them fit."""

from bot.understanding.headings.rule import HeadingKind, HeadingRule, whole

RULES = (
    HeadingRule(
        HeadingKind.PROGRAMS,
        whole(
            r"(?:(?:show|list|see|open)(?: me)? )?(?:my |all |the )*(?:programs|program (?:board|ledger|list))"
            r"(?:(?: called| named| at)? (?P<rest>(?!sponsor|that|which|who|take|with)[\w .'’-]{2,60}))?:?\s*[?.]?"
        ),
        {"programs": "", "show my programs": "", "programs Mercy": "Mercy"},
        ("programs that sponsor H-1B?", "which programs take IMGs?"),
    ),
    HeadingRule(
        HeadingKind.SHORTLIST,
        whole(
            r"(?:(?:show|make|give)(?: me)? )?(?:my |a |the )*short-?\s?list(?: of programs)?:?\s*[?.]?"
            r"|(?:please |pls )?(?:add|put|keep) (?P<rest>[^:?]{2,60}?) (?:to|on) (?:my |the )?short-?\s?list[.!]?"
            r"|short-?\s?list:? (?:add|\+) ?(?P<rest_2>[^:?]{2,60}?)[.!]?"
            r"|short-?\s?list:? (?:remove|drop|without|-) ?(?P<who_2>[^:?]{2,60}?)[.!]?"
            r"|(?:please |pls )?(?:remove|take|drop|delete) (?P<who>[^:?]{2,60}?) (?:from|off)(?: of)? (?:my |the )?"
            r"short-?\s?list[.!]?"
            r"|(?:which|what) programs (?:should i|do i|can i|fit me|would you)\b[^?]{0,40}\??|where should i apply\??"
        ),
        {
            "shortlist": "",
            "which programs should I apply to?": "",
            "add Mercy to my shortlist": "Mercy",
            "shortlist add UAB": "UAB",
        },
        ("which programs sponsor H-1B?",),
    ),
)
