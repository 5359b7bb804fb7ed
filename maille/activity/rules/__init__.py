"""The rules of presence: which half-days, which tick wins, how long somebody stayed. No Django, clock or database."""
