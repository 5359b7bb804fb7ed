"""What people's mail runs later."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.tasks import task
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from .actions.invitations import deliver_invitation, mark_sent
from .models import Invitation


@task(queue_name="mail")
def send_invitation(invitation_id: int, sending: int, site: str, language: str) -> None:
    """Mail the link of one sending of an invitation; run twice, it sends once."""
    invitation = Invitation.objects.select_related("network", "place", "invited_by").get(pk=invitation_id)
    secret = deliver_invitation(invitation=invitation, sending=sending)
    if secret is None:
        return
    with override(language):
        invitation_mail(invitation, site + reverse("people:accept_invitation", args=[secret])).send()
    mark_sent(invitation=invitation, sending=sending, at=timezone.now())


def invitation_mail(invitation: Invitation, link: str) -> EmailMultiAlternatives:
    """Write the mail in the current language: plain text, and the same words in HTML without anything to load."""
    context = {"invitation": invitation, "link": link}
    inviter = invitation.invited_by
    mail = EmailMultiAlternatives(
        subject=_("Invitation dans le réseau %(network)s") % {"network": invitation.network},
        body=render_to_string("people/mail/invitation.txt", context),
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[invitation.email],
        reply_to=[inviter.email] if inviter else None,
    )
    mail.attach_alternative(render_to_string("people/mail/invitation.html", context), "text/html")
    return mail
