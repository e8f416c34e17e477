"""Everything that knows SQL, and nothing that knows what Vouch says."""
