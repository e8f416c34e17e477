"""The composition root: the one package that imports adapters and storage, a module for each way to run Vouch."""
