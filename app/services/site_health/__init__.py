"""The readiness report: the site as a search engine and a visitor would find it."""
