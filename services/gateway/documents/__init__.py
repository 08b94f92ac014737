"""Documents with texts: a service's answer → blocks → a page (HTML) or a paper (PDF/UA-1). See ADR 0010."""
