"""`python -m scheduler` is the `tandem` command."""

from tandem_scheduler.cli import main

if __name__ == "__main__":
    main()
