"""The things Vouch keeps and the rules about them: dataclasses and pure functions, no I/O."""
