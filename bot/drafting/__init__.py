"""Words for the resident to send: templates filled from what the notes say, and the limits they keep."""
