"""Pages: what a saved page says, as pure functions of its bytes; no clock, network, files or store."""
