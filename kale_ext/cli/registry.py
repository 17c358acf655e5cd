"""The subcommands of `kale`, in the order in which its help lists them."""

from kale_ext.cli.command import Command
from kale_ext.cli.commands import cancel, check, clean, compile_, forget, graph, logs, resume, run, runs, show, suggest

COMMANDS: tuple[Command, ...] = (
    check.COMMAND,
    graph.COMMAND,
    suggest.COMMAND,
    compile_.COMMAND,
    run.COMMAND,
    runs.COMMAND,
    show.COMMAND,
    logs.COMMAND,
    cancel.COMMAND,
    resume.COMMAND,
    clean.COMMAND,
    forget.COMMAND,
)
