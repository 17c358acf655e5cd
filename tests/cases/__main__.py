"""python -m tests.cases [--check]: compute `expected.json` anew; with --check only say whether it is right."""

from __future__ import annotations

import json
import sys

from tests.cases.collection import cases
from tests.cases.expectations import FILE, computed, kept


def main() -> int:
    """Return the exit code: 1 where --check finds a difference."""
    fresh = computed(cases())
    if "--check" in sys.argv[1:]:
        stale = sorted(name for name in fresh.keys() | kept().keys() if fresh.get(name) != kept().get(name))
        print("\n".join(stale) or f"{FILE.name} is right")
        return 1 if stale else 0
    lines = ",\n".join(
        f"  {json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}" for name, value in fresh.items()
    )
    FILE.write_text("{\n" + lines + "\n}\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
