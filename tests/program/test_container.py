"""A step in a container: what it takes, what it writes, what it says."""

from __future__ import annotations

import hashlib
import json
import math
import re
from pathlib import Path
from typing import Any

import nbformat
import pytest

from kale_converter.model import Foreach, Parameter, ParameterType, Span, StepSettings
from kale_converter.program.command import bundle_tasks, carry
from kale_converter.program.wiring import FILES, WiredInput, WiredOutput
from tests.engines.stories import Story
from tests.program.containers import Pods


def parameter(name: str, kind: ParameterType, span: Span, default: Any = None) -> Parameter:
    return Parameter(name, kind, default, span)


def test_a_value_goes_from_step_to_step(tmp_path: Path) -> None:
    """Through files where KFP would put them, in an image that has nothing but Python."""
    story = Story().prologue("k = 2").step("a", "x = [k, 3]\nprint('made')", writes=["x"])
    story.step("b", "y = x + [k]\nprint(y)", reads={"a": ["x"]}, writes=["y"])
    pods = Pods(tmp_path, story.conversion())
    first = pods.run("a")
    assert (first.status, first.stdout, first.stderr) == (0, "made\n", "")
    assert first.metadata("out-x")["variables"] == {"x": {"type": "list", "preview": "[2, 3]"}}
    second = pods.run("b")
    assert (second.status, second.stdout) == (0, "[2, 3, 2]\n")


def test_a_second_try_does_the_same(tmp_path: Path) -> None:
    """What the first has left changes nothing."""
    pods = Pods(tmp_path, Story().step("a", "x = 5", writes=["x"]).conversion())
    assert [pods.run("a").status for _ in range(2)] == [0, 0]


def test_two_artifacts_with_the_same_bytes(tmp_path: Path) -> None:
    """Each is a file of its own."""
    story = Story().step("a", "x = 5", writes=["x", ("state:random",), ("state:decimal",)])
    pods = Pods(tmp_path, story.conversion())
    ended = pods.run("a")
    assert ended.status == 0
    assert all(path.exists() for path in ended.files.values() if path.name.startswith("out-"))


def test_the_runs_value_stands_where_the_notebooks_stands(tmp_path: Path) -> None:
    """What is derived from it follows; a value that is the notebook's own stays as the notebook writes it."""
    story = Story().prologue("n = 2\nwhole = (1, 2)\nrate = 1.0\nm = n * 10")
    story.parameters += [
        parameter("n", ParameterType.INT, Span(1, 1, 5, 1, 6, "c1")),
        parameter("whole", ParameterType.LIST, Span(1, 2, 9, 2, 15, "c1")),
        parameter("rate", ParameterType.FLOAT, Span(1, 3, 8, 3, 11, "c1")),
    ]
    pods = Pods(tmp_path, story.step("a", "print(n, m, whole, rate)").conversion())
    assert pods.run("a").stdout == "2 20 (1, 2) 1.0\n"
    assert pods.run("a", {"n": 3.0, "whole": [1, 2], "rate": 2}).stdout == "3 30 (1, 2) 2.0\n"
    wrong = pods.run("a", {"n": "three"})
    assert (wrong.status, wrong.stdout) == (1, "")
    assert "the parameter n is 'three', which is no int" in wrong.stderr


def test_a_failure_is_told_and_written(tmp_path: Path) -> None:
    """The user's cell and line stand last in the log; notebook and report show it."""
    ended = Pods(tmp_path, Story().step("a", "print('before')", "def f():\n    return 1 / 0\nf()").conversion()).run(
        "a"
    )
    assert (ended.status, ended.stdout, ended.output) == (1, "before\n", {})
    told = "Kale Ext: the step a failed in cell 2, line 2: ZeroDivisionError: division by zero\n  return 1 / 0\n"
    assert ended.stderr.endswith(told)
    assert ended.stderr.startswith("Traceback")
    assert "kale_step" not in ended.stderr
    notebook = nbformat.reads(ended.files["n"].read_text(), as_version=4)
    nbformat.validate(notebook)
    assert notebook.cells[1].outputs[0].ename == "ZeroDivisionError"
    assert "ZeroDivisionError" in ended.files["r"].read_text()


