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
from kale_converter.model import Notebook
from tests.analysis.programs import write_probe, write_program
from tests.analysis.shrinking import shrink
from tests.analysis.simulation import compare, limited, without_failing
from tests.analysis.text import as_text, notebook

_SECONDS = 3
"""Programs whose analysis takes longer are counted, and passed over."""

_PLAIN_RUNS = 2
"""So often a program that seems wrong is run plainly again: one that prints another thing then is not."""


def main() -> int:
    """Return the exit code: 1 where something is wrong."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--from", dest="start", type=int, default=0)
    parser.add_argument("--count", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--show", type=int, help="print the program of this seed")
    parser.add_argument("--each", action="store_true", help="a notebook around each phrase, instead of random ones")
    parser.add_argument(
        "--without", default="(?!)", help="pass over programs in which this regular expression is found"
    )
    parser.add_argument("--most", type=int, default=8, help="end after so many findings")
    asked = parser.parse_args()

    def written(seed: int) -> str:
        return write_probe(Random(seed), seed) if asked.each else write_program(Random(seed))

    if asked.show is not None:
        print(written(asked.show))
        return 0
    import numpy as np  # noqa: F401 - loaded here, so that forked processes have it
    import pandas as pd  # noqa: F401

    gc.freeze()
    counts: Counter[str] = Counter()
    deadline = time.monotonic() + asked.seconds
    for seed in range(asked.start, asked.start + asked.count):
        if time.monotonic() > deadline or counts["wrong"] >= asked.most:
            break
        text = written(seed)
        if re.search(asked.without, text):
            continue
        book = without_failing(notebook(text))
        kind = _judge(book, seed)
        counts[kind] += 1
        if kind == "wrong":
            small = shrink(book) or as_text([(list(cell.tags), cell.source) for cell in book.cells])
            print(f"=== seed {seed}\n{small}--- {_wrong(small)}\n", flush=True)
    print(f"seeds {asked.start} to {seed}: {dict(counts)}")
    return 1 if counts["wrong"] else 0


def _judge(book: Notebook, seed: int) -> str:
    """What comes of a program, in a word or two."""
    try:
        with limited(_SECONDS):
            conversion = convert(book)
    except TimeoutError:
        return "takes long"
    comparison = compare(book, seed, conversion)
    if comparison.plain.error:
        return "fails plainly"
    if comparison.names_what_cannot_be_stored:
        return "refused by K401"
    if not comparison.wrong:
        return "right"
    if any(compare(book, seed, conversion).plain != comparison.plain for _ in range(_PLAIN_RUNS)):
        return "prints another thing each time"
    return "wrong"


def _wrong(text: str) -> str:
    return next((wrong for order in range(3) if (wrong := compare(notebook(text), order).wrong)), "")


if __name__ == "__main__":
    sys.exit(main())
