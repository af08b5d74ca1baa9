"""Certificates that cannot be trusted: the page's verdict says so, not that robots.txt could not be had."""

import ssl
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

NOW = datetime.now(UTC)


def _certificate(name, *, issuer=None, days=1, signs=False):
    """Make a key and a certificate for a name; valid until so many days from now, signed by `issuer` or itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    signer, signer_key = (issuer[1].subject, issuer[0]) if issuer else (subject, key)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(signer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - timedelta(days=9))
        .not_valid_after(NOW + timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=signs, path_length=None), critical=True)
        .sign(signer_key, hashes.SHA256())
    )
    return key, certificate


@pytest.fixture(scope="module")
def night(open_market, made, tmp_path_factory):
    folder = tmp_path_factory.mktemp("tls")
    authority = _certificate("Made authority", signs=True)
    pairs = {
        "trusted": _certificate("localhost", issuer=authority),
        "self-signed": _certificate("localhost"),
        "wrong-host": _certificate("elsewhere.example", issuer=authority),
        "expired": _certificate("localhost", issuer=authority, days=-1),
    }
    (folder / "authority.pem").write_bytes(authority[1].public_bytes(serialization.Encoding.PEM))
    page = made.html("Plans").encode()
    asked, servers, products = [], [], []

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *args):
            pass

        def do_GET(self):
            asked.append((self.server.name, self.path))
            self.send_response(404 if self.path == "/robots.txt" else 200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(page)

    for name, (key, certificate) in pairs.items():
        file = folder / f"{name}.pem"
        encoding, plain = serialization.Encoding.PEM, serialization.NoEncryption()
        private = key.private_bytes(encoding, serialization.PrivateFormat.PKCS8, plain)
        file.write_bytes(private + certificate.public_bytes(encoding))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.handle_error = lambda *args: None  # a client that goes away is what is wanted here
        server.name = name
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        servers.append(server)
        url = f"https://localhost:{server.server_port}"
        sources = [made.source(name, kind, f"{url}/{kind}") for kind in ("pricing", "json")]
        products.append(made.product(name, *sources))
    market = open_market(products)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SSL_CERT_FILE", str(folder / "authority.pem"))
        market.crawl()
    for server in servers:
        server.shutdown()
        server.server_close()
    return {row["source"]: (row["verdict"], row["reason"]) for row in market.captures().values()}, asked


def test_a_certificate_of_a_trusted_authority_for_the_right_host_is_trusted(night):
    captures, _ = night
    assert captures["trusted/pricing"] == ("ok", "")


@pytest.mark.parametrize("name", ["self-signed", "wrong-host", "expired"])
@pytest.mark.parametrize("kind", ["pricing", "json"])
def test_one_that_is_not_gives_a_tls_error_and_nothing_was_asked_for(night, name, kind):
    captures, asked = night
    verdict, reason = captures[f"{name}/{kind}"]
    assert (verdict, "trusted" in reason) == ("tls-error", True)
    assert not [path for server, path in asked if server == name]
