"""World files: a world as JSON text, in the form of bancho.py's own tables, files and live state.

`reading.read_rows` takes a file's bytes to rows, or to all mistakes in them; `writing.save_file` takes a world to a file;
`remarks.remarks` names what is legal and still odd.
"""
