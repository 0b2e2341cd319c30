"""Where content lies."""


def blob_name(sha256: str) -> str:
    """`ab/cd/abcd…`: two levels of 256 directories, so that none grows large."""
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"
