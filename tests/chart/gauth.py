"""A stand-in for Genesys Authentication that vouches for every token, on 127.0.0.1:80, until a process ends. usage: gauth.py PID CCID

Returns when it listens.
"""

import http.server
import json
import os
import select
import sys
import threading

PID, CONTACT_CENTER = int(sys.argv[1]), sys.argv[2]
IDENTITY = json.dumps({"username": "agent@example.com", "authorities": [], "contactCenterId": CONTACT_CENTER}).encode()


class Answer(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Length", str(len(IDENTITY)))
        self.end_headers()
        self.wfile.write(IDENTITY)

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 80), Answer)
if os.fork() == 0:
    threading.Thread(target=server.serve_forever, daemon=True).start()
    select.select([os.pidfd_open(PID)], [], [])
