"""What the message wants done: the first rule that finds its pattern says it; without one, telling is logging.

The order is the order of certainty: commands about the last thing or about stored data first, then requests, then what
a statement announces.
"""

from bot.domain.vocabulary import Intent
from bot.understanding.rule import Rule, openers, phrases

# What may stand before a request without changing it: "hey, could you please …".
_CHATTER = openers(
    r"hey|hi|hello|hola|okay|so|also|please|vouch|yo|good|morning|evening|afternoon|um+|uh+|hmm+|oh|"
    r"and|actually|just|quick|quickly|thanks|well|right|"
    r"alright|ugh|sorry|but|btw|lol|dear|bot|my bad|oops|whoops|wait|no|argh|damn|mistake|wrong|never mind|"
    r"thank you|there|one more thing|yes|yeah|again|same|can you|could you|would you|will you|"
    r"i need you to|i want you to|i'd like you to|i'd like to|i want to|you can|let's|kindly|maybe|then|now|"
    r"request|task|todo|to do|not now|when you can|if you can|when you have a moment|when you get a chance|"
    r"would you mind|may i ask you to|be so kind and|quick one|quick question|question|small thing|"
    r"do me a favor|favor|do me a favour|asap"
)
_ABOUT = r"(?: (?:about|on|for|of|from|regarding|with))? (?:dr )?(?:\. )?(?:PERSON|PLACE)"

