"""Signing in: the sign-in service (OpenID Connect), what it says of somebody, and sessions on the pages."""
