"""What a worker process of the server runs."""

from app.serving.front import Front
from app.serving.parent import end_with_parent
from wsgi import app

end_with_parent()
application = Front(app)
