"""A fictional market of four help-desk products, served on loopback for twelve weeks; every name is invented."""
