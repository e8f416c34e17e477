"""What the resident owes: an action the resident takes on, with whom and by when.

An action counts when it stands where the resident commits to it: as an order to oneself ("email her thursday"), after
"I should", as what somebody asks of the resident ("wants my CV by friday"), or as a noun ("thank-you to her by
tuesday"). What the other person will do does not.
"""

import re
from dataclasses import dataclass

from bot.domain.vocabulary import FollowUpKind, Intent
from bot.understanding.dates import Bound, DateMention, Kind, Tense
from bot.understanding.meaning import FollowUpMention
from bot.understanding.outline import Outline
from bot.understanding.pronouns import Antecedents
from bot.understanding.reading import Person

_DOCUMENT = (
    r"(?:cv|personal statement|abstract|scores?|transcripts?|documents?|paper|poster|draft|manuscript|eras|token|"
    r"list|application materials|references|form|forms|slides|pdf|case report|write-?up|paperwork|ds-2019|"
    r"contract|proposal|links?|file|files|photo|pictures|packet|step \d|info|materials?|availability|schedule|"
    r"outline|protocol|copy|mspe|id|number|certificate|ecfmg \w+|article|essay|data|summary|email address|bio|"
    r"letter of interest|loi|report|application|headshot|dates|names)"
)
_WHOM = r"(?:her|him|them|PERSON|dr PERSON|dr \. PERSON|PLACE|the \w+|ROLE|his ROLE|her ROLE|their ROLE|me|back|to)"

