"""Plain text out of uploaded documents, for searching: what a file holds is never trusted."""

from search.extraction.outcomes import Extracted, Outcome
from search.extraction.reading import text_of

__all__ = ["Extracted", "Outcome", "text_of"]
