"""What Vouch does, with no chat platform, SQL or web framework in it."""
