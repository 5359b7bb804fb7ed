"""Langue de bois: texts drawn from a lexicon of our own, without one fault of French. Pure Python, no Django.

from maille.language.waffle import drawing, plans
text = drawing.draw(plans.Choice("declaration", "institutionnel", "texte"), random.Random())
print(text.plain), print(permalink.written(text))
"""
