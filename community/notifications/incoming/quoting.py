"""What somebody wrote themselves in an answer: without the mail they answer to, and without their signature.

No library does this for us: those that are kept up know one way of quoting in Dutch, take minutes over a text that
was made for it, and throw away answers that stand between quotes. Here every step looks at each line a fixed number of
times, and a table of tests says what is known of the usual programs.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from community.notifications.addresses import without_addresses
from community.notifications.incoming.signing import without_signature
from community.notifications.unsubscribing import without_tokens

MOST_LINES_OF_ATTRIBUTION = 4
LONGEST_ATTRIBUTION = 400  # characters
MOST_LINES_OF_HEADERS = 8
FEWEST_HEADERS = 2
QUOTED = re.compile(r"\s{0,3}>")
BEGIN = re.compile(r"[\s>*_]*(?:op|on|am|le|el|il)\b", re.IGNORECASE)
VERB = re.compile(r"\b(?:schreef|geschreven|wrote|schrieb|geschrieben|a écrit|escribió|ha scritto)\b", re.IGNORECASE)
MOMENT = re.compile(r"\d{1,2}[:.]\d{2}|\b(?:19|20)\d{2}\b|@")
# "-----Oorspronkelijk bericht-----", also with what comes after it on the same line.
SEPARATOR = re.compile(
    r"[\s>*_]*-{2,}\s*(?:oorspronkelijk(?:e)? (?:bericht|e-?mail)|origineel bericht|original (?:message|e-?mail)"
    r"|doorgestuurd bericht|forwarded message|antwoord bericht|reply message|ursprüngliche nachricht|message d'origine)"
    r"\s*-{2,}",
    re.IGNORECASE,
)
FORWARDED = re.compile(r"[\s>*_]*(?:begin doorgestuurd bericht|begin forwarded message)\s*:", re.IGNORECASE)
HEADER = re.compile(
    r"[\s>]*\*{0,2}(?P<name>van|from|von|de|verzonden|verstuurd|sent|gesendet|datum|date|aan|to|an|cc|kopie|onderwerp"
    r"|subject|betreff|antwoord aan|reply-to)\*{0,2}\s*:\*{0,2}",
    re.IGNORECASE,
)
FROM = {"van", "from", "von", "de"}
RULE = re.compile(r"\s*[_\-=*]{5,}\s*")
# Where a picture stands in plain text.
MARK = re.compile(
    r"\[(?:image|afbeelding|inline image|inlineafbeelding|cid|foto|logo)\b:?(?P<picture>[^\]\n]{0,200})\]",
    re.IGNORECASE,
)
LINK_TWICE = re.compile(r"(?<!\S)(?P<words>[^\s<]{1,300})\s?<(?P<target>(?:https?://|mailto:|tel:)[^>\s]{1,2000})>")
SHORTEST_FULL, LONGEST_WRAPPED = 72, 80  # characters: between these programs break lines
BEGINS_ANEW = re.compile(r"\s*(?:[-*•>|_=#]|\d{1,3}[.)]\s|$)")


@dataclass(slots=True)
class Block:
    """Lines that are quoted, or are not."""

    is_quoted: bool
    lines: list[str]

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing in it."""
        return not any(line.strip(" >\t") for line in self.lines)


def own_words(text: str) -> str:
    """What the writer of an answer wrote, "" for nothing. Answers between quotes keep the quotes above them.

    Nothing is in it by which others could act as this person: addresses to answer to, or to stop their mail.
    """
    words = []
    for block in own_blocks(text):
        lines = [line for line in block.lines if without_secrets(line) == line] if block.is_quoted else block.lines
        words.append("\n".join(lines if block.is_quoted else tidied(lines)).strip("\n"))
    return without_secrets("\n\n".join(words).strip())


def marks_in(text: str) -> set[str]:
    """The pictures that stand in what the writer wrote, as the text names them."""
    own = "\n".join(line for block in own_blocks(text) if not block.is_quoted for line in block.lines)
    return {found["picture"].strip() for found in MARK.finditer(own)}


def own_blocks(text: str) -> list[Block]:
    """What the writer wrote, with the quotes between."""
    lines = [line.rstrip() for line in text.split("\n")]
    blocks = without_end(blocks_of(lines[: end_of_answer(lines)]))
    if blocks:
        blocks[-1].lines = without_signature(blocks[-1].lines)
    blocks = without_end(blocks)
    if [block.is_quoted for block in blocks] == [True, False]:
        return blocks[1:]  # the answer stands below the whole mail
    return blocks


def without_end(blocks: list[Block]) -> list[Block]:
    """The blocks without quotes and blanks below all that is said."""
    while blocks and (blocks[-1].is_quoted or blocks[-1].is_blank):
        blocks.pop()
    return blocks


def without_secrets(text: str) -> str:
    """The text without what only its writer may have."""
    return without_tokens(without_addresses(text))


