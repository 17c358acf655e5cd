"""What is tested without a browser; `ui-tests` has the journeys."""
