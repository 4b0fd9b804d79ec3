"""Fixed words. Values stand in addresses and import files, so they are the Dutch words."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Phase(models.TextChoices):
    """How far an initiative is."""

    IDEA = "idee", _("First idea")
    STARTING = "opstart", _("Just started")
    RUNNING = "draait", _("Up and running")
    RENEWING = "vernieuwt", _("Growing or renewing")
    ENDED = "gestopt", _("Stopped or finished")


class LegalForm(models.TextChoices):
    """What an initiative is in law."""

    INFORMAL = "informeel", _("No legal form")
    ASSOCIATION = "vereniging", _("Association")
    FOUNDATION = "stichting", _("Foundation")
    COOPERATIVE = "cooperatie", _("Cooperative")
    OTHER = "overig", _("Other")


class ContactVisibility(models.TextChoices):
    """Who may see how to reach an initiative."""

    PUBLIC = "public", _("Everybody")
    MEMBERS = "members", _("Members of the network")
    HIDDEN = "hidden", _("Nobody but the editors")


class Direction(models.TextChoices):
    """Whether something is asked or offered."""

    NEED = "zoekt", _("We are looking for")
    OFFER = "biedt", _("We offer")


class NeedKind(models.TextChoices):
    """What a need or offer is about: the same short list for both, so that they can meet."""

    MONEY = "geld", _("Money and grants")
    ADMINISTRATION = "administratie", _("Bookkeeping and administration")
    BOARD = "bestuur", _("Board members")
    VOLUNTEERS = "vrijwilligers", _("Volunteers")
    SPACE = "ruimte", _("A room or a piece of land")
    MATERIAL = "materiaal", _("Tools and materials")
    KNOWLEDGE = "kennis", _("Knowledge and advice")
    LAW = "recht", _("Law, permits and insurance")
    PUBLICITY = "bekendheid", _("Getting known")
    PARTNERS = "partners", _("Municipality and partners")
    OTHER = "overig", _("Something else")
