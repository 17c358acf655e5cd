"""The platform spec: what only Kubernetes knows of a step, held against what KFP's own SDK writes for the same."""

from __future__ import annotations

import kubernetes_validate
import pytest

from kale_converter.export.errors import ExportError
from kale_converter.export.kfp.platform import executor_config, platform_spec
from kale_converter.export.kfp.volumes import created_volumes
from kale_converter.export.surroundings import Surroundings
from kale_converter.model import (
    ConfigMapFiles,
    Division,
    EnvFromConfigMap,
    EnvFromSecret,
    NodeAffinity,
    NodeProfile,
    NodeRequirement,
    NotebookSettings,
    Pipeline,
    Prologue,
    SecretFiles,
    SecurityContext,
    Step,
    StepSettings,
    Toleration,
    Volume,
    VolumeKind,
)
from tests.kfp import oracle
from tests.kfp.objects import claim, pod

GPU = NodeProfile(
    "gpu",
    node_selector=(("pool", "gpu"), ("disk", "hdd")),
    tolerations=(
        Toleration("gpu", "Equal", "yes", "NoExecute", 300),
        Toleration("spot", "Exists"),
    ),
    affinity=(
        NodeAffinity((NodeRequirement("zone", "In", ("a", "b")),)),
        NodeAffinity((NodeRequirement("disk", "Exists"),), weight=5),
    ),
)
DATA = Volume("datasets", VolumeKind.EXISTING, "/data", sub_path="wine")
SCRATCH = Volume("scratch", VolumeKind.NEW, "/scratch", size=1 << 30, access_modes=("ReadWriteMany",))
EVERYTHING = StepSettings(
    volumes=(
        SCRATCH,
        Volume("plain", VolumeKind.EPHEMERAL, "/ephemeral", size=1 << 30),
        Volume(
            "fast",
            VolumeKind.EPHEMERAL,
            "/fast",
            1536 << 20,
            (("a", "b"),),
            storage_class="ssd",
            access_modes=("ReadWriteOncePod",),
        ),
    ),
    secrets=(EnvFromSecret("DB_PASSWORD", "db", "password"), EnvFromSecret("DB_USER", "db", "user", optional=True)),
    config_maps=(EnvFromConfigMap("REGION", "site", "region"),),
    secret_files=(SecretFiles("keys", "/keys", optional=True),),
    config_map_files=(ConfigMapFiles("conf", "/etc/conf"),),
    profile="gpu",
    node_selector=(("disk", "ssd"),),
    labels=(("team", "vision"),),
    annotations=(("owner", "ada"),),
    pull_policy="Always",
    pull_secrets=("registry",),
    shared_memory=2 << 30,
    security=SecurityContext(1000, 0, run_as_non_root=True),
    timeout=60.5,
)
NOTEBOOK = NotebookSettings("n", volumes=(DATA,))
SURROUNDINGS = Surroundings(profiles={"gpu": GPU})
CREATED = {"taskOutputParameter": {"outputParameterKey": "name", "producerTask": "createpvc"}}


def config(settings, notebook=NOTEBOOK):
    return executor_config(Step("a", (), settings=settings), notebook, SURROUNDINGS, {"scratch": CREATED})


def pipeline(*steps, volumes=()):
    return Pipeline(NotebookSettings("n", volumes=volumes), Division.TAGS, (), Prologue(), steps, ())


def test_all_that_a_step_can_be_given_is_as_kfp_itself_writes_it():
    """Its own SDK, told the same."""
    oracle.require()
    theirs = oracle.everything()["step"]
    assert oracle.comparable(config(EVERYTHING)) == oracle.comparable(theirs)


VERSIONS = ("1.28", "1.34")
"""Of Kubernetes: an old one that Kubeflow still runs on, and a new one."""


@pytest.mark.parametrize("version", VERSIONS)
def test_the_pod_of_all_that_is_one_of_kubernetes(version):
    """By its own schemas: every field is known, and of its type."""
    container = {"image": "python:3.12", "env": [{"name": "A", "value": "1"}]}
    made = pod(config(EVERYTHING), container)
    kubernetes_validate.validate(made, version, strict=True)
    spec = made["spec"]
    mounted = {mount["name"] for mount in spec["containers"][0]["volumeMounts"]}
    assert mounted == {volume["name"] for volume in spec["volumes"]}
    assert len(mounted) == len(spec["volumes"]) == 7


