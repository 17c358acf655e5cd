"""After an edit only what follows it is interpreted again, and the result is that of a fresh analysis."""

from dataclasses import replace
from random import Random

import pytest

from kale_converter.analysis import Analyser, world
from kale_converter.analysis.cells import Interpreter
from kale_converter.model import Cell, Division, Notebook
from kale_converter.reading.division import divide
from kale_converter.reading.metadata import read_metadata
from kale_converter.reading.tags import read_all_tags
from tests.analysis.programs import write_program
from tests.analysis.text import notebook

EDITS = 8
FOLLOWED = 300
"""So much is followed in one cell here: some random programs would take minutes with more."""


def _analyse(book, analyser=None):
    divided = divide(book, read_all_tags(book), Division.TAGS, read_metadata(book).asked)
    return (analyser or Analyser()).analyse(divided)


def _numbered(cells):
    return tuple(replace(cell, index=place) for place, cell in enumerate(cells, start=1))


def _edited(book: Notebook, others: Notebook, random: Random) -> Notebook:
    """The notebook after one edit of one cell, or of one line; what is new comes from another program."""
    cells, other = list(book.cells), random.choice(others.cells)
    place = random.randrange(len(cells))
    lines = cells[place].source.split("\n")
    line = random.randrange(len(lines))
    match random.choice(("replace", "insert", "delete", "move", "append", "prepend", "line", "lose", "tag")):
        case "replace":
            cells[place] = replace(cells[place], source=other.source)
        case "insert":
            cells.insert(place, replace(other, id=f"new{place}-{len(cells)}-{random.random()}"))
        case "delete" if len(cells) > 1:
            del cells[place]
        case "move":
            cells.insert(random.randrange(len(cells)), cells.pop(place))
        case "prepend":
            cells[place] = replace(cells[place], source=f"{other.source}\n{cells[place].source}")
        case "line":
            lines[line] = f"{lines[line]}  # {random.random()}"
            cells[place] = replace(cells[place], source="\n".join(lines))
        case "lose":
            cells[place] = replace(cells[place], source="\n".join(lines[:line] + lines[line + 1 :]))
        case "tag":
            cells[place] = replace(cells[place], tags=random.choice(((), ("raises-exception",), ("skip",))))
        case _:
            cells[place] = replace(cells[place], source=f"{cells[place].source}\n{other.source}")
    return replace(book, cells=_numbered(cells))


def _long(random: Random) -> Notebook:
    """Two random programs, one after the other, which share some names."""
    first, second = notebook(write_program(random)), notebook(write_program(random))
    named = (replace(cell, id=f"second-{cell.id}") for cell in second.cells)
    return replace(first, cells=_numbered([*first.cells, *named]))


@pytest.mark.parametrize("seed", range(25))
def test_the_same_as_afresh(seed, monkeypatch):
    """Whatever is edited in a program, in whatever order, and taken back; also where a cell is not followed to its end."""
    monkeypatch.setattr(world, "_STEPS", FOLLOWED)
    random = Random(seed)
    book, others = _long(random), notebook(write_program(random))
    analyser = Analyser()
    versions = [book]
    for _ in range(EDITS):
        assert _analyse(book, analyser) == _analyse(book)
        book = _edited(book, others, random) if random.random() < 0.8 else random.choice(versions)
        versions.append(book)


def test_only_what_follows_is_interpreted():
    """The facts of the cells before an edit are the very same objects."""
    book = notebook("# %% [step:a]\nx = []\n# %% [step:b]\nx.append(1)\n# %% [step:c]\nprint(x)")
    interpreter = Interpreter()
    before = interpreter.run(book.cells)
    cells = [*book.cells[:1], Cell(2, book.cells[1].id, book.cells[1].kind, "y = 2"), book.cells[2]]
    after = interpreter.run(cells)
    assert after[0].effects is before[0].effects
    assert after[1].effects is not before[1].effects
    assert [(read.name, read.writer) for read in after[2].effects.reads] == [("x", 1)]


def test_only_steps_that_an_edit_concerns_are_made_again():
    """Those whose cells, inputs and outputs are as before are the very same objects; whose input is another is not."""
    book = notebook("# %% [step:a]\nx = [1]\n# %% [step:b]\nprint(x)\n# %% [step:c]\ny = 1\n# %% [step:d]\nprint(y)")
    analyser = Analyser()
    before = _analyse(book, analyser).steps
    edited = replace(book, cells=(*book.cells[:2], replace(book.cells[2], source="\ny = [2]"), book.cells[3]))
    after = _analyse(edited, analyser)
    assert after == _analyse(edited)
    assert [one is other for one, other in zip(before, after.steps, strict=True)] == [True, True, False, False]


def test_what_an_earlier_object_holds_links_all_steps_anew():
    """A cell puts what is told apart into the list of an earlier cell, at the very place where it put something else."""
    book = notebook(
        "# %% [step:a]\nclass P: pass\nxs, ys = [1], [2]\n# %% [step:b]\np = P()\n# %% [step:c]\nxs.append(ys)\n"
        "# %% [step:d]\nboth = xs, p"
    )
    analyser = Analyser()
    before = _analyse(book, analyser).steps[3].inputs
    edited = replace(book, cells=(*book.cells[:2], replace(book.cells[2], source="xs.append(p )"), book.cells[3]))
    after = _analyse(edited, analyser)
    assert after == _analyse(edited)
    assert after.steps[3].inputs != before
    assert _analyse(book, analyser).steps[3].inputs == before


def test_a_nonlocal_name_goes_back():
    """What a later call put into a function's frame is not there any more when the call has been edited away."""
    book = notebook(
        "# %% [step:a]\ndef make():\n    kept = None\n    def put(x):\n        nonlocal kept\n        kept = x\n"
        "    def take():\n        return kept\n    return put, take\nput, take = make()\nxs = [1]\n"
        "# %% [step:b]\nput(xs)\n# %% [step:c]\ntake().append(2)\n# %% [step:d]\nprint(xs)"
    )
    analyser = Analyser()
    _analyse(book, analyser)
    edited = replace(book, cells=(book.cells[0], replace(book.cells[1], source="pass"), *book.cells[2:]))
    assert _analyse(edited, analyser) == _analyse(edited)
