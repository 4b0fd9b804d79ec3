"""What the search remembers: documents, words, suggestions, what editors say of words, and what was asked."""

from search.models.curation import PromotedResult, Synonym
from search.models.document import SearchDocument, SearchText
from search.models.document_text import DocumentText
from search.models.pending import PendingPush
from search.models.usage import AskedQuery
from search.models.vocabulary import CountedLabel, Suggestion, VocabularyWord

__all__ = [
    "AskedQuery",
    "CountedLabel",
    "DocumentText",
    "PendingPush",
    "PromotedResult",
    "SearchDocument",
    "SearchText",
    "Suggestion",
    "Synonym",
    "VocabularyWord",
]
