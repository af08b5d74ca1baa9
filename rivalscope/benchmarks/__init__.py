"""Speed: how fast the parts are, each against a named peer in the same run on the same machine."""
