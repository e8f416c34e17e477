"""Settings every test shares; fixtures live beside the tests that use them, but for the databases."""

from hypothesis import settings

from tests.databases import ana, clock, database_url, empty_database_url, store

__all__ = ["ana", "clock", "database_url", "empty_database_url", "store"]

# The same examples on every run, so that a change is never blamed for a counterexample that was there before.
# No deadline: speed is measured by `make bench`, and a shared machine may be slow at any moment.
settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True)
settings.register_profile("explore", deadline=None, max_examples=1000, print_blob=True)
settings.load_profile("ci")
