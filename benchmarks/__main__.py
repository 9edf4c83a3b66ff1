"""Every benchmark, one after the other: `python -m benchmarks`; fails when one does."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = ("richtext.py", "triage.py", "pages.py")


def main() -> int:
    """Run each script in a process of its own, and return 1 when one failed."""
    failed = 0
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    for script in SCRIPTS:
        print(f"== {script}", flush=True)
        command = [sys.executable, str(ROOT / "benchmarks" / script)]
        failed += subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode != 0
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
