"""What mod_wsgi runs. Guide: app/guide/hosting/mod_wsgi.md"""

import os

os.environ["VITAE_INSTANCE"] = "/var/lib/vitae"

from wsgi import application  # noqa: E402, F401
