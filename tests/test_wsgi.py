"""What a server's process loads."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
HEAVY = ("alembic", "zxcvbn", "rich", "forum.cli.demo", "forum.library.documents")
LOADED = f"import sys, wsgi; print(*[name for name in {HEAVY!r} if name in sys.modules])"


def test_a_server_loads_nothing_that_only_the_operators_commands_need(tmp_path: Path) -> None:
    environ = os.environ | {"DATA_DIR": str(tmp_path)}
    told = subprocess.run(
        [sys.executable, "-c", LOADED], cwd=ROOT, env=environ, capture_output=True, text=True
    )
    assert told.returncode == 0, told.stderr
    assert told.stdout.strip() == ""
