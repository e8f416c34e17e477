"""What Vouch knows of the year, as data: a pack for each kind of year, and dated facts with their sources."""