ACTIONS: tuple[tuple[FollowUpKind, str], ...] = (
    (
        FollowUpKind.THANK_YOU,
        (
            r"(?:thank(?! you for)|thanking|(?:send|write|email|text|drop|mail|give|leave|owe|shoot|bring|get|do|"
            r"message)(?: \w+| PERSON| \.){0,5} (?:thank-yous?|thank you|thanks|thankyou|card)|thank-yous?|"
            r"thank you(?: note| email| card| message| letter| text)|say (?:thank you|thanks)|"
            r"express (?:my )?(?:gratitude|thanks)|ty (?:note|email|card))"
        ),
    ),
    (
        FollowUpKind.ASK_LETTER,
        (
            r"(?:(?:ask|request|email|get|approach|text|message|remind|write|bug|talk to|nudge|beg|see)(?: \w+|"
            r" PERSON| \.| ROLE){0,6} (?:for|about|re|to write|to do|if she'd write|if he'd write|"
            r"on)(?: \w+){0,3} letters?|request(?: \w+){0,2} letter|ask(?: \w+| PERSON){0,4} letter|"
            r"letter (?:ask|request))"
        ),
    ),
    (
        FollowUpKind.CONNECT,
        (
            r"(?:connect(?: with| on| w)?(?! me)|add(?: \w+| PERSON| \.){0,4} (?:on|to|in) (?:linkedin|"
            r"my linkedin|LINKEDIN)|(?:linkedin)(?: request| invite| connect| add| her| him| PERSON| message)?|"
            r"send(?: \w+| PERSON){0,5} (?:linkedin|connection request|invite)|find (?:her|him|PERSON|"
            r"them) on linkedin|add (?:her|him|them)(?= ?(?:$|\.|,|DATE)))"
        ),
    ),
    (
        FollowUpKind.APPLY,
        (
            r"(?:apply|applying|submit(?: \w+| PLACE){0,4} (?:application|applications|eras)|send(?: \w+|"
            r" PLACE){0,3} application|put in(?: \w+){0,3} application|finish(?: \w+| PLACE){0,3} application|"
            r"(?:eras |application )?deadline|applications? (?:due|close|closes|closing|by)|fill (?:out |"
            r"in )?(?:\w+ ){0,3}application|complete(?: \w+| PLACE){0,3} application)"
        ),
    ),
    (
        FollowUpKind.SEND,
        (
            rf"(?:(?:send|forward|share|mail|upload|attach|give|bring|submit|fax|provide|get|drop off|return|"
            rf"resend|shoot|deliver|turn in|hand in|show|post|sign and send)(?: over| off| along| back| in|"
            rf" out)?(?: {_WHOM})?(?: my| the| an?| our| his| her| their| updated| some| copy of| that| those|"
            rf" new| final| both| signed| \w+){{0,5}} {_DOCUMENT}|(?:email|text|mail|message)(?: \w+| PERSON|"
            rf" \.){{0,4}} (?:my|the|an?|our|copy of|updated) (?:\w+ ){{0,3}}{_DOCUMENT}|(?:send|"
            rf"forward)(?= (?:it|that|them|her|him|PERSON|over|to|this|those|both))|send {_WHOM}(?= ?(?:$|\.|,|"
            rf"DATE)))"
        ),
    ),
    (
        FollowUpKind.CALL,
        (
            r"(?:(?:call|phone|ring|dial|telephone)(?! (?:me|rounds|room|schedule|night|shift|day|team|it|went|"
            r"was|is|with me|from|myself))(?: back)?|give(?: \w+| PERSON| \.){0,4} (?:a )?(?:call|ring))"
        ),
    ),
    (
        FollowUpKind.MEET,
        (
            r"(?:meet(?:ing)?(?: up)?(?: with| w)?(?! (?:me|and|people|new))|(?:grab|have|get|do|schedule|set up|"
            r"arrange|book|plan|coordinate|find time for|find a time for|organize)(?: \w+| DATE){0,3} (?:coffee|"
            r"lunch|dinner|meeting|call|zoom|chat|time|appointment|sit down|sit-down|visit|tea|drinks|breakfast|"
            r"session)(?: with| w)?|coffee with|lunch with|sit down with|see (?:PERSON|her|him|dr|them) (?:about|"
            r"again|at|in|on|DATE|in person|for)|(?:go |stop by |drop by |swing by |go by |"
            r"visit )(?:to )?(?:see |to |by )?(?:PERSON|her|his|their|him|them|dr|the)(?: office)?|talk to|"
            r"talk with|speak (?:to|with)|catch up with|chat with|shadow|go talk|approach|zoom with|"
            r"discuss (?:with|it with)|catch (?:her|him|PERSON|dr))"
        ),
    ),
    (
        FollowUpKind.EMAIL,
        (
            r"(?:email|emailing|write(?: to| back| an email| a note| note)?(?! (?:me|up|down|the|my|it|a letter|"
            r"letter|this|that|about|case|abstract|an? abstract|an? paper))|text(?! me)|message(?! me)|"
            r"reply(?: to)?|respond(?: to)?|reach(?:ing)? out(?: to)?|drop(?: \w+| PERSON){0,3} (?:a )?(?:line|"
            r"email|note|message)|send(?: \w+| PERSON| \.| quick| short){0,5} (?:an? )?(?:email|message|note|"
            r"text|update|line|follow-up|reminder|reply|invite)|shoot(?: \w+| PERSON| \.){0,3} (?:an? )?(?:email|"
            r"message|note|text)|ping|get back to|whatsapp|contact|dm|introduce myself to|get in touch(?: with)?|"
            r"update (?:PERSON|her|him|them|dr)|keep (?:PERSON|her|him|them) (?:posted|updated)|nudge)"
        ),
    ),
    (
        FollowUpKind.OTHER,
        (
            r"(?:follow-up(?: with| on| re| about)?|follow (?:up )?(?:with|on)|check (?:in|back|on|with|whether|"
            r"if|again|their|the|about|out)(?: with| on| in)?|circle back|touch base|ask(?: again| about| if|"
            r" whether| PERSON| her| him| them| dr| the| GME| gme| for| ROLE)?(?! me)|remind|look up|look into|"
            r"look at|prepare|sign(?: up)?|read|fill(?: out| in)?|finish|update|register|review|find(?: out)?|"
            r"order|pay|renew|get(?= (?:my|the|a|an|it|her|his|PERSON|step|more|some|documents?|started|back))|"
            r"start(?! (?:of|in|on|at|date|DATE))|schedule|book|complete|do(?= (?:it|that|this|my|the|step|so|"
            r"a))|work on|revise|edit|write(?: up)?|practice|study|bring|print|talk|tell|try(?: again)?|discuss|"
            r"mention|invite|confirm|verify|cancel|buy|pick up|draft|take|join|attend|present|make|submit|upload|"
            r"watch|learn|give|keep|save|go|report|add|put|pass|let|see|come(?: back| by)?|visit|offer|use|"
            r"decide|rank|figure out|track down|think about|recheck|re-?ask|circle|revisit|resend|copy|cc|help|"
            r"show|post|file|collect|set up)"
        ),
    ),
)
_ANY_ACTION = "|".join(f"(?P<{kind.value}>{pattern})" for kind, pattern in ACTIONS)
_ACTION_WORDS = re.compile(rf"(?<![\w'-])(?:{_ANY_ACTION})(?![\w'-])")

