"""All rules, and how they are put to a notebook."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from kale_converter.analysis import UndefinedName
from kale_converter.diagnostics.code import Code
from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.diagnostics.rules.k001_language import NotPython
from kale_converter.diagnostics.rules.k002_kale_metadata import WrongKaleMetadata
from kale_converter.diagnostics.rules.k003_kubeflow_metadata import WrongKubeflowMetadata
from kale_converter.diagnostics.rules.k004_unknown_key import UnknownKey
from kale_converter.diagnostics.rules.k005_odd_tags import OddTags
from kale_converter.diagnostics.rules.k006_nothing_to_run import NothingToRun
from kale_converter.diagnostics.rules.k007_ignore import UnknownIgnore
from kale_converter.diagnostics.rules.k010_lookalike_tag import LookalikeTag
from kale_converter.diagnostics.rules.k011_malformed_tag import MalformedTag
from kale_converter.diagnostics.rules.k012_step_name import StepNameRule
from kale_converter.diagnostics.rules.k013_several_steps import SeveralSteps
from kale_converter.diagnostics.rules.k014_role_and_step import RoleAndStep
from kale_converter.diagnostics.rules.k015_nameless_step import NamelessStep
from kale_converter.diagnostics.rules.k016_tag_on_text import TagOnText
from kale_converter.diagnostics.rules.k017_settings_without_step import SettingsWithoutStep
from kale_converter.diagnostics.rules.k018_settings_of_no_step import SettingsOfNoStep
from kale_converter.diagnostics.rules.k019_waits_for_itself import WaitsForItself
from kale_converter.diagnostics.rules.k020_alike_names import AlikeNames
from kale_converter.diagnostics.rules.k101_derived_value import DerivedValue
from kale_converter.diagnostics.rules.k102_shared_value import SharedValue
from kale_converter.diagnostics.rules.k103_assigned_again import AssignedAgain
from kale_converter.diagnostics.rules.k104_type_mismatch import TypeMismatch
from kale_converter.diagnostics.rules.k105_unknown_type import UnknownType
from kale_converter.diagnostics.rules.k106_parameter_replaced import ParameterReplaced
from kale_converter.diagnostics.rules.k107_unused_parameter import UnusedParameter
from kale_converter.diagnostics.rules.k201_syntax_error import SyntaxErrorRule
from kale_converter.diagnostics.rules.k202_undefined_name import UndefinedNameRule
from kale_converter.diagnostics.rules.k203_name_of_skipped_cell import NameOfSkippedCell
from kale_converter.diagnostics.rules.k204_deleted_name import DeletedName
from kale_converter.diagnostics.rules.k205_defined_later import DefinedLater
from kale_converter.diagnostics.rules.k206_maybe_undefined import MaybeUndefined
from kale_converter.diagnostics.rules.k207_some_paths import SomePaths
from kale_converter.diagnostics.rules.k208_always_fails import AlwaysFails
from kale_converter.diagnostics.rules.k301_cycle import CycleRule
from kale_converter.diagnostics.rules.k302_unknown_prev import UnknownPrevRule
from kale_converter.diagnostics.rules.k303_split_step import SplitStep
from kale_converter.diagnostics.rules.k304_unreadable_code import UnreadableCode
from kale_converter.diagnostics.rules.k305_patched_module import PatchedModule
from kale_converter.diagnostics.rules.k306_known_from_run import KnownFromRun
from kale_converter.diagnostics.rules.k307_unreadable_learnt import UnreadableLearnt
from kale_converter.diagnostics.rules.k308_several_producers import SeveralProducers
from kale_converter.diagnostics.rules.k309_unused_step import UnusedStep
from kale_converter.diagnostics.rules.k310_of_the_process import OfTheProcess
from kale_converter.diagnostics.rules.k401_unstorable import UnstorableValue
from kale_converter.diagnostics.rules.k402_holds_unstorable import HoldsUnstorable
from kale_converter.diagnostics.rules.k403_huge_value import HugeValue
from kale_converter.diagnostics.rules.k404_unseeded_random import UnseededRandom
from kale_converter.diagnostics.rules.k405_kept_together import KeptTogether
from kale_converter.diagnostics.rules.k406_handed_on_in_part import HandedOnInPart
from kale_converter.diagnostics.rules.k501_cluster_only import ClusterOnly
from kale_converter.diagnostics.rules.k502_limits import Limits
from kale_converter.diagnostics.rules.k503_cache_and_report import CacheAndReport
from kale_converter.diagnostics.rules.k504_sub_notebook import SubNotebook
from kale_converter.diagnostics.rules.k505_unsupported import Unsupported
from kale_converter.diagnostics.rules.k506_volumes import Volumes
from kale_converter.diagnostics.rules.k507_refused import Refused
from kale_converter.diagnostics.rules.k508_without_effect import WithoutEffect
from kale_converter.diagnostics.rules.k509_metrics_in_one import MetricsInOne
from kale_converter.diagnostics.rules.k510_not_here import NotHere
from kale_converter.diagnostics.rules.k511_read_only_volume import ReadOnlyVolume
from kale_converter.diagnostics.rules.k512_unmountable_volume import UnmountableVolume
from kale_converter.diagnostics.rules.k513_unknown_profile import UnknownProfile
from kale_converter.diagnostics.rules.k514_condition import ConditionRule
from kale_converter.diagnostics.rules.k515_condition_names import ConditionNames
from kale_converter.diagnostics.rules.k516_loop_items import LoopItems
from kale_converter.diagnostics.rules.k517_exit_handler import ExitHandler
from kale_converter.diagnostics.rules.k518_sub_notebook_step import SubNotebookStep
from kale_converter.diagnostics.rules.k519_resources import Resources
from kale_converter.diagnostics.rules.k520_filled_twice import FilledTwice
from kale_converter.diagnostics.rules.k521_not_of_kubernetes import NotOfKubernetes
from kale_converter.diagnostics.rules.k522_storage_class import StorageClass
from kale_converter.diagnostics.rules.k523_unused_item import UnusedItem
from kale_converter.diagnostics.rules.k524_volume_of_kale import VolumeOfKale
from kale_converter.diagnostics.rules.k525_condition_types import ConditionTypes
from kale_converter.diagnostics.rules.k601_secret import SecretInCode
from kale_converter.diagnostics.rules.k602_asks_somebody import AsksSomebody
from kale_converter.diagnostics.rules.k603_interactive_magic import InteractiveMagic
from kale_converter.diagnostics.rules.k604_absolute_path import AbsolutePath
from kale_converter.diagnostics.rules.k605_local_module import LocalModule
from kale_converter.diagnostics.rules.k606_local_file import LocalFile
from kale_converter.diagnostics.rules.k607_stored_by_magic import StoredByMagic
from kale_converter.diagnostics.secrets import masked
from kale_converter.diagnostics.switching import switched_off, with_severity
from kale_converter.model import Diagnostic
from kale_converter.reading.place import source_line

RULES: tuple[Rule, ...] = (
    NotPython(),
    WrongKaleMetadata(),
    WrongKubeflowMetadata(),
    UnknownKey(),
    OddTags(),
    NothingToRun(),
    UnknownIgnore(),
    LookalikeTag(),
    MalformedTag(),
    StepNameRule(),
    SeveralSteps(),
    RoleAndStep(),
    NamelessStep(),
    TagOnText(),
    SettingsWithoutStep(),
    SettingsOfNoStep(),
    WaitsForItself(),
    AlikeNames(),
    DerivedValue(),
    SharedValue(),
    AssignedAgain(),
    TypeMismatch(),
    UnknownType(),
    ParameterReplaced(),
    UnusedParameter(),
    SyntaxErrorRule(),
    UndefinedNameRule(),
    NameOfSkippedCell(),
    DeletedName(),
    DefinedLater(),
    MaybeUndefined(),
    SomePaths(),
    AlwaysFails(),
    CycleRule(),
    UnknownPrevRule(),
    SplitStep(),
    UnreadableCode(),
    PatchedModule(),
    KnownFromRun(),
    UnreadableLearnt(),
    SeveralProducers(),
    UnusedStep(),
    OfTheProcess(),
    UnstorableValue(),
    HoldsUnstorable(),
    HugeValue(),
    UnseededRandom(),
    KeptTogether(),
    HandedOnInPart(),
    ClusterOnly(),
    Limits(),
    CacheAndReport(),
    SubNotebook(),
    Unsupported(),
    Volumes(),
    Refused(),
    WithoutEffect(),
    MetricsInOne(),
    NotHere(),
    ReadOnlyVolume(),
    UnmountableVolume(),
    UnknownProfile(),
    ConditionRule(),
    ConditionNames(),
    LoopItems(),
    ExitHandler(),
    SubNotebookStep(),
    Resources(),
    FilledTwice(),
    NotOfKubernetes(),
    StorageClass(),
    UnusedItem(),
    VolumeOfKale(),
    ConditionTypes(),
    SecretInCode(),
    AsksSomebody(),
    InteractiveMagic(),
    AbsolutePath(),
    LocalModule(),
    LocalFile(),
    StoredByMagic(),
)
"""Every rule, sorted by code."""


def diagnose(facts: Facts) -> tuple[Diagnostic, ...]:
    """All findings, sorted by place, without those that the notebook switches off, and as severe as it says.

    What looks like a secret in a source line is masked, whatever the finding is about.
    """
    severities = MappingProxyType({rule.code: rule.severity for rule in RULES})
    analysis = replace(facts.analysis, undefined_names=_undefined(facts))
    facts = replace(facts, rules=severities, code=Code(analysis.sources), analysis=analysis)
    rules = [rule for rule in RULES if facts.target in rule.targets]
    found = {_with_source(finding, facts) for rule in rules for finding in rule.check(facts)}
    kept = (with_severity(finding, facts) for finding in found if not switched_off(finding, facts))
    return tuple(sorted(kept, key=lambda finding: (*finding.order, finding.remedy)))


def _with_source(finding: Diagnostic, facts: Facts) -> Diagnostic:
    if finding.source or finding.span is None:
        return finding
    cell = facts.notebook.cells[finding.span.cell - 1]
    return replace(finding, source=masked(source_line(cell, finding.span.line)))


def _undefined(facts: Facts) -> tuple[UndefinedName, ...]:
    """The names that nothing defines, without those that a loop binds in its step."""
    if not any(step.settings.foreach for step in facts.analysis.steps):
        return facts.analysis.undefined_names
    loops = {index: step.settings.foreach for index, step in facts.steps_by_cell().items() if step.settings.foreach}
    return tuple(
        found
        for found in facts.analysis.undefined_names
        if (loop := loops.get(found.use.span.cell)) is None or loop.variable != found.use.name
    )
