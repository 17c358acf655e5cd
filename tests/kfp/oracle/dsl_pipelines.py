"""Pipelines in KFP's DSL, for the tests of the executor: containers with Python and no package.

KALE_TEST_ROOT: a folder that volumes are mounted in, since a test cannot mount anything at `/data`.
"""

import os  # annotations stay objects here: KFP reads them

from kfp import dsl, kubernetes

ROOT = os.environ.get("KALE_TEST_ROOT", "/data")
IMAGE = "python:3.12"


def _container(source: str, *args: object) -> dsl.ContainerSpec:
    return dsl.ContainerSpec(image=IMAGE, command=["python3", "-c", source], args=list(args))


@dsl.container_component
def say(text: str):
    return _container("import sys; print(sys.argv[1])", text)


@dsl.container_component
def fail():
    return _container("raise SystemExit('on purpose')")


@dsl.container_component
def types(a: str, b: int, c: float, d: bool, e: list[int], f: dict[str, int], out: dsl.Output[dsl.Artifact]):
    source = "import sys, json; json.dump(sys.argv[2:], open(sys.argv[1], 'w'))"
    return _container(source, out.path, a, b, c, d, e, f, "{{$}}")


@dsl.container_component
def double(n: int, out: dsl.Output[dsl.Dataset], value: dsl.OutputPath(int)):
    source = "import sys; a, b, c = sys.argv[1:]; [open(p, 'w').write(str(2 * int(a))) for p in (b, c)]"
    return _container(source, n, out.path, value)


@dsl.container_component
def total(parts: dsl.Input[list[dsl.Dataset]], values: list[int], value: dsl.OutputPath(int)):
    source = (
        "import sys, json; given = json.loads(sys.argv[1])['inputs']\n"
        "paths = [one['customPath'] for one in given['artifacts']['parts']['artifacts']]\n"
        "read = [int(open(path).read()) for path in paths]\n"
        "assert read == given['parameterValues']['values'], (read, given)\n"
        "open(sys.argv[2], 'w').write(str(sum(read)))"
    )
    return _container(source, "{{$}}", value)


@dsl.container_component
def read(data: dsl.Input[dsl.Dataset], scale: int = 10, value: dsl.OutputPath(int) = None):
    source = "import sys; open(sys.argv[3], 'w').write(str(int(sys.argv[2]) * int(open(sys.argv[1]).read())))"
    return _container(source, data.path, scale, value)


@dsl.container_component
def metrics(score: dsl.Output[dsl.Metrics]):
    source = (
        "import sys, json, os; outputs = json.loads(sys.argv[1])['outputs']\n"
        "one = outputs['artifacts']['score']['artifacts'][0]\n"
        "told = {'artifacts': {'score': {'artifacts': [{**one, 'metadata': {'accuracy': 0.5, 'fine': True}}]}}}\n"
        "os.makedirs(os.path.dirname(outputs['outputFile']), exist_ok=True)\n"
        "json.dump(told, open(outputs['outputFile'], 'w'))"
    )
    return _container(source, "{{$}}")


@dsl.container_component
def escapes(text: str):
    source = "import sys; print(sys.argv[1:])"
    return _container(source, "a$$b", "$(NAME)", "$(OTHER)", "$$(NAME)", "$é", "{{$.inputs.parameters['text']}}!", "$")


@dsl.container_component
def environ():
    return _container("import os; print(sorted(os.environ.items()))")


@dsl.container_component
def note(file: str):
    source = "import sys; f = sys.argv[1]; open(f, 'a').write('x'); n = len(open(f).read()); print(n); sys.exit(n < 3)"
    return _container(source, file)


@dsl.pipeline
def values(
    a: str = "it's «ä»",
    b: int = 9007199254740993,
    c: float = 0.1,
    d: bool = True,
    e: list[int] = [1, 2],  # noqa: B006 - a default of the DSL
    f: dict[str, int] = {"x": 1},  # noqa: B006
):
    types(a=a, b=b, c=c, d=d, e=e, f=f)


@dsl.pipeline
def chain(n: int = 3) -> int:
    made = double(n=n)
    metrics()
    return read(data=made.outputs["out"]).outputs["value"]


@dsl.pipeline
def nested(n: int):
    inner = chain(n=n)
    double(n=inner.output)


@dsl.pipeline
def loops(items: list[int] = [1, 2, 3]) -> int:  # noqa: B006
    with dsl.ParallelFor(items, parallelism=2) as item:
        made = double(n=item)
    with dsl.ParallelFor([{"n": 5}, {"n": 6}]) as item:
        double(n=item.n)
    return total(parts=dsl.Collected(made.outputs["out"]), values=dsl.Collected(made.outputs["value"])).outputs["value"]


@dsl.pipeline
def branches(n: int, mode: str = "fast"):
    made = double(n=n)
    with dsl.If(made.outputs["value"] > 4):
        big = say(text="big")
        say(text="after").after(big)
    with dsl.Elif(made.outputs["value"] == 4):
        say(text="four")
    with dsl.Else():
        say(text="small")
    with dsl.If(mode != "fast"):
        say(text="slow")


@dsl.pipeline
def exits():
    last = say(text="last")
    with dsl.ExitHandler(last):
        broken = fail()
        say(text="never").after(broken)
        say(text="beside")


@dsl.pipeline
def odd(text: str = "given"):
    escapes(text=text).set_env_variable("NAME", "value")


@dsl.pipeline
def volumes():
    made = kubernetes.CreatePVC(pvc_name_suffix="-x", access_modes=["ReadWriteOnce"], size="1Gi", storage_class_name="")
    tried = note(file=f"{ROOT}/data/tries").set_retry(4)
    kubernetes.mount_pvc(tried, pvc_name=made.outputs["name"], mount_path=f"{ROOT}/data")
    kubernetes.DeletePVC(pvc_name=made.outputs["name"]).after(tried)


@dsl.pipeline
def settings():
    shown = environ().set_env_variable("PLAIN", "1")
    kubernetes.use_secret_as_env(shown, secret_name="s", secret_key_to_env={"key": "SECRET"})
    kubernetes.use_config_map_as_env(shown, config_map_name="c", config_map_key_to_env={"key": "CONFIG"})
    kubernetes.use_secret_as_volume(shown, secret_name="s", mount_path=f"{ROOT}/secret")
