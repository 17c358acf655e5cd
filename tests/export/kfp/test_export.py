"""Names, images, other notebooks, what is carried, and what is refused."""

import dataclasses

import pytest

from kale_converter.convert import convert
from kale_converter.export.kfp import ExportError, to_kfp
from kale_converter.export.kfp.names import pipeline_name, port_name, task_names
from kale_converter.export.surroundings import Image, Surroundings
from kale_converter.model import Cell, CellId, CellKind, Notebook, Target


def conversion(*cells, metadata=None):
    """A conversion; a cell is (tags, source) or (tags, source, kale metadata)."""
    made = []
    for number, (tags, source, *more) in enumerate(cells, 1):
        about = {"tags": tags.split(), **({"kale": more[0]} if more else {})}
        made.append(Cell(number, CellId(f"c{number}"), CellKind.CODE, source, tuple(tags.split()), about))
    return convert(Notebook("some", tuple(made), {"kale": metadata or {}}), target=Target.KUBEFLOW)


def refused(*cells):
    """The code of the refusal."""
    with pytest.raises(ExportError) as problem:
        to_kfp(conversion(*cells), Surroundings())
    assert problem.value.remedy
    return problem.value.code


def test_names_are_argos():
    """Lower case, `-` for `_`, unique, a letter first; a pipeline is never called as one of its components."""
    names = task_names(conversion(("step:Load_Data", "x = 1"), ("step:_1", "x"), ("step:load-data", "x")).pipeline)
    assert dict(names) == {"Load_Data": "load-data", "_1": "step-1", "load-data": "load-data-2"}
    assert pipeline_name("1. Größe!", ()) == "pipeline-1-groe"
    assert pipeline_name("titanic", {"comp-titanic"}) == "titanic-pipeline"
    taken = set()
    assert [port_name(text, taken) for text in ("a+b", "a b", "1x", "é")] == ["a_b", "a_b_2", "_1x", "e"]


def test_the_image_is_chosen_in_order():
    """The step's, the notebook's, what the surroundings say; with the reason."""
    around = Surroundings(default_image=Image("plain:1", "why"))
    cells = [("step:a image:own:1", "x = 1"), ("step:b", "print(x)")]
    assert [(step, image.reference) for step, image in to_kfp(conversion(*cells), around).images] == [
        ("a", "own:1"),
        ("b", "plain:1"),
    ]
    images = to_kfp(conversion(*cells, metadata={"image": "team:2"}), around).images
    assert images[1][1] == Image("team:2", "the notebook names it")


def test_another_notebook_is_a_pipeline_within():
    """Its components have names of their own, its parameters come from those of the same name."""
    other = conversion(("pipeline-parameters", "rows = 1\nmore = 2"), ("step:a", "print(rows, more)"))
    cells = [("pipeline-parameters", "rows = 5"), ("step:a", "x = rows"), ("step:sub prev:a notebook:other.ipynb", "")]
    package = to_kfp(conversion(*cells), Surroundings(notebooks={"other.ipynb": other}))
    spec = package.pipeline_spec
    assert [step for step, _ in package.images] == ["a", "sub/a"]
    assert list(spec["deploymentSpec"]["executors"]) == ["exec-a", "exec-sub--a"]
    task = spec["root"]["dag"]["tasks"]["sub"]
    assert task["inputs"]["parameters"] == {"rows": {"componentInputParameter": "rows"}}
    assert task["dependentTasks"] == ["a"]
    assert spec["components"]["comp-sub"]["inputDefinitions"]["parameters"]["more"]["defaultValue"] == 2


def test_what_is_large_travels_once_and_what_is_too_large_not_at_all():
    """The parts are named with their sizes."""
    import random

    noise = random.Random(1).randbytes
    cells = [("step:a", "x = 1"), ("step:b", "print(x)")]
    package = to_kfp(conversion(*cells), Surroundings(files={"data.bin": noise(40_000)}))
    assert package.bundle.in_artifact
    assert "kale-bundle" in package.pipeline_spec["root"]["dag"]["tasks"]
    with pytest.raises(ExportError, match=r"data\.bin 400 kB") as problem:
        to_kfp(conversion(*cells), Surroundings(files={"data.bin": noise(300_000)}))
    assert problem.value.code == "bundle-too-large"


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ([("step:a limit:nvidia.com/gpu:1 limit:example.com/x:2", "x = 1")], "several-accelerators"),
        ([("step:a", "x = 1", {"env": {"A": "{{x}}"}})], "braces-in-env"),
        ([("step:a", "x = 1", {"exit_handler": True})], "exit-handler"),
        ([("step:a", "x = 1", {"when": "nowhere > 1"})], "unknown-name"),
        ([("pipeline-parameters", "s = 'x'"), ("step:a", "x = 1", {"when": "s > 1"})], "condition"),
        ([("step:a", "x = 1"), ("step:b notebook:gone.ipynb", "")], "sub-notebook"),
    ],
)
def test_what_kfp_cannot_run_is_refused(cells, code):
    """With a code, and what to do."""
    assert refused(*cells) == code


def test_without_a_step_there_is_nothing_to_run():
    """An empty pipeline is none for KFP."""
    empty = dataclasses.replace(conversion(("step:a", "x = 1")), pipeline=None)
    with pytest.raises(ExportError, match="no step"):
        to_kfp(empty, Surroundings())
