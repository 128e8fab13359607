"""What a worker process of the server runs."""

from app.serving.front import Front
from wsgi import app

application = Front(app)
