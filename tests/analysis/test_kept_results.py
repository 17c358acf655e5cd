"""Functions that keep their results: every process begins without any, and K310 tells where that shows."""

from __future__ import annotations

import pytest

from tests.analysis.pipeline import codes

MADE = [
    "@functools.cache\ndef fast(n):\n    {body}",
    "@functools.lru_cache(maxsize=2)\ndef fast(n):\n    {body}",
    "def slow(n):\n    {body}\nfast = functools.cache(slow)",
    "def slow(n):\n    {body}\nfast = functools.lru_cache(slow)",
    "def slow(n):\n    {body}\nfast = functools.lru_cache(maxsize=None)(slow)",
]


@pytest.mark.parametrize("make", MADE)
@pytest.mark.parametrize(("body", "told"), [("print(n)", [("K310", 3)]), ("return n * 2", [])])
def test_it_is_told_where_a_call_shows(make: str, body: str, told: list[tuple[str, int]]) -> None:
    """A call that prints would not print in the notebook; one that only gives a value gives the same."""
    made = make.format(body=body)
    assert codes(f"# %% [imports]\nimport functools\n# %% [step:a]\n{made}\nfast(1)\n# %% [step:b]\nfast(1)\n") == told


FIRST = """
# %% [imports]
import functools, jax, numba, jax.numpy as jnp, tensorflow as tf
# %% [functions]
seen = []
rate = 0.1
v = tf.Variable(1.0)
params = {"w": jnp.ones(2)}
def plain(x):
    seen.append(1)
    return x
"""
SHOWING = [
    ("@jax.jit\ndef f(x):\n    print(x)\n    return x", ""),
    ("@functools.partial(jax.jit, static_argnums=0)\ndef f(x):\n    seen.append(x)\n    return x", ""),
    ("f = jax.jit(plain)", ""),
    ("@tf.function(reduce_retracing=True)\ndef f(x):\n    print(x)\n    return x", ""),
    ("@jax.jit\ndef f(x):\n    return rate * x", "rate = 0.2\n"),
    ("@numba.njit\ndef f(x):\n    return rate * x", "rate = 0.2\n"),
]
QUIET = [
    ("@jax.jit\ndef f(x):\n    return {'w': rate * x['w']}", ""),
    ("@tf.function\ndef f(x):\n    v.assign_add(1.0)\n    tf.print(v)\n    return v", ""),
    ("@numba.njit\ndef f(x):\n    print(rate)\n    return x", ""),
    ("@jax.jit\ndef f(x):\n    jax.debug.print('{}', x)\n    return jax.tree.map(lambda p: p + 1, x)", ""),
]


@pytest.mark.parametrize(("made", "between"), SHOWING)
def test_what_is_traced_or_compiled_is_told_where_a_call_shows(made: str, between: str) -> None:
    """The function prints when it is traced, and keeps what names of numbers stood for then."""
    text = f"{FIRST}{made}\n# %% [step:a]\nf(params)\n# %% [step:b]\n{between}f(params)"
    assert ("K310", 4) in codes(text)


@pytest.mark.parametrize("made", ["@numba.njit\ndef f(x):\n    return rate * x", "f = numba.njit(lambda x: rate * x)"])
def test_what_is_compiled_keeps_the_numbers_of_its_first_call(made: str) -> None:
    """It is handed on with none, and takes those that are there when it is first called, as in one kernel."""
    text = (
        f"# %% [imports]\nimport numba\n# %% [step:a]\nrate = 1\n{made}\n# %% [step:b]\nrate = 2\n# %% [step:c]\nf(1)"
    )
    assert codes(text) == []
    assert codes(f"{text}\n# %% [step:d]\nrate = 3\n# %% [step:e]\nf(1)") == [("K310", 6)]


@pytest.mark.parametrize(("made", "between"), QUIET)
def test_what_is_traced_or_compiled_is_not_told_where_calls_are_alike(made: str, between: str) -> None:
    """TensorFlow's variables change at each call, and Numba's functions print at each."""
    text = f"{FIRST}{made}\n# %% [step:a]\nparams = f(params)\n# %% [step:b]\n{between}params = f(params)"
    assert not [code for code, _ in codes(text) if code == "K310"]
