"""The subcommands of `kale`, one a file; each file has a `COMMAND`."""
