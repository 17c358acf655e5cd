"""The rules, each in a file named after its code."""
