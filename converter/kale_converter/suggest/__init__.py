"""Tags for a notebook that has none: which cells are imports, functions and parameters, and where its steps begin.

    proposal    the tags that come of what is proposed (`kale_converter.model.suggestion`)
    calls       what a cell calls and binds, from its syntax
    activities  what a cell is about (loading, training, …), from what it calls
    roles       cells of imports, functions, parameters and metrics
    material    the cells to be divided: their weight, their headings, what they need of each other
    segments    where to cut
    offers      cells that could be skipped
    naming      what the steps are called
    reasons     why, in a sentence
    suggest     all of it together

`docs/suggest.md` tells it in words.
"""

from kale_converter.suggest.proposal import tags_of
from kale_converter.suggest.suggest import suggest

__all__ = ["suggest", "tags_of"]
