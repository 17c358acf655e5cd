"""The pipeline as one Python script that needs nothing of ours, and no IPython."""

from kale_converter.export.python.plain import NotPlain
from kale_converter.export.python.script import to_python

__all__ = ["NotPlain", "to_python"]
