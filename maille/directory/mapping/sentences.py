"""What is said of a line while it is read: each correction, and why a line is kept aside."""

from maille.language.phrases import Phrasebook

MAPPING = Phrasebook(
    "mapping",
    {
        # Why a line is kept aside
        "no_name": ("Ce lieu n’a pas de nom\u00a0; écrivez-le.", "This place has no name; write it."),
        "no_key": (
            "L’identifiant est vide ({columns:q})\u00a0; donnez-en un à ce lieu.",
            "The identifier is empty ({columns:q}); give this place one.",
        ),
        "key_twice": (
            "{name:q} porte le même identifiant que la ligne {line}\u00a0; gardez l’une des deux ou distinguez-les.",
            "{name:q} bears the same identifier as line {line}; keep one of them or tell them apart.",
        ),
        "nowhere": (
            "Ni commune ni code postal\u00a0: écrivez au moins l’un des deux.",
            "Neither commune nor postal code: write at least one of them.",
        ),
        "unknown_commune": (
            "Aucune commune ne répond à {said:q}\u00a0; corrigez le nom ou le code postal.",
            "No commune answers to {said:q}; correct the name or the postal code.",
        ),
        "contradiction": (
            "{commune} est dans le {departement}, et {postal_code} est ailleurs\u00a0; corrigez l’un des deux.",
            "{commune} is in {departement}, and {postal_code} is elsewhere; correct one of them.",
        ),
        "postal_code_elsewhere": (
            "{postal_code} n’est pas un code postal de {commune}, qui en a plusieurs\u00a0: {codes}. Choisissez.",
            "{postal_code} is not a postal code of {commune}, which has several: {codes}. Choose one.",
        ),
        "which_postal_code": (
            "Il manque le code postal\u00a0; {commune} en a plusieurs\u00a0: {codes}.",
            "The postal code is missing; {commune} has several: {codes}.",
        ),
        "list_in_cell": (
            "La colonne {column:q} contient une liste au lieu d’un seul texte\u00a0; gardez-en un.",
            "Column {column:q} contains a list instead of a single text; keep one.",
        ),
        "no_text_in_cell": (
            "La colonne {column:q} contient autre chose qu’un texte\u00a0; écrivez-y un texte.",
            "Column {column:q} contains something else than a text; write a text there.",
        ),
        "cell_too_long": (
            "La colonne {column:q} contient {length:caractère|caractères}\u00a0; raccourcissez ce texte.",
            "Column {column:q} contains {length:character|characters}; shorten this text.",
        ),
        # Texts
        "html": ("Balises HTML retirées de la colonne {column:q}.", "HTML tags taken off column {column:q}."),
        "stray_signs": (
            "Signes parasites retirés de la colonne {column:q}.",
            "Stray signs taken off column {column:q}.",
        ),
        "shortened": ("Texte raccourci à {limit} caractères.", "Text shortened to {limit} characters."),
        "fallback": (
            "Colonne habituelle vide\u00a0; le texte vient de {column:q}.",
            "The usual column is empty; the text comes from {column:q}.",
        ),
        "no_equivalent": (
            "{word:q}, dans la colonne {column:q}, n’a pas d’équivalent national.",
            "{word:q}, in column {column:q}, has no national equivalent.",
        ),
        "said_in_words": (
            "{word:q} est le nom en toutes lettres de la valeur nationale {values:q}.",
            "{word:q} is the name in full of the national value {values:q}.",
        ),
        "old_value": (
            "{word:q} est une valeur d’avant\u00a0; elle se dit aujourd’hui {values:q}.",
            "{word:q} is a value of before; today it is said {values:q}.",
        ),
        # Identifiers
        "pivot": (
            "Identifiant {text:q} laissé de côté\u00a0: {problem}.",
            "Identifier {text:q} left aside: {problem}.",
        ),
        "pivot_siren": (
            "c’est un SIREN, qui désigne une organisation et non un lieu",
            "it is a SIREN, which names an organisation and not a place",
        ),
        "pivot_siren_check": (
            "il compte neuf chiffres comme un SIREN, mais sa clé de contrôle est fausse",
            "it has nine digits like a SIREN, but its check digit is wrong",
        ),
        "pivot_zero": (
            "SIRET complété du zéro que le tableau avait perdu.",
            "The leading zero that the table had lost was given back to the SIRET.",
        ),
        "pivot_form": (
            "Identifiant écrit d’un seul tenant.",
            "Identifier written without spaces or signs.",
        ),
        "pivot_ridet": (
            "c’est un RIDET de Nouvelle-Calédonie, que le standard ne prend plus comme identifiant",
            "it is a RIDET of New Caledonia, which the standard no longer takes as an identifier",
        ),
        "pivot_length": (
            "un SIRET compte 14 chiffres, un RNA la lettre W et 9 signes",
            "a SIRET has 14 digits, an RNA the letter W and 9 signs",
        ),
        "pivot_end_lost": (
            "la fin a été perdue, sans doute par un tableur",
            "its end was lost, probably by a spreadsheet",
        ),
        "pivot_check": ("sa clé de contrôle est fausse", "its check digit is wrong"),
        # Contacts
        "phone_form": (
            "Téléphone écrit sous sa forme internationale.",
            "Telephone written in its international form.",
        ),
        "phone_zero": (
            "Téléphone complété du zéro que le tableau avait perdu.",
            "The leading zero that the table had lost was given back to the telephone number.",
        ),
        "phone_others": (
            "Un seul téléphone est gardé\u00a0; à reporter ailleurs\u00a0: {others}.",
            "A single telephone is kept; to be written elsewhere: {others}.",
        ),
        "phone_unread": (
            "{text:q} n’est pas un numéro de téléphone valable.",
            "{text:q} is not a valid telephone number.",
        ),
        "phone_short": (
            "{text:q} est un numéro court, que le standard ne prend pas\u00a0; donnez le numéro du lieu.",
            "{text:q} is a short number, which the standard does not take; give the number of the place.",
        ),
        "url_completed": ("Adresse web complétée.", "Web address completed."),
        "url_others": (
            "Une seule adresse web est gardée\u00a0; à reporter ailleurs\u00a0: {others}.",
            "A single web address is kept; to be written elsewhere: {others}.",
        ),
        "url_unread": ("{text:q} n’est pas une adresse web sûre.", "{text:q} is not a safe web address."),
        "email_form": ("Adresse électronique mise en forme.", "E-mail address tidied."),
        "email_unread": (
            "{text:q} n’est pas une adresse électronique.",
            "{text:q} is not an e-mail address.",
        ),
        # Dates
        "date_unread": (
            "Date de mise à jour illisible ou absente\u00a0; celle du fichier est retenue.",
            "Date of update unreadable or absent; the file’s own is taken.",
        ),
        "date_day_first": (
            "{text:q} est lu le jour d’abord, comme en France\u00a0: {day}.",
            "{text:q} is read day first, as in France: {day}.",
        ),
        "date_month_first": (
            "{text:q} ne se lit que le mois d’abord\u00a0: {day}.",
            "{text:q} can only be read month first: {day}.",
        ),
        "date_serial": (
            "{text:q} est lu comme le numéro d’un jour dans un tableur\u00a0: {day}.",
            "{text:q} is read as a spreadsheet’s number for a day: {day}.",
        ),
        "date_seconds": (
            "{text:q} est lu comme un nombre de secondes depuis 1970\u00a0: {day}.",
            "{text:q} is read as a number of seconds since 1970: {day}.",
        ),
        # Where it is
        "by_code": ("Commune reconnue à son code INSEE.", "Commune known by its INSEE code."),
        "by_exact": (
            "Nom de la commune écrit comme au code officiel géographique.",
            "Name of the commune written as in the official list.",
        ),
        "by_name": (
            "Commune reconnue à son nom\u00a0: aucune autre du département ne le porte.",
            "Commune known by its name: no other in the département bears it.",
        ),
        "by_former": (
            "Ancienne commune remplacée par celle qui lui a succédé.",
            "Former commune replaced by the one that succeeded it.",
        ),
        "by_spelling": ("Commune reconnue malgré l’orthographe.", "Commune recognised in spite of the spelling."),
        "by_postal_code": (
            "Commune déduite du code postal, le nom n’étant celui d’aucune.",
            "Commune deduced from the postal code, the name being that of none.",
        ),
        "by_position": (
            "Commune reconnue à son nom et à la position du lieu\u00a0; le code postal est celui d’ailleurs.",
            "Commune known by its name and the place’s position; the postal code is that of elsewhere.",
        ),
        "by_words": (
            "Commune reconnue à son nom, répété par le nom du lieu ou l’adresse\u00a0; le code postal est d’ailleurs.",
            "Commune known by its name, repeated by the place’s name or address; the postal code is of elsewhere.",
        ),
        "by_near_spelling": (
            "Commune reconnue à la position du lieu et à son nom, écrit autrement.",
            "Commune known by the place’s position and by its name, written otherwise.",
        ),
        "by_nearest": (
            "Commune déduite de la position du lieu, le nom n’étant celui d’aucune.",
            "Commune deduced from the place’s position, the name being that of none.",
        ),
        "insee_former": (
            "Code INSEE d’une ancienne commune ou d’un arrondissement, remplacé par celui d’aujourd’hui.",
            "INSEE code of a former commune or of a city district, replaced by today’s.",
        ),
        "insee_corrected": (
            "Code INSEE corrigé d’après le nom et le code postal.",
            "INSEE code corrected after the name and the postal code.",
        ),
        "postal_code_form": (
            "Code postal ramené à cinq chiffres, ou écarté s’il ne peut pas l’être.",
            "Postal code brought to five digits, or put aside when it cannot be.",
        ),
        "only_postal_code": (
            "{postal_code} est le seul code postal de {commune}.",
            "{postal_code} is the only postal code of {commune}.",
        ),
        "district_postal_code": (
            "Code postal {postal_code} déduit de l’arrondissement.",
            "Postal code {postal_code} deduced from the city district.",
        ),
        "postal_code_of_address": (
            "Code postal {postal_code} repris de l’adresse.",
            "Postal code {postal_code} taken from the address.",
        ),
        "cedex": (
            "{postal_code} n’est pas un code postal courant de {commune} (CEDEX, sans doute)\u00a0; gardé tel quel.",
            "{postal_code} is not a usual postal code of {commune} (CEDEX, probably); kept as it is.",
        ),
        "complement_apart": (
            "Voie et complément d’adresse séparés.",
            "Street and complement of the address set apart.",
        ),
        "city_apart": (
            "Code postal et ville retirés de l’adresse\u00a0: ils ont leurs champs.",
            "Postal code and city taken out of the address: they have their own fields.",
        ),
        "one_line": ("Adresse ramenée à une seule ligne.", "Address brought to a single line."),
        "no_address": (
            "Ce lieu n’a pas d’adresse\u00a0; demandez-la à la structure.",
            "This place has no address; ask the organisation for it.",
        ),
        "position_corrected": ("Position corrigée\u00a0: {problem}.", "Position corrected: {problem}."),
        "position_left": ("Position laissée de côté\u00a0: {problem}.", "Position left aside: {problem}."),
        "unreadable": ("coordonnées illisibles", "unreadable coordinates"),
        "null_island": (
            "coordonnées 0, 0, qui désignent le large de l’Afrique",
            "coordinates 0, 0, which lie off Africa",
        ),
        "swapped": ("latitude et longitude étaient inversées", "latitude and longitude were swapped"),
        "lambert": (
            "coordonnées Lambert 93, converties en degrés",
            "Lambert 93 coordinates, converted to degrees",
        ),
        "metres": (
            "coordonnées en mètres dans un système inconnu\u00a0; donnez des degrés",
            "coordinates in metres of an unknown system; give degrees",
        ),
        "pair_in_one": (
            "une colonne portait les deux coordonnées",
            "one column held both coordinates",
        ),
        "far": (
            "coordonnées à {km} km du centre de {commune}",
            "coordinates {km} km from the centre of {commune}",
        ),
        "off_earth": ("coordonnées hors de la Terre", "coordinates off the Earth"),
        # Hours
        "hours_in_words": (
            "Horaires gardés en toutes lettres. {why}",
            "Hours kept in words. {why}",
        ),
        "hours_only_words": (
            "Ces horaires ne sont dits qu’en toutes lettres.",
            "These hours are only told in words.",
        ),
        "hours_notes": (
            "Une remarque les accompagne, que la notation ne peut pas porter.",
            "A remark goes with them, which the notation cannot hold.",
        ),
        "hours_lossy": (
            "Ils ne se disent pas sans perte dans la notation commune.",
            "They cannot be told without loss in the common notation.",
        ),
        "hours_no_days": ("Ils ne disent pas quels jours.", "They do not say which days."),
        "hours_too_long": (
            "Ils sont trop longs pour la notation commune.",
            "They are too long for the common notation.",
        ),
        "hours_not_osm": (
            "Ils ne suivent pas la notation d’OpenStreetMap.",
            "They do not follow OpenStreetMap’s notation.",
        ),
    },
)
