"""Telling what somebody typed that may say who they are."""

import re

MOST_DIGITS = 4  # a year or a number in a street; a telephone number, postcode with number or account number has more
NUMBER = re.compile(r"\d+")
YEAR = re.compile(r"(?:19|20)\d\d")
MOST_YEARS = 2


def may_be_personal(text: str) -> bool:
    """Whether a folded text may hold an e-mail address, telephone number, address, account number or date of birth.

    Careful: what has five digits or more is personal, unless they are one or two years ("subsidie 2025-2026").
    """
    if "@" in text:
        return True
    numbers = NUMBER.findall(text)
    if sum(map(len, numbers)) <= MOST_DIGITS:
        return False
    return len(numbers) > MOST_YEARS or not all(YEAR.fullmatch(number) for number in numbers)
