"""Why something about the people of an initiative cannot be: said to who asked for it, with nothing changed."""


class Refusal(Exception):  # noqa: N818 - no error: an answer
    """An answer in a sentence for people."""
