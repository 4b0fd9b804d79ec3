"""What tests do in an editor that keys cannot be trusted with."""

from playwright.sync_api import Locator


def select(editor: Locator, words: str) -> None:
    """Select these words; by keys that would depend on what the editor drew so far."""
    editor.evaluate(
        """(element, words) => {
          const from = element.editor.getDocument().toString().indexOf(words);
          element.editor.setSelectedRange([from, from + words.length]);
        }""",
        words,
    )
