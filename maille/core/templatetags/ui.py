"""The components of every screen, as template tags: `{% load ui %}`.

Each component is one tag; docs/ecrans.md lists them with the CSS classes, and /style/ shows them.
Nothing here marks a caller's string as safe: only `format_html` and templates build HTML.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import groupby
from typing import Any
from urllib.parse import urlsplit

from django import forms, template
from django.conf import settings
from django.core.paginator import Page
from django.forms.boundfield import BoundField, BoundWidget
from django.forms.utils import flatatt
from django.http import HttpRequest
from django.template.context import RequestContext
from django.templatetags.static import static
from django.urls import reverse, translate_url
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info, pgettext
from django.utils.translation import gettext as _

from maille.core import frame
from maille.core.ribbon import Ribbon, svg
from maille.core.telephone import say_number

register = template.Library()

ICON_NAMES = """
arrow calendar check chevron clock close company door download error euro external info language list mail map mark
menu network people person phone pin print search warning wheelchair
"""
ICONS = frozenset(ICON_NAMES.split())
# Drawn for left-to-right reading: mirrored when the page reads right to left.
DIRECTED_ICONS = frozenset({"arrow", "chevron", "external", "list"})
KIND_ICONS = {"info": "info", "ok": "check", "warn": "warning", "bad": "error"}
MESSAGE_KINDS = {"debug": "info", "info": "info", "success": "ok", "warning": "warn", "error": "bad"}
SAFE_SCHEMES = frozenset({"", "http", "https", "mailto", "tel", "sms", "geo", "webcal"})
NO_BREAK_SPACE = "\u00a0"


def kind_word(kind: str) -> str:
    """Give the word that says what a colour says."""
    words = {
        "info": pgettext("notice", "À savoir"),
        "ok": pgettext("notice", "C’est fait"),
        "warn": pgettext("notice", "Attention"),
        "bad": pgettext("notice", "Erreur"),
    }
    return words[kind]


def safe_href(url: str) -> str:
    """Return the address if a person may follow it, else one that leads nowhere (`javascript:` and its kin)."""
    try:
        scheme = urlsplit(str(url).strip()).scheme.lower()
    except ValueError:
        return "#"
    return str(url) if scheme in SAFE_SCHEMES else "#"


def html_attributes(attrs: Mapping[str, Any]) -> SafeString:
    """Turn `hx_get="…"` into ` hx-get="…"`, escaped; True is a bare attribute, False and None vanish."""
    named = {name.rstrip("_").replace("_", "-"): value for name, value in attrs.items()}
    return flatatt({name: value for name, value in named.items() if value not in (None, False)})


@register.simple_tag(name="icon")
@lru_cache(maxsize=512)  # a page draws dozens, of a few kinds
def draw_icon(name: str, label: str = "") -> SafeString:
    """Draw one icon; give a label only when no word beside it says the same."""
    if name not in ICONS:
        raise ValueError(f"no icon called {name!r}: choose among {', '.join(sorted(ICONS))}")
    spoken = {"role": "img", "aria-label": label} if label else {"aria-hidden": "true"}
    return format_html(
        '<svg class="icon{}" width="24" height="24"{}><use href="{}#{}"></use></svg>',
        " icon--directed" if name in DIRECTED_ICONS else "",
        flatatt(spoken),
        static("core/icons.svg"),
        name,
    )


def optional_icon(name: str) -> str:
    return draw_icon(name) if name else ""


@register.simple_tag(name="ribbon")
def draw_ribbon(of: Any, size: str = "") -> SafeString:
    """Draw the ribbon of a place (or a Ribbon), silent for screen readers: it always stands beside the name.

    `size` is "" (beside a line of text), "large" (beside a title) or "band" (across a card). No ribbon, no drawing.
    """
    found = of if isinstance(of, Ribbon) else getattr(of, "ribbon", None)
    if not isinstance(found, Ribbon):
        return SafeString("")
    drawing = SafeString(svg(found, width=60, height=20))  # numbers and our own colours only
    return format_html(
        '<span class="ribbon{}" aria-hidden="true">{}</span>', f" ribbon--{size}" if size else "", drawing
    )


@register.simple_block_tag
def button(content: str, kind: str = "primary", icon: str = "", **attrs: Any) -> SafeString:
    """A button that does something; it submits, unless `type` says otherwise. Kinds: primary secondary quiet danger."""
    return format_html(
        '<button class="button button--{}"{}>{}<span>{}</span></button>',
        kind,
        html_attributes({"type": "submit", **attrs}),
        optional_icon(icon),
        content,
    )


@register.simple_block_tag
def link_button(content: str, href: str, kind: str = "primary", icon: str = "", **attrs: Any) -> SafeString:
    """A link that looks like a button: it leads somewhere and changes nothing."""
    return format_html(
        '<a class="button button--{}" href="{}"{}>{}<span>{}</span></a>',
        kind,
        safe_href(href),
        html_attributes(attrs),
        optional_icon(icon),
        content,
    )


@register.inclusion_tag("core/ui/field.html")
def field(bound: BoundField, hint: str = "", mark_optional: bool = True) -> dict[str, Any]:
    """One question of a form: label above, hint, field, error; what may be left out says so in words."""
    widget = bound.field.widget
    shape = field_shape(widget)
    return {
        "field": bound,
        "shape": shape,
        "groups": by_group(bound) if shape == "choices" else [],
        "hint": hint or bound.help_text,
        "optional": mark_optional and not bound.field.required,
        "describedby": describedby(bound, hint),
    }


def field_shape(widget: forms.Widget) -> str:
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    if isinstance(widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)):
        return "choices"
    return "group" if widget.use_fieldset else "line"


def by_group(bound: BoundField) -> list[tuple[str, list[BoundWidget]]]:
    """The boxes of a question under the names of their groups; all under "" when its choices make none."""
    boxes, choices = list(bound), getattr(bound.field.widget, "choices", ())
    names: list[str] = []
    for name, label in choices if isinstance(choices, list) else ():
        names += [str(name)] * len(label) if isinstance(label, list | tuple) else [""]
    named = zip(names or [""] * len(boxes), boxes, strict=True)
    return [(name, [one for _name, one in run]) for name, run in groupby(named, key=lambda pair: pair[0])]


def describedby(bound: BoundField, hint: str) -> str:
    """Ids of the hint and of the error, in reading order; Django only knows of `help_text`."""
    if not bound.auto_id:
        return ""
    ids = [f"{bound.auto_id}_helptext"] if hint or bound.help_text else []
    return " ".join([*ids, f"{bound.auto_id}_error"] if bound.errors else ids)


@register.filter
def described(bound: BoundField, ids: str) -> SafeString:
    """Draw the field itself, tied to its hint and error."""
    attrs = {"aria-describedby": ids} if ids else {}
    return bound.as_widget(attrs=attrs)


@register.filter
def box(choice: BoundWidget) -> SafeString:
    """Draw the box of one choice as Django's own template does, without a template: a search shows forty of them."""
    said = choice.data
    return format_html(
        '<input type="{}" name="{}" value="{}"{}>', said["type"], said["name"], said["value"], flatatt(said["attrs"])
    )


