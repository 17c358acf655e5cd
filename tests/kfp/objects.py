"""The objects of Kubernetes that KFP's driver makes of a platform spec (its `extendPodSpecPatch` and `createPVC`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Config = Mapping[str, Any]
_NAMED = "123e4567-e89b-42d3-a456-426614174000"


def claim(inputs: Mapping[str, Any]) -> dict[str, Any]:
    """The claim that a CreatePVC task with these parameters makes."""
    return {
        "apiVersion": "v1",
        "kind": "PersistentVolumeClaim",
        "metadata": {"name": _NAMED + inputs["pvc_name_suffix"], "annotations": inputs.get("annotations", {})},
        "spec": {
            "accessModes": inputs["access_modes"],
            "resources": {"requests": {"storage": inputs["size"]}},
            "storageClassName": inputs.get("storage_class_name", "standard"),
        },
    }


def pod(config: Config, container: Mapping[str, Any]) -> dict[str, Any]:
    """The pod of a step. container: of the pipeline spec."""
    mounts = [*_claims(config), *_files(config), *_own(config)]
    main = {
        "name": "main",
        "image": container["image"],
        "env": [*container.get("env", ()), *_env(config)],
        "volumeMounts": [mount for _, mount in mounts],
        **({"imagePullPolicy": config["imagePullPolicy"]} if "imagePullPolicy" in config else {}),
        "securityContext": {
            name: value if isinstance(value, bool) else int(value)
            for name, value in config.get("securityContext", {}).items()
        },
    }
    deadline = config.get("activeDeadlineSeconds")
    return {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": "step", **config.get("podMetadata", {})},
        "spec": {
            "containers": [main],
            "volumes": [volume for volume, _ in mounts],
            "nodeSelector": config.get("nodeSelector", {}).get("labels", {}),
            "tolerations": [_toleration(one) for one in config.get("tolerations", ())],
            "affinity": _affinity(config.get("nodeAffinity", ())),
            "imagePullSecrets": [{"name": one["secretName"]} for one in config.get("imagePullSecret", ())],
            **({} if deadline is None else {"activeDeadlineSeconds": int(deadline)}),
        },
    }


Mounted = tuple[dict[str, Any], dict[str, Any]]


def _claims(config: Config) -> list[Mounted]:
    found = []
    for mount in config.get("pvcMount", ()):
        name = mount.get("constant", f"{_NAMED}-new")
        source = {"name": name, "persistentVolumeClaim": {"claimName": name}}
        found.append((source, {"name": name, "mountPath": mount["mountPath"], "subPath": mount.get("subPath", "")}))
    return found


def _files(config: Config) -> list[Mounted]:
    found = []
    for one in config.get("secretAsVolume", ()):
        source = {"secret": {"secretName": one["secretName"], "optional": one["optional"]}}
        found.append(({"name": one["secretName"], **source}, _mount(one, one["secretName"])))
    for one in config.get("configMapAsVolume", ()):
        source = {"configMap": {"name": one["configMapName"], "optional": one["optional"]}}
        found.append(({"name": one["configMapName"], **source}, _mount(one, one["configMapName"])))
    return found


def _own(config: Config) -> list[Mounted]:
    """What is gone with the pod."""
    found = []
    for one in config.get("genericEphemeralVolume", ()):
        spec = {"accessModes": one["accessModes"], "resources": {"requests": {"storage": one["size"]}}}
        spec |= {} if one.get("defaultStorageClass") else {"storageClassName": one["storageClassName"]}
        template = {"metadata": one.get("metadata", {}), "spec": spec}
        source = {"name": one["volumeName"], "ephemeral": {"volumeClaimTemplate": template}}
        found.append((source, _mount(one, one["volumeName"])))
    for one in config.get("emptyDirMounts", ()):
        source = {"name": one["volumeName"], "emptyDir": {"medium": one["medium"], "sizeLimit": one["sizeLimit"]}}
        found.append((source, _mount(one, one["volumeName"])))
    return found


def _mount(one: Config, name: str) -> dict[str, Any]:
    return {"name": name, "mountPath": one["mountPath"]}


def _env(config: Config) -> list[dict[str, Any]]:
    kinds = (
        ("secretAsEnv", "secretKeyRef", "secretName", "secretKey"),
        ("configMapAsEnv", "configMapKeyRef", "configMapName", "configMapKey"),
    )
    return [
        {
            "name": one["envVar"],
            "valueFrom": {ref: {"key": one[key], "name": given[name], "optional": given["optional"]}},
        }
        for kind, ref, name, key in kinds
        for given in config.get(kind, ())
        for one in given["keyToEnv"]
    ]


def _toleration(one: Config) -> dict[str, Any]:
    seconds = one.get("tolerationSeconds")
    return {**one} if seconds is None else {**one, "tolerationSeconds": int(seconds)}


def _affinity(terms: Any) -> dict[str, Any]:
    required = [{"matchExpressions": term["matchExpressions"]} for term in terms if "weight" not in term]
    preferred = [
        {"preference": {"matchExpressions": term["matchExpressions"]}, "weight": term["weight"]}
        for term in terms
        if "weight" in term
    ]
    made: dict[str, Any] = {}
    if required:
        made["requiredDuringSchedulingIgnoredDuringExecution"] = {"nodeSelectorTerms": required}
    if preferred:
        made["preferredDuringSchedulingIgnoredDuringExecution"] = preferred
    return {"nodeAffinity": made} if made else {}
