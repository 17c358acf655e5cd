"""python -m tests.cases [--check]: bring `expected.json` up to date; with --check compute all anew and say what differs."""

from __future__ import annotations

import json
import sys

from tests.cases.collection import cases
from tests.cases.expectations import FILE, computed, kept


def main() -> int:
    """Return the exit code: 1 where --check finds a difference."""
    known = kept()
    if "--check" in sys.argv[1:]:
        fresh = computed(cases())
        stale = sorted(name for name in fresh.keys() | known.keys() if fresh.get(name) != known.get(name))
        print("\n".join(stale) or f"{FILE.name} is right")
        return 1 if stale else 0
    right = [case for case in cases() if not case.mistake]
    fresh = computed(case for case in right if known.get(case.name, {}).get("case") != case.fingerprint)
    lines = ",\n".join(
        f"  {json.dumps(case.name)}: {json.dumps(fresh.get(case.name) or known[case.name], ensure_ascii=False)}"
        for case in right
    )
    FILE.write_text("{\n" + lines + "\n}\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
