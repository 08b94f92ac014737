"""The pages of the directory: who knows what and is free, their profiles, teams and posts, and its figures."""

from services.gateway.pages.directory.search import search

DIRECTORY = (search,)
"""Their routers: those with addresses of their own before those with a place in it."""
