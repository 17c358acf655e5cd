"""Values and arguments on their way through protobuf, Go and the kubelet."""

import pytest

from tests.kfp.limits import LARGEST_ARGUMENT, TooLarge, fits
from tests.kfp.package import Malformed, read_package
from tests.kfp.placeholders import expanded
from tests.kfp.resolving import Inputs, root_inputs, typed
from tests.kfp.values import BadValue, as_text, checked, from_text, normal


@pytest.mark.parametrize(("value", "text"), [(3.0, "3"), (1e-7, "0.0000001"), (0.1, "0.1"), (2**60, str(2**60))])
def test_numbers_are_written_without_an_exponent(value, text):
    """As `strconv.FormatFloat(v, 'f', -1, 64)` writes them."""
    assert as_text(normal(value)) == text


@pytest.mark.parametrize("value", [float("nan"), [float("inf")], {1: 2}, {"a": object()}])
def test_what_is_no_protobuf_value(value):
    """NaN, the infinities, keys that are no strings, objects."""
    with pytest.raises(BadValue):
        normal(value)


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [("a ", "STRING", "a "), (" 7\n", "NUMBER_INTEGER", 7), ("True", "BOOLEAN", True), ("[1]", "LIST", [1])],
)
def test_output_files(text, kind, value):
    """A string keeps its white space."""
    assert from_text(text, kind) == value


@pytest.mark.parametrize(("text", "kind"), [("7.0", "NUMBER_INTEGER"), ("yes", "BOOLEAN"), ("{}", "LIST")])
def test_output_files_of_another_type(text, kind):
    """A whole number is not written as 7.0."""
    with pytest.raises(BadValue):
        from_text(text, kind)


def test_a_string_is_no_number_but_a_number_is_a_string():
    """KFP converts to strings only."""
    assert checked(3, "STRING", "p") == "3"
    with pytest.raises(BadValue, match="type mismatch"):
        checked("3", "NUMBER_INTEGER", "p")
    with pytest.raises(BadValue, match="type mismatch"):
        checked(True, "NUMBER_INTEGER", "p")


@pytest.mark.parametrize(
    ("argument", "received"),
    [("$(A)", "1"), ("$(B)", "$(B)"), ("$$(A)", "$(A)"), ("$$", "$"), ("$", "$"), ("$(A", "$(A"), ("a$b", "a$b")],
)
def test_the_kubelet_expands(argument, received):
    """Names that it knows, and `$$` everywhere."""
    assert expanded(argument, {"A": "1"}) == received


def test_a_default_counts_only_where_the_parameter_is_optional():
    """KFP's driver takes another way to the same refusal."""
    component = {"inputDefinitions": {"parameters": {"p": {"parameterType": "NUMBER_INTEGER", "defaultValue": 3}}}}
    with pytest.raises(BadValue, match="not optional"):
        typed(component, Inputs())


def test_a_run_gives_only_parameters_that_are_there():
    """And every one that has no default."""
    with pytest.raises(Malformed, match="no such"):
        root_inputs({}, {"p": 1})
    with pytest.raises(BadValue, match="neither"):
        root_inputs({"inputDefinitions": {"parameters": {"p": {"parameterType": "STRING"}}}}, {})


def test_a_spec_is_one_argument_of_the_driver():
    """One byte less than 128 KiB is the most."""
    fits("driver", component={"a": "x" * (LARGEST_ARGUMENT - len('{"a":""}') - 1)})
    with pytest.raises(TooLarge, match="--component has"):
        fits("driver", component={"a": "x" * LARGEST_ARGUMENT})


def test_a_package_is_one_pipeline_and_at_most_one_platform():
    """Nothing else is taken for one."""
    with pytest.raises(Malformed):
        read_package("root: {}\n---\nroot: {}\n")
    with pytest.raises(Malformed):
        read_package("kind: Workflow\n")