@register.inclusion_tag("core/ui/error_summary.html")
def error_summary(form: forms.BaseForm) -> dict[str, Any]:
    """What is to correct, at the top of the form: takes the focus and leads to each field."""
    return {"problems": list(form_problems(form)) if form.is_bound else []}


def form_problems(form: forms.BaseForm) -> Iterator[dict[str, str]]:
    for message in form.non_field_errors():
        yield {"anchor": "", "label": "", "message": str(message)}
    for bound in form:
        for message in bound.errors:
            yield {
                "anchor": field_anchor(bound),
                "label": "" if bound.is_hidden else str(bound.label),
                "message": str(message),
            }


def field_anchor(bound: BoundField) -> str:
    """Id of what takes the focus: the field, or the group when the question has several boxes."""
    if bound.is_hidden or not bound.auto_id:
        return ""
    return f"{bound.auto_id}_group" if bound.use_fieldset else bound.id_for_label


@register.simple_block_tag
def notice(content: str, kind: str = "info", title: str = "", role: str = "") -> SafeString:
    """A message in the page. Kinds: info, ok, warn, bad; the title replaces the word that goes with the colour."""
    return format_html(
        '<div class="notice notice--{}"{}>{}<div class="notice__body"><p class="notice__title">{}</p>{}</div></div>',
        kind,
        html_attributes({"role": role or None}),
        draw_icon(KIND_ICONS[kind]),
        title or kind_word(kind),
        content,
    )


@register.filter
def notice_kind(message: Any) -> str:
    """Kind of notice for a message of Django's messages framework."""
    return MESSAGE_KINDS.get(message.level_tag, "info")


@register.simple_tag
def badge(kind: str, text: str, icon: str = "") -> SafeString:
    """A state in a word or two; icon and colour only repeat them. Kinds: ok warn bad info plain."""
    return format_html(
        '<span class="badge badge--{}">{}<span>{}</span></span>',
        kind,
        optional_icon(icon or KIND_ICONS.get(kind, "")),
        text,
    )


@register.filter
@lru_cache(maxsize=4096)
def phone(number: str) -> str:
    """A number as one dials it here: "+33477332222" → "04 77 33 22 22"; what is no number stays as it is."""
    return say_number(number).replace(" ", NO_BREAK_SPACE)


@register.simple_block_tag
def empty_state(content: str, title: str) -> SafeString:
    """Nothing to show: says so, and what to do. (`empty` is a word of Django's own `for`.)"""
    return format_html('<div class="empty-state"><p class="empty-state__title">{}</p>{}</div>', title, content)


