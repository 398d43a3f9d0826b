"""Every question that the API asks of a world, as an index and named filters."""
