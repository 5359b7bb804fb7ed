"""What the screens of presence say."""
