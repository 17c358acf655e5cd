"""K521: not-of-kubernetes."""

from __future__ import annotations

from collections.abc import Iterator

from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.kubernetes import objections
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Severity, StepSettings, Target


class NotOfKubernetes(Rule):
    """Kubernetes does not allow this name or text.

    What
    ----
    A label, an annotation, a resource, a folder, an image, or the name of a secret, a config map or a volume is written
    in a way that Kubernetes refuses; or a text has `{{`, which Kubeflow Pipelines would replace.

    Why
    ---
    The cluster would refuse the step when its turn comes.

    What to do
    ----------
    Write it as the message says.
    """

    code = "K521"
    name = "not-of-kubernetes"
    severity = Severity.ERROR
    targets = frozenset({Target.KUBEFLOW})

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        notebook = facts.metadata.settings
        for where, settings in (
            ("the notebook's image", StepSettings(image=notebook.image)),
            ("the notebook's volumes", StepSettings(volumes=notebook.volumes)),
        ):
            for what, wanted in objections(settings):
                yield self.finding(f"{what} is not what Kubernetes allows ({where})", f"write {wanted}")
        for at in facts.asked():
            for what, wanted in objections(at.asked.settings):
                yield self.finding(f"{what} is not what Kubernetes allows{at.of}", f"write {wanted}", at.span)
