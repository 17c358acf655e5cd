"""Kale Ext: run the pipeline that is in a notebook, from the terminal and from JupyterLab."""
