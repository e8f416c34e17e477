"""Vouch in the terminal: the whole bot with no workspace, no tokens and no network."""
