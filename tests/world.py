"""A small network with one person in each role, and one object behind each address: what the guardians walk through."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from allauth.account.models import EmailAddress
from django.utils import timezone

from maille.activity.actions import note_presence
from maille.activity.models import Attestation
from maille.api.models import CalendarFeed
from maille.communication import load as poster_subjects
from maille.communication.actions import add_quote, create_statement, publish, publish_change, report_mistake, sign
from maille.communication.models import Poster, PosterVersion
from maille.core import journal
from maille.core.models import Job
from maille.directory.actions import look_at_file, merge_places, start_import
from maille.directory.models import Correction, Import, ImportLine, PlacePair, SavedMapping
from maille.messaging.actions import plan
from maille.people.models import Desk, Invitation, Role, Skill, User
from maille.people.rules import hash_of_secret
from maille.sharing.actions import add_units
from maille.sharing.models import EquipmentModel, KitContent, Lending, Need, NeedLine, Unit
from maille.territory.actions import save_places
from maille.territory.models import Commune, HoursException, Network, NetworkPlace, Organisation, Place, Room
from maille.workshops.actions import (
    Arrangement,
    ask_to_be_told,
    create_sessions,
    create_workshop,
    merge_people,
    register,
)
from maille.workshops.models import Registration, Session, SessionMediator, Workshop, WorkshopVersion
from maille.workshops.rules.signup import Applicant
from maille.workshops.rules.times import Slot
from tests.appointments.world import add_appointments
from tests.companies.behind import add_companies
from tests.sharing.world import add_sharing
from tests.watch.objects import add_watch

SINCE = dt.date(2020, 1, 1)
SECRET = "un-secret-de-lien-assez-long-pour-etre-vrai"


@dataclass
class World:
    network: Network
    elsewhere: Network
    member: Place
    beside: Place
    link: NetworkPlace
    people: dict[str, User | None] = field(default_factory=dict)
    objects: dict[str, Any] = field(default_factory=dict)


def make_world() -> World:
    commune = Commune.objects.create(
        code="42218",
        name="Saint-Étienne",
        search_name="saint etienne",
        departement="42",
        latitude=45.43,
        longitude=4.39,
    )
    network = Network.objects.create(slug="ici", name="Réseau d’ici", main_commune=commune, brand_colour="#1a4b8c")
    elsewhere = Network.objects.create(slug="ailleurs", name="Réseau d’ailleurs", main_commune=commune)
    member, beside, far = (make_place(name, commune) for name in ("Le Colibri", "La Passerelle", "La Navette"))
    save_places([member, beside, far], by=None)
    link = NetworkPlace.objects.create(network=network, place=member, kind="member", rhythm=1, hues=1, edge=0)
    NetworkPlace.objects.create(network=network, place=beside, kind="neighbour")
    NetworkPlace.objects.create(network=elsewhere, place=far, kind="member", rhythm=2, hues=2, edge=0)
    network.resource_centre = member
    network.save()
    world = World(network, elsewhere, member, beside, link)
    add_people(world)
    add_objects(world)
    return world


def make_place(name: str, commune: Commune) -> Place:
    return Place(
        name=name,
        commune=commune,
        address="1 rue de la Paix",
        postal_code="42000",
        latitude=45.44,
        longitude=4.38,
        phone="+33477000000",
        hours="Mo-Fr 09:00-12:00,14:00-17:00",
        updated_on=SINCE,
    )


def add_people(world: World) -> None:
    """One person per column of the access table; "nobody" has an account and no role."""

    def person(name: str, **fields: Any) -> User:
        made = User.objects.create_user(f"{name}@example.org", name=name.capitalize(), **fields)
        EmailAddress.objects.create(user=made, email=made.email, verified=True, primary=True)
        world.people[name] = made
        return made

    def with_role(name: str, kind: str, network: Network, **where: Any) -> None:
        Role.objects.create(user=person(name), kind=kind, network=network, starts_on=SINCE, **where)

    world.people["anonymous"] = None
    person("nobody")
    with_role("desk", "desk", world.network, place=world.member)
    with_role("mediator", "mediator", world.network, place=world.member)
    with_role("manager", "place_manager", world.network, place=world.member)
    with_role("neighbour", "neighbour", world.network, place=world.beside)
    with_role("partner", "partner", world.network, territory="42218")
    with_role("coordinator", "coordinator", world.network)
    with_role("stranger", "coordinator", world.elsewhere)
    person("admin", is_staff=True, is_superuser=True)


def add_messages(world: World, now: dt.datetime) -> None:
    """One message of each sort that a screen shows: in doubt, to call, to post."""
    where = {"network": world.network, "place": world.member, "send_at": now, "at": now, "name": "Nadia Benali"}
    body = "Votre place est réservée."
    for name, channel, to in [("message", "email", "nadia@example.org"), ("call", "call", "+33477332222"),
                              ("letter", "letter", "2 rue de la Paix\n42000 Saint-Étienne")]:  # fmt: skip
        world.objects[name] = plan(
            key=f"world:1:{name}", channel=channel, to=to, subject="Votre place", body=body, **where
        )


def add_objects(world: World) -> None:
    now = timezone.now()
    add_messages(world, now)
    CalendarFeed.objects.create(user=world.people["mediator"], secret_hash=hash_of_secret(SECRET), created_at=now)
    coordinator = world.people["coordinator"]
    done = Import.objects.create(
        state="applied",
        source="hinaura",
        mapping="hinaura",
        file_name="lieux.json",
        network=world.network,
        started_at=now,
        finished_at=now,
        started_by=coordinator,
    )
    ImportLine.objects.bulk_create(
        [
            ImportLine(
                of_import=done, number=1, state="refused", reason={"text": "Adresse vide."}, row={"nom": "Sans adresse"}
            ),
            ImportLine(
                of_import=done,
                number=2,
                state="changed",
                place=world.member,
                changes={"phone": {"before": "", "after": "+33477000000", "origin": None}},
                row={"nom": "Le Colibri"},
            ),
        ]
    )
    invitation = Invitation.objects.create(
        email="invitee@example.org",
        name="Inès Vitée",
        kind="mediator",
        network=world.network,
        place=world.member,
        token_hash=hash_of_secret(SECRET),
        invited_by=coordinator,
        created_at=now,
        sent_at=now,
        expires_at=now + dt.timedelta(days=14),
    )
    desk = Desk.objects.create(
        place=world.member, name="Accueil", token_hash=hash_of_secret("poste"), opened_by=coordinator, opened_at=now
    )
    closing = HoursException.objects.create(
        place=world.member, starts_on=dt.date(2026, 12, 24), ends_on=dt.date(2027, 1, 1), reason="Fêtes"
    )
    organisation = Organisation.objects.create(name="CCAS de Saint-Étienne", phone="+33477000001")
    world.member.hosted.add(organisation)
    double = make_place("Colibri", world.member.commune)
    joined = make_place("La Passerelle (ancienne fiche)", world.member.commune)
    save_places([double, joined], by=None)
    NetworkPlace.objects.create(network=world.network, place=double, kind="neighbour")
    pair = PlacePair.objects.create(
        first=world.member, second=double, score=92, band="same", fingerprint="x", found_at=now,
        evidence=[{"kind": "way", "says": "same", "weight": 2.0, "details": []}],
    )  # fmt: skip
    merge = merge_places(kept=world.beside, absorbed=joined, choices={}, by=None, at=now)
    correction = Correction.objects.create(
        place=world.member, kind="hours", words="Fermé le mercredi.", contact="0477000002", created_at=now
    )
    room = Room.objects.create(place=world.member, name="Salle bleue", seats=8)
    session = hold_session(world, room)
    registration = register(
        target=session,
        applicant=Applicant(name="Marie Dupont", email="marie.dupont@example.org"),
        source=Registration.Source.PUBLIC,
        by=None,
        at=now,
    )
    interest = ask_to_be_told(
        network=world.network,
        applicant=Applicant(name="Nadia Benali", email="nadia@example.org"),
        theme="email",
        by=None,
        at=now,
    )
    wished = ask_to_be_told(
        network=world.network,
        applicant=Applicant(name="Marie Dupond", email="m.dupond@example.org"),
        theme="email",
        by=None,
        at=now,
    )
    walk_in = note_presence(session=session, who=f"w{'0' * 32}", state="excused", name="Denise Roux", by=None, at=now)
    attestation = Attestation.objects.create(
        network=world.network,
        resident=registration.resident,
        name="Marie Dupont",
        initials="M. D.",
        lines=[
            {"title": "Mes photos", "day": "2026-11-02", "minutes": 120, "place": "Le Colibri", "themes": ["email"]}
        ],
        issued_at=now,
    )
    joined = merge_people(kept=registration.resident, joined=wished.resident, by=None, at=now)
    job = Job.objects.create(
        label="Import de l’annuaire",
        owner=coordinator,
        network_id=world.network.pk,
        state=Job.State.FAILED,
        error="Le fichier est vide.",
        task="directory.tasks.check_import_job",
        language="fr",
        created_at=now,
        finished_at=now,
    )
    role = Role.objects.get(user=world.people["mediator"])
    add_appointments(world, now)
    add_workshops(world, room, now)
    add_companies(world, room, now)
    add_statement(world, organisation, now)
    add_watch(world, now)
    add_poster(world, session, now)
    add_equipment(world)
    add_sharing(world)
    journal.record(
        "territory.place_changed",
        world.member,
        by=coordinator,
        after={"name": "Le Colibri"},
        network_id=world.network.pk,
    )
    journal.record(
        "people.role_granted",
        role,
        by=coordinator,
        concerns=role.user,
        after={"kind": "mediator"},
        network_id=world.network.pk,
    )
    world.objects |= {
        "import": done, "invitation": invitation, "desk": desk, "closing": closing, "job": job, "role": role,
        "room": room, "organisation": organisation, "correction": correction,
        "pair": pair, "merge": merge, "session": session, "registration": registration, "interest": interest,
        "walk_in": walk_in, "attestation": attestation,
        "resident_merge": joined, "namesake": interest.resident,
        **unknown_files(world, now),
    }  # fmt: skip


def add_statement(world: World, organisation: Organisation, now: dt.datetime) -> None:
    """A statement that was published, changed once, quotes a post and is signed by another body."""
    statement = create_statement(
        network=world.network, title="Ce que nous faisons", body="Nous aidons.\n\n{citation 1}", by=None, at=now
    )
    add_quote(
        statement=statement, author="Une élue", role="adjointe", network_name="Mastodon", url="https://social.example/1",
        posted_on=SINCE, captured_on=SINCE, text="Bravo à toutes et à tous.", is_summary=False, by=None,
    )  # fmt: skip
    signature = sign(statement=statement, organisation=organisation, agreed_by="Ada Noël", agreed_on=SINCE, by=None)
    publish(statement=statement, by=None, at=now)
    edited = publish_change(statement=statement, kind="edit", note="Un lieu de plus ouvre.", by=None, at=now)
    report = report_mistake(version=edited, words="Ce n’est pas le bon jour.", by=None, at=now)
    world.objects |= {"statement": statement, "signature": signature, "statement_report": report}


def add_poster(world: World, session: Session, now: dt.datetime) -> None:
    """A poster of the session that everybody may see; nothing is drawn for it here."""
    about = poster_subjects.subject(f"seance:{session.pk}", world.network, world.people["coordinator"], at=now)
    poster = Poster.objects.create(network=world.network, code="k3f7w", created_at=now)
    PosterVersion.objects.create(
        poster=poster, number=1, kept_words=about.words.to_json(), about=about.about, told=about.told,
        until=about.until, made_at=now, **about.links,
    )  # fmt: skip
    world.objects["poster"] = poster


def add_equipment(world: World) -> None:
    """A case of tablets of the member place, in the cupboard of the network."""
    model = EquipmentModel.objects.create(
        network=world.network, name="Mallette d’essai", category="tablet", is_kit=True
    )
    KitContent.objects.create(model=model, label="tablettes", count=8)
    world.objects["lent_unit"] = Unit.objects.create(kind="equipment", label="MAL-1", model=model, base=world.member)
    add_lending(world)


def add_lending(world: World) -> None:
    """The member place needs somebody in eight days; its neighbour was asked for one."""
    starts_at = timezone.now() + dt.timedelta(days=8)
    hours = {"starts_at": starts_at, "ends_at": starts_at + dt.timedelta(hours=2)}
    skill = Skill.objects.create(network=world.network, name="IA à l’essai")
    need = Need.objects.create(
        network=world.network, place=world.member, purpose="IA débutants", asked_at=timezone.now(), **hours
    )
    line = world.objects["person_line"] = NeedLine.objects.create(need=need, skill=skill)
    world.objects["lending"] = Lending.objects.create(
        line=line, user=world.people["coordinator"], home=world.beside, offered_at=timezone.now(), **hours
    )


def hold_session(world: World, room: Room) -> Session:
    """A published session of a workshop, eight days ahead, with eight seats."""
    now = timezone.now()
    workshop = Workshop.objects.create(network=world.network)
    workshop.current = WorkshopVersion.objects.create(
        workshop=workshop,
        number=1,
        created_at=now,
        title="Découvrir son smartphone",
        aim="Téléphoner, envoyer un message, prendre une photo.",
        level="debutant",
        themes=("prendre_en_main_du_materiel",),
        to_bring="Votre téléphone et son chargeur",
    )
    workshop.save()
    starts_at = (now + dt.timedelta(days=8)).replace(hour=13, minute=0, second=0, microsecond=0)
    session = Session.objects.create(
        version=workshop.current,
        network=world.network,
        place=world.member,
        room=room,
        starts_at=starts_at,
        ends_at=starts_at + dt.timedelta(hours=2),
        state=Session.State.PUBLISHED,
        cost="Gratuit",
        seats=room.seats,
        seats_limit="room",
        free_seats=room.seats,
    )
    SessionMediator.objects.create(session=session, mediator=world.people["mediator"])
    return session


UNKNOWN = """Structure;Adr.;Ville;CP;Tel;Type de lieu;Remarque interne
Cyber-espace des Tilleuls;12 rue des Tilleuls;St-Etienne;42000;04.77.12.34.56;Espace public num.;ok
Le Babet;10 rue Franklin;St-Etienne;42000;;asso;
Sans commune;2 rue Perdue;Nulle-Part-du-Tout;;;mairie;
"""


def unknown_files(world: World, now: dt.datetime) -> dict[str, Any]:
    """A file that nobody knew, its reading begun; a workbook whose sheet is to be chosen; a reading that is kept."""
    by = world.people["coordinator"]
    draft = start_import(data=UNKNOWN.encode(), file_name="liste.csv", network=world.network, by=by, at=now)
    draft = look_at_file(of_import=draft, by=by)
    draft.source = "liste"
    draft.choices = {"about": {"title": "Liste de la ville", "name": "liste", "day": "2026-11-01"}}
    draft.save()
    workbook = Import.objects.create(
        file_name="classeur.xlsx",
        network=world.network,
        started_at=now,
        started_by=by,
        table={"sheets": ["Lieux", "Anciens lieux"]},
    )
    document = {"source": {}, "key": {"columns": ["n"]}, "fields": {"name": {"columns": ["nom"]}}}
    document["source"] = {
        "name": "ancienne", "title": "Ancienne liste", "licence": "?", "credit": "?", "snapshot": "2026"
    }  # fmt: skip
    reading = SavedMapping.objects.create(
        name="ancienne", title="Ancienne liste", network=world.network, document=document, saved_at=now, saved_by=by
    )
    return {"draft": draft, "workbook": workbook, "reading": reading}


def add_workshops(world: World, room: Room, now: dt.datetime) -> None:
    """A workshop of the network with a cycle of two sessions to come in the member place, and a computer there."""
    workshop = create_workshop(
        network=world.network,
        content={"title": "Mes photos", "aim": "Les trier.", "level": "debutant", "themes": ["culture_numerique"]},
        by=None,
        at=now,
    )
    days = [now + dt.timedelta(days=days) for days in (7, 14)]
    sessions = create_sessions(
        workshop=workshop,
        place=world.member,
        slots=[Slot(day, day + dt.timedelta(hours=2)) for day in days],
        arrangement=Arrangement(room=room, mediators=[world.people["mediator"]]),
        cycle_title="Les photos, pas à pas",
        by=None,
        at=now,
    )
    (unit,) = add_units(room=room, count=1, by=None, at=now)
    world.objects |= {"workshop": workshop, "planned": sessions[0], "cycle": sessions[0].cycle, "unit": unit}
