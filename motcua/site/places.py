"""Where this installation keeps what it writes."""

import os
from pathlib import Path

_TREE = Path(__file__).resolve().parents[2]
# A checkout keeps its state beside the code; an installed package must not write into site-packages.
BASE_DIR = _TREE if (_TREE / "pyproject.toml").exists() else Path.cwd()
VAR_DIR = Path(os.environ.get("MOTCUA_VAR", BASE_DIR / "var")).resolve()
