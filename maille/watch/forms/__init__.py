"""What people fill in about the watch."""
