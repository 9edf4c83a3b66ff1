"""Every benchmark of speed, one after the other: `python -m benchmarks`; fails when one does.

What is given on the command line goes to the last, that of the requests.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Run each in a process of its own, and return 1 when one failed."""
    failed = 0
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    requests = ("-m", "benchmarks.requests", *sys.argv[1:])
    for what in (("benchmarks/richtext.py",), ("benchmarks/triage.py",), requests):
        print(f"== {' '.join(what)}", flush=True)
        command = [sys.executable, *what]
        failed += subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode != 0
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
