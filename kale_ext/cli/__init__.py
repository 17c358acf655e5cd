"""The `kale` command: one file for each subcommand, and what a terminal needs.

Nothing heavy is imported before a command needs it: `kale --help` has to answer at once.
"""
