"""nginx in front of several hosts of one site, as app/guide/several-hosts.md has it."""

import grp
import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.processes import CannotMeasureError, free_port, serving

NGINX = """
daemon off; worker_processes 1; user {user} {group};
pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
  access_log off; keepalive_requests 1000000;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  upstream vitae {{ {hosts} keepalive 32; }}
  server {{
    listen 127.0.0.1:{port};
    client_max_body_size 17m;
    location / {{
      proxy_pass http://vitae;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header Host $http_host;
      proxy_set_header X-Forwarded-Host $http_host;
      proxy_set_header X-Forwarded-For $remote_addr;
      proxy_set_header X-Forwarded-Proto $scheme;
      proxy_set_header X-Forwarded-Prefix "";
      proxy_set_header X-Request-Id $request_id;
      proxy_buffer_size 32k; proxy_buffers 8 32k;
      proxy_connect_timeout 1s;
      proxy_next_upstream error timeout http_503;
      proxy_next_upstream_tries 2;
    }}
  }}
}}
"""


@contextmanager
def in_front(hosts: Sequence[str]) -> Iterator[str]:
    """Run nginx in front of hosts while the block lasts; give its own host."""
    if not shutil.which("nginx"):
        raise CannotMeasureError("There is no nginx here.")
    with TemporaryDirectory(prefix="vitae-bench-") as name:
        port, config = free_port(), Path(name) / "nginx.conf"
        config.write_text(
            NGINX.format(
                folder=name,
                port=port,
                user=pwd.getpwuid(os.getuid()).pw_name,
                group=grp.getgrgid(os.getgid()).gr_name,
                hosts=" ".join(f"server {host} max_fails=0;" for host in hosts),
            )
        )
        errors = ("-e", f"{name}/error.log")
        command = ["nginx", "-p", name, *errors, "-c", str(config)]
        with serving(command, port, errors=subprocess.DEVNULL):
            yield f"127.0.0.1:{port}"
