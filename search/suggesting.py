"""What somebody may mean who is still typing: themes, titles, tags and places.

Typed letters are found at the beginning of a word. Names of tags and places come from the memory of this process, but
only those that stand on something public now; titles come from the index, and only those whose app says that anybody
may see them now.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet, Sum
from django.urls import reverse
from django.utils import translation

from community.places.queries import all_places
from community.themes.models import Theme
from foundation.audiences import PUBLIC
from foundation.generation import per_generation
from foundation.locales import default_locale_id, locale_ids
from foundation.searchable import Address
from foundation.visibility import open_to_all
from search.documents import key_of, tag_names
from search.facets import tags_by_pk
from search.labels import PLACE, TAG, VILLAGE, label, value_of
from search.language.analysis import LANGUAGES
from search.language.folding import fold
from search.listings import PARAMETERS, QUERY_PARAMETER
from search.locating import addresses_of
from search.models import CountedLabel, SearchDocument, Suggestion

SHORTEST = 2  # letters
MOST = 8
MOST_ROWS = 200
THEME_KIND = "theme"
LAST_CHARACTER = "\U0010ffff"


class Suggested(NamedTuple):
    """Something to go to: its words, the kind of thing, where it is."""

    text: str
    kind: str
    url: str


class Title(NamedTuple):
    """A title that may be suggested."""

    kind: str
    object_id: int
    text: str
    is_foreign: bool = False  # in another language than the visitor's
    begins: bool = True  # with what was typed


def suggest(
    text: str, *, language: str, audiences: frozenset[str] = frozenset({PUBLIC}), most: int = MOST
) -> list[Suggested]:
    """Up to `most` suggestions: themes, titles that begin with the text, tags and places, other titles."""
    key = key_of(text.replace("\x00", " "))
    if len(key) < SHORTEST:
        return []
    themes = matching_themes(key, language)[:most]
    titles = matching_titles(key, language, audiences, most=most)
    beginning = [title for title in titles if title.begins][:most]
    others = [title for title in titles if not title.begins][:most]
    # Whether anybody may see a page is asked of its app, once for all that could be shown.
    candidates = [*themes, *beginning, *others]
    addresses = addresses_of(((title.kind, title.object_id) for title in candidates), language, audiences)
    first = with_addresses([*themes, *beginning], addresses)
    places = tags_and_places(key, language)
    room = most - min(len(places), most * 3 // 8)  # titles leave some place for tags and places
    ranked = [*first[:room], *places, *with_addresses(others, addresses), *first[room:]]
    by_url: dict[str, Suggested] = {}
    for one in ranked:
        by_url.setdefault(one.url, one)
    return list(by_url.values())[:most]


def beginning_of(key: str) -> Callable[[str], bool]:
    """Tell whether a folded name has all words typed, the last of them perhaps half."""
    *whole, half = (re.escape(word) for word in key.split())
    wanted = re.compile("".join([*(rf"(?=.*(?<!\w){word}(?!\w))" for word in whole), rf".*(?<!\w){half}"]), re.DOTALL)
    return lambda name: wanted.match(name) is not None


@per_generation
def folded_themes(locale_id: int) -> tuple[tuple[str, int, str], ...]:
    """Folded name, primary key of the page that is found, and name of each theme that anybody may see."""
    themes = open_to_all(Theme.objects.filter(locale_id=locale_id)).order_by("path")
    rows = themes.values_list("title", "alias_of_id", "pk")
    return tuple((key_of(title), alias_of_id or pk, title) for title, alias_of_id, pk in rows)


@per_generation
def folded_tags() -> tuple[tuple[str, str, int], ...]:
    """Folded words, label and primary key of each tag: its name, and the other words for it."""
    return tuple((key_of(word), label(TAG, pk), pk) for pk, words in tag_names().items() for word in words)


@per_generation
def folded_places() -> tuple[tuple[str, str, int], ...]:
    """Folded name, label and primary key of each municipality."""
    return tuple((key_of(place.name), label(PLACE, pk), pk) for pk, place in all_places().items())


def matching_themes(key: str, language: str) -> list[Title]:
    """The themes that this may be the beginning of."""
    locale_id = locale_ids().get(language, default_locale_id())
    fits = beginning_of(key)
    found = [
        Title(THEME_KIND, pk, name, begins=folded.startswith(key))
        for folded, pk, name in folded_themes(locale_id)
        if fits(folded)
    ]
    return sorted(found, key=lambda theme: not theme.begins)


def beginning_with(column: str, key: str) -> Q:
    """Rows whose column begins with this key, in a way that the database has an index for."""
    if connection.vendor == "postgresql":
        return Q(**{f"{column}__startswith": key})
    return Q(**{f"{column}__gte": key, f"{column}__lt": key + LAST_CHARACTER})


def matching_titles(key: str, language: str, audiences: frozenset[str], *, most: int) -> list[Title]:
    """Titles with this text, or with all of its words; those in another language where these are few.

    Of several words the longest is looked up, and the others must be in the title. One to three queries.
    """
    longest = max(key.split(), key=len)
    found: list[tuple[Any, ...]] = []
    for typed in dict.fromkeys((key, longest)):
        own = rows_beginning_with(typed, audiences).filter(language=language)
        found += [(*row, False) for row in own[:MOST_ROWS]]
    if len(found) < most:
        here = SearchDocument.objects.filter(group=OuterRef("document__group"), language=language)
        others = rows_beginning_with(longest, audiences).exclude(language=language).exclude(Exists(here))
        found += [(*row, True) for row in others[:MOST_ROWS]]
    titles = []
    fits = beginning_of(key)
    for kind, pk, text, is_foreign in dict.fromkeys(found):
        folded = " ".join(fold(text).split())
        if kind != THEME_KIND and fits(folded):
            titles.append(Title(kind, pk, text, is_foreign, folded.startswith(key)))
    return sorted(titles, key=lambda each: (each.is_foreign, len(each.text), each.text.casefold()))


def rows_beginning_with(key: str, audiences: frozenset[str]) -> QuerySet[Suggestion, Any]:
    """Kind, primary key and title of documents with a telling word from which on the title reads like this.

    In no order: the database takes the first it meets in its index.
    """
    found = Suggestion.objects.filter(beginning_with("key", key), document__audience__in=audiences)
    return found.values_list("document__kind", "document__object_id", "document__title")


def tags_and_places(key: str, language: str) -> list[Suggested]:
    """Tags, municipalities and villages of public documents, those with most documents first; one query."""
    fits = beginning_of(key)
    tags = {one: pk for folded, one, pk in folded_tags() if fits(folded)}
    places = {one: pk for folded, one, pk in folded_places() if fits(folded)}
    named = list(dict.fromkeys((*places, *tags)))[:MOST_ROWS]
    counted = (
        CountedLabel.objects.filter(
            Q(label__in=named, language__in=LANGUAGES) | (beginning_with("key", key) & Q(label__startswith=VILLAGE)),
            documents__gt=0,
        )
        .values_list("label")
        .annotate(total=Sum("documents"))
        .order_by("-total", "label")[:MOST_ROWS]
    )
    with translation.override(language):
        home = reverse("search")
    found = []
    municipalities = {all_places()[pk].name for pk in places.values()}
    for one, _total in counted:
        if one in tags:
            slug, name = tags_by_pk()[tags[one]]
            found.append(Suggested(name, TAG, f"{home}?{urlencode({PARAMETERS[TAG]: slug})}"))
        elif one in places:
            place = all_places()[places[one]]
            found.append(Suggested(place.name, PLACE, f"{home}?{urlencode({PARAMETERS[PLACE]: place.slug})}"))
        elif (village := value_of(one)) not in municipalities:
            found.append(Suggested(village, VILLAGE, f"{home}?{urlencode({QUERY_PARAMETER: village})}"))
    return found


def with_addresses(titles: Iterable[Title], addresses: dict[tuple[str, int], Address]) -> list[Suggested]:
    """Those of these titles that anybody may see."""
    return [
        Suggested(title.text, title.kind, address.url)
        for title in titles
        if (address := addresses.get((title.kind, title.object_id)))
    ]
