"""Records of JSON lines, plain or `.zst`, for the scripts that measure on them."""

import io
import json


def records(path):
    """The records of a file, in order."""
    with open(path, "rb") as file:
        stream = file
        if path.endswith(".zst"):
            # Not every script has it, and plain files need none.
            import zstandard

            stream = zstandard.ZstdDecompressor(max_window_size=2**31).stream_reader(file)
        # Other marks end lines for Python's text files too.
        for line in io.TextIOWrapper(stream, "utf-8", newline="\n"):
            if line.strip():
                yield json.loads(line)