# What hands the action to the resident, just before it.
_SELF = (
    r"(?:i|i'll|i'd|i'm|i've|we)(?: (?:\w+|DATE|'ll|,)){0,4}? (?:to|should|must|will|gotta|better|can|shall|"
    r"might|may|could|am to|also|then|definitely|still|just)"
    r"|i'll|i should|i must|i will|i gotta|i can|should|must|need to|have to|gotta|got to|want to|going to|"
    r"will|supposed to|plan to|planning to|promised to|promised (?:her|him|them|PERSON|dr PERSON|"
    r"dr \. PERSON) to|remember to|need|needs to|to do :|todo :?|to do|to-do :?|next step :|next :|"
    r"next steps :|action :|task :|f/u :|follow-up :|plan :|plan is to|plan to|goal :|me to|reminder to|"
    r"reminder :?|don't forget to|must not forget to|try to|i'd like to|would like to|aim to|"
    r"i owe (?:it )?to|ought to|hope to|let me|let's|make sure (?:to|i)|i plan on|thinking to|intend to|"
    r"meaning to|remind me|remind me to|remind me DATE to|remind me DATE|nudge me to|ping me to|please|pls|"
    r"asap|then|so|and|also|but|or|just|gonna|wanna|i owe (?:her|him|them|PERSON|dr PERSON|dr \. PERSON)|"
    r"i promised i'd|i said i'd|i said i would|i promised|i told (?:her|him|them|PERSON) i'd|said i'd|i'm to|"
    r"i am to|i'm supposed to|time to|first|maybe|perhaps|definitely|quickly|finally|now|later|again|DATE|"
    r"DATE ,|DATE :|DATE -|by DATE|and then|need me to"
)
_ASKED_OF_ME = (
    r"(?:(?:asked|asks|told|wants|wanted|want|said|says|prefers|prefer|suggested|suggests|advised|invited|"
    r"encouraged|needs|expects|reminded|advises|recommended|recommends|would like|'d like|'d love|would love|"
    r"insisted|requested|invites|tells|urged|asking|pls|thinks|'s happy for|hinted|made me promise|"
    r"happy for)(?: that| for| \w+'s| i){0,2}(?: me| i| you| us|\"|'|“| :| ,)*(?: to| should| must| can| could|"
    r" that i| if i want to| please| just| need to| have to| to please| i should| :| \"| '| “| \.)*)"
)
_CLAUSE_START = (
    r"(?:^|[.!?;:,\n()\"'“”•*→>–—-]|->|=>|\d \)|\[ \]|\b(?:and|then|so|but|also|please|or|now|&|\+|plus|later|next))"
)
_LEAD = re.compile(
    rf"(?:(?:^|[ (])(?:{_SELF})|{_CLAUSE_START}|(?:^| )(?:{_ASKED_OF_ME}))(?: (?:also|just|then|please|maybe|"
    rf"quickly|again|at least|still|really|definitely|back|first|the|a|an|DATE|to|finally|directly|probably|"
    rf", ))* ?$"
)
# Someone else's action: "she will email me", "Dr. Rao wants to call".
_OTHERS = re.compile(
    r"(?:^| )(?:(?:he|she|they|PERSON|who|it|that|which|ROLE|PLACE|everyone|people|nobody|someone|secretary|"
    r"assistant|office|program|pd|chair|his \w+|her \w+|their \w+|you|and they|coordinator|recruiter|"
    r"lawyer)(?: also| then| maybe| kindly| always| just| probably| only| really| even| sometimes| never|"
    r" usually| often| now)*(?: will| would| can| could| might| may| wants to| is going to| has to| needs to|"
    r" promised to| offered to| agreed to| said to| does| did| should| must| likes to| tried to| plans to|"
    r" is happy to| happy to| 'll| going to| want to| have to| to| need to| don't| doesn't| didn't| won't|"
    r" can't| gonna| is to| are to| agreed| prefers to| able to| loves to| hopes to| said she'll| said he'll|"
    r" asked to| forgot to)*|(?:she|he|they|it)(?:'ll|'d|'s)(?: also| then| maybe| probably| going to|"
    r" happy to| to| just| be happy to| like to| love to| glad to| be glad to| definitely| even| try to|"
    r" personally| gonna)*|(?:said|says|promised|offered|agreed|volunteered|happy|going|wants|willing|"
    r"asked if she could|told me)(?: (?:she|he|they)(?:'ll|'d| will| would| can| could| might| may|"
    r" is going to| wants to)?)+(?: also| to| be happy to| happy to| try to| then| love to| definitely|"
    r" gladly| even| maybe| personally)*|(?:offered|promised|agreed|volunteered|offers|promises|is going|"
    r"refused|happy|willing|glad|able|forgot|wants|managed|plans|hopes|tends|used|likes|going) to(?: also|"
    r" then| help| maybe| even)*) ?$"
)
_NOT_MINE = re.compile(
    r"(?:^| )(?:don't|do not|didn't|doesn't|won't|can't|not|never|no need to|without|instead of|not to|no|"
    r"needn't|shouldn't|stop|avoid|rather than|hate to|afraid to|forgot to|i didn't|after|when|while|if|who|"
    r"how to|where to|what to|once|since|that you|unless|before|until|how|why|when to|whether to|he|she|they|"
    r"it|easy to|hard to|nice to|good to|great to|able to|used to|happy to|fun to|lucky to|nice of (?:her|"
    r"him) to|tried to|managed to|got to(?= see)|had to|glad to|was able to|we got to|wanted to|came to|"
    r"went to|excited to|i could|could|i used to|helped me|helped|let me|made me|taught me to|have time to|"
    r"chance to|best way to|it's important to|important to|better to|the way to|enough to|ready to|way to|"
    r"learn to|people to|someone to|need someone to|here to|there to|them to|her to|him to|us to|you to|"
    r"PERSON to|you|you can|you should|to help|people|time|my|your|the|a|an|this|that|her|his|their|our|any|"
    r"some|good|great|another|his first|phone|zoom|on|in|of|for|with|by|at|per|via|from|about|over|is|was|"
    r"are|were|be|been|after the|during|quick|long|big|first|each|every) ?$"
)
_RESUMED = re.compile(
    r"(?:^| )(?:wants|asked|told|said|says|needs|prefers|want|expects|invited|suggested|advised|needed|"
    r"recommends?|recommended|asking|likes|like)(?: for| to see| to have| to get| to read| to look at|"
    r" me for| a copy of| to receive)? (?:(?:my|the|an?|our|updated|copy of|me|to|see|send|her|him|that|i|"
    r"some|both|final|\w+) ){0,4}?(?=(?:cv|personal statement|abstract|scores?|transcripts?|documents?|paper|"
    r"poster|draft|manuscript|slides|case report|list|application|photo|references|mspe|bio|eras)\b)"
)
_DOC_WANTED = re.compile(
    rf"(?:wants?|needs?|wanted|asked for|asking for|asked to see|asked me for|requested|requests|"
    rf"happy to (?:see|look at|read|review)|expects?|waiting for|is waiting for|would like(?: to see)?|"
    rf"'d like(?: to see)?|wants to see|(?:she|he|they)(?:'d| would| will|'ll)? (?:\w+ )?need|owe (?:her|him|"
    rf"them|PERSON|dr PERSON|dr \. PERSON|PLACE)) (?:to see |to have |to get |to read |a copy of |my |the |"
    rf"an? |our |updated |some |final |latest |full |\w+ ){{0,4}}?{_DOCUMENT}(?! (?:from|of) (?:her|his|"
    rf"their))"
)
_DOC_DUE = re.compile(
    rf"(?:^|[.;,:\n-] |and |so |then )(?:my |the |updated |signed |final )*(?P<doc>{_DOCUMENT})(?: (?:and|\+|"
    rf"&|,) (?:my |the )?{_DOCUMENT})* (?:to (?:PERSON|dr|her|him|them|PLACE|ROLE|the)|due|DATE|by|"
    rf"for (?:PERSON|her|him|dr))"
)
_DEADLINE = re.compile(
    r"(?:deadline|apps?|applications?|application|eras)(?: is| are| for \w+| for PLACE| :|s)*(?: due| close|"
    r" closes| open| opens)?(?: on| by| :| is)* DATE|(?:apply|application) (?:\w+ ){0,4}DATE|deadline"
)


