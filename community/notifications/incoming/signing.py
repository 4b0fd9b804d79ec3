"""What stands under a mail without being said in it: greetings with a name and address, and what programs add."""

import re
from collections.abc import Sequence

MOST_LINES = 12  # of a signature that nothing but a greeting sets apart
LONGEST_LINE = 70  # characters of such a line
DASHES = re.compile(r"\s*(?:--|—|–{2}|_{2,3})\s*")
PROGRAM = re.compile(
    r"\s*[*_(\[]?(?:"
    r"(?:verstuurd|verzonden|gestuurd|getypt|sent|written|typed)\s+(?:vanaf|vanuit|van|met|via|op|from|with|by|using|on)"
    r"\s(?=.*\b(?:i?phone|ipad|ipod|samsung|galaxy|android|huawei|motorola|nokia|xiaomi|telefoon|smartphone|mobiel"
    r"|mobile|tablet|toestel|device|outlook|mail|e-?mail|gmail|hotmail|yahoo|proton|protonmail|blue ?mail|app)\b)"
    r"|(?:outlook (?:voor|for)|(?:get|download|haal|krijg) outlook|mail (?:voor|for) windows)\b"
    r"|(?:virusvrij|virus-?free)\b"
    r"|(?:deze|dit) e-?mail (?:is|werd) gecontroleerd\b|this e-?mail (?:has been|was) (?:checked|scanned)\b"
    r")",
    re.IGNORECASE,
)
LONGEST_OF_PROGRAM = 120  # characters
GREETING = re.compile(
    r"\s*(?:"
    r"(?:(?:met (?:een )?)?(?:zeer )?(?:vriendelijke|hartelijke|warme|lieve|sportieve|zonnige|beste|veel) )?"
    r"groet(?:en|jes)?"
    r"(?:,? (?:van |uit )?\S{1,30}(?: \S{1,30}){0,3})?"
    r"|gr\.?(?: [A-Z]\S{1,30})?|m\.?v\.?g\.?|hoogachtend|mit freundlichen grüßen"
    r"|(?:with )?(?:kind|best|warm|kindest|warmest) (?:regards|wishes)|regards|cheers"
    r"|yours (?:sincerely|faithfully)|sincerely(?: yours)?"
    r")\s*[,.!]?\s*",
    re.IGNORECASE,
)
AFTERTHOUGHT = re.compile(r"\s*(?:p\.?\s?s\.?|n\.?b\.?)\b[\s.:]", re.IGNORECASE)
SENTENCE = re.compile(r"\?\s*$")


def without_signature(lines: Sequence[str]) -> list[str]:
    """The lines without the signature below them; nothing where there is only what a program adds."""
    kept = without_programs(lines)
    kept = without_programs(above_dashes(kept))
    said = above_greeting(kept)
    # Somebody who only sends greetings says just that.
    return said if any(line.strip() for line in said) else kept


def without_programs(lines: Sequence[str]) -> list[str]:
    """The lines without those that a program or telephone adds at the end."""
    kept = list(lines)
    while kept and (not kept[-1].strip() or is_of_program(kept[-1]) or is_rule(kept[-1])):
        kept.pop()
    return kept


def is_of_program(line: str) -> bool:
    """Whether a program added it."""
    return len(line) <= LONGEST_OF_PROGRAM and PROGRAM.match(line) is not None


def is_rule(line: str) -> bool:
    """Whether it is only drawn."""
    return not line.strip("-_=*—– \t")


def above_dashes(lines: Sequence[str]) -> list[str]:
    """What stands above the line that, by custom, begins a signature."""
    for at, line in enumerate(lines):
        if at and DASHES.fullmatch(line):
            return list(lines[:at])
    return [] if lines and DASHES.fullmatch(lines[0]) else list(lines)


def above_greeting(lines: Sequence[str]) -> list[str]:
    """What stands above a greeting that has only short lines below it; an afterthought stays."""
    first = max(0, len(lines) - MOST_LINES)
    for at in range(first, len(lines)):
        if not GREETING.fullmatch(lines[at]):
            continue
        below = lines[at + 1 :]
        after = next((number for number, line in enumerate(below) if AFTERTHOUGHT.match(line)), len(below))
        if any(len(line) > LONGEST_LINE or SENTENCE.search(line) for line in below[:after]):
            continue
        kept = [*lines[:at], *below[after:]]
        while kept and not kept[-1].strip():
            kept.pop()
        return kept
    return list(lines)
