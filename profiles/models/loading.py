"""What was loaded: the memory of `manage.py load`."""

from django.db import models


class LoadedEntry(models.Model):
    """What a fixture entry was when it was loaded: tells a curator's change from a change of the file."""

    name = models.CharField(max_length=220, unique=True, help_text="kind:key")
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ("name",)
        verbose_name_plural = "loaded entries"

    def __str__(self) -> str:
        return self.name
