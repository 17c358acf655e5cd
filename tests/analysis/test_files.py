"""What uses files comes after what has written them."""

import pytest

from tests.analysis.pipeline import edges

IMPORTS = """# %% [imports]
import filecmp, fileinput, os, tarfile, zipfile
import matplotlib.pyplot as plt
from IPython.display import HTML, FileLink, FileLinks, Image, Markdown
"""


@pytest.mark.parametrize(
    "use",
    [
        "with zipfile.ZipFile('z.zip', 'w') as z: z.write('d/a')",
        "t = tarfile.open('z.tar', 'w')\nt.add('d/a')\nt.close()",
        "t = tarfile.open('z.tar', 'w')\nt.add('d')\nt.close()",
        "filecmp.cmp('b', 'd/a')",
        "os.path.samefile('b', 'd/a')",
        "os.path.getmtime('d/a')",
        "for line in fileinput.input('d/a'): print(line)",
        "HTML('d/a')",
        "Markdown(filename='d/a')",
        "Image(filename='d/a')",
        "FileLink('d/a')",
        "FileLinks('d')",
        "plt.style.use(['ggplot', './d/b.mplstyle'])",
        "%pycat d/a",
        "%load d/a",
    ],
)
def test_what_reads_a_file(use: str):
    """By the functions of Python, of IPython and of Matplotlib."""
    text = f"{IMPORTS}# %% [step:a]\nopen('d/a', 'w').close()\nopen('d/b.mplstyle', 'w').close()\n# %% [step:b]\n{use}"
    assert edges(text) == {("a", "b")}


@pytest.mark.parametrize("use", ["HTML('<b>a</b>')", "Markdown('b')", "plt.style.use('ggplot')", "z = zipfile.Path"])
def test_what_reads_no_file(use: str):
    """A text that is shown is no file of that name, but for one that was written."""
    assert edges(f"{IMPORTS}# %% [step:a]\nopen('a', 'w').close()\n# %% [step:b]\n{use}") == set()
