"""Front page, ordinary pages and stakeholders."""

from home.models.front_page import FrontPage
from home.models.ordinary_page import OrdinaryPage
from home.models.stakeholder import Stakeholder, StakeholderIndex, StakeholderKind, StakeholderTheme

__all__ = ["FrontPage", "OrdinaryPage", "Stakeholder", "StakeholderIndex", "StakeholderKind", "StakeholderTheme"]
