"""Where content lies, and what the names that strangers give to files may look like."""

import re
import unicodedata

from motcua.files.policy import Policy

# Extensions that some system runs when a file is opened. Before the last dot they can only mislead.
_RUNS = frozenset(
    "app bat cmd cpl dll exe gadget hta htm html inf jar js jse jsp lnk mht mhtml msc msi php pif ps1 py reg scf scr "
    "sh shtml svg url vb vbe vbs ws wsf wsh xhtml".split()
)
# Microsoft, "Naming Files, Paths, and Namespaces": with any extension these open a device.
_DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\.|$)", re.IGNORECASE)
# Controls, invisible and direction-changing characters, surrogates, private and unassigned ones.
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def blob_name(sha256: str) -> str:
    """`ab/cd/abcd…`: two levels of 256 directories, so that none grows large."""
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


def check_name(name: str, policy: Policy) -> None:
    """Raise Unfit for a name that hides something, is a path, or misleads about what the file is."""
    limit = policy.limits.name_characters
    if len(name) > limit:
        policy.against("name_long", limit=limit)
    if any(unicodedata.category(character) in _HIDDEN for character in name):
        policy.against("name_control")
    if "/" in name or "\\" in name or name.strip(" ") in {".", ".."} or re.match(r"[A-Za-z]:", name):
        policy.against("name_path")
    if _DEVICES.match(name.strip()):
        policy.against("name_reserved", name=name.strip()[:20])
    for part in name.split(".")[1:-1]:
        if part.strip().lower() in _RUNS:
            policy.against("name_double", extension=part.strip().lower())


def extension_in(name: str) -> str:
    """The extension a name ends with, lower case and without the dot; empty when it has none."""
    return name.rpartition(".")[2].lower().strip() if "." in name else ""
