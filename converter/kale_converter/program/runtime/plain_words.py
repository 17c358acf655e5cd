"""The line magics that are known where there is no IPython."""

ALIASES = ("ls", "ll", "mkdir", "rmdir", "rm", "cp", "mv", "cat", "pip", "conda", "mamba", "uv", "sx", "system")
LINE_MAGICS = {*ALIASES, "time", "timeit", "cd", "pwd", "env", "set_env", "precision"}
