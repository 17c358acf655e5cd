"""everything.py: print, as JSON, what kfp.kubernetes writes for a task that is given everything that it can be given."""

import json
from typing import Any

from kfp import dsl, kubernetes

configs: dict[str, Any] = {}
Affinity = list[dict[str, Any]]
IN_ZONE: Affinity = [{"key": "zone", "operator": "In", "values": ["a", "b"]}]
WITH_DISK: Affinity = [{"key": "disk", "operator": "Exists"}]


@dsl.container_component
def work() -> dsl.ContainerSpec:
    return dsl.ContainerSpec(image="python:3.12", command=["python3"])


def everything(task: Any, claim: Any) -> None:
    """As `tests/kfp/test_platform.py` asks for it with settings of ours."""
    kubernetes.mount_pvc(task, "datasets", "/data", sub_path="wine")
    kubernetes.mount_pvc(task, claim, "/scratch")
    kubernetes.add_ephemeral_volume(task, "plain", "/ephemeral", ["ReadWriteOnce"], "1Gi")
    kubernetes.add_ephemeral_volume(
        task, "fast", "/fast", ["ReadWriteOncePod"], "1536Mi", storage_class_name="ssd", annotations={"a": "b"}
    )
    kubernetes.use_secret_as_env(task, "db", {"password": "DB_PASSWORD"})
    kubernetes.use_secret_as_env(task, "db", {"user": "DB_USER"}, optional=True)
    kubernetes.use_config_map_as_env(task, "site", {"region": "REGION"})
    kubernetes.use_secret_as_volume(task, "keys", "/keys", optional=True)
    kubernetes.use_config_map_as_volume(task, "conf", "/etc/conf")
    kubernetes.add_node_selector(task, "disk", "ssd")
    kubernetes.add_node_selector(task, "pool", "gpu")
    kubernetes.add_toleration(task, "gpu", "Equal", "yes", "NoExecute", 300)
    kubernetes.add_toleration(task, "spot", "Exists")
    kubernetes.add_node_affinity(task, IN_ZONE)
    kubernetes.add_node_affinity(task, WITH_DISK, weight=5)
    kubernetes.add_pod_label(task, "team", "vision")
    kubernetes.add_pod_annotation(task, "owner", "ada")
    kubernetes.set_image_pull_policy(task, "Always")
    kubernetes.set_image_pull_secrets(task, ["registry"])
    kubernetes.empty_dir_mount(task, "kale-shared-memory", "/dev/shm", medium="Memory", size_limit="2Gi")
    kubernetes.set_security_context(task, run_as_user=1000, run_as_group=0, run_as_non_root=True)
    kubernetes.set_timeout(task, 61)


@dsl.pipeline
def pipeline() -> None:
    created = kubernetes.CreatePVC(access_modes=["ReadWriteMany"], size="1Gi", pvc_name_suffix="-scratch")
    task = work()
    everything(task, created.outputs["name"])
    configs["step"] = task.platform_config["kubernetes"]


print(json.dumps(configs))
