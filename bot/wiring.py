"""The composition root: the one module that imports adapters and storage, and hands each part what it needs."""
