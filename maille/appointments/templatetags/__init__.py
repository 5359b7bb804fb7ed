"""What screens say of slots."""
