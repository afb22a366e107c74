"""Is a finished site fit to be published? Reads the output folder, and writes nothing there."""
