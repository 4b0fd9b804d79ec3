"""Leaving a search server alone for a while that did not answer."""

import threading
import time

REST = 5.0  # seconds


class Trust:
    """Whether to ask the server: not for a while after it failed, so that only one search in five seconds waits."""

    def __init__(self) -> None:
        """Begin with trust."""
        self.lock = threading.Lock()
        self.again_at = 0.0
        self.is_down = False

    def may_ask(self) -> bool:
        """Whether this search asks the server; of those that come after a rest only the first one does."""
        with self.lock:
            now = time.monotonic()
            if now < self.again_at:
                return False
            if self.is_down:
                self.again_at = now + REST
            return True

    def failed(self) -> None:
        """Leave the server alone for a while."""
        with self.lock:
            self.is_down = True
            self.again_at = time.monotonic() + REST

    def answered(self) -> bool:
        """Trust it; returns whether it was down before."""
        with self.lock:
            was_down, self.is_down, self.again_at = self.is_down, False, 0.0
            return was_down


trust = Trust()
