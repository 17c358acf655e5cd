"""A container task: what KFP's driver and launcher do around the user's process."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tests.kfp.cluster import Cluster
from tests.kfp.limits import LARGEST_ARGUMENT, TooLarge
from tests.kfp.outcome import Outcome, Status, TaskRun
from tests.kfp.placeholders import expanded, placeholders, replaced
from tests.kfp.publishing import published
from tests.kfp.resolving import Inputs
from tests.kfp.store import Store
from tests.kfp.uris import local_path, mounted
from tests.kfp.values import BadValue, as_json, normal

Spec = Mapping[str, Any]
SECONDS = 600


@dataclass(frozen=True, slots=True)
class Pod:
    """One container task with all its inputs.

    python: the folder with `python3`, which stands for the image. root: the folder that stands for `/`; where it is the
    real one, artifacts lie where their URI says, else their `customPath` says where.
    """

    path: str
    component: Spec
    container: Spec
    kubernetes: Spec
    inputs: Inputs
    claims: Mapping[str, str]
    uris: str
    python: Path
    store: Store
    cluster: Cluster
    root: Path

    def run(self, attempts: int) -> TaskRun:
        """Run it, again after a failure, at most so often."""
        done = self._attempt(1)
        for number in range(2, attempts + 1):
            if done.status is Status.SUCCEEDED:
                break
            done = self._attempt(number)
        return done

    def _attempt(self, number: int) -> TaskRun:
        root = self.root if self._real else self.root / str(number)
        given = self._executor_input(root)
        env = self._env()
        received = json.loads(_as_argument(as_json(given), env))  # the launcher gets it as one
        found = placeholders(self._with_defaults(received))
        words = [*self.container.get("command", ()), *self.container.get("args", ())]
        words = [replaced(_as_argument(word, env), found) for word in words]
        self._download(received)
        self._prepare(received)
        begun = time.monotonic()
        with self.cluster.mounted(self.kubernetes, self.claims):
            code, log = self._process(words, env, root)
        run = TaskRun(self.path, Outcome(Status.FAILED), log, received, number, time.monotonic() - begun, root)
        if code:
            return replace(run, outcome=Outcome(Status.FAILED, message=f"exit code {code}"))
        try:
            return replace(run, outcome=published(self.component, received, self.store))
        except BadValue as refusal:
            return replace(run, outcome=Outcome(Status.FAILED, message=f"launcher: {refusal}"))

    @property
    def _real(self) -> bool:
        return self.root == Path("/")

    def _executor_input(self, root: Path) -> dict[str, Any]:
        definitions = self.component.get("outputDefinitions", {})
        inputs = self.inputs.as_json()
        for listed in inputs.get("artifacts", {}).values():
            listed["artifacts"] = [self._placed(one, root) for one in listed["artifacts"]]
        outputs: dict[str, Any] = {"outputFile": f"{root}/tmp/kfp_outputs/output_metadata.json".replace("//", "/")}
        if names := definitions.get("parameters"):
            files = {name: f"{root}/tmp/kfp/outputs/{name}".replace("//", "/") for name in names}
            outputs["parameters"] = {name: {"outputFile": file} for name, file in files.items()}
        if specs := definitions.get("artifacts"):
            outputs["artifacts"] = {
                name: {"artifacts": [self._placed(self._output(name, spec), root)]} for name, spec in specs.items()
            }
        return {"inputs": inputs, "outputs": outputs}

    def _output(self, name: str, spec: Spec) -> dict[str, Any]:
        found = {"type": spec["artifactType"], "uri": f"{self.uris}/{name}"}
        return {**found, "metadata": normal(spec["metadata"])} if spec.get("metadata") else found

    def _placed(self, artifact: Spec, root: Path) -> dict[str, Any]:
        if self._real:
            return dict(artifact)
        return {**artifact, "customPath": f"{root}{mounted(artifact['uri'])}"}

    def _with_defaults(self, executor_input: Spec) -> dict[str, Any]:
        declared = self.component.get("inputDefinitions", {}).get("parameters", {})
        defaults = {name: normal(spec["defaultValue"]) for name, spec in declared.items() if "defaultValue" in spec}
        inputs = executor_input.get("inputs", {})
        values = {**defaults, **inputs.get("parameterValues", {})}
        return {**executor_input, "inputs": {**inputs, "parameterValues": values} if values else inputs}

    def _env(self) -> dict[str, str]:
        env = {"KFP_POD_NAME": f"run-{self.path.replace('/', '-')}", "KFP_POD_UID": "0" * 8}
        for one in self.container.get("env", ()):
            env[one["name"]] = expanded(one.get("value", ""), env)
        return {**env, **self.cluster.env(self.kubernetes)}

    def _download(self, executor_input: Spec) -> None:
        for listed in executor_input["inputs"].get("artifacts", {}).values():
            for one in listed["artifacts"]:
                self.store.download(one["uri"], local_path(one))

    def _prepare(self, executor_input: Spec) -> None:
        outputs = executor_input["outputs"]
        files = [Path(one["outputFile"]) for one in outputs.get("parameters", {}).values()]
        files += [local_path(one) for listed in outputs.get("artifacts", {}).values() for one in listed["artifacts"]]
        for file in files:
            file.parent.mkdir(parents=True, exist_ok=True)
        Path(outputs["outputFile"]).unlink(missing_ok=True)

    def _process(self, words: list[str], env: Mapping[str, str], root: Path) -> tuple[int, str]:
        work, home = root / "work", root / "home"
        for folder in (work, home, root / "tmp"):
            folder.mkdir(parents=True, exist_ok=True)
        tmp = {} if self._real else {"TMPDIR": str(root / "tmp")}
        whole = {"PATH": f"{self.python}:/usr/bin:/bin", "HOME": str(home), **tmp, **env}
        try:
            done = subprocess.run(
                words,
                env=whole,
                cwd=work,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                timeout=SECONDS,
                check=False,
            )
        except OSError as error:
            return 126, f"exec {words[0]}: {error.strerror}"
        return done.returncode, done.stdout.decode(errors="backslashreplace")


def _as_argument(text: str, env: Mapping[str, str]) -> str:
    """What the process of a pod gets for an argument of its spec. Raises TooLarge where it gets no process at all."""
    if len(text.encode()) + 1 > LARGEST_ARGUMENT:
        raise TooLarge(f"exec launcher: argument list too long: one has {len(text.encode())} bytes")
    return expanded(text, env)
