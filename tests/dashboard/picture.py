#!/usr/bin/python3
"""A picture of deploy/dashboard.json: a service with the example filters and a stand-in for Genesys Authentication, traffic
for two minutes, a real Prometheus that scrapes it, and the dashboard's own queries, drawn by drawing.py in Chromium.
Grafana itself is in no registry that the build uses, so it is not Grafana's drawing. usage: picture.py OUTPUT.png"""

import json
import pathlib
import random
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request

import drawing

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROMETHEUS = "127.0.0.1:19090"
EVENTS, METRICS = "127.0.0.1:18107", "127.0.0.1:19107"
SECONDS = 150
TOKENS = ["11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-111111111111"]
INTERVAL = "15s"


def event(number):
    kinds = ["card 4111 1111 1111 1111 refused", "write to ann@example.com", "page shown", "call +1-415-555-0132 lost"]
    return {"kind": "log", "name": "checkout", "app": {"name": "wwe_ui"}, "message": random.choice(kinds), "attributes": {"n": number}}


def send(token, events, body=None):
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json",
               "User-Agent": "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36"}
    body = body or json.dumps([event(n) for n in range(events)])
    try:
        urllib.request.urlopen(urllib.request.Request(f"http://{EVENTS}/v1/events", body.encode(), headers), timeout=10).read()
    except urllib.error.HTTPError as error:
        error.read()


def traffic(until):
    """As pages send it: more and less, and now and then something that is refused."""
    while time.time() < until:
        for _ in range(random.randint(5, 20)):
            send(random.choices(TOKENS, [3, 1])[0], random.choice([1, 5, 20]))
        send("nobody-knows-" + str(random.random()), 1)
        send(TOKENS[0], 0, "{")
        time.sleep(random.random() / 2)


def query(expression, start, end):
    parameters = {"query": expression, "start": start, "end": end, "step": 2}
    url = f"http://{PROMETHEUS}/api/v1/query_range?{urllib.parse.urlencode(parameters)}"
    return json.load(urllib.request.urlopen(url, timeout=30))["data"]["result"]


def series(target, start, end):
    """The lines of one query: a name each, and points in time."""
    expression = target["expr"].replace("$__rate_interval", INTERVAL).replace("$job", ".*").replace("$instance", ".*")
    for result in query(expression, start, end):
        name = target.get("legendFormat", "")
        for label, value in result["metric"].items():
            name = name.replace("{{" + label + "}}", value)
        yield name, [(float(at), float(value)) for at, value in result["values"] if value != "NaN"]


def main():
    with tempfile.TemporaryDirectory() as directory:
        directory = pathlib.Path(directory)
        config = directory / "prometheus.yml"
        config.write_text("global: {scrape_interval: 2s}\nscrape_configs:\n- job_name: sluice\n"
                          f"  static_configs: [{{targets: ['{METRICS}']}}]\n")
        service = [ROOT / "target/release/sluice", "dev", "--config", ROOT / "deploy/dev.toml", "--listen", EVENTS,
                   "--metrics-listen", METRICS]
        prometheus = ["prometheus", f"--config.file={config}", f"--storage.tsdb.path={directory}/data",
                      f"--web.listen-address={PROMETHEUS}"]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        programs = [subprocess.Popen(command, **quiet) for command in (service, prometheus)]
        try:
            time.sleep(20)
            end = time.time() + SECONDS
            clients = [threading.Thread(target=traffic, args=(end,)) for _ in range(3)]
            for client in clients:
                client.start()
            for client in clients:
                client.join()
            start = end - SECONDS + 15
            dashboard = json.loads((ROOT / "deploy/dashboard.json").read_text())
            panels = [(panel, [line for target in panel.get("targets", []) for line in series(target, start, end)])
                      for panel in dashboard["panels"]]
        finally:
            for program in programs:
                program.terminate()
                program.wait()
        page = directory / "dashboard.html"
        page.write_text(drawing.page(dashboard["title"], panels, start, end))
        subprocess.run(["chromium", "--headless", "--no-sandbox", "--hide-scrollbars", "--disable-gpu",
                        f"--window-size={drawing.WIDTH},{drawing.height(panels)}", f"--screenshot={sys.argv[1]}", page],
                       check=True, **quiet)


main()
