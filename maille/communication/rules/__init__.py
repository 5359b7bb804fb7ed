"""What a statement may become once it is published, and how two versions differ. Pure Python."""
