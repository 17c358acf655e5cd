"""A step gets what it reads, in the version that is right at its place."""

import pytest

from tests.analysis.pipeline import edges, inputs, outputs, pipeline, reasons


def test_a_name_comes_from_the_step_that_bound_it():
    """One writer, one reader: one input, one output, one edge."""
    text = "# %% [step:a]\nx = 1\n# %% [step:b]\nprint(x)"
    assert inputs(text, "b") == {"x": "a"}
    assert outputs(text, "a") == [("x",)]
    assert reasons(text, "a", "b") == {("x", "read")}


def test_a_name_that_nobody_reads_is_not_handed_on():
    """What no later step needs is not stored."""
    text = "# %% [step:a]\nx = 1\ny = 2\n# %% [step:b]\nprint(x)"
    assert outputs(text, "a") == [("x",)]


def test_the_latest_version_is_read():
    """The step before the last binding has no part in it."""
    text = "# %% [step:a]\nx = 1\n# %% [step:b]\nx = 2\n# %% [step:c]\nprint(x)"
    assert inputs(text, "c") == {"x": "b"}
    assert edges(text) == {("b", "c")}


def test_a_later_binding_does_not_reach_back():
    """A reader between two writers gets the first one's version, and does not wait for the second."""
    text = "# %% [step:a]\nx = 1\n# %% [step:b]\nprint(x)\n# %% [step:c]\nx = 2"
    assert edges(text) == {("a", "b")}


def test_a_name_bound_before_it_is_read_is_the_steps_own():
    """Writing before reading needs nobody's version."""
    assert inputs("# %% [step:a]\nx = 1\n# %% [step:b]\nx = 2\nprint(x)", "b") == {}


def test_a_step_without_dependencies_runs_beside_the_others():
    """Two readers of one name do not wait for each other."""
    text = "# %% [step:a]\nx = 1\n# %% [step:b]\nprint(x)\n# %% [step:c]\nprint(x + 1)"
    assert edges(text) == {("a", "b"), ("a", "c")}


def test_the_prologue_is_in_every_step():
    """Imports, functions and parameters are no inputs."""
    text = "# %% [imports]\nimport math\n# %% [pipeline-parameters]\nn = 1\n# %% [step:a]\nprint(math.pi, n)"
    assert inputs(text, "a") == {}
    assert len(pipeline(text).prologue.cells) == 2


def test_a_comprehensions_variable_is_its_own():
    """It neither reads nor binds the name outside."""
    text = "# %% [step:a]\nx = 1\n# %% [step:b]\n[x for x in range(3)]\n# %% [step:c]\nprint(x)"
    assert edges(text) == {("a", "c")}


def test_a_walrus_in_a_comprehension_binds_outside():
    """As Python has it."""
    text = "# %% [step:a]\n[(last := n) for n in range(3)]\n# %% [step:b]\nprint(last)"
    assert inputs(text, "b") == {"last": "a"}


def test_a_loop_variable_outlives_its_loop():
    """Its last value is there for later steps."""
    assert inputs("# %% [step:a]\nfor n in range(3):\n    pass\n# %% [step:b]\nprint(n)", "b") == {"n": "a"}


def test_a_default_value_is_read_where_the_function_is_made():
    """Not where it is called."""
    text = "# %% [step:a]\nn = 1\n# %% [step:b]\ndef f(x=n):\n    return x\n# %% [step:c]\nn = 2\nprint(f())"
    assert inputs(text, "c") == {"f": "b"}
    assert reasons(text, "a", "b") == {("n", "read")}


def test_a_deleted_name_is_deleted_for_later_steps():
    """A step that looks whether a name is there waits for the one that deletes it."""
    text = (
        "# %% [step:a]\nx = 1\n# %% [step:b]\ndel x\n# %% [step:c]\ntry:\n    x\nexcept NameError:\n    print('gone')"
    )
    assert inputs(text, "c") == {"x": "b"}
    assert reasons(text, "b", "c") == {("x", "deleted")}


def test_a_rebound_builtin_is_a_variable():
    """`max` is whatever the notebook made of it."""
    text = "# %% [step:a]\nmax = lambda *a: 0\n# %% [step:b]\nprint(max(1, 2))"
    assert inputs(text, "b") == {"max": "a"}


def test_files_of_a_folder_come_after_the_folder_and_not_after_each_other():
    """What makes the folder comes first, what lists it last; two files in it have no order."""
    text = """
# %% [step:make]
import os
os.makedirs('out')
# %% [step:one]
open('out/one.txt', 'w').write('1')
# %% [step:two]
open('out/two.txt', 'w').write('2')
# %% [step:look]
print(os.listdir('out'))
"""
    assert edges(text) == {
        ("make", "one"),
        ("make", "two"),
        ("make", "look"),
        ("one", "look"),
        ("two", "look"),
    }


