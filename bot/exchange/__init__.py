"""What leaves Vouch as a file and what comes in as one: JSON, CSV, vCard, iCalendar and Markdown."""
