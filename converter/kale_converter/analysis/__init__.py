"""From source to edges: what each cell reads, writes and changes, and so which step needs which other.

    source      a cell's text as Python, IPython's syntax included
    scopes      whose a name is
    objects     what names stand for, as far as sharing matters
    frames      the namespace, its versions, and the recorder of effects
    interpret   the entry points; expressions, calls, functions, magics, targets, statements: one construct each
    library     what is known of code outside the notebook
    ambient     state outside variables
    cells       the pass over all cells
    learning    what runs have shown, as if the text had said it
    units       which cells run together
    identity    variables that share objects
    flow        inputs, outputs, edges, cycles
    analysis    the result

`docs/inference.md` states the rules in words.
"""

from kale_converter.analysis.analysis import Analysis, UndefinedName, analyse

__all__ = ["Analysis", "UndefinedName", "analyse"]
