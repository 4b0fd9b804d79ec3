"""A large collection for measuring speed: sentences of the judged collections in new combinations, with made-up names.

The same number of documents is the same collection each time.
"""

import random
from datetime import UTC, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from bench.search.judged import JudgedDocuments, documents_of
from foundation.searchable import Findable

SEED = 2027
SENTENCES = (4, 9)  # in a text: about 120 words
NAMES = 2  # made-up words in a text, so that the vocabulary grows with the collection
SYLLABLES = (
    "aar bos brug dal dijk drecht en gaard haar hof hoek kerk lo meer mond oord rade schot stee velt waard wijk".split()  # noqa: SIM905 - one list
)
THEMES, TAGS, PLACES = 12, 300, 340
FIRST_DAY = datetime(2020, 1, 1, tzinfo=UTC)
DAYS = 2_500


class LargeCollection(JudgedDocuments):
    """So many documents in Dutch and, one in eight, English."""

    def __init__(self, number: int) -> None:
        """Take the sentences apart, and make the documents."""
        rows = [row for name in ("domain", "general") for row in documents_of(name).rows.values()]
        self.number = number
        self.sentences: dict[str, list[str]] = {"nl": [], "en": []}
        self.titles: dict[str, list[list[str]]] = {"nl": [], "en": []}
        for row in rows:
            language = str(row["locale"])
            self.sentences[language] += [part.strip() for part in str(row["body"]).split(". ") if part.strip()]
            self.titles[language].append(str(row["title"]).split())
        super().__init__([])
        self.made = {pk: self.findable(pk) for pk in self.pks()}

    def pks(self) -> range:
        """All numbers."""
        return range(1, self.number + 1)

    def findables(self, pks):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201 - as in the class above
        """The documents with these numbers."""
        return (self.made[pk] for pk in pks if pk in self.made)

    def findable(self, pk: int) -> Findable:
        """One document."""
        chance = random.Random(SEED * 1_000_003 + pk)  # noqa: S311 - no secret
        language = "en" if pk % 8 == 0 else "nl"
        sentences = self.sentences[language]
        text = chance.sample(sentences, chance.randint(*SENTENCES)) + [made_up(chance) for _ in range(NAMES)]
        one, other = chance.sample(self.titles[language], 2)
        return Findable(
            pk=pk,
            language=language,
            title=" ".join([*one[: chance.randint(1, 4)], *other[-2:], made_up(chance)]),
            slug=f"document-{pk}",
            summary=chance.choice(sentences),
            texts=(". ".join(text),),
            theme_ids=tuple(chance.sample(range(1, THEMES + 1), chance.randint(1, 2))),
            tag_ids=tuple(chance.sample(range(1, TAGS + 1), chance.randint(1, 4))),
            municipality_id=chance.randint(1, PLACES),
            date=FIRST_DAY + timedelta(days=chance.randrange(DAYS)),
            group=uuid5(NAMESPACE_URL, str(pk)),
        )


def made_up(chance: random.Random) -> str:
    """A name that means nothing."""
    return "".join(chance.choices(SYLLABLES, k=3)).capitalize()
