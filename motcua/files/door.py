"""The one door of files."""

from motcua.files.errors import ContentMissing, FileRefused, ScanUnavailable
from motcua.files.kinds import DOCX, EXTENSIONS, JPEG, ODT, PDF, PNG, TEXT, TIFF, XLSX, XML, extension_of
from motcua.files.operations import Stored, shown_name, spooled, store, store_own
from motcua.files.parts import append_part, begin_part, find_part, finish_part, remove_part
from motcua.files.queries import BlobProblem, BlobView, blob, blob_count, check_blobs, open_blob, read_blob
from motcua.files.removing import release
from motcua.files.scrubbing import scrub

__all__ = [
    "DOCX",
    "EXTENSIONS",
    "JPEG",
    "ODT",
    "PDF",
    "PNG",
    "TEXT",
    "TIFF",
    "XLSX",
    "XML",
    "BlobProblem",
    "BlobView",
    "ContentMissing",
    "FileRefused",
    "ScanUnavailable",
    "Stored",
    "append_part",
    "begin_part",
    "blob",
    "blob_count",
    "check_blobs",
    "extension_of",
    "find_part",
    "finish_part",
    "open_blob",
    "read_blob",
    "release",
    "remove_part",
    "scrub",
    "shown_name",
    "spooled",
    "store",
    "store_own",
]
