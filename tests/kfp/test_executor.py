"""The executor does with packages of KFP's own compiler what KFP does."""

import json

import pytest

from tests.kfp.cluster import Cluster
from tests.kfp.outcome import Status

pytestmark = pytest.mark.xdist_group("kfp-oracle")


def statuses(run):
    return {task.path: task.status.value for task in run.tasks}


def test_values_of_every_type_arrive_as_text_and_as_json(run, compiled):
    """Numbers are doubles: 2**53 + 1 loses its last digit."""
    done = run(compiled[0]["values"], {"c": 2})
    assert done.status is Status.SUCCEEDED, done.told()
    *texts, given = json.loads(done.file("types", "out").read_text(encoding="utf-8"))
    assert texts == ["it's «ä»", "9007199254740992", "2", "true", "[1,2]", '{"x":1}']
    parameters = json.loads(given)["inputs"]["parameterValues"]
    assert parameters == {"a": "it's «ä»", "b": 9007199254740992, "c": 2, "d": True, "e": [1, 2], "f": {"x": 1}}


def test_artifacts_defaults_and_metadata_reach_the_next_task(run, compiled):
    """An artifact is downloaded anew; a parameter that nobody gives has the component's default."""
    done = run(compiled[0]["chain"])
    assert done.outcome.parameters == {"Output": 60}
    assert done.file("double", "out").read_text(encoding="utf-8") == "6"
    given = done.task("read").executor_input["inputs"]["artifacts"]["data"]["artifacts"][0]
    assert given["type"]["schemaTitle"] == "system.Dataset"
    assert given["uri"].startswith("minio://mlpipeline/v2/artifacts/chain/run/double/")
    assert done.task("metrics").outcome.artifacts["score"][0]["metadata"] == {"accuracy": 0.5, "fine": 1}


def test_a_nested_pipeline_gives_its_outputs(run, compiled):
    """And takes its parameters from the pipeline that it is in."""
    done = run(compiled[0]["nested"], {"n": 4})
    assert done.task("double").outcome.parameters == {"value": 160}, done.told()
    assert statuses(done)["chain/read"] == "succeeded"


def test_loops_collect_what_their_iterations_give(run, compiled):
    """In the order of the items, as artifacts and as parameters."""
    done = run(compiled[0]["loops"])
    assert done.outcome.parameters == {"Output": 12}, done.told()
    assert done.task("for-loop-1[2]/double").outcome.parameters == {"value": 6}
    assert statuses(done)["for-loop-3[1]/double-2"] == "succeeded"


def test_nothing_comes_from_a_loop_without_items(run, compiled):
    """KFP finds no producer then, and fails who asks."""
    done = run(compiled[0]["loops"], {"items": []})
    assert done.task("total").status is Status.FAILED


@pytest.mark.parametrize(("n", "branch"), [(3, "condition-2/say"), (2, "condition-3/say-3"), (1, "condition-4/say-4")])
def test_one_branch_runs(run, compiled, n, branch):
    """The others are skipped, with all that is in them."""
    done = run(compiled[0]["branches"], {"n": n})
    assert done.status is Status.SUCCEEDED, done.told()
    ran = {path for path, status in statuses(done).items() if status == "succeeded"} - {"double"}
    expected = {f"condition-branches-1/{branch}"}
    assert ran == (expected | {"condition-branches-1/condition-2/say-2"} if n == 3 else expected)
    assert statuses(done)["condition-5"] == "skipped"


def test_the_exit_handler_runs_after_a_failure(run, compiled):
    """What waits for the task that failed does not; what does not wait for it does."""
    done = run(compiled[0]["exits"])
    assert done.status is Status.FAILED
    assert statuses(done) == {
        "exit-handler-1/fail": "failed",
        "exit-handler-1/say-2": "omitted",
        "exit-handler-1/say-3": "succeeded",
        "say": "succeeded",
    }
    assert done.task("exit-handler-1/fail").log == "on purpose\n"


def test_arguments_go_through_the_kubelet_and_the_launcher(run, compiled):
    """`$$` becomes `$`, a variable of the pod its value, and a letter after `$` is broken."""
    done = run(compiled[0]["odd"])
    assert done.task("escapes").log == "['a$b', 'value', '$(OTHER)', '$(NAME)', '$Ã\\udca9', 'given!', '$']\n"


def test_a_claim_is_made_mounted_and_deleted_and_a_task_tried_again(run, compiled, tmp_path):
    """The third try finds what the first two left in the volume."""
    cluster = Cluster(tmp_path / "claims")
    done = run(compiled[0]["volumes"], cluster=cluster)
    assert done.status is Status.SUCCEEDED, done.told()
    assert (done.task("note").attempts, done.task("note").log) == (3, "3\n")
    assert not (cluster.claims / "run-x").exists()
    assert not (compiled[1] / "data").exists()


def test_the_environment_is_the_pods_own(run, compiled, tmp_path, monkeypatch):
    """Nothing of the machine's gets in."""
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")
    cluster = Cluster(tmp_path / "claims", {"s": {"key": "hidden"}}, {"c": {"key": "shown"}})
    done = run(compiled[0]["settings"], cluster=cluster)
    assert done.status is Status.SUCCEEDED, done.told()
    names = dict(eval(done.task("environ").log))
    assert set(names) <= {
        "PATH",
        "HOME",
        "TMPDIR",
        "PLAIN",
        "SECRET",
        "CONFIG",
        "KFP_POD_NAME",
        "KFP_POD_UID",
        "LC_CTYPE",
    }
    assert (names["SECRET"], names["CONFIG"], names["PLAIN"]) == ("hidden", "shown", "1")


def test_a_secret_that_is_not_there_keeps_the_pod_from_starting(run, compiled):
    """As Kubernetes does."""
    done = run(compiled[0]["settings"])
    assert done.task("environ").outcome.message.startswith("Unschedulable")
