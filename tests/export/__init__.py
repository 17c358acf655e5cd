"""What is written for others: Kubeflow Pipelines' packages, and Python programs."""
