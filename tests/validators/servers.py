"""What nginx, Apache and Caddy make of the files that a built site has for them: old addresses, headers, types, 404.

Usage: servers.py SITE. SITE is the folder of the demo site, with its `public/`. Every server that is on this machine
is started on a port of its own with nothing but those files; one that is not is told as skipped. Ends with 1 at a
fault, or where none of the three is there.
"""

import csv
import http.client
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse
from pathlib import Path

faults = []


def fault(server, text):
    faults.append(f"{server}: {text}")


NGINX = """
worker_processes 1; pid {work}/nginx.pid; error_log {work}/error.log; daemon off; {user}
events {{}}
http {{
    access_log off; client_body_temp_path {work}/body; proxy_temp_path {work}/proxy; fastcgi_temp_path {work}/fastcgi;
    uwsgi_temp_path {work}/uwsgi; scgi_temp_path {work}/scgi;
    include {public}/server/nginx-redirects.conf;
    server {{
        listen 127.0.0.1:{port}; root {public};
        include {public}/server/nginx.conf;
        if ($diariet_moved) {{ return 301 $diariet_moved; }}
    }}
}}
"""

APACHE = """
ServerRoot /usr/lib/apache2
ServerName localhost
PidFile {work}/apache.pid
ErrorLog {work}/error.log
Listen 127.0.0.1:{port}
TypesConfig /dev/null
LoadModule mpm_event_module modules/mod_mpm_event.so
LoadModule authz_core_module modules/mod_authz_core.so
LoadModule dir_module modules/mod_dir.so
LoadModule mime_module modules/mod_mime.so
LoadModule headers_module modules/mod_headers.so
LoadModule rewrite_module modules/mod_rewrite.so
{user}
DocumentRoot {public}
<Directory {public}>
    AllowOverride All
    Require all granted
    Options FollowSymLinks
</Directory>
<FilesMatch "^\\.ht">
    Require all denied
</FilesMatch>
"""

CADDY = """
{{
    admin off
    auto_https off
}}
http://127.0.0.1:{port} {{
    root * {public}
    file_server
    import {public}/server/Caddyfile
}}
"""

# By program: its configuration, how it is told of it, and whose rights it has where root starts it.
SERVERS = {
    "nginx": (NGINX, ["-c", "{work}/conf"], "user www-data;"),
    "apache2": (APACHE, ["-D", "FOREGROUND", "-f", "{work}/conf"], "User www-data\nGroup www-data"),
    "caddy": (CADDY, ["run", "--adapter", "caddyfile", "--config", "{work}/conf"], ""),
}


def ask(port, address):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", address)
    answer = connection.getresponse()
    answer.read()
    headers = {name.lower(): value for name, value in answer.getheaders()}
    to = urllib.parse.urlsplit(headers.get("location", ""))
    return answer.status, to.path + ("#" + to.fragment if to.fragment else ""), headers


def moves(site):
    """Old addresses and where they lead: those that every host knows, and those that differ in their query alone."""
    for line in (site / "public/_redirects").read_text(encoding="utf-8").splitlines():
        old, new, _ = line.split(" ")
        if not old.endswith("*"):
            yield old, new
    with open(site / "gamla-adresser.csv", encoding="utf-8", newline="") as table:
        for row in csv.reader(line for line in table if line.strip() and not line.startswith("#")):
            if len(row) == 2 and "?" in row[0]:
                old = urllib.parse.urlsplit(row[0].strip())
                yield f"{old.path}?{old.query}", row[1].strip()
                yield f"{old.path}?{old.query}0", None


def headers_of(site):
    """The headers of every answer, as the hosts of static sites are told them."""
    first = (site / "public/_headers").read_text(encoding="utf-8").split("\n\n")[0]
    return [line.strip().split(": ", 1) for line in first.splitlines()[1:]]


def check(server, port, site):
    known = list(moves(site))
    for old, new in known:
        status, to, _ = ask(port, old)
        # Another query than those of the table leads to none of its pages.
        wrong = (status, to) != (301, new) if new else to in [new for _, new in known]
        if wrong:
            fault(server, f"{old} leads by {status} to `{to}` and not to `{new}`")
    for address, expected, kind in [
        ("/", 200, "text/html"),
        ("/nej/", 404, "text/html"),
        ("/.htaccess", None, None),
        ("/data/belopp.csv", 200, "text/csv"),
        ("/data/changes.ndjson", 200, "application/x-ndjson"),
        ("/data/dcat.rdf", 200, "application/rdf+xml"),
        ("/oparl/system.json", 200, "application/json"),
        ("/kalender.ics", 200, "text/calendar"),
        ("/search/search.js", 200, "text/javascript"),
    ]:
        status, _, headers = ask(port, address)
        if expected is None:
            if status not in (403, 404):
                fault(server, f"{address} is shown: {status}")
            continue
        if (status, headers.get("content-type", "").lower()) != (expected, f"{kind}; charset=utf-8"):
            fault(server, f"{address}: {status}, {headers.get('content-type')}")
        for name, value in headers_of(site):
            if headers.get(name.lower()) != value:
                fault(server, f"{address}: {name} is {headers.get(name.lower())}")
    print(f"{server}: {len(known)} old addresses")


def run(server, site):
    program = shutil.which(server) or shutil.which(server, path="/usr/sbin")
    if program is None:
        print(f"{server}: SKIPPED, it is not on this machine")
        return False
    text, arguments, user = SERVERS[server]
    with tempfile.TemporaryDirectory() as folder, socket.socket() as free:
        work = Path(folder)
        work.chmod(0o755)
        shutil.copytree(site / "public", work / "public")
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        fields = {"work": work, "public": work / "public", "port": port, "user": user if os.geteuid() == 0 else ""}
        (work / "conf").write_text(text.format(**fields), encoding="utf-8")
        with open(work / "said", "w", encoding="utf-8") as said:
            running = subprocess.Popen(
                [program, *(one.format(**fields) for one in arguments)],
                stdout=said,
                stderr=said,
                env={**os.environ, "HOME": folder},
            )
        try:
            for _ in range(100):
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                if running.poll() is not None:
                    break
                time.sleep(0.1)
            if running.poll() is not None:
                fault(server, f"does not start: {(work / 'said').read_text(encoding='utf-8')}")
            else:
                check(server, port, site)
        finally:
            running.terminate()
            running.wait()
    return True


def main(site):
    there = [run(server, site) for server in SERVERS]
    if not any(there):
        fault(site, "none of the servers is on this machine")
    for text in faults:
        print(text, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