UNDO = Rule(
    "take the last thing back",
    phrases(
        r"undo(?! (?:the )?damage)",
        r"/ undo",
        r"(?:scrap|scratch|cancel|revert|ignore|disregard|delete|remove|discard|drop|erase|forget|unsend|"
        r"strike|void|retract|trash|kill|reverse|roll back|rollback|lose)"
        r" (?:that|it|this|what i (?:just )?(?:said|sent|wrote|told you|typed)|(?:that|the|my|"
        r"this) (?:very )?(?:last|previous|latest|most recent)(?: (?:one|entry|note|message|thing|log|change|"
        r"save|bit|text|update|thing i said))?"
        r"|(?:that|the) (?:entry|note|message|log)|everything i just (?:said|sent|told you|wrote)|"
        r"all (?:of )?that)(?= ?(?:$|[.,!?;:-]|please|it|i|was|wrong|for|from|one|thing|bit|that|lol|thanks|"
        r"about it|and|entirely|completely|altogether|because|again|will|note|you|sorry|my|not|sent|we))"
        r"(?! (?:one )?(?:from|for|about) (?:dr )?(?:PERSON|PLACE))",
        (
            r"(?:take|taking|took) (?:that|it|this|the last (?:one|thing|bit|entry)|"
            r"what i (?:just )?said) (?:back|out|away|off)"
        ),
        r"take back (?:what|that|the|my)",
        r"never mind (?:ignore|forget|scrap|what i|that last|the last|that|about (?:that|the last))",
        before=_CHATTER,
    ),
    Intent.UNDO,
    (
        "undo",
        "/undo",
        "scrap that",
        "Undo the last one please",
        "never mind ignore what i just wrote",
        "Scrap that last note, it was for my sister.",
    ),
    ("delete everything about Dr. Shah", "she asked me to take the poster back"),
)
UNDO_IN_PASSING = Rule(
    "take it back, said further on",
    phrases(
        r"take (?:it|that) back(?: please)?",
        r"wrong (?:chat|thread|window|bot|app)",
        (
            r"(?:that|this|it) (?:last _ )?(?:was|is|wasn't) (?:meant|intended|supposed to (?:go|be)) (?:for|"
            r"to) (?:another|someone else|somebody else|a different|my|the other)"
        ),
        r"i didn't mean to (?:send|save|log|write|post|say)",
        r"sent (?:that|it|this) by (?:mistake|accident)|(?:accidentally|mistakenly) (?:sent|logged|saved|hit)",
        r"pretend i (?:didn't|never) (?:say|send|said|sent|tell|told)",
        r"like i never (?:said|sent|told)",
        r"(?:please )?(?:don't|do not) (?:save|keep|log|store|record) (?:that|what i|the last|this last)(?! PERSON)",
        r"go back one step|one step back",
        r"(?:can|could|please|want to|like to|need to|just) undo",
        r"undo (?:that|this|it|what|the last|my last|please)",
        r"forget (?:i said (?:that|anything)|what i (?:just )?(?:said|sent|wrote|told)|that last)",
        r"remove (?:the|that|my) last (?:thing|entry|note|message|one)",
        (
            r"(?:scrap|scratch|delete|ignore|disregard) (?:that|the|my) (?:last|previous) (?:thing|entry|note|"
            r"message|one|text|log)(?! about)"
        ),
    ),
    Intent.UNDO,
    ("Hmm, I mixed up two people. Take it back please", "oops wrong chat", "sent that by mistake sorry"),
    ("Dr. Chen will not take back the job",),
)
FORGET = Rule(
    "remove what is stored",
    phrases(
        r"(?:delete|erase|wipe|remove|purge|forget|get rid of|clear|scrub|expunge|destroy|trash|"
        r"drop) (?:out |off |down |please )?(?:"
        r"(?:absolutely |literally )?(?:everything|anything|all|whatever|every single thing|what (?:you|"
        r"i)(?:'ve)? (?:have|know|stored|saved|told|said|wrote|kept)|any (?:record|records|data|info|trace|"
        r"notes?|mention))(?! (?:i )?just)"
        r"|my (?:data|account|notes|whole|entire|history|records|info|profile|stuff)"
        r"|(?:about )?(?:the )?(?:dr )?(?:\. )?PERSON(?! (?:reminder|follow-up|meeting|call|one|letter|task|"
        r"thank|thank-you|lunch|date|zoom|chat|thing|coffee|DATE|$PERSON))"
        r"|(?:the |that |my )?(?:contact|entry|record|records|notes?|info|data|card|page|profile|file|cell|"
        r"number|email|phone)(?: number| address| info)? (?:for|of|on|about|i have|you have|from)"
        + _ABOUT[len("(?: (?:about|on|for|of|from|regarding|with))?") :]
        + ""
        r"|(?:her|his|their|him|them)(?: (?:from|completely|entirely|contact|number|email|phone|cell|info|"
        r"data|notes|record|details|please|too|and))?"
        r"|(?:the )?(?:whole |entire )?PLACE"
        r"|me (?:completely|entirely|from|and|please)|me$)",
        r"forget (?:that )?i (?:ever )?(?:met|mentioned|know|told you about|knew)",
    ),
    Intent.FORGET,
    (
        "delete everything about Dr. Shah",
        "wipe everything about Dr. Ito please",
        "forget Dr. Chen",
        "erase dr ito's cell",
    ),
    ("don't forget to email Dr. Chen", "remove the Chen reminder", "I forget what she said"),
)
FORGET_FROM_MEMORY = Rule(
    "remove it from memory",
    phrases(
        r"(?:from|out of) (?:your|the) (?:memory|records?|database|storage|system|notes)",
        (
            r"(?:remove|delete|take|get|clear|drop) .{1,40}(?:from|off) (?:my|the|your) (?:contacts?|network|"
            r"list|notes|records?|data|people)"
        ),
        (
            r"(?:don't|not) (?:want|keep|store|hold) (?:you )?(?:to )?(?:keep|have|store|remember|hold|"
            r"anything)? ?.{0,40}(?:anymore|any more|any longer|stored|on file|in (?:here|your memory))"
        ),
        (
            r"asked (?:me )?(?:not to be (?:listed|stored|kept|in|on|here)|to be (?:removed|deleted|taken off|"
            r"forgotten|erased)|that i (?:remove|delete))"
        ),
        r"right to be forgotten|gdpr",
    ),
    Intent.FORGET,
    ("all I told you of Kern, remove it from memory", "Remove Marisol from my contacts"),
    ("she asked not to be late", "I have her in my contacts"),
)
HELP = Rule(
    "what the bot can do",
    phrases(
        r"^/? ?(?:help|commands?|start|menu|options|usage|manual|\?)(?: me)?(?: please)?[ !.?]*$|^/ help.*|^\? *$",
        (
            r"what (?:all |else )?(?:can|could|do|does) (?:you|this (?:thing|bot|app)|vouch|it|the bot) (?:all |"
            r"actually |even |really |exactly |also )?(?:do|understand|help|remember|offer|know|need|support|"
            r"keep|store|save)(?! about| of (?:dr|PERSON|PLACE)| on)"
        ),
        r"what (?:kinds?|types?|sorts?) of (?:messages?|things?|commands?|stuff|questions|requests|info|help)",
        (
            r"what (?:can|should|do|could) i (?:say|ask|tell|type|send|write|use|do)(?: (?:you|here|to you|"
            r"with you|with this|in here|this))?(?= ?(?:$|\?|\.|,|and|or))"
        ),
        (
            r"how (?:do|does|can|should|would|could) (?:i|you|this|it|we|one|the bot|vouch|"
            r"people)(?: \w+)? (?:log|use|work|save|add|begin|talk to you|record|enter|change|set|delete|undo|"
            r"snooze|remove|correct|edit|fix|export|get started|tell you|make you|turn|interact|handle|operate|"
            r"input|mark|cancel|store|register|track|start|put|write you|remember|understand)(?! (?:\w+ )?(?:dr|"
            r"PERSON|email|letter|card|thank))"
        ),
        (
            r"how to (?:use|log|add|start|delete|export|set|save|record|work with|talk to you|snooze|mark|enter|"
            r"correct|edit)"
        ),
        (
            r"(?:list|show|see|give)(?: me)?(?: of)?(?: all)?(?: the| your)? (?:commands|features|options|"
            r"functions)|list of (?:the |all )?(?:commands|features)"
        ),
        (
            r"is there (?:a|an|any) (?:manual|guide|tutorial|list|documentation|instructions|help|way to|command|"
            r"faq|cheat ?sheet|shortcut|button)"
        ),
        r"how (?:you|this|it|the bot|vouch) works?",
        (
            r"what (?:are|is|'s) (?:you|your (?:features|functions|commands|purpose|capabilities|job)|vouch|"
            r"this(?: bot| thing| app)?)(?= ?(?:$|\?|\.|,|for|and|good|capable|able|supposed))|what's (?:this|"
            r"vouch)(?: thing| bot| app)?(?= ?(?:$|\?|for))"
        ),
        r"who are you|are you (?:a |an )?(?:bot|human|real|ai|person|robot)",
        r"(?:am i|are we) supposed to (?:do|say|type|write|send)",
        (
            r"(?:can|do|does|will) (?:you|it|vouch|this|the bot) (?:also |only |really |even |just |"
            r"ever )?(?:set reminders|remember|write (?:the |my )?(?:emails?|letters|drafts|messages|them)|track|"
            r"read (?:my |pictures|photos|images|pdfs?)|understand|speak|sync|export|share|send (?:the |my |"
            r"emails|messages|things|it|them)|keep|store|save|have|work|support|contact|talk to|remind|handle|"
            r"connect to|do)(?!.*(?:PERSON|PLACE))(?=.*\?|.*$)"
        ),
        r"is it you (?:that|who)",
        r"(?:need|want|some) (?:help|instructions)(?: (?:with|using) (?:this|you|the bot|vouch))?(?= ?[.!?]*$)",
        r"(?:don't|do not) (?:know|understand|get|remember) how (?:to use|this|you|it|to (?:log|add|talk))",
        (
            r"(?:explain|understand|show me|tell me|teach me|remind me) how (?:you|this|the bot|it|to use|vouch|"
            r"i (?:use|log|add|talk))"
        ),
        (
            r"(?:who|can anyone|can my (?:pd|program)|can the program|does my (?:pd|program))(?: else|"
            r" ROLE)? (?:can )?(?:see|sees|read|reads|has access|have access)"
        ),
        (
            r"is (?:this|it|my data|what i (?:say|write|tell) you) (?:private|confidential|secure|safe|encrypted|"
            r"anonymous)"
        ),
        r"what does (?:this|the|vouch) (?:\w+ )?do|what's this for|what is this for|how does this",
        r"instructions (?:please|\?)|tutorial|user guide",
        r"first time (?:using|here|user)|i'm new here|new to this",
    ),
    Intent.HELP,
    (
        "help",
        "/help",
        "what can you do",
        "how do i log a meeting",
        "is there a guide",
        "what types of messages can i send",
        "is it you who writes the letters",
    ),
    ("what can you tell me about Dr. Chen", "Dr. Chen helped me with the poster"),
)
PROGRESS = Rule(
    "how the year is going",
    phrases(
        r"^/ ?progress|^progress[ ?.!]*$|^/ ?(?:stats|status|score)",
        (
            r"am i _ (?:_ )?(?:on track|behind|ahead|on pace|keeping up|where i should|on schedule|"
            r"falling behind|too late|slacking|lagging|doing (?:okay|enough|well|fine|good|alright|badly))"
        ),
        r"am i _ (?:okay|late|good|fine)(?= (?:with|on|for|so far|\?))",
        r"how (?:am i|i'm|are we) (?:doing|going|tracking|looking|faring|progressing|standing)(?! to)",
        r"how am i",
        (
            r"how(?:'s| is| are| does| do) my (?:progress|year|network|networking|coverage|mentors?|numbers?|"
            r"standing|list|stats|sponsors?|letters?|relationships?|goals?|milestones?|contacts)(?! from)"
        ),
        r"my progress|progress (?:report|check|update|so far|summary|please)",
        (
            r"do i _ have (?:enough|sufficient|too few|the right)|(?:have|did|i've) i? ?(?:met|meet|made|make|"
            r"got|get|talked to|logged|log|connected with) enough"
        ),
        r"enough (?:mentors|sponsors|peers|contacts|people|letters|imgs|faculty|attendings|connections)(?! to)",
        (
            r"how many (?:\w+ ){0,3}(?:do i have|have i|did i|i have|i've|should i|am i|so far|logged|now|left|"
            r"are left)|how many (?:mentors|sponsors|peers|contacts|people|letters)(?! (?:does|do they|will|"
            r"did (?:she|he|they)))"
        ),
        r"where (?:do i stand|am i (?:at|with|on)|i stand|should i be|i should be)",
        (
            r"what (?:am i|i'm|do i) (?:missing|lacking|lack|behind on|short on|short of|still missing)|"
            r"what(?:'s| is) (?:missing|lacking|my (?:score|progress|status|coverage|standing|weakest|weak))"
        ),
        (
            r"(?:is|be honest ,? ?is) my (?:network|list|networking|progress|coverage) _ (?:\w+ )?(?:pathetic|"
            r"weak|thin|small|lopsided|balanced|okay|strong|good|enough|on track|bad|too|big)"
        ),
        r"compared (?:to|with) (?:where|the plan|others|other|what i should|my co)",
        r"(?:mentor|sponsor|network|role|peer) coverage|coverage (?:report|so far|of)",
        r"(?:what|which) milestones?|milestones? (?:for|this|am|left|did i|have i)|on my milestones",
        r"should i be (?:worried|more|doing more|further|pushing|panicking|concerned)",
        r"how far (?:am i|along|behind)|rate my|grade my|check my progress|score me",
        (
            r"(?:show|give|tell|send)(?: me)? (?:my )?(?:\w+ )?(?:stats|progress|numbers|scorecard|dashboard|"
            r"coverage|how i'm doing|where i stand|how i am)"
        ),
        r"how (?:good|bad|strong|weak|balanced|big) is my",
        r"summary of my (?:year|progress|network)|am i networking|(?:overview|review) of my (?:year|network|progress)",
        r"i still lack|on track (?:for|with)",
        r"is (?:it|that) (?:enough|okay|too few|normal|bad)(?= (?:for|by|mentors|at))",
    ),
    Intent.PROGRESS,
    (
        "am I on track with letters?",
        "do i have enough sponsors",
        "how am I doing on sponsors",
        "Honestly, is my network pathetic?",
        "/progress",
    ),
    ("how is Dr. Chen doing", "how many prelims do they take"),
)
AGENDA = Rule(
    "what is due or coming",
    phrases(
        (
            r"^/ ?(?:agenda|due|today|week|todo|tasks|upcoming|list)(?: .*)?|^(?:agenda|due|todo|to do|to-do|"
            r"tasks|upcoming|reminders|follow-ups)(?: (?:list|please|DATE|today|this week|now))?[ ?.!]*$"
        ),
        (
            r"what(?:'s| is| are| do i have| have i got|s)? (?:_ )?(?:_ )?(?:due|overdue|coming up|upcoming|"
            r"pending|outstanding|on (?:my|the) (?:plate|list|agenda|calendar|schedule|docket|todo|to-do|to do|"
            r"radar)|next(?= ?(?:$|\?|on|for|DATE|in my))|left to do|still open|up (?:DATE|next|for))"
        ),
        (
            r"what (?:_ )?(?:do|did|am|should|must|have|has|was|were|else do) i (?:still |really |actually |all |"
            r"now |also |even |ever )?(?:have to do|need to do|owe|supposed to do|have (?:due|planned|scheduled|"
            r"coming|left|open|pending|on|for|DATE|to)|forget(?: to do)?|have left|got (?:due|to do|on|DATE|"
            r"coming|left|pending)|promise(?:d)?|do (?:DATE|today|next|first|now|this)|follow up on|"
            r"need to (?:follow|finish|send)|supposed to)"
        ),
        (
            r"who (?:_ )?(?:do|should|am|did|must|else do) i (?:still |need to |have to |supposed to )?(?:owe|"
            r"follow|email|thank|contact|call|write|reply|promise|need to|have to|get back|reach)(?! (?:about|"
            r"for) (?:VISA|research))"
        ),
        (
            r"(?:anything|something|any|nothing)(?: \w+){0,2} (?:due|overdue|i (?:owe|need to|should|"
            r"was supposed|have to|forgot|am|must|promised|still|missed)|pending|outstanding|coming up|on (?:my|"
            r"the) (?:list|plate|calendar|agenda|schedule)|for (?:today|me|DATE|this week)|to do|urgent|left|"
            r"scheduled|planned|DATE)(?!.*PLACE)"
        ),
        (
            r"(?:any|my|the|open|pending|overdue|all|upcoming|this week's|outstanding|next|today's|current|"
            r"DATE) (?:follow-ups?|reminders?|tasks?|to-?dos?|to dos?|deadlines?|agenda|appointments?|duties|"
            r"obligations|thank-yous owed)(?: (?:are|is|do|this|for|due|left|coming|i|list|DATE|please|today|now|"
            r"first|of|still|earliest))?(?= |$)(?<!my reminders)(?! (?:to|from|about) (?:dr|PERSON|email|call))"
        ),
        (
            r"(?:show|list|give|read|tell|send|see|check|open|pull up)(?: me)?(?: \w+){0,2} (?:follow-ups?|"
            r"reminders?|agenda|tasks?|to-?dos?|to do|due|schedule|calendar|deadlines?|plate|week|day|queue|"
            r"obligations|list(?= (?:for|of (?:things|tasks|what))))"
        ),
        (
            r"what(?:'s| is)? (?:does )?my (?:day|week|weekend|schedule|calendar|agenda|month|to-?do|to do list|"
            r"list|plan|plans|tasks|next (?:task|follow-up|reminder|deadline|thing|meeting|step|"
            r"appointment))(?! for (?:mentors|sponsors))(?: look(?:s|ing)?(?: like)?)?"
        ),
        (
            r"what(?:'s| is) (?:happening|going on|waiting|urgent|planned|scheduled|in store|my plate|"
            r"on)(?= (?:DATE|this|for me|my|today|next|on my|\?|$|tomorrow|the|now))"
        ),
        (
            r"(?:did|have) i (?:forget|miss|forgot|missed|forgotten) (?:anything|something|any|to (?:do|follow|"
            r"thank|email|send))"
        ),
        (
            r"(?:am i|i'm) (?:forgetting|missing|late on|overdue|behind on) (?:anything|something|any|"
            r"with anyone|anybody|anyone|follow-ups?|emails|thank|replies)"
        ),
        r"(?:was|am) i supposed to(?: do| email| call| send| thank| write| follow)?",
        r"(?:have|has|got|anything|is there) .{0,30}i owe(?:d)?(?! (?:her|him) )",
        (
            r"what did you (?:send|remind|nudge|tell) me(?: about)?(?= (?:DATE|yesterday|today|\?|$|while|when|"
            r"last|to do))"
        ),
        (
            r"which (?:follow-ups?|reminders?|emails?|tasks?|letters?|thank-yous?|people) (?:are|do i|am i|is|"
            r"have i|should i|did i|still|i)(?! (?:VISA|sponsor))"
        ),
        r"things (?:i (?:need|have|owe|must|should)|to do|due|pending|for)(?! (?:about|learn))",
        (
            r"when is my next|next (?:meeting|call|appointment|deadline|follow-up|reminder|conference|"
            r"thing)(?= ?(?:\?|$|when|on my))|when(?:'s| is) (?:my|the) (?:meeting|call|zoom|interview|"
            r"appointment|deadline|next|coffee|conference|rotation|lunch|date|ACP|EVENT|chat|sync|dinner)"
        ),
        (
            r"plan (?:for|of) (?:today|the day|DATE|my week|this week)(?= ?(?:\?|$|please))|(?:my )?(?:day|"
            r"week) ahead|what DATE looks like|recap of (?:what's|my) (?:due|week)"
        ),
        (
            r"(?:promised|promises|owe|owed) (?:things |stuff |something |emails )?(?:to )?(?:people|anyone|"
            r"anybody|a lot|others|someone|everyone|who|whom)"
        ),
        (
            r"do i (?:still |currently |even )?(?:have|owe) (?:anything|any|something|someone|anyone|"
            r"a (?:meeting|call|deadline|zoom)|things|plans|stuff|follow-ups?|reminders?|meetings?|"
            r"any (?:meetings?|calls?)|anybody|people)(?! (?:from|about|on|at|in) (?:dr|PERSON|PLACE))"
        ),
    ),
    Intent.AGENDA,
    (
        "what's on my plate this week",
        "what's due tomorrow",
        "Anything I owe anyone this month?",
        "Show me next week's follow-ups",
        "what I still have to do before friday, can you tell me what do I owe",
    ),
    ("what did Dr. Chen say about research", "remind me to thank Dr. Chen"),
)
PREPARE = Rule(
    "be readied for a meeting",
    phrases(
        r"(?:prep|prepare|ready|brief|coach|quiz|refresh|prime) (?:me|us)(?! for (?:a|the) letter)",
        r"(?:get|make|have|help) (?:me |us )?(?:ready|prepped|prepared|prepare|prep|up to speed)",
        (
            r"(?:need|want|give me|give|have|send me|send|any|some|quick|do|make me|can i get|could i get|a|"
            r"put together|like) (?:\w+ ){0,3}(?:brief|briefing|pointers|cheat ?sheet|talking points|prep|"
            r"one[- ]pager|refresher|rundown|run-?down|game plan|prep notes|prep sheet|questions to ask|"
            r"background|recap)(?= ?(?:$|\?|\.|!|,|on|for|about|before|please|of|with|i|DATE|to|so|"
            r"because))(?! (?:of|on) my (?:year|progress|network))"
        ),
        (
            r"what (?:do|should|can|could|must|would|shall) i (?:say|ask|bring|talk|know|bring up|discuss|"
            r"mention|remember|wear|prepare|expect|cover|raise)(?: \w+){0,3} (?:to|for|with|about|in|at|when|"
            r"before|him|her|them|up|PERSON|DATE|during|on|as|first|know)(?!.*(?:write|email) )"
        ),
        r"what (?:do|should) i (?:ask|say|bring|know)(?= ?(?:$|\?|\.|,|before|in|at|when|to|him|her|them|for))",
        (
            r"what (?:questions|topics|things|points|all) (?:should|can|could|do|to|would) (?:i )?(?:ask|bring|"
            r"raise|cover|discuss|mention|prepare)"
        ),
        (
            r"(?:meeting|seeing|interview|call|coffee|zoom|lunch|dinner|appointment|chat|sit down|sitdown|"
            r"rounding|talk) .{0,80}(?:get me ready|prep me|brief me|quick pointers|any pointers|"
            r"what do i (?:say|ask|know|need)|what should i|remind me (?:who|what)|help me (?:prep|prepare|"
            r"get ready)|how (?:do|should) i prepare|what to (?:ask|say|bring)|some questions|questions to ask|"
            r"refresh my memory|tips|ready)"
        ),
        (
            r"(?:prep|prepare|prepping|preparing|preparation|talking points|questions|pointers|cheat sheet|brief|"
            r"notes|agenda points) (?:for|before|to ask) (?:my |the |our |a |an |DATE |this |next |today's |"
            r"tomorrow's |upcoming )?(?:\w+ |SPEC |ROLE |EVENT |PLACE |DATE ){0,3}(?:meeting|mtg|call|coffee|"
            r"zoom|interview|lunch|dinner|appointment|chat|conversation|talk|sit|session|EVENT|PERSON|visit|ROLE|"
            r"rotation|1:1|one on one|check-?in)"
        ),
        (
            r"^(?:prep|prepare|prepping|brief|briefing)(?: me)?(?: for| on| before| -|"
            r" :)? (?:dr )?(?:\. )?(?:PERSON|meeting|interview|DATE|call|the|my|EVENT|PLACE|zoom|mtg|tomorrow|"
            r"ROLE|coffee)"
        ),
        (
            r"(?:how|what) (?:do|should|can|would) i (?:best )?(?:prepare|prep|approach|act|handle|get ready|"
            r"open)(?! (?:an?|the) (?:email|message|letter|note))(?: for| the| with| before| him| her| my| at|"
            r" PERSON| this|$| \?)"
        ),
        (
            r"what (?:do i|should i|i should) (?:need to )?know (?:about (?:dr )?(?:\. )?(?:PERSON|PLACE|him|her|"
            r"them) )?(?:before|going into|for (?:my|the)|ahead of)"
        ),
        (
            r"walk me through (?:what|who|everything|my)|run me through|catch me up on|bring me up to speed|"
            r"fill me in (?:on|about|before)"
        ),
        (
            r"ready for (?:my|the|a|our|tomorrow|DATE) .{0,30}(?:meeting|call|interview|coffee|zoom|chat|lunch|"
            r"EVENT|dinner)(?=.*\?)"
        ),
    ),
    Intent.PREPARE,
    (
        "prep me for my meeting with the PD tomorrow",
        "Two minutes until I meet the dean, quick pointers?",
        "penn interview friday get me ready",
        "what do i say to dr ito at lunch",
    ),
    ("she will prepare the poster",),
)
DRAFT = Rule(
    "words to send",
    phrases(
        (
            r"(?:draft|compose|redraft|word|reword|rephrase|ghostwrite|proofread)(?! (?:of|is|was|by|from|"
            r"ready))(?: (?:me|up|for me|please|us))? (?:an?|the|my|this|something|some|him|her|them|that|thank|"
            r"email|note|message|text|linkedin|letter|follow-up|short|quick|cold|reply|intro|to|PERSON|dr|polite|"
            r"one|it|for|an?|two|what|nice|-|:)"
        ),
        (
            r"^(?:draft|compose|cold email|thank-you (?:note|email|message|card)|thank you (?:note|email|message|"
            r"card)|linkedin (?:message|note|request|invite|msg)|cold message|follow-up (?:email|note|message)|"
            r"email|note|message|text|letter request|intro email|introduction email|polite nudge|nudge (?:email|"
            r"text|message)|reply)(?: draft| text)? (?:for|to) (?:dr )?(?:\. )?(?:PERSON|the|my|a|PLACE|ROLE|her|"
            r"him|SPEC|our|an)(?!.*(?:sent|done|DATE))"
        ),
        (
            r"(?:write|type|make|create|generate|prepare|do|craft|put together|give|send|whip up|cook up|suggest|"
            r"come up with|find|produce|formulate|polish|edit|fix up|improve|shorten|phrase|"
            r"help (?:me )?(?:to )?(?:write|with|word|phrase|draft|compose|say|thank|ask|reply|answer|craft|"
            r"put)) (?:me |up |for me |us |out |please )*(?:an? |the |my |this |some |something |one |words |"
            r"that |with |another |two |quick |short )*(?:really |very |super |nice |warm |polite |short |quick |"
            r"brief |cold |formal |friendly |professional |simple |little |gentle |good |proper |kind |sincere |"
            r"linkedin |follow-up |thank-you |thank you |intro |introduction |reminder |nudge |apology |2 |"
            r"three |two |line |lines |sentence |heartfelt |respectful |decent |DATE |200 |casual |-|, |and |"
            r"but |not |too |letter |first |visa |reply |elevator |personal )*(?:email|emails|note|notes|message|"
            r"messages|text|texts|card|letter|draft|drafts|reply|response|words|thank-you|thank you|thanks|"
            r"linkedin|request|invite|dm|template|blurb|intro|introduction|nudge|pitch|follow-up|something (?:to|"
            r"for)|lines?|sentences?|wording|paragraph|inquiry|statement|phrase|invitation|bio|headline|ask|"
            r"reminder (?:email|message|note))(?! (?:it )?down)(?= ?(?:$|\?|\.|!|,|:|-|for|to|that|about|asking|"
            r"from|i|saying|thanking|please|after|with|explaining|on|in|of|request|note|email|message|so|which|"
            r"before|because|telling|DATE|requesting|introducing|introduction|inviting|and|as|without|regarding|"
            r"back|congratulating|declining|re))"
        ),
        (
            r"(?:need|want|looking for|like|have|get) (?:me )?(?:an? |the |some |your help with |help with |"
            r"help for |help to |help in |you to write |you to draft |to have |help writing |help wording |"
            r"help drafting |help phrasing |help composing )*(?:polite |short |quick |cold |nice |good |warm |"
            r"linkedin |follow-up |thank-you |thank you |nudge |intro |formal |professional |brief |gentle |"
            r"kind |simple |proper |decent |letter |reminder |request |two-line |friendly |respectful )*(?:words|"
            r"wording|draft|template|email|note|message|text|phrase|blurb|script|pitch|nudge|"
            r"something to (?:send|say to|write)|sentence|lines?|reply|card|elevator pitch|introduction|intro|"
            r"thank-you|linkedin (?:note|request|message))(?= ?(?:for|to|that|asking|about|saying|thanking|i can|"
            r"explaining|introducing|-|:|text|email|message|after|requesting))(?! (?:me|from|DATE))"
        ),
        (
            r"what (?:should|can|could|do|would|shall) i (?:write|text|email|reply|respond|put|answer|message|"
            r"post|say)(?: \w+){0,3} (?:in|to|for|back|on|her|him|them|PERSON|dr|if|when)(?=.*(?:card|email|note|"
            r"message|letter|text|write|reply|linkedin|respond|thank|answer|write))"
        ),
        (
            r"how (?:do|should|can|could|would|to) (?:i |one |you )?(?:best |politely |nicely )?(?:word|phrase|"
            r"thank|ask (?:dr )?(?:\. )?(?:PERSON|her|him|for)|write|reply|respond|say|decline|introduce myself|"
            r"answer|put|start (?:the|my|an) (?:email|letter|message)|tell (?:dr )?(?:\. )?(?:PERSON|her|"
            r"him))(?!.*(?:prep|meeting))"
        ),
        (
            r"(?:write|draft|compose|email|word) (?:to )?(?:dr )?(?:\. )?PERSON (?:a |an )?(?:thank|note|short|"
            r"email|message|something|for me|letter|quick|polite|nice|card|cold|text)"
        ),
        (
            r"(?:can|could|would|will) you (?:please |maybe |help me |also |kindly )*(?:write|draft|compose|word|"
            r"phrase|thank|reply|answer|put into words|make (?:an?|the|me an?) (?:\w+ ){0,3}(?:email|message|"
            r"note|draft|letter|text|card))"
        ),
        r"words (?:for|to) (?:ask|thank|say|tell|asking|thanking|telling|saying|send|a|the|my|PERSON)",
        (
            r"(?:text|message|email|note|words|linkedin) (?:draft|template|wording)|drafts? (?:me|for|please)|"
            r"template (?:for|to)|linkedin headline|elevator pitch|(?:30|20|thirty|"
            r"twenty)(?: -)? second (?:intro|introduction|pitch)|visa phrase"
        ),
        r"help me (?:to )?(?:thank|write|reply|ask|answer|respond|word|phrase|say|tell|introduce)",
        r"linkedin message for|linkedin note (?:for|to)|cold email (?:for|to)|cold-email (?:for|to)",
        (
            r"put (?:it|this|that|my thanks) (?:in|into) (?:nice |good |proper |better )?words|in nice words|"
            r"sound(?:ing)? (?:desperate|needy|pushy|rude|fake)"
        ),
    ),
    Intent.DRAFT,
    (
        "write a thank-you to Dr. Chen",
        "cold email for Dr. Lee at UAB",
        "I need words for thanking Dr. Chen",
        "linkedin msg for dr ito",
        "need polite reminder txt for dr ito",
    ),
    (
        "write to Dr. Chen tomorrow",
        "met Dr. Chen, send a thank-you note by friday",
        "She'd email me her slides by monday",
    ),
)
REMIND = Rule(
    "asks for a reminder",
    phrases(
        (
            r"remind (?:me|us)(?! (?:what|who|how|when|where|of (?:what|who|how|where)|again what|please what|"
            r"which|why|if))"
        ),
        (
            r"remind to (?:email|call|send|thank|ask|text|write|follow|apply|meet|do)|remind (?:email|call|send|"
            r"thank|ask|text|follow-up|write|apply|PERSON|dr|DATE|about)"
        ),
        (
            r"(?:set|make|add|create|put|give me|schedule|need|want|leave|book|place) (?:me )?(?:up )?(?:an? |"
            r"the |another |my |in a |one )?(?:\w+ )?(?:reminder|alarm|nudge|ping|task|to-?do|"
            r"follow-up)(?! (?:text|email|message|to (?:dr|PERSON))| for dr| for PERSON)"
        ),
        (
            r"(?:nudge|ping|poke|alert|notify|prompt|bug|buzz|text|message|wake|warn|tell|kick|prod|"
            r"nag) me (?:~ )?(?:to|about|on|at|in|when|if|before|DATE|for|re|again|tomorrow|that|"
            r"by)(?! (?:about )?(?:what|who|how|which|everything))(?!.*(?:before|after|until) (?:like )?(?:\d|"
            r"DATE) .*(?:don't|no))"
        ),
        (
            r"(?:don't|do not|can't|must not|never) (?:let me |let )?(?:forget|miss)(?! (?:about )?(?:her|his|"
            r"what (?:he|she)))"
        ),
        r"^reminder(?: |:|-)|^remind(?: |$)|reminder (?:to|for|about|:|on|DATE|at)",
        (
            r"(?:make sure|ensure) (?:that )?(?:i|to) (?:don't |remember |do |call|email|send|thank|write|ask|"
            r"follow|get|apply|not forget)|help me remember"
        ),
        r"^(?:todo|to do|to-do|task|note to self)(?: |:|-)",
        r"(?:i'd like|i want|i need|need|want|give me) (?:a |to have a |to get a |another )?(?:reminder|nudge|ping)",
    ),
    Intent.REMIND,
    (
        "remind me to email Dr. Chen friday",
        "rmd me send abstract to lena tmrw",
        "need a nudge badge renewal before eow",
        "don't let me forget to call GME",
    ),
    ("remind me what Dr. Chen said", "could you remind me what it was that dr ito said"),
)
SNOOZE = Rule(
    "put a reminder off",
    phrases(
        r"(?:snooze|postpone|defer|bump|punt|hold off)(?! (?:my|the) (?:interview|rotation|start))",
        (
            r"(?:push|move|delay|shift|reschedule|put|kick|slide|change|bring) (?:it|that|this|them|everything|"
            r"all(?: of)?(?: that| it| those)?|(?:the|my|that|this|dr|all)? ?(?:~ )?(?:PERSON|PLACE|one|reminder|"
            r"reminders|task|tasks|call|email|follow-up|follow-ups|thank-you|thank you|thing|note|meeting|letter|"
            r"nudge|card|cv|date|stuff|text|message|app|application|deadline)(?: \w+){0,2}?) (?:back|off|to|"
            r"until|till|out|by|over|into|forward|DATE|up)(?! (?:sponsor|categorical|POSITION|PERSON ,))"
        ),
        r"put off|hold (?:it|that|this|them) (?:until|till|for|off)",
        (
            r"(?:remind|ping|nudge|tell|ask|bug|text|message|poke|buzz) me (?:about (?:it|that|this|the \w+|"
            r"PERSON) )?(?:again|later|instead|another time|in a bit|in a while|some other)(?! what)"
        ),
        r"remind me (?:in )?DATE(?: (?:instead|again|please|about (?:it|this|that)))?(?= ?(?:$|\.|,|!|-))",
        (
            openers(
                r"not (?:now|today|DATE|tonight|yet|this week)|later|can't (?:now|today|DATE|do it|right now)|"
                r"too busy|busy|no time|in a code|on call|post call|i'm (?:busy|in|on)|swamped|slammed|ugh|maybe|nah|"
                r"no|sorry|wait|hold on|okay|please|in the middle",
                at_least=1,
            )
            + r"(?: ?(?:\w+ ){0,6}[.,] )?(?:(?:do "
            r"it|maybe|make it|how about|try|remind me|ask me|again|ping me|i'll do it|move it to|push it to|"
            r"please|let's|let's do|better|at|on|until|rather|try me|it's for|will do|will do it|"
            r"instead) )*(?:DATE|later|next time|another day)"
        ),
        (
            r"^(?:in |until |give me |wait |maybe |okay |make it |try |can we do |how about |let's do |"
            r"let's say |ask |ask me |again |ping |hit me |hit me up |come back |check back |ping me |do it |"
            r"try me |try again |bother me |rather |better |same reminder |same |same thing |"
            r"same again )+(?:(?:again|on|at|in|for|it|me|,|please|but|the)\s){0,8}DATE(?: (?:please|instead|again|"
            r"better|then|okay|is better|works better|thanks|,|for that one|for this one))*[ .!?]*$"
        ),
        r"^DATE (?:instead|please|is better|works better|better|again|rather|then)[ .!]*",
        (
            r"(?:give me|need|want|buy me|i need|another|few more|one more|couple more|"
            r"a bit more) (?:\w+ ){0,3}(?:more time|another (?:day|week|hour|few days)|more days|extra (?:days|"
            r"time|week)|few more|DATE more|extension)(?! (?:to|from) (?:train|apply))"
        ),
        r"same reminder|same time DATE|(?:same )?again DATE",
        (
            r"(?:later|not now|not today|not yet|can't now|can't today|some other time|another day|"
            r"next time)(?: please| pls| thanks| ok| okay)?[ .!]*$"
        ),
        (
            r"(?:won't|can't|not going to|didn't|haven't) (?:have time|get to (?:it|that|this|the|PERSON)|"
            r"make it|manage|be able)(?: \w+| PERSON){0,6} ?[,.;:-]* (?:so |please |let's |then |can you |"
            r"make it |move |push |try |do it |remind me |DATE|maybe)"
        ),
        (
            r"(?:leave|keep|save|park|table|shelve) (?:it|that|this|the \w+|PERSON(?: \w+)?) (?:for|until|"
            r"till) (?!me|you|us)"
        ),
        (
            r"(?:i'll|i will|let me|going to|want to|rather|better to|i'd rather|can i|let's) (?:do|handle|"
            r"deal with|get to|send|take care of|finish|email|call|tackle|write) (?:it|that|this|them|her|him|"
            r"PERSON|the \w+)(?: \w+){0,3} (?:DATE|later|tomorrow)(?: instead| rather)"
        ),
        r"wait (?:with|on) (?:it|that|this|the|PERSON)|wait (?:until|till) DATE",
    ),
    Intent.SNOOZE,
    (
        "push the Chen one to next week",
        "not today, monday",
        "Same reminder, next tuesday please",
        "not now, in clinic. tmrw 7am",
        "snooze",
        "Put the Bianchi call off until june 14",
        "remind me again tomorrow",
    ),
    ("he moved our call to Tuesday", "met Dr. Chen, she said not today"),
)
CORRECT = Rule(
    "changes what was told",
    phrases(
        (
            openers(
                r"no|wait|sorry|oh|oops|hmm+|argh|okay|hey|ah|so|and|but|i|whoops|my bad|ugh|hold on|shoot|"
                r"damn|also|small|one|quick|minor|typo|please"
            )
            + r"(?:actually|correction|i meant|i mean|"
            r"i misspoke|i was wrong|my mistake|i made a mistake|i got it wrong|got it wrong|i had it|typo|fix|"
            r"edit|amend|wrong|mistake|to correct|let me correct|i need to correct|correct that|correct (?:dr|"
            r"PERSON|the)|scratch that|strike that)(?! (?:met|saw|ran|talked|i met|spoke|i saw|i talked|i spoke|"
            r"just met|thinking|a good|good|nice|had|i had a|remind|remember|emailed|i emailed|sent|i sent|could|"
            r"can you|what|who|when|how|my pager|today was|i'm on|the number of))"
        ),
        (
            openers(r"no|wait|sorry|oh|oops|hmm+|nope|not|ah", at_least=1) + r"(?:it's|it is|it was|that's|"
            r"that was|she's|he's|they|her|his|the|PLACE|PERSON|dr|its|not|i|VISA|make|DATE|SPEC|ROLE|their|my|"
            r"spelled|with|she|he|there|was|is|and|last|first|name|'|\")"
        ),
        (
            r"(?:it's|it is|it was|that's|that was|is|was|she's|he's|name is|i meant|means|called|spelled|meant|"
            r"say|said) (?:\w+ ){0,3}(?:dr )?(?:\. )?[\w'-]+(?: \w+| PERSON|"
            r" PLACE){0,3} ?,? (?:and )?not (?:dr )?(?:\. )?(?:[\w'-]+|PERSON|PLACE|VISA|ROLE|DATE|SPEC|an?|"
            r"the)(?= ?(?:$|\.|,|!|\)|-|;))"
        ),
        (
            r"(?:PERSON|PLACE|VISA|ROLE|DATE|POSITION|SPEC) ,? not (?:dr |the |an? |\" )?(?:PERSON|PLACE|VISA|"
            r"ROLE|DATE|POSITION|SPEC|[A-Za-z'-]+)(?= ?(?:$|\.|,|!|;|-|\"))(?! (?:but|yet))"
        ),
        (
            r"(?:change|update|correct|fix|edit|replace|amend|set|make|switch|rename|swap|modify) (?:the |that |"
            r"my |her |his |their |it |dr |PERSON |PLACE )*(?:PERSON|PLACE|her|his|their|email|phone|number|name|"
            r"role|spelling|title|date|institution|hospital|specialty|visa|note|entry|last name|first name|"
            r"surname|contact|job|address|that|it|cell|to|linkedin|day|VISA|status|info|details|"
            r"record)(?:'s)? ?(?:\w+ |PERSON |PLACE |about |for ){0,5}(?:to|from|into|as|with|:|is|->|→|"
            r"=)(?! (?:me|next week|PERSON'))(?= )"
        ),
        r"(?:it's|that's|name is|is|was|name's) (?:actually|really) ",
        (
            r"(?:should|supposed to) (?:be|have been|say|read) (?!a good|good|strong|fine|able|okay|here|there|"
            r"at|in|nice|more|easy|a strong|enough|interesting|ready|happy)"
        ),
        (
            r"i (?:told|said|wrote|noted|logged|put|typed|gave|called|listed|recorded|spelled|had) (?:you |that |"
            r"it |her |him |PERSON |PLACE |down |earlier |before |was |is |as |wrong |the )*.{0,80}(?:wrong|"
            r"incorrect|mistake|actually|not true|but (?:it|she|he|they)(?:'s| is| was| are|'re)|i was mistaken|"
            r"mixed up|that's not right|it's not|i meant|should|isn't right|outdated|turns out|in fact|"
            r"it's really|backwards|that was)"
        ),
        (
            r"(?:i|must have|have) (?:\w+ )?(?:mixed up|mixed them up|mixed it up|confused|misspelled|misheard|"
            r"misspoke|mistyped|had it backwards|got (?:it|that|them|the|her|his|PERSON) (?:\w+ )?(?:wrong|"
            r"backwards|mixed)|wrote (?:it|that|her|his|the) (?:\w+ )?wrong|put (?:it|the|that|her|"
            r"his) (?:\w+ )?wrong|had (?:it|that|them|the) (?:\w+ )?(?:wrong|backwards|reversed)|was wrong|"
            r"swapped|said it wrong|misremembered|misread)"
        ),
        (
            r"(?:spelled|spelling|spelt|spells) (?:is |it |with |her |his |name |like |as |wrong |correctly |"
            r"the )*|with (?:a|an|one|two|double|no) (?:')?[a-z](?:')?(?:s)?(?: at the end)?(?= ?(?:$|,|\.|not|"
            r"instead|and))"
        ),
        r"(?:rather|instead) (?:of|than) (?:the |an? )?(?:ROLE|VISA|PERSON|PLACE|SPEC)(?= ?(?:$|\.|,|!))",
        (
            r"^(?:that|it|this) was (?:DATE|PERSON|dr PERSON|at PLACE|the PLACE|in|at|not|on DATE|a |the day|"
            r"last)(?!.*(?:great|good|nice|helpful))"
        ),
        (
            r"(?:has|have|had|got) (?:moved|changed|been moved|rescheduled) (?:our|the|my) (?:meeting|call|zoom|"
            r"date|appointment|coffee|lunch|chat)|(?:he|she|they|PERSON|PLACE|office|"
            r"assistant) (?:just )?(?:moved|rescheduled|changed|pushed|shifted|switched|bumped) (?:our|the|my|it|"
            r"us)(?: \w+){0,4} (?:to|from|until|by)"
        ),
        (
            r"(?:moved|rescheduled|changed|switched|pushed|bumped|shifted) (?:from DATE )?to (?:DATE|"
            r"PLACE)(?= ?(?:$|\.|,|at|now|instead|same|because))"
        ),
        (
            r"(?:the|that|her|his|my|our|dr|PERSON) (?:\w+ |PERSON ){0,4}(?:is now|moved to|changed to|"
            r"is actually|is at DATE now|not DATE)"
        ),
        (
            r"(?:wrong|incorrect) (?:name|email|number|date|day|hospital|spelling|visa|program|role|phone|place|"
            r"person|specialty|info|cell|initial|city|last name|first name|time)(?! (?:chat|thread))"
        ),
        (
            r"(?:update|correction)(?: on| about| to| for| from)? ?(?:~ )?[:,-]|^(?:update|correction|corrected|"
            r"erratum)(?! (?:from|meeting))|to correct|correct(?:ing)? (?:myself|what i|my|the)"
        ),
        (
            r"(?:isn't|is not|not|wasn't|ain't) (?:an? |the |at |in )?(?:\w+ ){0,2}(?:ROLE|PLACE|PERSON|SPEC|"
            r"VISA) ?[,.;-]+ ?(?:but |she's |he's |it's |they're |she is |he is |it is |rather |actually |the |"
            r"an? |at |is |her |his )+(?:\w+ ){0,2}(?:ROLE|PLACE|PERSON|SPEC|VISA|img|DATE)"
        ),
        (
            r"what i (?:said|told you|wrote|logged) (?:about|on|for|earlier|before).{0,60}(?:wrong|not right|"
            r"incorrect|isn't|changed|outdated|mistake)"
        ),
        (
            r"no longer (?:the|at|an?|with|works|on)|not (?:true )?anymore[ ,.]*(?:she|he|they|PLACE|it|is)|"
            r"(?:does|DOES) (?:do|sponsor|take) VISA .{0,30}(?:backwards|wrong|mistake)|strike (?:the|that|what)"
        ),
        (
            r"(?:dr )?(?:\. )?PERSON(?:'s)? (?:new |correct |right |actual |real )(?:email|number|phone|cell|"
            r"name|role|title|institution|job|address)(?: is)?|(?:new|right|correct) (?:email|number|phone|cell|"
            r"spelling|name)(?: for| of)? (?:dr )?(?:\. )?(?:PERSON|is|:)"
        ),
        r"^scratch (?:the|that|what)",
    ),
    Intent.CORRECT,
    (
        "actually it's J-1 only",
        "her name is Anitha, not Anita",
        "no, Friday",
        "that was yesterday",
        "change dr ito email to i@kern.example",
        "correction kern is h1b only not both",
        "Scratch the Monday date with Dr. Ito, he moved our call to Tuesday",
        "I told you Kern was H-1B only. Wrong, they take J-1.",
        "no wait it was Regions",
    ),
    ("met Dr. Chen, not bad", "she is at UAB, not sure about visas"),
)
SETTINGS = Rule(
    "tells of the resident or how to behave",
    phrases(
        (
            r"(?:i'm|i was|we're|i'll be|i start|starting|i've been|i've got|i go|i have|i do|switching to|going|"
            r"back|still|i work|now|also|currently|just so you know)? ?(?:on |to |in )(?:nights|night float|nf|"
            r"night shift|night shifts|overnight|nightfloat|the night shift|24s)(?= ?(?:$|\.|,|!|this|until|till|"
            r"through|for|from|DATE|again|now|all|so|starting|till|the whole|\(|-|next|and|week|"
            r"please))(?!.*(?:met|PERSON))"
        ),
        (
            r"^(?:on )?(?:nights|night float|nf)(?= ?(?:$|\.|,|this|until|till|thru|through|for|from|DATE|again|"
            r"now|starting|all|til))(?!.*PERSON)"
        ),
        (
            r"EVENT (?:this week|until|till|through|from|starting|DATE)(?=.*(?:don't|no|quiet|mute|text|message|"
            r"ping|sleep))"
        ),
        (
            r"no (?:\w+ )?(?:messages?|texts?|reminders?|nudges?|pings?|notifications?|pinging|messaging|texting|"
            r"nudging|dms|alerts?|digest)(?: please)? (?:after|before|during|until|till|on|between|this|from|at|"
            r"for|past|while|DATE|in the|when|over|today|tonight|now|anymore)"
        ),
        (
            r"(?:don't|do not|never|please don't|stop|quit|no) (?:\w+ )?(?:message|text|ping|nudge|bother|bug|"
            r"disturb|remind|notify|messaging|texting|pinging|nudging|bothering|wake|dm|reminding|contact|send|"
            r"sending|disturbing|buzz|write)(?: me| messages| texts| reminders| nudges| notifications|"
            r" anything)*(?: ~)? (?:after|before|during|until|till|on|between|this|from|at|for|past|while|DATE|"
            r"in the|when|over|so|like|today|tonight|anymore|more than|too|unless|if|around|every|any|"
            r"about)(?! (?:it|that|PERSON|her|him))"
        ),
        (
            r"(?:stop|quit|pause|halt|resume|restart|unpause|unmute|silence|mute|disable|enable|turn (?:on|off)|"
            r"switch (?:on|off)|hold|shut up|be quiet|quiet|go quiet|snooze (?:all|everything))(?: (?:all|the|my|"
            r"your|every|everything|me|it|for|until|till|reminders?|nudges?|notifications?|messages?|messaging|"
            r"digest|texting|reminding|nudging|please|DATE|now|on|from|weekly|morning|daily|again|hours|mode|"
            r"updates|pings|pinging|texts|a|yourself|while|i'm|during|vacation|over|this|week|off|"
            r"about))*(?= ?(?:$|\.|,|!|-|so|because|i))(?! (?:PERSON|dr))"
        ),
        (
            r"(?:mute|silence|unmute|unpause|quiet hours?|do not disturb|dnd|vacation mode|sleep mode|quiet time|"
            r"silent mode)"
        ),
        (
            r"(?:only|just|please|you can|always|rather|it's better to|better|feel free to) (?:\w+ )?(?:message|"
            r"text|ping|nudge|remind|send|notify|write|contact|buzz|dm|bother) (?:me |reminders |messages |"
            r"nudges )?(?:only )?(?:~ )?(?:after|before|between|in the (?:morning|evening|afternoon)|on weekends|"
            r"on weekdays|once (?:a|per)|twice|at most|weekdays|evenings|mornings)(?!.*(?:PERSON))"
        ),
        (
            r"(?:send|move|set|change|make|give|get|deliver|switch|shift|do|put|want|have|like|i want|prefer|"
            r"i'd like|schedule) (?:me )?(?:my |the |your |a |daily |morning |weekly )*(?:digest|summary|"
            r"daily summary|quiet hours|time ?zone|tz|weekly review|briefing|daily update|morning message|"
            r"reminders|nudges|check-?in|messages)(?: ~)? (?:at|to|for|from|by|on|around|DATE|every|in the|after|"
            r"before|earlier|later|is|:|=|per|a day)(?! (?:dr|PERSON|email|call|thank|send))"
        ),
        (
            r"(?:digest|morning digest|quiet hours?|time ?zone|daily cap|weekly review|review day) (?:at|to|is|"
            r"should|from|:|=|on|please|DATE|around|between|in)"
        ),
        (
            r"(?:at most|max|maximum|no more than|only|limit|up to|cap)(?: \w+){0,3} (?:messages?|reminders?|"
            r"nudges?|pings?|texts?|notifications?) (?:a|per|each|every) (?:day|week)|(?:fewer|less|too many|"
            r"more) (?:messages|reminders|nudges|pings|notifications)"
        ),
        (
            r"(?:i'm|i am|i was|me|as|being|i'll be|i will be|i came) (?:\w+ ){0,3}(?:on|with|under|holding|"
            r"here on|switching to|changing to|moving to|sponsored on|needing) (?:an? |my |"
            r"the )?VISA(?!.*(?:PERSON|PLACE|ROLE))"
        ),
        (
            r"i (?:\w+ ){0,2}(?:have|hold|need|want|require|got|'ve|am|will need|prefer|use) (?:an? |my |"
            r"only )?(?:VISA|green card|ead|us citizenship)(?: VISA| sponsorship| visa| sponsor|"
            r" status)?(?= ?(?:$|\.|,|!|so|not|from|and|for|visa|only|now|please|until|because|or|\(|"
            r"but))(?!.*(?:PERSON|PLACE|ROLE))"
        ),
        (
            r"my (?:visa|VISA|visa status|status|immigration status)(?: status| type)? (?:is|:|=|was|will be|"
            r"changed|became|just|got|expires|ends|now)(?! (?:PERSON|question))"
        ),
        (
            r"(?:i'm|i am|i'll be|i will be|we're) (?:\w+ ){0,2}(?:applying|going|planning|aiming|interested|"
            r"hoping|trying|shooting|looking|gunning|targeting) (?:to |for |in |into |on )*(?:apply |match |"
            r"applying |go |do |enter |pursue )*(?:to |for |in |into )?(?:SPEC|EVENT|ROLE|POSITION|same cycle|"
            r"same-cycle|this cycle|next cycle|this year|next year|this september|DATE|off-?cycle|the match|"
            r"categorical|anything|a )(?!.*(?:PERSON|PLACE))"
        ),
        (
            r"(?:i|we) (?:\w+ )?(?:want|plan|hope|intend|aim|decided|prefer|like|'d like|"
            r"changed my mind)(?: \w+){0,3} (?:to )?(?:apply|match|reapply|pursue|go for|switch|"
            r"do) (?:\w+ ){0,2}(?:SPEC|this cycle|next cycle|same cycle|same-cycle|this year|next year|DATE|"
            r"this september|later|POSITION|into|in SPEC|for SPEC)(?!.*(?:PERSON|PLACE))"
        ),
        (
            r"(?:my )?(?:goal|target|aim|plan|specialty|target specialty|program|home program|name|start date|"
            r"year|intern year|prelim year|contract|time ?zone|tz|timezone|home|city|country|birthday|med school|"
            r"medical school|pgy1|year started|home hospital) (?:is|:|=|starts|started|ends|began|begins|now|"
            r"will be|runs|changed to|became|are|this year is)(?! (?:to|DATE|going|busy|PERSON|due|about|"
            r"great))(?!.*ROLE)"
        ),
        (
            r"(?:i|we|i've|i'm) (?:just |recently |will |'ll |am |have |be |going to )*(?:mov(?:ed?|ing)|"
            r"relocat(?:ed?|ing)) (?:to|from|out)(?! (?:the )?(?:EVENT|PERSON))"
        ),
        (
            r"(?:i'm|i am|i'll be|i will be|currently|we're|i'm now) (?:\w+ )?(?:in|at|on|living in|based in|"
            r"traveling to|travelling to|flying to|visiting|back in|going to be in) (?:\w+ )?(?:eastern|central|"
            r"pacific|mountain|hawaii|arizona|new york|chicago|california|texas|india|pakistan|nigeria|"
            r"[a-z]+ time|est|cst|pst|mst|pacific time)(?=.*(?:time|now|zone|tz|until|for|weeks|please|so|"
            r"$))(?!.*PERSON)"
        ),
        (
            r"(?:call me|my name is|i go by|name's|you can call me|address me as)(?! (?:at|on|back|when|DATE|"
            r"tomorrow|later))"
        ),
        (
            r"(?:i'm|i am|i'll be|i will be|we're) (?:going |leaving |away |off |out )*(?:on |for )?(?:vacation|"
            r"holiday|holidays|leave|pto|away|annual leave|maternity leave|paternity leave|off (?:until|for|this|"
            r"next|from|all)|out of (?:town|office|the country))(?!.*(?:what|anything|PERSON))"
        ),
        (
            r"(?:text|message|ping|remind|nudge|wake|write|bother) me (?:only |just )?(?:after|before|between|"
            r"in the|on my) (?!.*(?:PERSON|email|call|thank|about|to))"
        ),
        (
            r"(?:one thing|things?|something|fyi|note|remember|keep in mind|just so you know|you should know|"
            r"for your info|by the way|for the record|reminder that|so you know|know that)(?: ~)? (?:about me|"
            r"i'm (?:on|an?|from|a)|that i'm|i am|my visa|i work|i sleep)(?!.*PERSON)"
        ),
        (
            r"i (?:started|start|began|begin|finish|end|graduate|will finish|will start|am starting|'ll finish|"
            r"sleep|wake|work|get up|go to bed|usually|am free|am off|prefer|like|hate)(?: ~)? (?:my (?:prelim|"
            r"intern|year|residency|pgy)|prelim|intern year|residency|work|DATE|during|from|at|until|days|nights|"
            r"in the|till|mornings?|evenings?|reminders|messages|to be (?:reminded|messaged|"
            r"pinged))(?!.*(?:PERSON|EVENT|PLACE|research|letter|application|email))"
        ),
        (
            r"(?:use|set|switch|change|make|put|speak|write)(?: \w+){0,3} (?:time ?zone|timezone|tz|eastern|"
            r"central time|pacific time|mountain time|quiet hours|spanish|english|hindi|24[- ]hour|12[- ]hour|"
            r"military time|formal|casual|shorter|dark mode|short replies)"
        ),
        (
            r"(?:be|keep it|please be|make it|your messages) (?:\w+ )?(?:shorter|brief|briefer|less chatty|"
            r"more concise|concise|quieter|less|short)(?= ?(?:$|\.|please|,|with))"
        ),
        (
            r"don't (?:\w+ )?(?:suggest|recommend|show|offer|push|tell)(?: me| to me)? (?:\w+ ){0,3}(?:VISA|SPEC|"
            r"programs?|POSITION|places)"
        ),
        (
            r"(?:i'm|i am) (?:an? )?(?:\w+ )?(?:img|foreign|non-us|citizen|prelim|intern|caribbean|indian|"
            r"prelim intern|preliminary|transitional)(?: \w+){0,3}(?= ?(?:$|\.|,|from|in|on|at|and|year|medicine|"
            r"intern))(?!.*(?:PERSON|ROLE|met|said))"
        ),
        (
            r"(?:my|the) (?:days? off|post-?call|golden weekend|call) (?:is|are|days?)(?!.*PERSON)|"
            r"i'm (?:on call|post-?call|off)(?: DATE| every| q)(?! .*(?:PERSON|met|saw))(?=.*(?:so|don't|no|"
            r"please|text|quiet|message|ping|$))"
        ),
        (
            r"stop (?:reminding|nudging|messaging|texting|pinging|bothering)|unsubscribe|leave me alone|"
            r"back from (?:vacation|leave|nights)|i'm back(?= ?(?:$|,|\.|!))|wake up(?= ?(?:$|vouch))|"
            r"start (?:again|reminding|messaging)"
        ),
    ),
    Intent.SETTINGS,
    (
        "I'm on nights this week",
        "no messages after 9pm",
        "I'm on a J-1",
        "mute for a week",
        "send my digest at 6",
        "I moved to Phoenix",
        "my goal is next cycle",
        "don't text me before 4pm, I'm sleeping",
    ),
    ("met Dr. Chen on nights, she is on a J-1", "Mercy takes J-1 only"),
)
DONE = Rule(
    "something owed is done",
    phrases(
        (
            openers(
                r"okay|just|already|finally|yes|yay|update|phew|all|good news|hey|so|and|,|-|✅|i|i've|also|hi|"
                r"done|oh|hooray|hello|fyi|alright|by the way|btw|the|it's|that's|to be clear|"
                r"you can stop"
            )
            + r"(?:done|sent|emailed|called|thanked|texted|messaged|wrote|submitted|"
            r"applied|mailed|finished|completed|handled|followed up|took care|uploaded|connected|replied|"
            r"checked off|crossed off|ticked|booked|forwarded|paid|signed|posted|filed|registered|turned in|"
            r"delivered|gave|dropped|responded|rsvp'd|did|closed|sorted|taken care)(?! (?:me|no|to me|us|well|"
            r"that (?:she|he|they)|said|by|back to me)\b)(?!.{0,20} (?:me|us) )"
        ),
        (
            r"(?:i|i've|i have|already|just|finally|did|went ahead and|managed to|we)(?: (?:have|already|just|"
            r"finally|went|ahead|and|did|got|have already|then|also|actually|went ahead and)){0,6} (?:sent|emailed|"
            r"send|called|thanked|texted|messaged|submitted|applied|mailed|finished|completed|handled|"
            r"followed up|uploaded|checked off|crossed off|forwarded|filed|turned in|delivered|replied|responded|"
            r"took care of|taken care of|wrote to|wrote|written|did|done|connected with|paid|booked|signed|"
            r"posted|dropped off|gave (?:PERSON|her|him)|got around to|reached out|gotten back|gave her|returned|"
            r"rsvp'd|handed) (?:the |my |her |him |them |that |it |off |out |in |to |PERSON|dr |an? |back |with |"
            r"this |all |everyone|both|PLACE|thank|cv|on |for |application|step|about |email|over|everything|"
            r"those)(?!.{0,15}asked if)"
        ),
        (
            r"(?:done|finished|dealt|all set|complete|completed|good) (?:with )?(?:the|that|my|it|PERSON|dr|this|"
            r"this one|those|all)?(?: ~)?(?= ?(?:$|\.|,|!|email|call|one|task|thank|letter|reminder|application|"
            r"note))(?<!not done)(?<!long day done)"
        ),
        (
            r"(?:is|are|was|been|it's|got|that's|already|all|they're|'s|consider it|has been) (?:now |already |"
            r"finally |all |been |both )?(?:done|sent|finished|completed|handled|taken care of|sorted|submitted|"
            r"out the door|crossed off|checked off|off my list|wrapped up|out)(?= ?(?:$|\.|,|!|with|too|last|"
            r"this|today|yesterday|DATE|so|thanks|now|✅|you can|and|as|by me))(?!.*(?:by (?:dr )?PERSON))"
        ),
        (
            r"(?:mark|check|cross|tick|close|count|consider|set|log) (?:~ )?(?:as )?(?:done|complete|completed|"
            r"off|finished|closed|out|as sent)(?= ?(?:$|\.|,|!|please|the|my|list))"
        ),
        (
            r"(?:check|cross|tick|strike) (?:off|out) (?:the|my|PERSON|that|dr|it)|✅|taken care of|"
            r"no need to remind me|stop reminding me (?:about|to) (?:~ )?(?:PERSON|email|call|thank|the)|"
            r"you can (?:stop|remove|close|clear|drop|cross|take off|check|tick) (?:the|that|reminding|this|it|"
            r"PERSON|me)(?! reminders)"
        ),
        (
            r"^(?:thank-you|thank you|email|cv|note|card|letter|application|abstract|follow-up|call|text|the \w+|"
            r"PERSON \w+|message|linkedin|poster|personal statement|documents?|scores?|step) (?:\w+ |email |"
            r"to (?:dr )?PERSON |for (?:dr )?PERSON |with (?:dr )?PERSON |PERSON ){0,4}(?:done|sent|submitted|"
            r"is done|is sent|went out|out|finished|completed|made|mailed|delivered|✅|handled|uploaded)(?= ?(?:$|"
            r"\.|,|!|✅|to|DATE|last|this|yesterday|today|just|already))"
        ),
    ),
    Intent.DONE,
    (
        "sent the thank-you to Chen",
        "done with the Patel email",
        "emailed Dr. Chen already",
        "done",
        "I already called the GME office",
    ),
    ("she sent me the paper", "Dr. Chen emailed me"),
)
ASK = Rule(
    "asks what is stored",
    phrases(
        (
            r"(?:who|which (?:programs?|hospitals?|places?|people|contacts?|attendings?|fellows?|PDs?|ROLE|"
            r"of (?:my|them|the|those)|ones?|one|PLACE|doctor|doctors))(?:'s)? (?:~ )?(?:sponsors?|takes?|do|"
            r"does|is|are|was|were|said|told|has|have|had|offered|knows?|works?|accepts?|agreed|did|mentioned|"
            r"can|could|might|would|i|at|from|in|here|gave|wrote|asked|will|sponsored|converts?|that|among|"
            r"sponsoring|promised|recommended|introduced|trained|helped)(?! i owe)"
        ),
        (
            r"what (?:~ )?(?:did|does|do|was|were|is|has|had) (?:we |i |you )?(?:~ )?(?:dr |\. ){0,4}(?:PERSON|PLACE|"
            r"she|he|they|the (?:PD|ROLE)|my (?:PD|ROLE|notes?)|ROLE|her|his)"
        ),
        r"what(?:'s| is| was| are| were|s)? (?:the )?(?:~ )?(?:dr |\. ){0,4}(?:PERSON|PLACE|her|his|their)(?:'s)?",
        (
            r"what (?:do|did) (?:i|we|you) (?:have|know|say|write|note|log|save|remember|tell|hear|learn|got|"
            r"record|store|keep|put) (?:~ )?(?:about|on|for|of|from|at|regarding|down|in|PERSON|PLACE)"
        ),
        (
            r"(?:remind|tell|show|give|refresh|find|pull up|read|look up|search|get|send|list|bring up|display|"
            r"recall|help) (?:me )?(?:again )?(?:~ )?(?:what|who|where|when|which|how|everything (?:about|on|i)|"
            r"all (?:about|my|the|i|of|contacts?|people|programs?|who)|anything (?:about|on)|about (?:dr |"
            r"\. )*(?:PERSON|PLACE|\w+)|(?:my |the |all )*(?:notes?|contacts?|info|information|list|people|"
            r"details|number|email|phone|records?|entries|names?|mentors?|sponsors?|programs?|places?|fellows?|"
            r"attendings?|alums?|openings?|visa)(?: \w+)? (?:on|about|for|of|from|at|who|that|i|in|with|who|"
            r"PERSON|PLACE|which|sponsoring))"
        ),
        (
            r"(?:do|did|does|have|has|is|are|was|were|can|could|would|will) (?:~ )?(?:i |we |you |they |anyone |"
            r"anybody |someone |somebody |dr |\. |the |any |my |PERSON |PLACE |she |he |there )+(?:~ )?(?:know|"
            r"have|say|sponsor|take|mention|tell|offer|accept|write|agree|save|log|ever|meet|met|got|told|said|"
            r"saved|logged|work|sponsoring|img|VISA|ask|convert|promise|spoken|talked|heard|mentioned|an?|the|"
            r"open|friendly|note|noted|record|from|at|in|about|interested|still|give|on|who|remember|asked|send|"
            r"sent|listed)(?=.*(?:\?|$))"
        ),
        (
            r"(?:who|when|where|how|which)(?:'s| is| was| did| do| does| are| were| have| has|s)? (?:~ )?(?:i|dr|"
            r"PERSON|PLACE|she|he|they|the|my|that|we|PD|ROLE|it|meet|met|guy|lady|anyone|VISA|sponsor|sponsors|"
            r"said|told)"
        ),
        (
            r"(?:any|anyone|anybody|someone|somebody|people|contacts?|programs?|hospitals?|places?|everyone|"
            r"everybody|all)(?: \w+| SPEC| ROLE){0,3} (?:at|from|in|who|that|with|on|sponsoring|sponsor|takes?|"
            r"taking|sponsors|does|for|i know|i've|do|doing|offering|hiring|friendly|willing|converts?|accept|"
            r"accepting|ROLE) .*\?"
        ),
        (
            r"^(?:search|find|lookup|look up|list|show|who|whom|which|contacts?|notes?|whos)(?: me| up| all|"
            r" my)? (?:for )?(?:\w+ )?(?:dr |\. |the |my |at |from |on |about |all |people |in |contacts |notes |"
            r"who )*(?:PERSON|PLACE|SPEC|ROLE|VISA|EVENT|img|imgs|contacts|programs|mentors|sponsors|people|"
            r"openings|POSITION|notes)"
        ),
        (
            r"(?:i )?(?:forgot|forget|can't remember|don't remember|can't recall|don't recall|lost|can't find|"
            r"cannot find|wonder|wondering|was wondering|curious|want to know|need to know|need|"
            r"like to know)(?: \w+){0,2} (?:what|who|where|when|which|how|if|whether|(?:dr |"
            r"\. )*PERSON(?:'s)? (?:email|number|phone|name|cell|linkedin)|(?:the|her|his) (?:name|email|number|"
            r"phone|cell)|the name of)(?! to (?:use|log))"
        ),
        (
            r"(?:email|phone|number|cell|linkedin|contact|contact info|address|role|title|institution|specialty|"
            r"spelling)(?: number| address| info)? (?:of|for|from) (?:dr |\. |the )*(?:PERSON|PD|ROLE|"
            r"PLACE)[ .?!]*$"
        ),
        (
            r"(?:dr |\. ){0,4}PERSON(?:'s)? (?:email|phone|number|cell|linkedin|contact|contact info|address|role|"
            r"title|institution|specialty)(?: number| address| info| again| please)*[ .?!]*$"
        ),
        r"(?:PLACE|PERSON)(?: \w+| VISA){0,4} ?\?+$",
        (
            r"(?:everything|anything|something|notes?|info|all|whatever)(?: \w+){0,2} (?:about|on|from|regarding|"
            r"at|i have on|i know about|you have on|we have on) (?:dr |\. |the )*(?:PERSON|PLACE|EVENT|SPEC|ROLE|"
            r"VISA)(?: ?\w+){0,3} ?\?"
        ),
        r"^(?:what|who|which|where|when|does|did|do i|is there|are there|have i|has|was|whos|whats)(?= ).*\?",
        r"^(?:who|which|whose|whom) .*",
        r"(?:is|was) it (?:dr |\. )?(?:PERSON|PLACE) (?:who|that|or|\?)|or was it",
    ),
    Intent.ASK,
    (
        "who sponsors H-1B?",
        "what did Dr. Chen say about research?",
        "whats dr ito emial agian",
        "What do I have noted about Mercy?",
        "do I know anyone at UAB?",
        "could you remind me what it was that dr ito said",
    ),
    ("met Dr. Chen, she told me who to call", "asked Dr. Chen what she thinks of UAB, she likes it"),
)
PLAN = Rule(
    "announces something coming",
    phrases(
        (
            r"(?:i'm |i am |i'll be |we're |i )?(?:starting|start|begin|beginning|rotating|rotate|switching to|"
            r"switch to|moving to|will be on|will start|going to be on|going on|i'll start|will begin|doing|on|"
            r"next up|next|then|back on|have|will be doing|assigned to|scheduled for) (?:my |the |a |on |in |to |"
            r"at |with |through )*(?:~ )?(?:EVENT|SPEC|PLACE EVENT|rotation|elective|block|wards|icu|"
            r"clinic)(?: \w+| PLACE| SPEC| EVENT){0,4} (?:with (?:dr |\. ){0,4}PERSON )?(?:~ )?DATE"
        ),
        (
            r"(?:going|traveling|travelling|flying|registered|booked|presenting|attending|headed|heading|"
            r"accepted|signed up|will be|will attend|i'll be|am going|presenting my \w+|got in|submitted|flight|"
            r"driving|poster|talk|off)(?: ~)? (?:to|at|for|in|the)? ?(?:the )?(?:PLACE )?EVENT(?! (?:with|was))"
        ),
        (
            r"(?:booked|registered for|registered|signed up for|attending|presenting at|going to|i'll be at|"
            r"off to|heading to|next is|coming up :) (?:the |my |our )?(?:EVENT|open house|PLACE|SPEC|conference|"
            r"webinar|grand rounds|retreat|workshop|research day|poster session|dinner|noon conference|visit|"
            r"second look|interview|symposium|orientation|mixer|virtual|course|reception|journal club|"
            r"alumni)(?! (?:and|where|yesterday) (?:met|i met))"
        ),
        (
            r"(?:i'm|i am|i'll be|we're|we are|i'm going to be|going to be) (?:\w+ )?(?:meeting|seeing|"
            r"having (?:\w+ )?(?:coffee|lunch|dinner|breakfast|a (?:call|zoom|chat|meeting))|presenting|"
            r"interviewing|rounding|working|joining|shadowing|giving|visiting|zooming|talking|sitting down|"
            r"speaking|rotating|starting|getting (?:coffee|lunch|dinner)|grabbing (?:coffee|lunch|dinner)|doing|"
            r"on)(?! (?:well|fine|okay)) .*DATE"
        ),
        (
            r"(?:meeting|call|zoom|coffee|lunch|dinner|breakfast|appointment|interview|chat|mtg|sync|video call|"
            r"phone call|teams call|facetime|sit-down|check-?in|catch-?up|1:1|one on one|second look|visit|"
            r"drinks|tea|skype|conversation|office hours|date|presentation|site visit|shadowing|orientation|"
            r"mid-?point|feedback session|session|intro call)(?: is| was)?(?: set| scheduled| booked| confirmed|"
            r" planned| arranged| fixed| on| :)*(?: up)? (?:(?:with|w|for|at|on|,|-|:) )*(?:~ )?(?:dr |\. |the |"
            r"my |our )*(?:PERSON|PLACE|ROLE|DATE|pd|chair)(?!.*\b(?:went|was (?:good|great|nice|short|awesome|"
            r"okay|helpful|fine)|said|told|met|offered|happened|thanked)\b).*(?:DATE|set|scheduled|confirmed)?"
        ),
        (
            r"(?:scheduled|set up|have|i've got|got|booked|arranged|confirmed|planned|agreed on|penciled in|"
            r"lined up|there's|put down|put|fixed|we have|we're having|made) (?:an? |the |my |our |another |"
            r"to )*(?:\w+ |SPEC |first |quick |follow-up |DATE ){0,3}(?:meeting|call|zoom|coffee|lunch|dinner|"
            r"breakfast|appointment|interview|chat|sync|visit|mtg|catch-?up|check-?in|session|presentation|talk|"
            r"date|meet)(?: \w+| scheduled| set| planned){0,3} (?:with|w|at|on|for|DATE|about|by|scheduled|set|"
            r"in)(?: ~)? ?(?:dr |\. |the |my |our )*(?:PERSON|PLACE|ROLE|DATE|EVENT|SPEC|someone|attorney|"
            r"lawyer)?.*DATE"
        ),
        (
            r"(?:PERSON|she|he|they|we|office|assistant|secretary|ROLE|coordinator) (?:\w+ ){0,3}(?:can|will|"
            r"wants to|agreed to|is going to|would like to|said she can|said he can|is free to|offered to|"
            r"are going to|are) (?:meet|meeting|see|call|have coffee|get coffee|talk|zoom|chat|sit down|"
            r"have lunch|do coffee|do lunch|do a call|speak|give me|host)(?: with)?(?: me| us)? (?:~ )?DATE"
        ),
        (
            r"(?:rotation|block|elective|month|EVENT|conference|rotations) (?:with (?:dr |"
            r"\. )*PERSON )?(?:at PLACE )?(?:starts?|begins?|runs?|is|goes|lasts?|will|will be|from|coming up|"
            r"next up)(?: \w+){0,2} DATE"
        ),
        (
            r"^(?:next|upcoming|new|then|after that)? ?(?:block|rotation|month|elective|up|week)(?: is| :|"
            r" -)? ?(?:~ )?(?:EVENT|SPEC)"
        ),
        (
            r"^(?:EVENT|SPEC|PLACE EVENT)(?: rotation| elective| block| month| meeting| conference| with (?:dr |"
            r"\. )*PERSON| w (?:dr |\. ){0,4}PERSON| in PLACE| at PLACE|[ ,:(-])*(?:from |on |is |starts |, |: |"
            r"- )?DATE(?!.*(?:met|said|told|taught|was|great))"
        ),
        (
            r"(?:i|we) (?:start|begin|rotate|present|interview|fly|leave|travel|go|am on|meet|switch|will|move|"
            r"am presenting|'ll|have|get) (?:~ )?(?:EVENT|SPEC|PLACE|to EVENT|at PLACE|with (?:dr |"
            r"\. )*PERSON)(?: ~)? DATE"
        ),
        (
            r"(?:invited|accepted|selected) (?:me )?(?:to|for|at) (?:~ )?(?:EVENT|interview|second look|dinner|"
            r"coffee|lunch|talk|present|grand rounds|open house).*DATE"
        ),
    ),
    Intent.PLAN,
    (
        "starting MICU with Dr. Gupta monday until nov 30",
        "going to ACP apr 16-18",
        "mtg w dr ito tues 1pm re abstract",
        "I've got a call scheduled with doctor Ito on March 3 at 2",
        "Booked ACP, May 2 to 5.",
    ),
    ("met Dr. Chen at ACP yesterday", "Had lunch with Dr. Ito after clinic."),
)
CHAT = Rule(
    "chatter",
    phrases(
        (
            r"^(?:(?:thanks|thank you|hi|hello|hey|lol|haha+|okay|great|cool|nice|awesome|perfect|good|bye|yo|"
            r"wow|yay|omg|ugh|hmm+|so|very|much|you're|the|best|a lot|lot|yes|no|sure|morning|night|evening|"
            r"afternoon|there|vouch|bot|again|for|that|it|all|your|help|got|sounds|amazing|love|hola|sup|ciao|"
            r"appreciate|helpful|really|too|that's|is|was|just|long|day|tired|exhausted|,|\.|!|\?|:|\)|\(|-|❤|😂|"
            r"🙏|😭|👍|😅|🎉|🙂|😴|💤|👋|i'm|i|am|friend|dear|man|well|done|job|work|welcome|back|and|namaste|salaam|test|"
            r"testing|ping|1|2|3|k|np|brb|gm|gn) ?)+$"
        ),
    ),
    Intent.CHAT,
    ("hi", "thanks!", "lol long day", "ok great thank you"),
    ("thanks, met Dr. Chen today",),
)


INTENT_RULES: tuple[Rule[Intent], ...] = (
    CHAT,
    UNDO,
    HELP,
    FORGET,
    FORGET_FROM_MEMORY,
    SNOOZE,
    REMIND,
    CORRECT,
    UNDO_IN_PASSING,
    PREPARE,
    DRAFT,
    PROGRESS,
    AGENDA,
    SETTINGS,
    DONE,
    ASK,
    PLAN,
)
