"""The inference against Python itself: rules pinned one by one, random programs, and what these once found."""
