"""Turn a notebook into a pipeline: pure functions from notebook text to frozen data.

Nothing in this package talks to a server, a cluster, the network, a clock or a random source; the same notebook gives
the same bytes.
"""
