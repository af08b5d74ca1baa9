"""One command of the command line a module; heavy imports stay inside the command so that help answers at once."""
