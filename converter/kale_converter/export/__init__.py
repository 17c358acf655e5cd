"""The pipeline in forms for others: its own JSON, and Mermaid."""
