"""The pipelines of `../twins/*.ipynb`, as one would write them in KFP's DSL: what its compiler makes of the same thing.

A function has the name of its notebook. Containers, outputs and inputs are called as Kale Ext calls them.
"""

from kfp import dsl, kubernetes
from kfp.dsl import HTML, Artifact, Input, Metrics, Output

IMAGE = "python:3.12"


def _spec(image: str = IMAGE) -> dsl.ContainerSpec:
    return dsl.ContainerSpec(image=image, command=["python3"], args=[])


@dsl.container_component
def show(
    rows: int, rate: float, label: str, quick: bool, columns: list, options: dict,
    notebook: Output[Artifact], report: Output[HTML],
):  # fmt: skip
    return _spec()


@dsl.pipeline(name="parameters", description="Every type of parameter.")
def parameters(
    rows: int = 1000,
    rate: float = 0.5,
    label: str = "größe",
    quick: bool = True,
    columns: list = ["a", 1],  # noqa: B006 - a default of the DSL
    options: dict = {"depth": 3},  # noqa: B006
):
    """Every type of parameter.

    Args:
        rows: how many rows
    """
    show(rows=rows, rate=rate, label=label, quick=quick, columns=columns, options=options)


@dsl.container_component
def load(frame: Output[Artifact], notebook: Output[Artifact], report: Output[HTML]):
    return _spec()


@dsl.container_component
def train(load_frame: Input[Artifact], total: Output[Artifact], notebook: Output[Artifact], report: Output[HTML]):
    return _spec()


@dsl.container_component
def pipeline_metrics(
    train_total: Input[Artifact], metrics: Output[Metrics], notebook: Output[Artifact], report: Output[HTML]
):
    return _spec()


@dsl.container_component
def log(notebook: Output[Artifact]):
    return _spec()


@dsl.pipeline(name="artifacts")
def artifacts():
    loaded = load()
    trained = train(load_frame=loaded.outputs["frame"])
    pipeline_metrics(train_total=trained.outputs["total"])
    log().after(loaded)


@dsl.container_component
def a(x: Output[Artifact], notebook: Output[Artifact], report: Output[HTML]):
    return _spec("pytorch/pytorch:2.4")


@dsl.container_component
def b(a_x: Input[Artifact], notebook: Output[Artifact], report: Output[HTML]):
    return _spec()


@dsl.pipeline(name="resources")
def resources():
    first = a()
    first.set_cpu_limit("2").set_memory_limit("4Gi").set_cpu_request("500m").set_memory_request("1Gi")
    first.set_accelerator_type("nvidia.com/gpu").set_accelerator_limit("2")
    first.set_caching_options(enable_caching=False)
    first.set_retry(2, backoff_duration="10s", backoff_factor=3, backoff_max_duration="600s")
    second = b(a_x=first.outputs["x"]).set_env_variable("OMP_NUM_THREADS", "4")
    second.set_caching_options(enable_caching=True, cache_key="prices")


@dsl.container_component
def work(notebook: Output[Artifact], report: Output[HTML]):
    return _spec()


@dsl.container_component
def after(notebook: Output[Artifact], report: Output[HTML]):
    return _spec()


@dsl.pipeline(name="cluster")
def cluster():
    task = work()
    kubernetes.use_secret_as_env(task, "db", {"password": "DB_PASSWORD"})
    kubernetes.use_config_map_as_env(task, "site", {"region": "REGION"})
    kubernetes.use_secret_as_volume(task, "keys", "/keys")
    kubernetes.use_config_map_as_volume(task, "site", "/etc/site", optional=True)
    kubernetes.mount_pvc(task, "datasets", "/data", sub_path="wine")
    kubernetes.add_ephemeral_volume(task, "scratch", "/scratch", ["ReadWriteOnce"], "10Gi")
    kubernetes.add_node_selector(task, "disk", "ssd")
    kubernetes.add_pod_label(task, "team", "vision")
    kubernetes.add_pod_annotation(task, "owner", "ada")
    kubernetes.set_image_pull_policy(task, "Always")
    kubernetes.set_image_pull_secrets(task, ["registry"])
    kubernetes.empty_dir_mount(task, "kale-shared-memory", "/dev/shm", medium="Memory", size_limit="2Gi")
    kubernetes.set_timeout(task, 600)
    kubernetes.set_security_context(task, run_as_user=1000, run_as_group=100)


@dsl.pipeline(name="volumes")
def volumes():
    made = kubernetes.CreatePVC(
        pvc_name_suffix="-data", access_modes=["ReadWriteMany"], size="10Gi", storage_class_name="fast"
    )
    first = work()
    kubernetes.mount_pvc(first, made.outputs["name"], "/data")
    second = after()
    second.after(first)
    kubernetes.mount_pvc(second, made.outputs["name"], "/data")
    kubernetes.DeletePVC(pvc_name=made.outputs["name"]).after(first, second)


@dsl.container_component
def fit(item: float, model: Output[Artifact], notebook: Output[Artifact], report: Output[HTML]):
    return _spec()


@dsl.container_component
def best(fit_model: Input[list[Artifact]], notebook: Output[Artifact], report: Output[HTML]):
    return _spec()


@dsl.pipeline(name="loop")
def loop():
    with dsl.ParallelFor([0.1, 0.01], parallelism=2) as rate:
        fitted = fit(item=rate)
    best(fit_model=dsl.Collected(fitted.outputs["model"]))


@dsl.container_component
def count(n_value: dsl.OutputPath(float), notebook: Output[Artifact], report: Output[HTML]):
    return _spec()


@dsl.container_component
def large(mode: str, notebook: Output[Artifact], report: Output[HTML]):
    return _spec()


@dsl.pipeline(name="condition")
def condition(mode: str = "fast"):
    counted = count()
    with dsl.If(counted.outputs["n_value"] > 3.0):
        large(mode=mode)


@dsl.container_component
def clean(notebook: Output[Artifact], report: Output[HTML]):
    return _spec()


@dsl.pipeline(name="exit")
def exit_handler():
    last = clean().set_caching_options(enable_caching=False)
    with dsl.ExitHandler(last):
        work()


@dsl.container_component
def read_rows(rows: int, notebook: Output[Artifact], report: Output[HTML]):
    return _spec()


@dsl.pipeline(name="features")
def _features(rows: int = 10):
    read_rows(rows=rows)


@dsl.pipeline(name="nested")
def nested(rows: int = 100):
    _features(rows=rows)
