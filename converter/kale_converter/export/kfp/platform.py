"""The platform spec: what only Kubernetes knows of a step, as kfp-kubernetes' `KubernetesExecutorConfig` in JSON.

Where that has a field for a constant and a newer one for any parameter, both are written, as KFP's own SDK does.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from kale_converter.export.errors import ExportError
from kale_converter.export.kfp.mounts import files, mounts
from kale_converter.export.kfp.placing import placing
from kale_converter.export.kfp.task import constant
from kale_converter.export.surroundings import Surroundings
from kale_converter.model import NotebookSettings, SecurityContext, Step, StepSettings


def platform_spec(configs: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The document of these configurations, by executor label (`exec-…`); {} where all are empty."""
    executors = {label: dict(configs[label]) for label in sorted(configs) if configs[label]}
    return {"platforms": {"kubernetes": {"deploymentSpec": {"executors": executors}}}} if executors else {}


def executor_config(
    step: Step, notebook: NotebookSettings, surroundings: Surroundings, claims: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any]:
    """What the step asks of Kubernetes, but for its image, `env` and resources, which the pipeline spec has.

    claims: where the names of the claims that the run makes come from, by volume: an input parameter as a task has it,
    `{"taskOutputParameter": …}` beside the CreatePVC task, `{"componentInputParameter": …}` below it. {} for a step
    that asks for nothing, or is another notebook. Raises ExportError for what KFP cannot give.
    """
    settings = step.settings
    if settings.notebook:
        return {}
    config: dict[str, Any] = {
        **placing(step, surroundings.profiles),
        **mounts(step, notebook, claims),
        **files(settings),
        **_environment(settings),
        **_image(settings),
        "podMetadata": _metadata(settings),
        "securityContext": _security(settings.security),
    }
    if settings.timeout is not None:
        config["activeDeadlineSeconds"] = str(math.ceil(settings.timeout))  # a 64-bit number is a text in this JSON
    _refuse_placeholders(step, config)
    return {name: config[name] for name in sorted(config) if config[name]}


def _environment(settings: StepSettings) -> dict[str, Any]:
    return {
        "secretAsEnv": [
            {
                "keyToEnv": [{"envVar": given.env, "secretKey": given.key}],
                "optional": given.optional,
                "secretName": given.secret,
                "secretNameParameter": constant(given.secret),
            }
            for given in settings.secrets
        ],
        "configMapAsEnv": [
            {
                "configMapName": given.config_map,
                "configMapNameParameter": constant(given.config_map),
                "keyToEnv": [{"configMapKey": given.key, "envVar": given.env}],
                "optional": given.optional,
            }
            for given in settings.config_maps
        ],
    }


def _image(settings: StepSettings) -> dict[str, Any]:
    return {
        "imagePullPolicy": settings.pull_policy,
        "imagePullSecret": [
            {"secretName": secret, "secretNameParameter": constant(secret)} for secret in settings.pull_secrets
        ],
    }


def _metadata(settings: StepSettings) -> dict[str, Any]:
    given = {"annotations": dict(settings.annotations), "labels": dict(settings.labels)}
    return {name: texts for name, texts in given.items() if texts}


def _security(security: SecurityContext) -> dict[str, Any]:
    given: dict[str, Any] = {}
    if security.run_as_group is not None:
        given["runAsGroup"] = str(security.run_as_group)
    if security.run_as_non_root is not None:
        given["runAsNonRoot"] = security.run_as_non_root
    if security.run_as_user is not None:
        given["runAsUser"] = str(security.run_as_user)
    return given


def _refuse_placeholders(step: Step, value: Any) -> None:
    """Argo would replace `{{…}}` wherever it stands."""
    if isinstance(value, str) and "{{" in value:
        raise ExportError(
            "braces-in-setting",
            f"step {step.name} has a setting with `{{{{`, which Kubeflow Pipelines would replace: {value}",
            "write it otherwise",
        )
    if isinstance(value, dict | list):
        for part in (*value, *value.values()) if isinstance(value, dict) else value:
            _refuse_placeholders(step, part)
