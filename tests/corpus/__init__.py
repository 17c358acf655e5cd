"""Real notebooks, run plainly and as pipelines, cell by cell compared: `python -m tests.corpus FOLDER…`."""
