"""One interface (`interface`), many places to run; an engine is found by the entry point group `kale_ext.engines`."""
