"""Ways into the fake API without a socket."""
