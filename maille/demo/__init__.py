"""The demonstration network: the real places of Saint-Étienne and the Loire, with invented people marked as such."""
