"""Meetings and their calendar."""

from events.models.calendar import Calendar
from events.models.event import Event, EventKind, EventTag, EventTheme
from events.models.programme import ProgrammePart

__all__ = ["Calendar", "Event", "EventKind", "EventTag", "EventTheme", "ProgrammePart"]
