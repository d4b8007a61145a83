"""What can go wrong, in words for the person who has to mend it."""


class LandscapeError(Exception):
    """Root of all errors that Landscape raises on purpose; the message names the value, the cause and the cure."""


class StoreError(LandscapeError):
    """The store cannot be opened, read or written."""


class QueryError(LandscapeError):
    """A query, or a parameter of a named question, cannot be understood."""


class SourceError(LandscapeError):
    """A source cannot be read as an article; nothing of it was stored."""
