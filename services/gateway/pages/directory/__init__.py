"""The pages of the directory: who knows what and is free, profiles, teams and posts, and figures of it."""

from services.gateway.pages.directory.contact_persons import contact_persons
from services.gateway.pages.directory.core_unit import core_unit
from services.gateway.pages.directory.figures import figures
from services.gateway.pages.directory.profile import profile
from services.gateway.pages.directory.profile_link import profile_links
from services.gateway.pages.directory.registering import registering
from services.gateway.pages.directory.search import search
from services.gateway.pages.directory.teams import teams

DIRECTORY = (search, registering, teams, core_unit, contact_persons, profile_links, profile, figures)
"""Their routers: those with addresses of their own before those with a place in it."""
