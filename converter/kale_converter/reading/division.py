"""How a notebook is divided into blocks, the steps-to-be: by tags, by cells, by headings, or not at all."""

from __future__ import annotations

from dataclasses import dataclass

from kale_converter.model import Cell, Span, StepName, StepSettings


@dataclass(frozen=True, slots=True)
class Block:
    """The cells of one step, in notebook order, and what their tags say of it.

    prev: the steps that `prev:` tags name, each with the place of the cell that has the tag; they may not exist.
    is_metrics: the cells have the tag `pipeline-metrics`.
    """

    name: StepName
    cells: tuple[Cell, ...]
    prev: tuple[tuple[StepName, Span], ...] = ()
    settings: StepSettings = StepSettings()
    is_metrics: bool = False


@dataclass(frozen=True, slots=True)
class Divided:
    """A notebook's code cells, each in exactly one of `prologue`, a block, or `skipped`.

    prologue: the cells of imports, functions and parameters, in notebook order. blocks: in the order of their first
    cells. parameters: the `pipeline-parameters` cells, which are in `prologue` too.
    """

    prologue: tuple[Cell, ...]
    blocks: tuple[Block, ...]
    skipped: tuple[Cell, ...] = ()
    parameters: tuple[Cell, ...] = ()
