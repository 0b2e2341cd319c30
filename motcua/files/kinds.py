"""The kinds of files that are taken, and the names they may carry."""

PDF = "application/pdf"
PNG = "image/png"
JPEG = "image/jpeg"
TIFF = "image/tiff"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODT = "application/vnd.oasis.opendocument.text"
XML = "application/xml"
TEXT = "text/plain"

EXTENSIONS: dict[str, str] = {
    "pdf": PDF,
    "png": PNG,
    "jpg": JPEG,
    "jpeg": JPEG,
    "tif": TIFF,
    "tiff": TIFF,
    "docx": DOCX,
    "xlsx": XLSX,
    "odt": ODT,
    "xml": XML,
    "txt": TEXT,
    "csv": TEXT,
}


def extension_of(media_type: str) -> str:
    """The usual extension of a kind, without the dot; `bin` for a kind that is not ours."""
    return next((extension for extension, kind in EXTENSIONS.items() if kind == media_type), "bin")
