"""`python -m rivalscope`."""

from rivalscope.cli import main

if __name__ == "__main__":
    main()
