"""PyTorch: what was worked out of parameters is not handed on. By the analysis alone, as it is not installed here."""

from __future__ import annotations

import pytest

from kale_converter.convert import convert
from kale_converter.model import Division
from tests.analysis.pipeline import codes, inputs
from tests.analysis.text import notebook

HEAD = """
# %% [imports]
import torch
from torch import nn
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = nn.Linear(2, 1)
    def forward(self, x):
        return self.layer(x)
# %% [step:a]
net = Net()
x = torch.ones(2, 2, requires_grad=True)
"""
RECORDED = ["y = x + 1", "y = x.sum()", "y = torch.exp(x)", "y = net(x)", "y = -x", "y = [x * 2][0]", "y = x.view(4)"]
NOT_RECORDED = [
    "y = x.detach()",
    "y = x.sum().item()",
    "y = (x * 2).data",
    "y = net(x).argmax(1)",
    "with torch.no_grad():\n    y = net(x)",
    "@torch.no_grad()\ndef f():\n    return net(x)\ny = f()",
    "y = torch.optim.SGD(net.parameters(), lr=0.1)",
    "y = torch.ones(2) + 1",
]


@pytest.mark.parametrize("line", RECORDED)
def test_a_tensor_is_handed_on_without_its_record(line: str) -> None:
    """K406 tells it, and a division by cells keeps the cells together."""
    text = f"{HEAD}# %% [step:b]\n{line}\n# %% [step:c]\ny.sum().backward()\n"
    assert ("K406", 3) in codes(text)
    pipeline = convert(notebook(text), Division.CELLS).pipeline
    assert pipeline is not None
    assert [len(step.cells) for step in pipeline.steps] == [1, 2]


@pytest.mark.parametrize("line", NOT_RECORDED)
def test_numbers_have_no_record(line: str) -> None:
    """Nothing is told of what PyTorch keeps no record of."""
    told = codes(f"{HEAD}# %% [step:b]\n{line}\n# %% [step:c]\nprint(y)\n")
    assert "K406" not in {code for code, _ in told}


def test_going_back_changes_what_it_was_worked_out_of() -> None:
    """The gradients are there where the tensors are read next."""
    text = f"{HEAD}# %% [step:b]\ny = (x ** 2).mean()\ny.backward()\n# %% [step:c]\nprint(x.grad)\n"
    assert inputs(text, "c") == {"x": "b"}


LOADER = """
# %% [imports]
import torch
from torch.utils.data import DataLoader, RandomSampler, random_split
# %% [step:a]
rows = torch.arange(12.0)
draws = torch.Generator().manual_seed(3)
loader = DataLoader(rows, shuffle=True, generator=draws)
sampler = RandomSampler(rows, generator=draws)
# %% [step:b]
"""


@pytest.mark.parametrize(
    "line",
    [
        "for row in loader:\n    pass",
        "first = next(iter(loader))",
        "rows = list(sampler)",
        "one, other = random_split(rows, [6, 6], generator=draws)",
        "for n, row in enumerate(loader):\n    pass",
    ],
)
def test_reading_from_a_loader_draws_from_its_generator(line: str) -> None:
    """Who draws next goes on from there."""
    text = f"{LOADER}{line}\n# %% [step:c]\nprint(torch.rand(2, generator=draws))\n"
    assert inputs(text, "c") == {"draws": "b"}


def test_reading_from_a_loader_draws_from_the_generator_of_pytorch() -> None:
    """Also where no call of PyTorch is to be seen."""
    text = "# %% [imports]\nimport torch\nfrom torch.utils.data import DataLoader\n# %% [step:a]\n"
    text += "torch.manual_seed(1)\nloader = DataLoader([1, 2], shuffle=True)\n"
    text += "# %% [step:b]\nfor row in loader:\n    pass\n"
    text += "# %% [step:c]\nprint(torch.rand(2))\n"
    assert inputs(text, "c") == {"state:torch.random": "b"}


def test_an_iterator_over_a_loader_cannot_be_handed_on() -> None:
    """It is told, as a generator is."""
    text = f"{LOADER}rows = iter(loader)\n# %% [step:c]\nprint(next(rows))\n"
    assert ("K401", 3) in codes(text)


def test_a_parametrized_module_cannot_be_handed_on() -> None:
    """But the module that it was before can; and that it is changed is no setting of the process."""
    text = f"{HEAD}# %% [step:b]\nfrom torch.nn.utils import parametrize\n"
    text += "parametrize.register_parametrization(net, 'weight', nn.ReLU())\n# %% [step:c]\nprint(net.weight)\n"
    found = [code for code, _ in codes(text)]
    assert found.count("K401") == 1
    assert "K305" not in found
