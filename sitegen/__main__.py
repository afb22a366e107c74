"""`python -m sitegen`: the same as `sitegen`, where that is not on the path of commands."""

from sitegen.cli.main import main

if __name__ == "__main__":
    main()
