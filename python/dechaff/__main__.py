"""The command line, the same as that of the program."""

import sys

from dechaff._native import run_command_line


def main() -> int:
    """Run the command line with the arguments of the process."""
    return run_command_line(["dechaff", *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
