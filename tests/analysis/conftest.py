"""The profile for a long hunt: `pytest tests/analysis/test_fuzz.py --hypothesis-profile=hunt`."""

from hypothesis import HealthCheck, settings

settings.register_profile("hunt", max_examples=5000, deadline=None, suppress_health_check=list(HealthCheck))
