"""Functions look their globals up when they are called, and keep what they close over."""

from tests.analysis.pipeline import inputs, outputs, reasons


def test_a_function_reads_its_globals_where_it_is_called():
    """The version at the call, not the one at the definition."""
    text = "# %% [step:a]\nn = 1\ndef f():\n    return n\n# %% [step:b]\nn = 2\n# %% [step:c]\nprint(f())"
    assert inputs(text, "c") == {"f": "a", "n": "b"}
    assert ("n", "closure") in reasons(text, "b", "c")


def test_a_prologue_function_reads_what_a_step_made():
    """The function is in every step, the variable is an input of the one that calls it."""
    text = "# %% [functions]\ndef f():\n    return n\n# %% [step:a]\nn = 2\n# %% [step:b]\nprint(f())"
    assert inputs(text, "b") == {"n": "a"}


def test_globals_are_followed_through_other_functions():
    """What a called function calls counts."""
    text = "# %% [functions]\ndef f():\n    return g()\ndef g():\n    return n\n# %% [step:a]\nn = 2\n# %% [step:b]\nprint(f())"
    assert inputs(text, "b") == {"n": "a"}


def test_globals_are_followed_through_methods():
    """An instance takes along what its methods read."""
    text = "# %% [step:a]\nn = 2\nclass C:\n    def m(self):\n        return n\nc = C()\n# %% [step:b]\nprint(c.m())"
    assert inputs(text, "b") == {"c": "a", "n": "a"}


def test_a_function_in_a_container_takes_its_globals_along():
    """Whoever gets the list may call what is in it."""
    text = "# %% [step:a]\nn = 2\nfs = [lambda: n]\n# %% [step:b]\nprint(fs[0]())"
    assert inputs(text, "b") == {"fs": "a", "n": "a"}


def test_a_parameter_hides_a_global():
    """A name that is a function's own is no read of the global."""
    text = "# %% [step:a]\nn = 2\ndef f(n):\n    return n\n# %% [step:b]\nprint(f(1))"
    assert inputs(text, "b") == {"f": "a"}


def test_a_counter_keeps_its_count():
    """A call that assigns to a `nonlocal` changes the function."""
    text = (
        "# %% [functions]\ndef make():\n    count = 0\n    def step():\n        nonlocal count\n        count += 1\n"
        "        return count\n    return step\n# %% [step:a]\nup = make()\n# %% [step:b]\nup()\n# %% [step:c]\nprint(up())"
    )
    assert inputs(text, "c") == {"up": "b"}


def test_a_mutable_default_is_part_of_its_function():
    """A call that changes it changes the function."""
    text = "# %% [step:a]\ndef f(acc=[]):\n    acc.append(1)\n    return acc\n# %% [step:b]\nf()\n# %% [step:c]\nprint(f())"
    assert inputs(text, "c") == {"f": "b"}


def test_two_functions_of_one_closure_travel_together():
    """They share the variable that they close over."""
    text = (
        "# %% [functions]\ndef make():\n    box = []\n    def put(v):\n        box.append(v)\n    def get():\n        return box\n"
        "    return put, get\n# %% [step:a]\nput, get = make()\n# %% [step:b]\nput(1)\nprint(get())"
    )
    assert outputs(text, "a") == [("get", "put")]


def test_a_function_that_keeps_its_argument_shares_with_it():
    """A callback that stores what it is given in a global makes an alias."""
    text = (
        "# %% [step:a]\nkept = []\nx = [1]\ndef keep(q):\n    kept.append(q)\nkeep(x)\n# %% [step:b]\nx.append(2)\n"
        "# %% [step:c]\nprint(kept)"
    )
    assert inputs(text, "c") == {"kept": "b"}


def test_a_rebound_function_is_the_new_one():
    """A later definition of the same name is a new version."""
    text = "# %% [step:a]\ndef f():\n    return 1\n# %% [step:b]\ndef f():\n    return 2\n# %% [step:c]\nprint(f())"
    assert inputs(text, "c") == {"f": "b"}
