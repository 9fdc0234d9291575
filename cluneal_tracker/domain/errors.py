"""The one kind of error that is meant to be read by the person."""


class DiaryError(Exception):
    """Something could not be done; the text is the whole sentence to show."""
