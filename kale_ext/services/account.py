"""Whose runs these are, where nothing but the operating system can tell."""

from __future__ import annotations

import os
from getpass import getuser


def account_name() -> str:
    """The name of the account that this process belongs to; its number where it has no name, as in some containers."""
    try:
        return getuser()
    except (KeyError, OSError, ImportError):  # which of them depends on the version of Python
        return str(os.getuid())
