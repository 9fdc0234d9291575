"""The one kind of error that is meant to be read by the person."""


class DiaryError(Exception):
    """Something could not be done; the text is the whole sentence to show."""


class StillLocked(DiaryError):
    """A file could be opened with a passphrase or a code that is not known yet."""