def test_the_first_import_of_a_part_of_a_package_may_draw():
    """From `random`, once that is seeded; other parts of the package have been drawn for by then."""
    text = """
# %% [step:seed]
import random
random.seed(1)
# %% [step:first]
from sklearn.datasets import make_blobs
# %% [step:second]
from sklearn.svm import SVC
# %% [step:drawn]
print(random.random())
"""
    assert {edge for edge in edges(text) if "second" in edge} == set()
    assert inputs(text, "drawn")["state:random"] == "first"


@pytest.mark.parametrize("shown", ["fig", "display(fig)"])
def test_a_figure_that_is_shown_sees_the_settings_of_that_moment(shown):
    """Its ticks are chosen when it is laid out, whatever the settings were when it was made."""
    text = (
        "# %% [imports]\nimport matplotlib.pyplot as plt\n# %% [step:make]\nfig, ax = plt.subplots()\n"
        f"# %% [step:set]\nplt.rcParams['xtick.labelsize'] = 3\n# %% [step:show]\n{shown}"
    )
    assert {("make", "show"), ("set", "show")} <= edges(text)


def test_the_shells_namespace_has_the_variables():
    """`get_ipython().user_ns["x"]` is the variable x, to bind it as well as to read it."""
    text = "# %% [step:a]\nip = get_ipython()\nip.user_ns['x'] = [1]\n# %% [step:b]\nx.append(2)\n# %% [step:c]\nprint(ip.user_ns['x'])"
    assert inputs(text, "b") == {"x": "a"}
    assert inputs(text, "c")["x"] == "b"


@pytest.mark.parametrize(
    "setting",
    [
        "get_ipython().ast_node_interactivity = 'all'",
        "ip = get_ipython()\nip.ast_node_interactivity = 'last_expr_or_assign'",
        "shell = InteractiveShell.instance()\nshell.ast_node_interactivity = 'all'",
        "get_ipython().display_formatter.formatters['text/plain'].float_format = '%.2f'",
    ],
)
def test_settings_of_the_shell_show_in_all_cells(setting):
    """They are made by attribute, of the shell itself or of a variable for it."""
    text = f"# %% [imports]\nfrom IPython.core.interactiveshell import InteractiveShell\n# %% [step:a]\n{setting}\n# %% [step:b]\n1"
    assert inputs(text, "b")["state:ipython"] == "a"


def test_unittest_finds_test_cases_by_their_names():
    """`unittest.main` runs the methods of all test cases, with what they read."""
    text = (
        "# %% [imports]\nimport unittest\n# %% [step:a]\ncalls = []\ndef add(a, b): return a + b\n"
        "# %% [step:b]\nclass TestAdd(unittest.TestCase):\n    def test_add(self): calls.append(add(1, 2))\n"
        "# %% [step:c]\nunittest.main(argv=[''], exit=False)\n# %% [step:d]\nprint(calls)"
    )
    assert inputs(text, "c") == {"TestAdd": "b", "add": "a", "calls": "a"}
    assert inputs(text, "d") == {"calls": "c"}


@pytest.mark.parametrize(
    "line",
    ['%%bash -s "$n"', "%%script bash -c 'cat; echo {n!r}'", "%%writefile {n}.py", "%%file {str(n)[0:1]}.txt",
     "%%html {n}", "!echo {len([i for i in range(n)])}"],
)  # fmt: skip
def test_values_that_ipython_puts_into_a_line_are_read(line: str):
    """In the line of a cell magic as in that of the shell."""
    assert inputs(f"# %% [step:a]\nn = 3\n# %% [step:b]\n{line}\necho", "b") == {"n": "a"}


@pytest.mark.parametrize("line", ["%%timeit -n 1", "%%bash -c 'echo {n'", "%%bash -c 'awk {print n}'"])
def test_lines_that_ipython_takes_as_written(line: str):
    """Those of magics for Python, and those with braces of something else."""
    assert inputs(f"# %% [step:a]\nn = 3\n# %% [step:b]\n{line}\n1", "b") == {}


def test_a_module_written_under_a_computed_name_is_imported_after_it():
    """The file may be any."""
    text = "# %% [step:a]\nname = 'gen'\n# %% [step:b]\n%%writefile {name}.py\nX = 1\n# %% [step:c]\nimport gen"
    assert edges(text) == {("a", "b"), ("b", "c")}