def end_of_answer(lines: Sequence[str]) -> int:
    """The line at which a program repeats the mail that is answered, without marking each line of it."""
    for at, line in enumerate(lines):
        if SEPARATOR.match(line) or FORWARDED.match(line) or is_header_block(lines, at):
            return without_rule(lines, at)
        length = attribution_at(lines, at)
        if length and not is_quote_next(lines, at + length) and has_moment(lines[at : at + length]):
            return at
    return len(lines)


def without_rule(lines: Sequence[str], at: int) -> int:
    """The place, or that of the line drawn above it."""
    above = at - 1
    while above >= 0 and not lines[above].strip(" >*"):
        above -= 1
    return above if above >= 0 and RULE.fullmatch(lines[above]) else at


def is_header_block(lines: Sequence[str], at: int) -> bool:
    """Whether here stand the sender, date and subject of a mail, as Outlook repeats them."""
    first = HEADER.match(lines[at])
    if first is None or first["name"].lower() not in FROM:
        return False
    names = {
        found["name"].lower() for line in lines[at + 1 : at + MOST_LINES_OF_HEADERS] if (found := HEADER.match(line))
    }
    return len(names - FROM) >= FEWEST_HEADERS


def attribution_at(lines: Sequence[str], at: int) -> int:
    """How many lines here say who wrote what is quoted ("Op ... schreef Joke:"); 0 for none."""
    if not BEGIN.match(lines[at]) and not (VERB.search(lines[at]) and MOMENT.search(lines[at])):
        return 0
    joined = ""
    for length, line in enumerate(lines[at : at + MOST_LINES_OF_ATTRIBUTION], start=1):
        if not line.strip(" >"):
            return 0
        joined = f"{joined} {line.strip(' >*_')}"
        if len(joined) > LONGEST_ATTRIBUTION:
            return 0
        if joined.endswith(":") and VERB.search(joined):
            return length
    return 0


def has_moment(lines: Sequence[str]) -> bool:
    """Whether it says when, or from which address: people who tell what somebody wrote do not."""
    return BEGIN.match(lines[0]) is not None and len(MOMENT.findall(" ".join(lines))) > 1


def is_quote_next(lines: Sequence[str], at: int) -> bool:
    """Whether what follows is marked as quoted."""
    rest = (line for line in lines[at : at + 3] if line.strip())
    return bool(QUOTED.match(next(rest, "")))


def blocks_of(lines: Sequence[str]) -> list[Block]:
    """The lines in blocks; who wrote what is quoted belongs to the quote, and is left out."""
    blocks: list[Block] = []
    skipped = 0
    for at, line in enumerate(lines):
        if at < skipped:
            continue
        length = attribution_at(lines, at)
        if length and is_quote_next(lines, at + length):
            skipped = at + length
            continue
        is_quoted = bool(QUOTED.match(line))
        is_between = not line.strip() and blocks and is_quote_next(lines, at) and blocks[-1].is_quoted
        if not blocks or (blocks[-1].is_quoted != is_quoted and not is_between):
            blocks.append(Block(is_quoted, []))
        blocks[-1].lines.append(line if not is_between else ">")
    return joined(blocks)


def joined(blocks: Sequence[Block]) -> list[Block]:
    """The blocks without blank ones between quotes."""
    made: list[Block] = []
    for block in blocks:
        if block.is_blank and not block.is_quoted:
            continue
        if made and made[-1].is_quoted == block.is_quoted:
            made[-1].lines += ["", *block.lines]
        else:
            made.append(block)
    return made


def tidied(lines: Sequence[str]) -> list[str]:
    """Own lines as they were typed: paragraphs on one line, an address on the web once, no marks of pictures."""
    text = MARK.sub("", "\n".join(unwrapped(lines)).replace("\ufffc", ""))
    return LINK_TWICE.sub(linked, text).split("\n")


def linked(found: re.Match[str]) -> str:
    """A link that a program wrote twice: as words and as its address."""
    words, target = found["words"], found["target"]
    if target.startswith(("mailto:", "tel:")) or words.rstrip("/") in (
        target.rstrip("/"),
        target.partition("://")[2].rstrip("/"),
    ):
        return words
    return f"{words} ({target})"


def unwrapped(lines: Sequence[str]) -> list[str]:
    """Lines that a program broke, with each paragraph on one.

    A line goes on in the next where the first word of that did not fit in it. Where any line is longer than programs
    make them, nothing was broken and all stays as it is.
    """
    if any(len(line) > LONGEST_WRAPPED and "://" not in line for line in lines):
        return list(lines)
    made: list[str] = []
    before = ""
    for line in lines:
        next_word = line.split(" ", 1)[0]
        was_full = before and len(before) + 1 + len(next_word) > SHORTEST_FULL
        if was_full and not BEGINS_ANEW.match(line):
            made[-1] += f" {line}"
        else:
            made.append(line)
        before = line
    return made
