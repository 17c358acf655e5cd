"""Names, images, other notebooks, what is carried, and what is refused."""

import dataclasses
import json
import random

import pytest

from kale_converter.convert import convert
from kale_converter.export.kfp import ExportError, to_kfp
from kale_converter.export.kfp.names import pipeline_name, port_name, task_names
from kale_converter.export.kfp.workflow import sizes
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


NOISE = random.Random(1).randbytes
TWO_STEPS = [("step:a", "x = 1"), ("step:b", "print(x)")]


def with_file(size):
    """The package of two steps and a data file of so many bytes that nothing makes smaller."""
    return to_kfp(conversion(*TWO_STEPS), Surroundings(files={"data.bin": NOISE(size)}))


def test_notebooks_within_count_and_share():
    """What all notebooks carry is handed on once, through the graphs around them; an exit handler needs nobody."""
    inner = conversion(("step:c", "z = 1"), ("step:d", "print(z)"), ("step:e", "print(3)", {"exit_handler": True}))
    cells = [("step:a", "x = 1"), ("step:b notebook:inner", ""), ("step:c prev:b notebook:inner", "")]
    package = to_kfp(conversion(*cells), Surroundings(notebooks={"inner": inner}))
    spec = package.pipeline_spec
    executors = spec["deploymentSpec"]["executors"]
    assert [label for label in executors if "bundle" in label] == ["exec-kale-bundle"]
    assert spec["root"]["dag"]["tasks"]["b"]["inputs"]["artifacts"] == {
        "kale_bundle": {"taskOutputArtifact": {"outputArtifactKey": "kale_bundle", "producerTask": "kale-bundle"}}
    }
    group = spec["components"]["comp-b"]["dag"]["tasks"]["exit-handler-1"]
    assert group["inputs"]["artifacts"] == {"pipelinechannel--kale_bundle": {"componentInputArtifact": "kale_bundle"}}
    assert "inputDefinitions" not in spec["components"]["comp-b--e"]
    assert package.bundle.steps.keys() == {"a", "b/c", "b/d", "b/e", "c/c", "c/d", "c/e"}


@pytest.mark.parametrize(("steps", "shared"), [(1, False), (3, False), (5, True), (9, True), (100, True)])
def test_a_pipeline_of_few_small_steps_is_kept_by_argo(steps, shared):
    """The runtime is repeated only as long as a run stays small; the bundles stay readable."""
    package = to_kfp(conversion(*((f"step:s{n}", f"x{n} = 1") for n in range(steps))), Surroundings())
    assert package.bundle.in_artifact is shared
    assert sizes(package.pipeline_spec).run < 1 << 20
    assert "--bundle" in package.pipeline_spec["deploymentSpec"]["executors"]["exec-s0"]["container"]["args"]


def test_what_is_large_travels_once():
    """One task hands it on, with a note of how large it is and why."""
    package = with_file(33_000)
    assert package.bundle.in_artifact
    assert list(package.pipeline_spec["root"]["dag"]["tasks"]) == ["a", "b", "kale-bundle"]
    assert [note for note in package.notes if "kB, too large for the steps' commands" in note]


def test_what_is_too_large_for_one_task_is_handed_on_by_several():
    """None of their commands is too large for a driver's argument, and the steps still take from one."""
    package = with_file(200_000)
    tasks = package.pipeline_spec["root"]["dag"]["tasks"]
    parts = ["kale-bundle-part-1", "kale-bundle-part-2"]
    assert list(tasks) == ["a", "b", "kale-bundle", *parts]
    assert tasks["kale-bundle"]["dependentTasks"] == parts
    assert "kale-bundle" in tasks["b"]["dependentTasks"]
    assert not {*parts} & {*tasks["b"]["dependentTasks"]}
    for executor in package.pipeline_spec["deploymentSpec"]["executors"].values():
        assert len(json.dumps(executor["container"])) < 128 * 1024
    assert any("3 tasks hand it on as artifacts (the largest: data.bin 266 kB" in note for note in package.notes)


def test_a_run_that_argo_would_not_keep_is_told():
    """It keeps a command several times, so the package itself may be smaller."""
    assert not [note for note in with_file(40_000).notes if "Argo" in note]
    package = with_file(300_000)
    assert package.size < 1 << 20
    assert [note for note in package.notes if "Argo keeps 1048 kB" in note]


def test_what_no_object_can_hold_is_refused():
    """The largest parts are named with their sizes."""
    with pytest.raises(ExportError, match=r"data\.bin 1600 kB") as problem:
        with_file(1_200_000)
    assert problem.value.code == "bundle-too-large"


def test_an_exit_handler_carries_all_itself():
    """It runs even where no other task has, so what is too large for its own command is refused."""
    cells = [("step:a", "x = 1"), ("step:b", "print(1)", {"exit_handler": True})]
    with pytest.raises(ExportError, match="it runs even where no other step has") as problem:
        to_kfp(conversion(*cells), Surroundings(files={"data.bin": NOISE(100_000)}))
    assert problem.value.code == "exit-handler"


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
