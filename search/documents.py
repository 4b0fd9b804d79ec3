"""Making documents: a thing that an app lets be found, analysed and ready to be written."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from django.utils import translation

from community.places.queries import place_of
from community.themes.models import Tag
from community.themes.queries import badges
from foundation.audiences import PUBLIC
from foundation.generation import per_generation
from foundation.locales import default_locale_id, locale_ids
from foundation.searchable import Findable, Searchable
from search.attachments import texts_of_documents
from search.labels import PLACE, TAG, VILLAGE, label, labels_of
from search.language.analysis import stream_of, term_of_word
from search.language.folding import LONGEST_WORD, fold_query, words_of
from search.language.stop_words import STOP_WORDS
from search.models import SearchDocument, SearchText

# Changes when the analysis does: a rebuild then writes every document anew.
ANALYSIS = "2"
LONGEST_BODY = 200_000  # characters
LONGEST_FIELD = 5_000
LONGEST_KEY = 80
LONGEST_TITLE = 255
SUMMARY = -1  # in place of a character of the body


@dataclass(slots=True)
class Prepared:
    """The rows of one document, not yet saved: as people read it, and once analysed also as it is compared."""

    document: SearchDocument
    text: SearchText
    surfaces: set[str] = field(default_factory=set)  # what it adds to the vocabulary

    def analyse(self) -> None:
        """Fill in the terms."""
        language = self.document.language
        title, keywords, summary, body = (
            stream_of(plain, language)
            for plain in (
                self.document.title,
                self.text.plain_keywords,
                self.text.plain_summary,
                self.text.plain_body,
            )
        )
        self.text.title = " ".join(title.keys)
        self.text.keywords = " ".join(keywords.keys)
        self.text.summary = " ".join(summary.keys)
        self.text.body = " ".join(body.keys)
        self.text.parts = " ".join((*title.parts, *keywords.parts, *summary.parts))
        self.text.body_parts = " ".join(body.parts)
        self.surfaces = title.surfaces | keywords.surfaces | summary.surfaces | body.surfaces


def prepare(kind: Searchable, findables: Iterable[Findable]) -> Iterator[Prepared]:
    """Documents of these things, not yet analysed; the texts of their attachments are read in one query."""
    findables = list(findables)
    attached = texts_of_documents({pk for findable in findables for pk in findable.attachments})
    for findable in findables:
        with translation.override(findable.language):
            yield prepare_one(kind, findable, [attached[pk] for pk in findable.attachments if pk in attached])


def prepare_one(kind: Searchable, findable: Findable, attached: list[str]) -> Prepared:
    """The document of one thing, not yet analysed."""
    keywords = [*findable.keywords, findable.place, *names_behind(findable), str(kind.label)]
    labels = labels_of(findable, kind.name)
    document = SearchDocument(
        kind=kind.name,
        object_id=findable.pk,
        language=findable.language,
        audience=findable.audience,
        group=findable.group,
        slug=findable.slug,
        title=clean(findable.title, LONGEST_TITLE),
        village=clean(findable.place, LONGEST_KEY),
        labels=f" {' '.join(labels)} ",
        date=findable.date,
        places=places_of(findable) or None,
    )
    text = SearchText(
        plain_summary=clean(findable.summary, LONGEST_FIELD),
        plain_keywords=clean(". ".join(filter(None, keywords)), LONGEST_FIELD),
        plain_body=clean("\n".join((*findable.texts, *attached)), LONGEST_BODY),
        labels=" ".join(labels),
    )
    document.digest = digest_of(document, text)
    return Prepared(document, text)


def places_of(findable: Findable) -> list[tuple[int, int]]:
    """Where each numbered text begins in the body, with its number; the number of the summary stands at SUMMARY."""
    places = [(SUMMARY, findable.summary_place)] if findable.summary_place is not None else []
    begin = 0
    for text, number in zip(findable.texts, findable.places, strict=False):
        if begin < LONGEST_BODY:
            places.append((begin, number))
        begin += len(text) + 1
    return places


def names_behind(findable: Findable) -> Iterator[str]:
    """The names of its themes and tags (with other words for them), and of its municipality."""
    for theme_id in findable.theme_ids:
        badge = badges(locale_ids().get(findable.language, default_locale_id())).get(theme_id)
        if badge:
            yield badge.name
    names = tag_names()
    for tag_id in findable.tag_ids:
        yield from names.get(tag_id, ())
    place = place_of(findable.municipality_id)
    if place:
        yield place.name


@per_generation
def tag_names() -> dict[int, tuple[str, ...]]:
    """The name of each tag and the other words for it."""
    tags = Tag.objects.prefetch_related("synonyms")
    return {tag.pk: (tag.name, *(synonym.name for synonym in tag.synonyms.all())) for tag in tags}


def clean(text: str, most: int) -> str:
    """Text without NUL, which no database takes, and not longer than it may be."""
    return text[:most].replace("\x00", " ").strip()


def digest_of(document: SearchDocument, text: SearchText) -> str:
    """Changes with whatever is indexed or shown of a document."""
    told = (
        ANALYSIS,
        document.language,
        document.audience,
        str(document.group),
        document.slug,
        document.title,
        document.village,
        document.labels,
        document.date.isoformat() if document.date else "",
        text.plain_summary,
        text.plain_keywords,
        text.plain_body,
        *((str(document.places),) if document.places else ()),
    )
    return hashlib.blake2b("\x00".join(told).encode(), digest_size=16).hexdigest()


def words_counted(document: SearchDocument, surfaces: Iterable[str]) -> set[tuple[str, str, str]]:
    """Language, word and term of what a public document adds to the words of the site; nothing for another one."""
    if document.audience != PUBLIC:
        return set()
    language = document.language
    return {row for surface in surfaces if (row := counted_word(surface, language))}


@lru_cache(maxsize=40_000)
def counted_word(surface: str, language: str) -> tuple[str, str, str] | None:
    """Language, word and term of a word that is counted; None for those that say nothing, and what is too long."""
    if surface in STOP_WORDS[language] or len(surface) > LONGEST_WORD:
        return None
    return language, surface, term_of_word(surface, language).key


def key_of(text: str) -> str:
    """Text as suggestions are found by: folded, with single spaces, cut to 80 characters."""
    return fold_query(text)[:LONGEST_KEY]


def suggestion_keys(document: SearchDocument) -> list[str]:
    """Where typed letters may begin in the title of a public document: its first word, and each telling word."""
    if document.audience != PUBLIC:
        return []
    stop = STOP_WORDS[document.language]
    begins = [
        word.start for number, word in enumerate(words_of(document.title)) if number == 0 or word.folded not in stop
    ]
    return list(dict.fromkeys(key_of(document.title[begin:]) for begin in begins))


def counted_labels_of(document: SearchDocument) -> set[tuple[str, str, str]]:
    """Language, label and key of the tags, the municipality and the village of a public document."""
    if document.audience != PUBLIC:
        return set()
    counted = {
        (document.language, one, "") for one in document.labels.split() if one.startswith((f"{TAG}:", f"{PLACE}:"))
    }
    if document.village:
        counted.add((document.language, label(VILLAGE, document.village), key_of(document.village)))
    return counted