@dataclass(slots=True)
class Task:
    """An action found in the outline: characters *start* to *end* of its text."""

    kind: FollowUpKind
    start: int
    end: int
    stop: int = 0


class FollowUpFinder:
    def __init__(self, outline: Outline, antecedents: Antecedents, intent: Intent) -> None:
        self.outline = outline
        self.reading = outline.reading
        self.antecedents = antecedents
        self.intent = intent
        self.used_dates: set[int] = set()

    def find(self) -> list[FollowUpMention]:
        found: list[FollowUpMention] = []
        for first, last in self.outline.sentences():
            for task in self._tasks(first, last):
                follow_up = self._follow_up(task, first)
                if not any(other.kind is follow_up.kind and other.with_name == follow_up.with_name for other in found):
                    found.append(follow_up)
        return _most_specific(found)

    # -- finding

    def _tasks(self, first: int, last: int) -> list[Task]:
        text = self.outline.text_of(first, last)
        base = self.outline.items[first].at if last > first else 0
        if text.endswith("?") and self.intent is Intent.LOG and not re.search(r"\b(?:remind|email|send) ", text):
            return []
        tasks: list[Task] = []
        position = 0
        while match := _ACTION_WORDS.search(text, position):
            before = text[: match.start()]
            if self._is_mine(before, text, match):
                kind = FollowUpKind(match.lastgroup or "other")
                tasks.append(Task(kind, base + match.start(), base + match.end()))
                position = match.end()
            else:
                position = match.start() + max(len(match.group().split(" ")[0]), 1)
        for pattern in (_DOC_WANTED, _DOC_DUE):
            for match in pattern.finditer(text):
                if not any(
                    task.start < base + match.end() + 12 and base + match.start() - 30 < task.end for task in tasks
                ) and not self._someone_elses(text[: match.start()]):
                    tasks.append(Task(FollowUpKind.SEND, base + match.start(), base + match.end()))
        tasks.sort(key=lambda task: task.start)
        for number, task in enumerate(tasks):
            task.stop = tasks[number + 1].start if number + 1 < len(tasks) else base + len(text)
        return tasks

    def _someone_elses(self, before: str) -> bool:
        return bool(re.search(r"\b(?:if|whether|not|didn't|never)\b[^.]{0,12}$", before))

    def _is_mine(self, before: str, text: str, match: re.Match[str]) -> bool:
        word = match.group()
        kind = match.lastgroup
        near = before[-160:]
        if _OTHERS.search(near) and not re.search(rf"(?:{_ASKED_OF_ME})$", near.rstrip() + " "):
            return False
        if re.search(rf"(?:^| )(?:{_ASKED_OF_ME}) ?$", near) and not re.search(
            r"\bi (?:asked|told|said|wanted|suggested|invited|advised) (?:\w+ ){0,3}$", near
        ):
            return kind != "other" or bool(
                re.search(
                    (
                        r"follow|check|circle|touch|back|again|ask|register|take|apply|finish|read|join|present|"
                        r"update|fill|come|try|schedule|start|study|write"
                    ),
                    word,
                )
            )
        if _NOT_MINE.search(near):
            return False
        if not _LEAD.search(near):
            return False
        if re.search(r"(?:^|[.!?;:\n•*\"“>–—-]|->|=>) ?$", near) or re.search(
            rf"(?:^| )(?:{_COMMIT}) ?(?:\w+ )?$", near
        ):
            return kind != "other" or not self._weak(word, near, text, match)
        return (kind != "other" and self._imperative(near, word, text[match.end() :])) or (
            kind == "other" and not self._weak(word, near, text, match)
        )

    def _imperative(self, near: str, word: str, after: str) -> bool:
        """After a comma or "and", an action word is the resident's when nobody else is its subject."""
        clause = re.split(r"[.!?;:\n]", near)[-1]
        if re.search(
            r"\b(?:she|he|they|PERSON|who)\b(?:(?!\bi\b|\bi'll\b|\bme to\b|\bto\b).)*(?:,|and) ?$", clause
        ) and word.split(" ", maxsplit=1)[0] in {"email", "call", "text", "message", "write", "meet", "contact"}:
            return bool(re.match(r" (?:PERSON|her|him|them|dr|back|DATE|\.|$|my|the|re)", after)) or not after.strip()
        return True

    def _weak(self, word: str, near: str, text: str, match: re.Match[str]) -> bool:
        """Whether an unspecific verb ("get", "do", "start") is no task by itself."""
        if re.match(
            (
                r"(?:follow|check (?:in|back|on|with|if|whether|again)|circle|touch base|remind|ask|update|sign|"
                r"register|look (?:up|into)|find out|finish|submit|renew|fill|review|schedule|book|complete)"
            ),
            word,
        ):
            asks = re.match(r"(?:ask)", word) and re.match(r" (?:about|for) ", text[match.end() :])
            return bool(asks) and "?" in text
        return not re.search(rf"(?:^| )(?:{_COMMIT}) ?(?:\w+ )?$", near) and not (
            re.search(r"(?:^|[.\n;] ?)$", near) and "DATE" in text[match.end() :]
        )

    # -- filling in

    def _follow_up(self, task: Task, first: int) -> FollowUpMention:
        mention, number = self._date(task, first)
        due = mention.due if mention else None
        at = mention.at if mention else None
        if mention is not None and number is not None:
            self.used_dates.add(number)
        person = self._with(task)
        span = self.outline.span(task.start, task.end)
        return FollowUpMention(
            kind=task.kind,
            with_name=person.name if person else None,
            due_on=due,
            due_at=at,
            what=self._what(task),
            span=span,
            due_span=mention.span if mention else None,
            confidence=0.85 if due else 0.75,
        )

    def _date(self, task: Task, first: int) -> tuple[DateMention | None, int | None]:
        """The date that goes with the action: after it in its sentence, else before it, else in the next fragment."""
        sentence_first, sentence_last = self.outline.sentence_of(self.outline.item_index(task.start))
        after = [self.outline.item_index(task.start), self.outline.item_index(max(task.stop - 1, task.start)) + 1]
        for low, high in ((after[0], after[1]), (sentence_first, after[0])):
            items = self.outline.items[low:high]
            for item in items if low == after[0] else reversed(items):
                if item.word == "DATE":
                    mention = self.reading.dates[int(item.value or 0)]
                    if (
                        self._can_be_due(mention)
                        and int(item.value or 0) not in self.used_dates
                        and not self._belongs_elsewhere(item.at, low != after[0], task)
                    ):
                        return mention, int(item.value or 0)
        nxt = self.outline.items[sentence_last : sentence_last + 3]
        for item in nxt:
            if item.word == "DATE":
                mention = self.reading.dates[int(item.value or 0)]
                end = self.outline.sentence_of(sentence_last)[1]
                if self._can_be_due(mention) and end - sentence_last <= 4:
                    return mention, int(item.value or 0)
            elif item.word not in {"by", "before", "due", "on"}:
                break
        return None, None

    def _belongs_elsewhere(self, at: int, before: bool, task: Task) -> bool:
        """Whether the date at *at* is told of something else: an opening, an encounter, what the other will do."""
        text = self.outline.text
        if not before:
            between = text[task.end : at]
            return bool(
                re.search(
                    (
                        r"\b(?:opening|openings|spot|starts?|starting|POSITION|met|said|when|since|class of|"
                        r"because|who|which|that (?:she|he|they)|(?:she|he|they) (?:will|wants|is|said|has|"
                        r"works)|she's|he's|about the|from|re the|is on|was)\b[^.]*$"
                    ),
                    between,
                )
            )
        sentence_start = text.rfind(" . ", 0, task.start) + 1
        segment = text[max(sentence_start, 0) : task.start]
        between = text[at + 4 : task.start]
        if re.search(
            (
                r"\b(?:met|saw|talked|spoke|said|told|had|was|were|did|ran|worked|asked|starts?|starting|opening|"
                r"ends?|heard|got|gave|called|sat|chatted|offered|came|will|meeting|rounds?|clinic|moved|july|"
                r"agreed|since)\b"
            ),
            segment[: max(at - max(sentence_start, 0), 0)],
        ) and not re.search(
            r"\b(?:i need to|i should|i must|have to|i'll|need|remind|want to|i will|by|before)\b", segment
        ):
            return True
        return bool(
            re.search(
                r"\b(?:met|saw|talked|spoke|said|told|had|was|were|did|ran|worked|asked|heard|got|gave|she|he|they)\b",
                between,
            )
        )

    def _can_be_due(self, mention: DateMention) -> bool:
        if mention.kind is Kind.RECURRING or mention.kind is Kind.DURATION:
            return mention.due is not None
        return mention.due is not None and mention.tense is not Tense.PAST and mention.bound is not Bound.SINCE

    def _with(self, task: Task) -> Person | None:
        items = self.outline.items_between(task.start, task.stop)
        for item in items:
            if item.person:
                return item.person
        for item in items:
            if item.word in {"her", "him", "them", "his", "their", "she", "he"}:
                found = self.antecedents.at(self.outline.items.index(item))
                if found:
                    return found
        if (
            any(item.word in {"PLACE", "ROLE", "attorney", "office"} for item in items[:6])
            and not self.outline.items[self.outline.item_index(task.start)].person
        ):
            return None
        first = self.outline.item_index(task.start)
        before = self.outline.items[max(first - 6, 0) : first]
        if task.kind is FollowUpKind.APPLY:
            return None
        for item in reversed(before):
            if item.person:
                return item.person
        subject = self.antecedents.subject_before(first)
        if (
            subject is None
            and self.intent in {Intent.REMIND, Intent.LOG, Intent.CORRECT, Intent.PLAN}
            and len(self.reading.people) == 1
        ):
            return self.reading.people[0]
        return subject

    def _what(self, task: Task) -> str:
        """The task in the resident's own words, without its date."""
        items = self.outline.items_between(task.start, task.stop)
        kept: list[str] = []
        for item in items:
            if item.word == "." and kept and kept[-1].lower() in _TITLES:
                kept[-1] += "."
                continue
            if item.word == "DATE" or item.word in {".", ";", "!", "\n"}:
                if item.word != "DATE":
                    break
                continue
            kept.append(self.reading.words_of(item.start, item.end))
        while kept and kept[-1].lower() in {
            "and",
            "then",
            ",",
            "so",
            "but",
            "also",
            "by",
            "on",
            "i",
            "i'll",
            "need",
            "to",
            "-",
            "or",
            "before",
            "should",
            "she",
            "he",
            "please",
        }:
            kept.pop()
        return re.sub(r" ([,.:;!?)])", r"\1", " ".join(kept))[:120]