@register.simple_block_tag
def card(content: str, title: str, href: str = "", ribbon: Any = None, level: int = 3) -> SafeString:
    """One thing among others of its kind; its whole face follows the title's link, and it may carry a ribbon."""
    return format_html(
        '<article class="card{}">{}<h{level} class="card__title">{}</h{level}>{}</article>',
        " card--link" if href else "",
        draw_ribbon(ribbon, "band"),
        format_html('<a href="{}">{}</a>', safe_href(href), title) if href else title,
        content,
        level=min(max(int(level), 2), 6),
    )


@register.inclusion_tag("core/ui/progress.html")
def progress(done: int, total: int, label: str) -> dict[str, Any]:
    """How far long work has gone, in words and as a bar; an unknown total (0) shows a bar without end."""
    done = max(0, min(done, total))
    return {
        "label": label,
        "done": str(done),
        "total": str(total) if total > 0 else "",
        "done_text": grouped(done),
        "total_text": grouped(total),
    }


def grouped(number: int) -> str:
    return number_format(number, force_grouping=True)


@register.inclusion_tag("core/ui/steps.html")
def steps(current: int, total: int, title: str = "") -> dict[str, Any]:
    """Where one stands in a short sequence of questions."""
    return {"current": current, "total": total, "title": title}


@register.inclusion_tag("core/ui/pagination.html", takes_context=True)
def pagination(context: RequestContext, page: Page, parameter: str = "page", label: str = "") -> dict[str, Any]:
    """Links to the other pages of a list; the filters in the address are kept. Two lists on a page: two labels."""
    request: HttpRequest = context["request"]

    def address(number: int) -> str:
        query = request.GET.copy()
        query[parameter] = str(number)
        return f"?{query.urlencode()}"

    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "page": page,
        "label": label or _("Pages de la liste"),
        "links": [{"number": n, "href": address(n) if isinstance(n, int) else ""} for n in numbers],
        "previous": address(page.number - 1) if page.has_previous() else "",
        "next": address(page.number + 1) if page.has_next() else "",
    }


@register.simple_tag
def count(number: int, singular: str, plural: str) -> str:
    """A number and its noun: "1 lieu", "1 234 lieux"; French says "0 lieu". Both words come translated: `_("lieu")`."""
    alone = abs(number) < 2 if (get_language() or "fr").startswith("fr") else abs(number) == 1
    return f"{grouped(number)}{NO_BREAK_SPACE}{singular if alone else plural}"


@register.inclusion_tag("core/ui/breadcrumb.html")
def breadcrumb(*parts: str) -> dict[str, Any]:
    """The way back: `label href label href … label`; the last one is this page. Home is put first."""
    labels, hrefs = parts[0::2], parts[1::2]
    above = [{"label": label, "href": safe_href(href)} for label, href in zip(labels, hrefs, strict=False)]
    home = {"label": _("Accueil"), "href": reverse("pages:home")}
    return {"above": [home, *above], "here": parts[-1] if len(parts) % 2 else ""}


@register.simple_block_tag
def data_table(content: str, caption: str, show_caption: bool = True) -> SafeString:
    """A table that scrolls by itself on a narrow screen, reachable by keyboard; the content is thead and tbody."""
    return format_html(
        '<div class="table-scroll" role="region" aria-label="{}" tabindex="0">'
        '<table class="table"><caption{}>{}</caption>{}</table></div>',
        caption,
        flatatt({} if show_caption else {"class": "visually-hidden"}),
        caption,
        content,
    )


@register.simple_tag
def bars() -> tuple[str, ...]:
    """Give the templates that capabilities draw under the header of every page."""
    return frame.bars()


@register.simple_tag(takes_context=True)
def nav_link(context: RequestContext, href: str, label: str, icon: str = "") -> SafeString:
    """One line of the navigation, which knows when it is where one stands."""
    request = context.get("request")
    here = {"aria-current": "page"} if request is not None and request.path == href else {}
    return format_html(
        '<li><a href="{}"{}>{}<span>{}</span></a></li>', safe_href(href), flatatt(here), optional_icon(icon), label
    )


@register.simple_tag(takes_context=True)
def language_links(context: RequestContext) -> list[dict[str, Any]]:
    """The same page in each language: code, own name, href (keeps the query), canonical (absolute, without it).

    `same_page` is false when this page does not exist in that language; the link then leads to its home.
    """
    request = context.get("request")
    if request is None:
        return []
    return [language_link(request, code) for code, _name in settings.LANGUAGES]


def language_link(request: HttpRequest, code: str) -> dict[str, Any]:
    current = code == get_language()
    path = request.path if current else translate_url(request.path, code)
    same_page = current or path != request.path
    if not same_page:  # an error page, an address without a name: the way to that language is its home
        path = translate_url(reverse("pages:home"), code)
    query = request.GET.urlencode() if same_page else ""
    return {
        "code": code,
        "name": get_language_info(code)["name_local"],
        "current": current,
        "same_page": same_page,
        "href": f"{path}?{query}" if query else path,
        "canonical": request.build_absolute_uri(path),
    }
