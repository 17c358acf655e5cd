"""python -m tests.analysis.hunt [--from SEED] [--count N] [--seconds S]: look for wrong results, and make them small."""

from __future__ import annotations

import argparse
import gc
import re
import sys
import time
from collections import Counter
from random import Random

from kale_converter.convert import convert
from tests.analysis.programs import write_program
from tests.analysis.shrinking import shrink
from tests.analysis.simulation import compare, limited, without_failing
from tests.analysis.text import notebook

_SECONDS = 3
"""Programs whose analysis takes longer are counted, and passed over."""


def main() -> int:
    """Return the exit code: 1 where something is wrong."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--from", dest="start", type=int, default=0)
    parser.add_argument("--count", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--show", type=int, help="print the program of this seed")
    parser.add_argument(
        "--without", default="(?!)", help="pass over programs in which this regular expression is found"
    )
    parser.add_argument("--most", type=int, default=8, help="end after so many findings")
    asked = parser.parse_args()
    if asked.show is not None:
        print(write_program(Random(asked.show)))
        return 0
    import numpy as np  # noqa: F401 - loaded here, so that forked processes have it
    import pandas as pd  # noqa: F401

    gc.freeze()
    counts: Counter[str] = Counter()
    deadline = time.monotonic() + asked.seconds
    for seed in range(asked.start, asked.start + asked.count):
        if time.monotonic() > deadline or counts["wrong"] >= asked.most:
            break
        text = write_program(Random(seed))
        if re.search(asked.without, text):
            continue
        book = without_failing(notebook(text))
        try:
            with limited(_SECONDS):
                conversion = convert(book)
        except TimeoutError:
            counts["takes long"] += 1
            continue
        comparison = compare(book, seed, conversion)
        if comparison.plain.error:
            counts["fails plainly"] += 1
            counts["refused too"] += bool(comparison.refused)
        elif comparison.wrong:
            small = shrink(book)
            if not small.strip():
                counts["another each time"] += 1
                continue
            counts["wrong"] += 1
            print(f"=== seed {seed}\n{small}--- {_wrong(small)}\n", flush=True)
        elif comparison.names_what_cannot_be_stored:
            counts["refused by K401"] += 1
        else:
            counts["right"] += 1
    print(f"seeds {asked.start} to {seed}: {dict(counts)}")
    return 1 if counts["wrong"] else 0


def _wrong(text: str) -> str:
    return next((wrong for order in range(3) if (wrong := compare(notebook(text), order).wrong)), "")


if __name__ == "__main__":
    sys.exit(main())