_TITLES = frozenset({"dr", "prof", "mr", "mrs", "ms"})

_COMMIT = (
    r"i should|i must|i will|i'll|i gotta|should|must|need to|have to|gotta|got to|want to|going to|will|"
    r"supposed to|plan to|planning to|promised to|remember to|i need|remind me|remind me to|remind me DATE to|"
    r"remind me DATE|remind me to DATE|nudge me to|ping me to|i'm to|i am to|reminder to|reminder :|reminder :?|"
    r"reminder|to do :|todo :|todo|to do|next :|next step :|don't forget to|try to|like to|let me|owe (?:her|him|"
    r"them|PERSON)|make sure to|make sure i|hope to|i'd better|better|plan :|action :|need|i can|said i'd|"
    r"promised i'd|told (?:her|him|PERSON|them) i'd|tell me to|nudge|nudge to|nudge :|remind|set a reminder to|"
    r"me to|i want|gonna|reminder DATE|reminder DATE to|reminder DATE :|forget to|let me forget to|"
    r"tell me DATE to|text me DATE to|ping me DATE to|nudge me DATE to|alarm to|please|task :"
)


def _most_specific(found: list[FollowUpMention]) -> list[FollowUpMention]:
    """Drop an unspecific task that repeats a specific one of the same day ("email a thank-you" is one thing)."""
    kept: list[FollowUpMention] = []
    for follow_up in found:
        vague = follow_up.kind is FollowUpKind.OTHER and any(
            other is not follow_up and (other.due_on == follow_up.due_on or follow_up.due_on is None)
            for other in found
            if other.kind is not FollowUpKind.OTHER
        )
        if not vague:
            kept.append(follow_up)
    return kept
