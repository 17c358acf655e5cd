"""What the exit code of `kale` says."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """DONE: it worked. FAILED: the run failed or broke off. BAD_INPUT: nothing was done. CANCELLED: as after Ctrl-C.

    FAILED is also the answer "no" of `compile --check`. BAD_INPUT is what argparse says of a wrong command line, and a
    notebook with errors is bad input.
    """

    DONE = 0
    FAILED = 1
    BAD_INPUT = 2
    CANCELLED = 130


EXPLANATION = """\
exit codes:
  0    done
  1    the run failed or was interrupted; `compile --check` found the file out
       of date; the machine refused something (a full disk); or Kale Ext itself
       is at fault, and says so
  2    the input is bad: the command line, the notebook, a parameter, a run
       that there is not
  130  cancelled (Ctrl-C)
"""
