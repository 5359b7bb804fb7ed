"""Posters on paper and on screen: one Typst template for each layout, one file for each need."""
