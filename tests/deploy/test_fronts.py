"""Web servers in front: what they pass on, and that they leave the rest to the site."""

import re
from pathlib import Path

import pytest

from app.settings import DEFAULTS
from tests.support import deployment
from tests.support.deployment import FOLDER

NGINX = [FOLDER / "nginx" / name for name in ("vitae.conf", "sub-path.conf")]
CADDY = [FOLDER / "caddy" / name for name in ("Caddyfile", "sub-path.Caddyfile")]
APACHE = [FOLDER / "apache" / name for name in ("mod_wsgi.conf", "sub-path.conf")]
# Set here whatever a browser sends; what is empty is not passed on.
HEADERS = {
    "Host": "$http_host",
    "X-Forwarded-For": "$remote_addr",
    "X-Forwarded-Host": "$http_host",
    "X-Forwarded-Proto": "$scheme",
    "X-Forwarded-Prefix": '""',
    "X-Request-Id": "$request_id",
    "Connection": '""',
}
# Seconds that the largest imports and exports may take.
PATIENCE = 120
each_nginx = pytest.mark.parametrize("file", NGINX, ids=lambda file: file.name)
each_apache = pytest.mark.parametrize("file", APACHE, ids=lambda file: file.name)
each_caddy = pytest.mark.parametrize("file", CADDY, ids=lambda file: file.name)


def nginx_settings(file: Path) -> dict[str, list[list[str]]]:
    return settings_in(file.read_text())


def settings_in(text: str) -> dict[str, list[list[str]]]:
    found: dict[str, list[list[str]]] = {}
    for _, (name, *values) in deployment.nginx_directives(text):
        found.setdefault(name, []).append(values)
    return found


@each_nginx
def test_nginx_sets_all_headers_that_the_site_trusts(file: Path) -> None:
    assert dict(nginx_settings(file)["proxy_set_header"]) == HEADERS


@each_nginx
def test_nginx_leaves_compression_and_refusals_to_the_site(file: Path) -> None:
    settings = nginx_settings(file)
    assert settings["gzip"] == [["off"]]
    (((size,)),) = settings["client_max_body_size"]
    assert deployment.bytes_of(size) > DEFAULTS["MAX_CONTENT_LENGTH"]
    for name in ("proxy_read_timeout", "proxy_send_timeout"):
        ((seconds,),) = settings[name]
        assert int(seconds.removesuffix("s")) >= PATIENCE
    # Whatever nginx would add or keep would be done twice, or wrong.
    assert not {"add_header", "expires", "proxy_cache", "proxy_hide_header"} & set(settings)


@each_nginx
def test_nginx_passes_addresses_on_as_they_are(file: Path) -> None:
    ((target,),) = nginx_settings(file)["proxy_pass"]
    assert re.fullmatch(r"http://[\w.]+(:5000)?", target), "no path, no slash"


def test_nginx_speaks_https_and_leads_to_it() -> None:
    directives = list(deployment.nginx_directives(NGINX[0].read_text()))
    listened = [words[1:] for blocks, words in directives if words[0] == "listen"]
    assert ["443", "ssl", "http2"] in listened
    assert (("server", "location /"), ["return", "301", "https://$host$request_uri"]) in directives
    # After the redirect to a path with a slash, the method is still that of the form.
    assert nginx_settings(NGINX[1])["return"] == [["308", "/~roe/vitae/"]]


def test_the_guide_has_the_same_for_several_hosts() -> None:
    page = (deployment.GUIDE / "several-hosts.md").read_text(encoding="utf-8")
    (block,) = deployment.code_blocks(page, "nginx")
    settings, alone = settings_in(block), nginx_settings(NGINX[0])
    for name in ("proxy_set_header", "client_max_body_size", "gzip", "proxy_buffer_size"):
        assert sorted(settings[name]) == sorted(alone[name])
    # A site without its database answers 503 everywhere: nginx would leave out each host, then
    # answer 502 even for pages that they have in memory.
    assert "http_503" in settings["proxy_next_upstream"][0]
    hosts = re.findall(r"(?m)^\s*server (10\.\S+) (.*);$", block)
    assert [how for _, how in hosts] == ["max_fails=0"] * 2


def test_the_guide_repeats_no_location_that_the_files_have() -> None:
    # A copy without all of their settings refuses large files, and lets browsers set headers.
    for page in deployment.hosting_pages():
        for block in deployment.code_blocks(page.read_text(encoding="utf-8"), "nginx"):
            assert "location" not in block, page.name


@each_caddy
def test_caddy_passes_on_no_prefix_and_leaves_compression_to_the_site(
    file: Path,
) -> None:
    text = deployment.without_comments(file.read_text())
    assert "reverse_proxy 127.0.0.1:5000" in text
    assert "header_up -X-Forwarded-Prefix" in text
    (size,) = re.findall(r"max_size (\S+)", text)
    assert deployment.bytes_of(size) > DEFAULTS["MAX_CONTENT_LENGTH"]
    assert not set(text.split()) & {"encode", "trusted_proxies", "strip_prefix", "handle_path"}


@each_apache
def test_apache_leaves_compression_and_refusals_to_the_site(file: Path) -> None:
    text = deployment.without_comments(file.read_text()).replace("\\\n", " ")
    assert {"no-gzip", "no-brotli"} <= set(re.findall(r"SetEnv (\S+) 1", text))
    (size,) = re.findall(r"LimitRequestBody (\d+)", text)
    assert int(size) > DEFAULTS["MAX_CONTENT_LENGTH"]
    (seconds,) = re.findall(r"request-timeout=(\d+)", text)
    assert int(seconds) >= PATIENCE


@each_apache
def test_apache_runs_the_site_in_processes_of_its_own_user(file: Path) -> None:
    text = deployment.without_comments(file.read_text()).replace("\\\n", " ")
    assert "WSGIDaemonProcess vitae user=vitae group=vitae" in text
    assert "WSGIProcessGroup vitae" in text
    # Libraries in C, such as the one for BLAKE3 or images, may not work in a second interpreter.
    assert "WSGIApplicationGroup %{GLOBAL}" in text
    (script,) = re.findall(r"WSGIScriptAlias \S+ /opt/vitae/(\S+)", text)
    assert (deployment.ROOT / script).is_file()


def test_apache_changes_nothing_of_the_site_above() -> None:
    text = deployment.without_comments(APACHE[1].read_text())
    within = re.search(r"<Location /~roe/vitae>(.*?)</Location>", text, re.S)
    assert within
    for name in ("WSGIProcessGroup", "WSGIApplicationGroup", "SetEnv", "LimitRequestBody"):
        assert text.count(name) == within[1].count(name) > 0, name


@pytest.mark.parametrize(
    ("size", "number"), [("64m", 2**26), ("64MiB", 2**26), ("64MB", 2**26), ("7", 7), ("1g", 2**30)]
)
def test_sizes_are_read(size: str, number: int) -> None:
    assert deployment.bytes_of(size) == number
