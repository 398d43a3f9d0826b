"""TLS for clients that insist on it, by a CA made on the spot."""

from __future__ import annotations

import ssl
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from click.testing import CliRunner
from cryptography import x509

from mockbancho import Bancho, Mistake
from mockbancho.cli import main
from mockbancho.server import certificates as made
from mockbancho.server.certificates import Certificates, make_certificates
from mockbancho.server.listeners import Listener
from tests.serving import serving

MISSING = "TLS needs trustme, which makes the certificates; `pip install mockbancho[tls]` brings it"


@pytest.fixture
def without_trustme(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if it were not installed."""
    monkeypatch.setattr(made, "find_spec", lambda _: None)


def names_of(certificates: Certificates) -> set[str]:
    """Whom the server's certificate is for."""
    [certificate] = x509.load_pem_x509_certificates(certificates.server.read_bytes())
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return {str(name.value) for name in names}


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1"])
def test_a_client_that_trusts_the_ca_is_answered(name: str, server: Bancho, certificates: Certificates) -> None:
    listener = Listener(server.asgi, tls=certificates.context())
    trusting = ssl.create_default_context(cafile=certificates.ca)

    answer = httpx.get(f"{listener.url.replace('127.0.0.1', name)}/get_player_count", verify=trusting)
    listener.close()

    assert (urlsplit(listener.url).scheme, answer.status_code) == ("https", 200)


def test_a_client_that_does_not_trust_it_refuses(server: Bancho, certificates: Certificates) -> None:
    listener = Listener(server.asgi, tls=certificates.context())

    with pytest.raises(httpx.ConnectError, match="CERTIFICATE_VERIFY_FAILED"):
        httpx.get(listener.url)
    listener.close()


def test_a_redirect_stays_with_https(server: Bancho, certificates: Certificates) -> None:
    listener = Listener(server.asgi, tls=certificates.context())
    trusting = ssl.create_default_context(cafile=certificates.ca)

    answer = httpx.get(f"{listener.url}/get_player_count/", verify=trusting)
    listener.close()

    assert answer.headers["location"] == f"{listener.url}/get_player_count"


def test_a_certificate_is_for_this_machine_by_all_its_names(certificates: Certificates) -> None:
    assert names_of(certificates) == {"localhost", "127.0.0.1", "::1", "api.localhost", "a.localhost"}


@pytest.mark.parametrize(
    ("host", "more"), [("192.0.2.7", {"192.0.2.7"}), ("0.0.0.0", set()), ("bancho.lan", {"bancho.lan"})]
)
def test_a_certificate_is_for_the_host_that_is_listened_on(host: str, more: set[str], tmp_path: Path) -> None:
    names = names_of(make_certificates(tmp_path, host))

    assert names - {"localhost", "127.0.0.1", "::1", "api.localhost", "a.localhost"} == more


@pytest.mark.usefixtures("without_trustme")
def test_without_trustme_the_extra_is_named(tmp_path: Path) -> None:
    with pytest.raises(Mistake) as told:
        make_certificates(tmp_path)

    assert str(told.value) == MISSING


@pytest.mark.usefixtures("without_trustme")
def test_the_command_names_the_extra_too() -> None:
    done = CliRunner().invoke(main, ["serve", "--tls", "--port", "0", "--still"])

    assert (done.exit_code, MISSING in done.output) == (2, True)


def test_the_command_serves_https_and_says_what_to_trust() -> None:
    with serving(None, "--tls", "--still", "--quiet") as running:
        assert running.process.stdout
        told = next(line for line in running.process.stdout if line.startswith("Clients trust"))
        ca = Path(told.removeprefix("Clients trust it by SSL_CERT_FILE=").strip())
        trusting = ssl.create_default_context(cafile=ca)
        status = httpx.get(f"{running.url}/get_player_count", verify=trusting).status_code

    assert (running.url[:18], status) == ("https://127.0.0.1:", 200)
    assert not ca.parent.exists()
