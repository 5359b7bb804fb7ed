"""The journal and the jobs in the administration: to read, never to change."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from .models import Entry, Job, Tick


class ReadOnly(admin.ModelAdmin[Any]):
    """Shown, and that is all: entries are append-only, and jobs move by their own actions."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Entry)
class EntryAdmin(ReadOnly):
    list_display = ("at", "by", "action", "object_type", "object_label", "network_id")
    list_filter = ("action", "object_type")
    list_select_related = ("by",)
    search_fields = ("object_label", "object_id", "by__name")
    date_hierarchy = "at"
    ordering = ("-at", "-pk")


@admin.register(Job)
class JobAdmin(ReadOnly):
    list_display = ("label", "owner", "state", "done", "total", "created_at", "finished_at", "attempt")
    list_filter = ("state",)
    list_select_related = ("owner",)
    search_fields = ("label", "owner__name")
    ordering = ("-created_at",)


@admin.register(Tick)
class TickAdmin(ReadOnly):
    list_display = ("name", "rhythm", "due_at", "started_at", "finished_at", "error")
    ordering = ("name",)