def test_the_notebook_is_one(tmp_path: Path) -> None:
    """Valid in nbformat 4.5, with the counts that a kernel gives."""
    story = Story().prologue("import json").step("a", "print(1)\nprint(2)", "3")
    notebook = nbformat.reads(Pods(tmp_path, story.conversion()).run("a").files["n"].read_text(), as_version=4)
    nbformat.validate(notebook)
    assert [cell.execution_count for cell in notebook.cells] == [1, 2, 3]
    assert notebook.cells[1].outputs == [{"output_type": "stream", "name": "stdout", "text": "1\n2\n"}]
    assert notebook.metadata.kale_step == {"pipeline": "story", "step": "a", "status": "succeeded"}


def test_a_loop_is_collected_in_its_order(tmp_path: Path) -> None:
    """Each task has one item; what comes after has lists."""
    settings = StepSettings(foreach=Foreach("n", (0.5, 1.0, 2.0)))
    story = Story().step("a", "y = n * 2", writes=["y", "state:random"], settings=settings)
    story.step("b", "print(y, sum(y))", reads={"a": ["y", "state:random"]})
    pods = Pods(tmp_path, story.conversion())
    for number, item in enumerate((0.5, 1, 2)):
        assert pods.loop("a", number, item).status == 0
    assert pods.run("b").stdout == "[1.0, 2.0, 4.0] 7.0\n"


def test_a_loop_that_binds_only_sometimes(tmp_path: Path) -> None:
    """There is no list of it; the item that lacks it is named."""
    settings = StepSettings(foreach=Foreach("n", (1, 2)))
    story = (
        Story().step("a", "if n == 1:\n    y = n", writes=["y"], settings=settings).step("b", "y", reads={"a": ["y"]})
    )
    pods = Pods(tmp_path, story.conversion())
    for number, item in enumerate((1, 2)):
        assert pods.loop("a", number, item).status == 0
    assert (
        "the variable y of step a cannot be loaded: the step has not bound it for the 2nd item" in pods.run("b").stderr
    )


def test_values_for_conditions(tmp_path: Path) -> None:
    """JSON in the executor output, and as text where KFP reads a text."""
    story = Story().step("a", "ok, name, n = True, 'x y', 3\nclass C: pass\nc = C()")
    pods = Pods(tmp_path, story.conversion())
    ended = pods.run("a", values=(("ok", "ok"), ("name", "name"), ("n", "n")))
    assert ended.output["parameterValues"] == {"ok": True, "name": "x y", "n": 3}
    assert [(tmp_path / "a" / f"value-{name}").read_text() for name in ("ok", "name", "n")] == ["true", "x y", "3"]
    wrong = pods.run("a", values=(("c", "c"),))
    assert wrong.status == 1
    assert "the variable c decides what other steps do, and a C cannot be told" in wrong.stderr


def test_metrics_are_metadata(tmp_path: Path) -> None:
    """Numbers as KFP's metrics; a matrix and a curve as its classification metrics."""
    cell = (
        "accuracy = 0.5\nworst = float('inf')\nmatrix = [[5, 1], [2, 7]]\n"
        "curve = ([0.0, 0.5, 1.0], [0.0, 1.0, 1.0], [float('inf'), 0.7, 0.1])"
    )
    story = Story().step("a", cell, metrics=["accuracy", "worst", "matrix", "curve"])
    ended = Pods(tmp_path, story.conversion()).run("a")
    assert ended.metadata("m") == {"accuracy": 0.5, "worst": "inf"}
    assert json.loads(ended.files["m"].read_text()) == {"accuracy": 0.5, "worst": "inf"}
    found = ended.metadata("c")
    assert found["confusionMatrix"] == {
        "annotationSpecs": [{"displayName": "0"}, {"displayName": "1"}],
        "rows": [{"row": [5, 1]}, {"row": [2, 7]}],
    }
    assert found["confidenceMetrics"][0] == {"falsePositiveRate": 0.0, "recall": 0.0, "confidenceThreshold": 1.7}
    assert all(math.isfinite(value) for point in found["confidenceMetrics"] for value in point.values())


def test_the_report_is_one_safe_page(tmp_path: Path) -> None:
    """What cells print is text; their HTML stands in a frame that runs nothing; nothing comes from elsewhere."""
    cell = (
        "class R:\n    def _repr_html_(self): return '<script>alert(1)</script><b>r</b>'\n"
        "print('<script>alert(2)</script>')\nR()"
    )
    page = Pods(tmp_path, Story().step("a", cell).conversion()).run("a").files["r"].read_text()
    assert "<script" not in page
    assert "&lt;script&gt;alert(2)" in page
    assert re.search(r'<iframe sandbox="" [^>]*srcdoc="[^"]*&lt;script&gt;alert\(1\)', page)
    assert "prefers-color-scheme:dark" in page
    assert not re.search(r'(?:src|href)="(?!data:)', page)


