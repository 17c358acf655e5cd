"""Start-up of `kale --help`. Floor: an interpreter that does nothing."""

import sys

from benchmarks.measure import VENV, command, report


def main() -> None:
    """Measure and print."""
    ours = command([VENV / "kale", "--help"], repeats=15)
    floor = command([sys.executable, "-c", "pass"], repeats=15)
    report("kale --help", ours, {"python -c pass": floor})


if __name__ == "__main__":
    main()
