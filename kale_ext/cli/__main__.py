"""`python -m kale_ext.cli` is `kale`."""

import sys

from kale_ext.cli.main import main

sys.exit(main())
