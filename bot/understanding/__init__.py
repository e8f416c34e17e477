"""Text in, an Understanding out: pure and synchronous."""
