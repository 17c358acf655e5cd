"""Sphinx configuration. The documentation is built from what is here alone: nothing is fetched."""

import sys
from importlib.metadata import version as installed_version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "Kale Ext"
author = "The Kale Ext contributors"
version = release = installed_version("kale-ext")
extensions = ["myst_parser", "diagnostics_pages"]
exclude_patterns = ["_build"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
highlight_language = "text"
nitpicky = True
html_theme = "pydata_sphinx_theme"
html_title = "Kale Ext"
html_theme_options = {"show_prev_next": True, "navigation_with_keys": False, "show_toc_level": 2}
html_show_sourcelink = False
html_copy_source = False