@pytest.mark.parametrize("version", VERSIONS)
def test_a_claim_that_a_run_makes_is_one_of_kubernetes(version):
    """Named so that a pod can call its volume by that name."""
    volume = Volume("s" * 26, VolumeKind.NEW, "/s", 1 << 30, (("a", "b"),), storage_class="ssd")
    (made,) = created_volumes(pipeline(Step("a", ()), volumes=(volume,)))
    kubernetes_validate.validate(claim(made.inputs), version, strict=True)
    assert len(claim(made.inputs)["metadata"]["name"]) == 63


def test_what_is_no_pod_is_told():
    """So that the tests above can fail."""
    made = pod(config(EVERYTHING), {"image": "python:3.12"})
    made["spec"]["tolerations"][0]["seconds"] = 300
    with pytest.raises(kubernetes_validate.ValidationError, match="seconds"):
        kubernetes_validate.validate(made, VERSIONS[0], strict=True)


def test_a_step_that_asks_for_nothing_has_no_configuration():
    """And without any there is no platform spec."""
    assert config(StepSettings(), NotebookSettings("n")) == {}
    assert platform_spec({"exec-a": {}}) == {}


def test_another_notebook_mounts_nothing_itself():
    """Its own steps have what its own metadata asks for."""
    assert config(StepSettings(notebook="other.ipynb")) == {}


def test_configurations_are_found_by_executor():
    """In the order of their labels."""
    spec = platform_spec({"exec-b": {"imagePullPolicy": "Always"}, "exec-a": {"imagePullPolicy": "Never"}})
    assert list(spec["platforms"]["kubernetes"]["deploymentSpec"]["executors"]) == ["exec-a", "exec-b"]


def test_a_step_has_the_notebooks_volumes_but_where_it_mounts_something_itself():
    """Whatever it mounts there."""
    elsewhere = Volume("mine", VolumeKind.EXISTING, "/data")
    assert NOTEBOOK.volumes_of(StepSettings(volumes=(elsewhere,))) == (elsewhere,)
    secret = StepSettings(secret_files=(SecretFiles("s", "/data"),))
    assert NOTEBOOK.volumes_of(secret) == ()


def test_steps_that_name_one_new_volume_share_it():
    """It is made once, by a task of a name that no step has."""
    steps = [Step(name, (), settings=StepSettings(volumes=(SCRATCH,))) for name in ("create-scratch", "b")]
    (made,) = created_volumes(pipeline(Step("c", ()), *steps))
    assert (made.task, made.steps) == ("create-scratch-2", ("create-scratch", "b"))
    assert dict(made.inputs) == {"access_modes": ["ReadWriteMany"], "pvc_name_suffix": "-scratch", "size": "1Gi"}


def test_a_new_volume_of_the_notebook_is_made_for_all_steps():
    """But for those that are other notebooks."""
    other = Step("b", (), settings=StepSettings(notebook="other.ipynb"))
    (made,) = created_volumes(pipeline(Step("a", ()), other, Step("c", ()), volumes=(SCRATCH,)))
    assert made.steps == ("a", "c")


@pytest.mark.parametrize(
    ("settings", "why"),
    [
        (StepSettings(volumes=(Volume("v", VolumeKind.EXISTING, "/v", read_only=True),)), "read-only"),
        (StepSettings(volumes=(Volume("v", VolumeKind.SNAPSHOT, "/v", 1),)), "of the kind snap"),
        (StepSettings(volumes=(Volume("v", VolumeKind.EPHEMERAL, "/v", 1, sub_path="a"),)), "mounted in part"),
        (StepSettings(volumes=(Volume("v", VolumeKind.EPHEMERAL, "/v"),)), "has no size"),
        (StepSettings(profile="gpus"), "no.*of that name"),
        (StepSettings(labels=(("a", "{{b}}"),)), "would replace"),
    ],
)
def test_what_kfp_cannot_give_is_refused(settings, why):
    """And not left out."""
    with pytest.raises(ExportError, match=why):
        config(settings)


def test_unlike_volumes_of_one_name_are_refused():
    """One of the steps would not get what it asks for."""
    other = Volume("scratch", VolumeKind.NEW, "/scratch", size=1)
    steps = [Step(str(size), (), settings=StepSettings(volumes=(size,))) for size in (SCRATCH, other)]
    with pytest.raises(ExportError, match="another new volume scratch"):
        created_volumes(pipeline(*steps))
