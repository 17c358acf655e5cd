"""What Kale Ext has to say about a notebook: one rule a file, and the one text form of what they say."""
