"""Replaying time: the real bot against a clock under control and a platform that only records."""
