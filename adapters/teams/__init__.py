"""Vouch in Microsoft Teams, on botbuilder-core. Nothing outside this package knows the SDK."""
