"""The addresses: one blueprint per noun. Views translate HTTP and nothing more."""

from flask import Flask

from app.views import addresses, health, images, profile, publications


def configure(app: Flask) -> None:
    """Give `app` its addresses."""
    app.register_blueprint(profile.blueprint)
    app.register_blueprint(publications.blueprint)
    app.register_blueprint(images.blueprint)
    app.register_blueprint(health.blueprint)
    addresses.configure(app)