def test_what_is_missing_is_told_before_any_work(tmp_path: Path) -> None:
    """The package as an installer calls it, and in which image."""
    story = (
        Story()
        .prologue("print('work')\nimport sklearn.svm\nimport json")
        .step("a", "x = 1\nfrom nowhere_at_all import x")
    )
    ended = Pods(tmp_path, story.conversion()).run("a")
    assert (ended.status, ended.stdout) == (1, "")
    assert ended.stderr == (
        "Kale Ext: the step a cannot run: the image example/image:1 lacks\n"
        "  scikit-learn (the module sklearn.svm), which cell 1, line 2 imports\n"
        "  nowhere_at_all, which cell 2, line 2 imports\n"
        "  choose an image that has it (`image:` tag, or `image` in the notebook's settings), or build one\n"
    )


def test_modules_and_files_travel(tmp_path: Path) -> None:
    """Packages too; the step works beside them, in a folder of its own."""
    story = Story().step("a", "import pkg.deep\nfrom one import f\nprint(pkg.deep.x, f(), open('data/t.csv').read())")
    pods = Pods(tmp_path, story.conversion())
    pods.modules = {"pkg/__init__.py": "", "pkg/deep.py": "from . import other\nx = other.y", "pkg/other.py": "y = 1"}
    pods.modules = {**pods.modules, "one.py": "def f(): return 'é'", "unused.py": "1 / 0"}
    pods.files = {"data/t.csv": b"a,b"}
    assert "unused.py" not in pods.bundle("a")["modules"]
    ended = pods.run("a")
    assert (ended.status, ended.stdout, ended.stderr) == (0, "1 é a,b\n", "")


def test_an_object_of_a_local_module_is_loaded_by_it(tmp_path: Path) -> None:
    """Also in a step that does not import the module itself."""
    story = Story().step("a", "from one import C\nx = C()", writes=["x"]).step("b", "print(x.n)", reads={"a": ["x"]})
    pods = Pods(tmp_path, story.conversion(), modules={"one.py": "class C:\n    n = 7"})
    pods.run("a")
    assert pods.run("b").stdout == "7\n"


def test_no_secret_is_in_the_log_or_the_previews(tmp_path: Path) -> None:
    """Neither its variable's preview nor the environment."""
    story = Story().step("a", "import os\napi_key = os.environ['TOKEN']", writes=["api_key"])
    pods = Pods(tmp_path, story.conversion(), environ={"TOKEN": "s3cr3t"})
    ended = pods.run("a")
    assert ended.status == 0
    pages = "".join(ended.files[name].read_text() for name in "rn")
    assert "s3cr3t" not in ended.stdout + ended.stderr + json.dumps(ended.output) + pages


def test_the_working_folder_follows(tmp_path: Path) -> None:
    """A folder below its own, and what was added to sys.path, are there in the next container too."""
    cell = "import os, sys\nos.makedirs('sub')\nos.chdir('sub')\nsys.path.insert(0, '/elsewhere')"
    story = Story().step("a", cell, writes=[("state:cwd",), ("state:sys.path",)])
    check = "import os, sys\nprint(os.path.basename(os.getcwd()), sys.path[0], any('site' in p for p in sys.path))"
    story.step("b", check, reads={"a": ["state:cwd", "state:sys.path"]})
    pods = Pods(tmp_path, story.conversion())
    assert pods.run("a").status == 0
    assert pods.run("b").stdout == "sub /elsewhere False\n"


