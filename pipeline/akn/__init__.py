"""Akoma Ntoso 3.0: writing, reading back, and validating what was written."""
