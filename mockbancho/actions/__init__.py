"""Every verb that changes a world, grouped by noun: declared once, called from Python, files, HTTP and the docs."""
