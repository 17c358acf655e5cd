"""Which image a step runs in where the notebook names none, and why."""

import http.server
import json
import ssl
import threading

import pytest

from kale_converter.export.surroundings import PLAIN_IMAGE
from kale_ext.services.image import default_image, image_of_this_pod


def chosen(**given):
    image = default_image(**{"environ": {}, "own": lambda _: "", **given})
    return image.reference, image.reason


def test_the_order_of_images():
    """What was asked for, the administrator's, the server's own, a plain Python."""
    hub = {"JUPYTER_IMAGE_SPEC": "hub:1"}
    every = {"asked": "asked:1", "admin": "admin:1", "environ": hub, "own": lambda _: "pod:1"}
    assert chosen(**every) == ("asked:1", "asked for")
    assert chosen(**{**every, "asked": ""}) == ("admin:1", "the administrator's default")
    assert chosen(environ=hub, own=lambda _: "pod:1")[0] == "hub:1"
    assert chosen(own=lambda _: "pod:1") == ("pod:1", "what this server runs on, as its pod says")
    assert chosen() == (PLAIN_IMAGE.reference, PLAIN_IMAGE.reason)


@pytest.fixture
def cluster(tmp_path):
    """An API server that knows one pod, and the service account by which a process in it speaks to it."""
    trustme = pytest.importorskip("trustme")
    pytest.importorskip("kubernetes")
    pod = {"apiVersion": "v1", "kind": "Pod", "spec": {"containers": [{"name": "nb", "image": "team/lab:7"}]}}
    asked = []

    class Api(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append((self.path, self.headers["authorization"]))
            known = self.path == "/api/v1/namespaces/team/pods/nb-0"
            body = json.dumps(pod if known else {}).encode()
            self.send_response(200 if known else 404)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            """Be quiet."""

    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    authority.cert_pem.write_to_path(tmp_path / "ca.crt")
    (tmp_path / "token").write_text("t0ken")
    (tmp_path / "namespace").write_text("team")
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Api) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        environ = {
            "KUBERNETES_SERVICE_HOST": "127.0.0.1",
            "KUBERNETES_SERVICE_PORT": str(server.server_port),
            "KALE_SERVICE_ACCOUNT": str(tmp_path),
            "HOSTNAME": "nb-0",
        }
        yield environ, asked
        server.shutdown()


def test_the_pods_own_image(cluster):
    """Asked of the cluster, as the pod's service account."""
    environ, asked = cluster
    assert image_of_this_pod(environ) == "team/lab:7"
    assert asked == [("/api/v1/namespaces/team/pods/nb-0", "bearer t0ken")]


def test_a_cluster_that_says_nothing_is_no_error(cluster):
    """A service account may lack the right to look at pods; there is a plain image."""
    environ, _ = cluster
    assert image_of_this_pod({**environ, "HOSTNAME": "other"}) == ""
    assert image_of_this_pod({}) == ""
