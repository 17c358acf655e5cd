"""What uses files comes after what has written them."""

import pytest

from tests.analysis.pipeline import codes, edges

PACKAGES = """# %% [imports]
import gensim.models, graphviz, lightgbm, networkx, onnxruntime, openpyxl, plotly.express, torch, xgboost, yaml
import numpy as np
import pandas as pd
import scipy.io.wavfile, scipy.sparse, sklearn.datasets, sklearn.tree
path, model = input(), {}
"""
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


@pytest.mark.parametrize(
    "use",
    [
        "np.fromregex('d/a', '(.*)', int)",
        "scipy.io.mmread('d/a')",
        "scipy.io.wavfile.read(filename='d/a')",
        "scipy.sparse.load_npz('d/a')",
        "sklearn.datasets.load_svmlight_file(str(path))",
        "sklearn.datasets.load_files('d')",
        "networkx.read_gml('d/a')",
        "xgboost.XGBClassifier().load_model('d/a')",
        "lightgbm.Booster(model_file='d/a')",
        "openpyxl.load_workbook('d/a')",
        "onnxruntime.InferenceSession('d/a')",
        "gensim.models.Word2Vec.load('d/a')",
    ],
)
def test_what_packages_read(use: str):
    """By the names of their functions and methods, and by names of files that were written."""
    text = f"{PACKAGES}# %% [step:a]\nopen('d/a', 'w').close()\n# %% [step:b]\n{use}"
    assert edges(text) == {("a", "b")}


@pytest.mark.parametrize(
    "use",
    [
        "sklearn.tree.export_graphviz(model, out_file='d/a')",
        "sklearn.tree.export_graphviz(model, path)",
        "sklearn.datasets.dump_svmlight_file(model, model, 'd/a')",
        "scipy.io.mmwrite('d/a', model)",
        "scipy.io.netcdf_file('d/a', 'w')",
        "scipy.sparse.save_npz(path, model)",
        "networkx.write_gml(model, 'd/a')",
        "plotly.express.line(model).write_html('d/a')",
        "graphviz.Source('').render('d/a')",
        "pd.DataFrame({}).to_markdown('d/a')",
        "np.arange(3).dump('d/a')",
    ],
)
def test_what_packages_write(use: str):
    """By the names of their functions and methods."""
    assert edges(f"{PACKAGES}# %% [step:a]\n{use}\n# %% [step:b]\nprint(open('d/a').read())") == {("a", "b")}


@pytest.mark.parametrize(
    "use",
    [
        "sklearn.tree.export_graphviz(model, out_file=None)",
        "sklearn.datasets.load_iris(return_X_y=True)",
        "networkx.write_gml(model, 'd/b')",
        "pd.DataFrame({}).to_markdown()",
        "yaml.load(path, yaml.SafeLoader)",
        "torch.nn.Linear(1, 1).load_state_dict(path)",
    ],
)
def test_what_uses_no_such_file(use: str):
    """They make texts, or are given no file, or another."""
    uses = f"# %% [step:a]\nopen('d/a', 'w').close()\n# %% [step:b]\n{use}\n# %% [step:c]\nprint(open('d/a').read())"
    assert edges(PACKAGES + uses) == {("a", "c")}


@pytest.mark.parametrize("use", ["HTML('<b>a</b>')", "Markdown('b')", "plt.style.use('ggplot')", "z = zipfile.Path"])
def test_what_reads_no_file(use: str):
    """A text that is shown is no file of that name, but for one that was written."""
    assert edges(f"{IMPORTS}# %% [step:a]\nopen('a', 'w').close()\n# %% [step:b]\n{use}") == set()


@pytest.mark.parametrize(
    "setting",
    [
        "logging.basicConfig(filename='w.log')",
        "logging.basicConfig(filename=str('w.log'))",
        "logging.basicConfig(handlers=[logging.FileHandler('w.log')])",
        "logging.getLogger().addHandler(logging.handlers.RotatingFileHandler('w.log'))",
        "logging.getLogger().addHandler(logging.handlers.TimedRotatingFileHandler(filename='w.log'))",
        "logging.config.dictConfig({'handlers': {'f': {'class': 'logging.FileHandler', 'filename': 'w.log'}}})",
        "config = {'handlers': {'f': {'filename': 'w.log'}}}\nlogging.config.dictConfig(config)",
    ],
)
@pytest.mark.parametrize("log", ["logging.info('a')", "logging.getLogger('b').warning('a')"])
def test_what_is_logged_to_a_file(setting: str, log: str):
    """Who reads the log waits for what is logged before, and what is logged later waits for the reader."""
    text = f"# %% [imports]\nimport logging, logging.config, logging.handlers\n# %% [step:a]\n{setting}\n"
    text += f"# %% [step:b]\n{log}\n# %% [step:c]\nprint(open('w.log').read())\n# %% [step:d]\n{log}"
    assert {("a", "b"), ("b", "c"), ("c", "d")} <= edges(text)


@pytest.mark.parametrize(
    "use",
    [
        "gpd.list_layers('a.gpkg')",
        "pyogrio.read_info('a.gpkg')",
        "x = fiona.open('a.gpkg')",
        "fiona.listlayers('a.gpkg')",
    ],
)
def test_what_looks_into_a_file_of_layers(use: str):
    """It comes after the frame that is written to it."""
    text = "# %% [imports]\nimport fiona, pyogrio\nimport geopandas as gpd\n# %% [step:a]\nframe = gpd.GeoDataFrame()\n"
    assert edges(f"{text}frame.to_file('a.gpkg')\n# %% [step:b]\n{use}") == {("a", "b")}


def test_what_is_logged_to_no_file():
    """It has nothing to do with files."""
    text = "# %% [imports]\nimport logging\n# %% [step:a]\nlogging.basicConfig(level='INFO')\n"
    text += "# %% [step:b]\nlogging.info('a')\n# %% [step:c]\nprint(open('w.log').read())"
    assert edges(text) == {("a", "b")}


def test_a_literal_name_without_a_dot_is_no_file() -> None:
    """Data sets and models of packages are called by such names."""
    text = '# %% [step:a]\nimport seaborn as sns\ntips = sns.load_dataset("tips")\nprint(len(tips))\n'
    assert "K606" not in {code for code, _ in codes(text)}
