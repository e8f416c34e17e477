"""Vouch in Slack: over HTTP or Socket Mode, the same listeners."""
