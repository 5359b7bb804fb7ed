"""The tags of a printed document, in the order in which a screen reader is told them."""

import io

import pikepdf


def tags_of(pdf: bytes) -> list[str]:
    """Walk the structure tree: "/H1", "/Table", "/TH"… from the first to the last."""
    opened, found = pikepdf.open(io.BytesIO(pdf)), []

    def walk(node):
        if isinstance(node, pikepdf.Array):
            for one in node:
                walk(one)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                found.append(str(node.S))
            if "/K" in node:
                walk(node.K)

    walk(opened.Root.StructTreeRoot.K)
    return found


def alternatives_of(pdf: bytes) -> list[str]:
    """What stands for each picture, for whoever does not see it."""
    opened = pikepdf.open(io.BytesIO(pdf))
    return [str(one.Alt) for one in opened.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one]
