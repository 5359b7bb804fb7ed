"""Why an address is not read: sentences that say what to do."""

from maille.language.phrases import Phrase, Phrasebook

SAYS = Phrasebook(
    "watch",
    {
        "scheme": (
            "Une adresse de flux commence par http:// ou https://\u00a0: copiez celle que le site montre.",
            "A feed address begins with http:// or https://: copy the one that the site shows.",
        ),
        "address": (
            "Cette adresse ne se lit pas\u00a0: copiez-la entière depuis le site.",
            "This address cannot be read: copy it whole from the site.",
        ),
        "credentials": (
            "Cette adresse contient un nom ou un mot de passe\u00a0: enlevez ce qui est avant «\u00a0@\u00a0».",
            "This address holds a name or a password: take away what stands before “@”.",
        ),
        "port": (
            (
                "Cette adresse demande le port {port}\u00a0: seuls 80 et 443 sont lus. L’administration de Maille peut"
                " en permettre un autre pour ce flux."
            ),
            (
                "This address asks for port {port}: only 80 and 443 are read. The administrator of Maille may allow"
                " another one for this feed."
            ),
        ),
        "inside": (
            "Cette adresse mène à l’intérieur d’un réseau privé\u00a0: donnez celle d’un site public.",
            "This address leads inside a private network: give that of a public site.",
        ),
        "unknown_host": (
            "Aucun site ne répond au nom {host:q}\u00a0: vérifiez l’adresse.",
            "No site answers to the name {host:q}: check the address.",
        ),
        "unreachable": (
            "Le site {host:q} ne répond pas\u00a0: nous essaierons de nouveau.",
            "The site {host:q} does not answer: we will try again.",
        ),
        "certificate": (
            "Le certificat de {host:q} n’est pas valable\u00a0: prévenez le site, ou attendez qu’il le renouvelle.",
            "The certificate of {host:q} is not valid: tell the site, or wait until it renews it.",
        ),
        "slow": (
            "Le site met trop de temps à tout donner\u00a0: nous essaierons de nouveau plus tard.",
            "The site takes too long to give everything: we will try again later.",
        ),
        "large": (
            "Ce document dépasse {most} Mo\u00a0: un flux est bien plus court. Cherchez-en un autre sur le site.",
            "This document is larger than {most} MB: a feed is much shorter. Look for another one on the site.",
        ),
        "bomb": (
            "Ce document se déplie sans fin\u00a0: il n’est pas lu. Prévenez le site.",
            "This document unfolds without end: it is not read. Tell the site.",
        ),
        "encoding": (
            "Le site envoie ce document sous une forme que nous ne lisons pas ({name})\u00a0: prévenez-le.",
            "The site sends this document in a form that we do not read ({name}): tell it.",
        ),
        "redirects": (
            "Cette adresse renvoie de page en page sans arriver\u00a0: copiez l’adresse du flux lui-même.",
            "This address leads from page to page without an end: copy the address of the feed itself.",
        ),
        "kind": (
            (
                "Cette adresse donne un fichier ({kind}), et non un flux\u00a0: cherchez «\u00a0RSS\u00a0» ou"
                " «\u00a0Atom\u00a0» sur le site."
            ),
            "This address gives a file ({kind}), not a feed: look for “RSS” or “Atom” on the site.",
        ),
        "status": (
            "Le site répond par une erreur ({status})\u00a0: vérifiez l’adresse, ou attendez qu’il soit réparé.",
            "The site answers with an error ({status}): check the address, or wait until it is mended.",
        ),
        "gone": (
            "Le site dit que ce flux n’existe plus\u00a0: cherchez le nouveau, ou retirez celui-ci.",
            "The site says that this feed no longer exists: look for the new one, or remove this one.",
        ),
        "refused": (
            "Le site refuse de nous donner ce flux ({status})\u00a0: demandez-lui s’il est public.",
            "The site refuses to give us this feed ({status}): ask whether it is public.",
        ),
        "busy": (
            "Le site nous demande d’attendre\u00a0: nous reviendrons plus tard.",
            "The site asks us to wait: we will come back later.",
        ),
        "broken": (
            "Le site a répondu de travers\u00a0: nous essaierons de nouveau.",
            "The site gave a garbled answer: we will try again.",
        ),
        "entities": (
            "Ce document définit ses propres mots (une «\u00a0entité\u00a0» XML)\u00a0: par prudence, il n’est pas lu.",
            "This document defines words of its own (an XML “entity”): as a precaution, it is not read.",
        ),
        "crowded": (
            "Ce document a trop de morceaux\u00a0: un flux en a bien moins. Cherchez-en un autre sur le site.",
            "This document is made of too many pieces: a feed has far fewer. Look for another one on the site.",
        ),
        "page": (
            "Cette adresse donne une page, et non un flux. Choisissez un des flux qu’elle annonce.",
            "This address gives a page, not a feed. Choose one of the feeds that it announces.",
        ),
        "page_alone": (
            "Cette adresse donne une page qui n’annonce aucun flux\u00a0: cherchez «\u00a0RSS\u00a0» sur le site.",
            "This address gives a page that announces no feed: look for “RSS” on the site.",
        ),
        "not_a_feed": (
            "Ce document n’est pas un flux que nous sachions lire (RSS, Atom, JSON Feed)\u00a0: vérifiez l’adresse.",
            "This document is not a feed that we can read (RSS, Atom, JSON Feed): check the address.",
        ),
        "empty": (
            "Le site n’a rien donné\u00a0: vérifiez l’adresse, ou attendez qu’il publie.",
            "The site gave nothing: check the address, or wait until it publishes.",
        ),
        "opml": (
            "Ce fichier n’est pas une liste de flux (OPML)\u00a0: exportez-la depuis votre lecteur de flux.",
            "This file is not a list of feeds (OPML): export it from your feed reader.",
        ),
    },
)


class Unread(Exception):
    """Nothing was read, and why; `retry` says whether coming back may help, `after` in how many seconds at least."""

    def __init__(self, code: str, *, retry: bool = False, after: int = 0, **values: object) -> None:
        self.phrase: Phrase = SAYS(code, **values)
        self.code, self.retry, self.after = code, retry, after
        super().__init__(str(self.phrase))
