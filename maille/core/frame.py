"""What capabilities place in the frame of every page, under its header.

The frame knows nobody above it: whoever has something to say on every page registers a template in its
`AppConfig.ready()`, and that template decides, page by page, whether it says anything.
"""

_bars: list[str] = []


def register_bar(template_name: str) -> None:
    """Ask for a template to be drawn between the header and the page, with the context of the page."""
    if template_name not in _bars:
        _bars.append(template_name)


def bars() -> tuple[str, ...]:
    return tuple(_bars)
