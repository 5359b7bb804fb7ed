"""What of the cupboard asks for a skill, in the demonstration: a 3D printer is not used without "Impression 3D"."""

from maille.people.models import Skill
from maille.sharing.models import Category, EquipmentModel
from maille.territory.models import Network

NEEDED = {Category.PRINTER_3D: "Impression 3D"}


def load_habilitations(network: Network) -> None:
    """Say it of the models of the demonstration; again, it changes nothing."""
    for category, name in NEEDED.items():
        skill = Skill.objects.in_use().filter(network=network, name=name).first()
        models = EquipmentModel.objects.filter(network=network, category=category, skill__isnull=True)
        models.filter(maker__startswith="Modèle fictif").update(skill=skill)
