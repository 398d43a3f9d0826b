"""What people play, and how well: from a person and the beatmaps that there are to years of plays."""
