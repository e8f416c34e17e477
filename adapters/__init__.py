"""The faces of Vouch: one folder per platform, each drawing the same neutral replies."""
