"""Small tagged notebooks by construct, with the lines that a plain run of each prints."""
