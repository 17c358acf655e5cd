"""From source to edges: what each cell reads, writes and changes, and so which step needs which other.

    source      a cell's text as Python, IPython's syntax included
    compiling   mistakes that only the compiler finds
    scopes      whose a name is
    growing     sets that only grow, and the record of what a cell has seen of them and added
    objects     what names stand for, as far as sharing matters; labels: the index and the columns of frames
    bindings    what each name may stand for, and who may have written it last
    recorder    the effects of the current cell
    world       the namespace and its versions, built of outside, which_objects, made_again, unknown_names, closures and
                branches, each on the one before
    files       who reads what whom has written
    frames      functions, class bodies and comprehensions in that world
    interpret   the entry points; expressions, comprehensions, calls, magics, targets, statements: one construct each
    defining    what functions and classes are made; decorating: what decorators make of them; functions: calls of them
    methods     calls of packages' methods; changing: of those that change their object
    iteration   what reading from something uses up and runs; deferred: code that runs only then
    texts       names in texts that packages evaluate; queries: SQL; naming: functions that bind names of their caller
    lazily      what polars calls where it collects
    members     attributes that are looked at, and methods that are taken and called later
    attributes  what taking, setting and deleting an attribute does; dunders: what Python calls by itself
    library     what is known of code outside the notebook; method_names: of its methods; uncarried: of what it sets;
                unstorable: of what cannot be handed over
    module_state  which modules of the user keep state
    ambient     state outside variables; states: its names; deep_learning: that of TensorFlow and Keras;
                loggers: what sets and sees that of `logging`
    cells       the pass over all cells
    difference  which of them an edit concerns
    history     what every name was after each of them
    learning    what runs have shown, as if the text had said it
    units       which cells run together
    reasons     why units wait for each other
    identity    variables that share objects; stored_whole: and those that are stored apart all the same
    links       what each unit needs by what it does, from one edit to the next
    flow        inputs, outputs, edges, cycles
    received    what cannot be handed over
    steps       what units become, from one edit to the next
    analysis    the result
    together    cells that it finds must be one step

`docs/inference.md` states the rules in words.
"""

from kale_converter.analysis.analysis import Analyser, Analysis, UndefinedName
from kale_converter.analysis.received import Unstorable

__all__ = ["Analyser", "Analysis", "UndefinedName", "Unstorable"]