def test_files_go_where_they_are_needed(tmp_path: Path) -> None:
    """A later step finds what earlier ones wrote, changed and deleted in their working folders."""
    story = Story().step("a", "import os\nos.mkdir('d')\nopen('d/x', 'w').write('1')\nopen('y', 'w').write('y')")
    story.step("b", "import os\nopen('d/x', 'a').write('2')\nos.remove('y')", after="a")
    story.step("c", "import os\nprint(open('d/x').read(), os.listdir())", after="b")
    pods = Pods(tmp_path, story.conversion(), files={"z": b""})
    handed = WiredOutput("files", FILES)
    assert pods.run("a", outputs=(handed,)).status == 0
    assert pods.run("b", outputs=(handed,), inputs=(WiredInput("a_files", "a", FILES),)).status == 0
    inputs = (WiredInput("a_files", "a", FILES), WiredInput("b_files", "b", FILES))
    ended = pods.run("c", inputs=inputs)
    assert (ended.status, ended.stderr) == (0, "")
    assert ended.stdout in {"12 ['z', 'd']\n", "12 ['d', 'z']\n"}


def test_text_that_engines_replace_comes_through(tmp_path: Path) -> None:
    """Braces and dollars, and letters of any kind."""
    texts = ["{{x}}", "$(HOME) $$ ${y}", "-- ---", "\u2028é漢😀\x7f", "a" * 200_000 + "-é" * 10_000]
    cell = f"texts = {texts!r}\nimport hashlib\nprint(hashlib.md5(repr(texts).encode()).hexdigest())"
    pods = Pods(tmp_path, Story().step("a", cell).conversion())
    carried = carry(pods.bundle("a"))
    assert pods.run("a").stdout == hashlib.md5(repr(texts).encode()).hexdigest() + "\n"
    for piece in carried.args:
        assert len(piece.encode()) <= 96 * 1024
        assert piece == "{{$}}" or not ("{{" in piece or "$" in piece)
    assert not any("{{" in part or "$" in part for part in carried.command)


@pytest.mark.parametrize(("room", "parts"), [(1 << 17, 0), (20_000, 1), (300, 3)])
def test_what_is_too_large_comes_in_an_artifact(tmp_path: Path, room: int, parts: int) -> None:
    """The first tasks write it, one of them with what the others wrote, and the steps read it."""
    pods = Pods(tmp_path, Story().step("a", "print('é {{')").step("b", "print(2)").conversion())
    bundles = {name: pods.bundle(name) for name in "ab"}
    handing = bundle_tasks(bundles, room)
    assert len(handing.parts) >= parts
    taken = {}
    for name, carried in handing.parts.items():
        file = tmp_path / "parts" / name
        written = pods.start(carried, {}, tmp_path, {}, {f"{{{{$.outputs.artifacts['{name}'].path}}}}": str(file)})
        assert (written.status, written.stderr) == (0, "")
        taken[f"{{{{$.inputs.artifacts['{name}'].path}}}}"] = str(file)
    held = tmp_path / "bundles" / "kale_bundle"
    place = "{{$.outputs.artifacts['kale_bundle'].path}}"
    written = pods.start(handing.whole, {}, tmp_path, {}, {place: str(held), **taken})
    assert (written.status, written.stderr) == (0, "")
    for (name, bundle), printed in zip(bundles.items(), ("é {{\n", "2\n"), strict=True):
        carried = carry(bundle, key=name)
        where = {"{{$.inputs.artifacts['kale_bundle'].path}}": str(held)}
        files = {name: tmp_path / "x" / name for name in "mcrn"}
        executor = {"outputs": {"artifacts": {n: {"artifacts": [{"uri": str(p)}]} for n, p in files.items()}}}
        ended = pods.start(carried, executor, tmp_path, files, where)
        assert (ended.status, ended.stdout, ended.stderr) == (0, printed, "")


@pytest.mark.parametrize(
    "uri", ["minio://b/k", "s3://b/k", "gs://b/k", "oci://r/i/t:1", "/plain/path", "http://x/y", ""]
)
def test_where_artifacts_are(uri: str) -> None:
    """Where the launcher puts them; an address that is none of its schemes is refused."""
    from kale_converter.program.runtime.executor import local_path
    from kale_converter.program.runtime.refusal import Refusal

    wanted = {
        "minio://b/k": "/minio/b/k",
        "s3://b/k": "/s3/b/k",
        "gs://b/k": "/gcs/b/k",
        "oci://r/i/t:1": "/oci/r_i_t:1",
    }
    if uri in ("http://x/y", ""):
        with pytest.raises(Refusal, match="no path"):
            local_path({"name": "a", "uri": uri})
    else:
        assert str(local_path({"uri": uri})) == wanted.get(uri, uri)
        assert str(local_path({"uri": uri, "customPath": "/other"})) == "/other"
