"""What speaks against a file, without words: content is looked at where there are no languages (see `inspection`)."""


class Unfit(Exception):
    """The file may not be taken. `reason` is a key of `errors.WORDS`; `details` fill the blanks of its words."""

    def __init__(self, reason: str, **details: str | int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.details = details
