"""One file per thing Vouch does for a resident, named for what it does."""
