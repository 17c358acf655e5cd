"""From a notebook's JSON to the model: cells, tags, metadata, parameters, and their division into steps."""
