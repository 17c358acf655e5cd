"""Exported packages, run the way Kubeflow Pipelines v2 runs them, and compared with what its own compiler writes.

The executor is written from what KFP's driver and launcher (Go, `backend/src/v2`) and the kubelet do. Where they are
stricter or odder than one would think, so is it: numbers are doubles, `$$` in an argument becomes `$`, null in an
artifact's metadata fails the task. `test_executor.py` proves it on packages that KFP's own compiler wrote.
"""
