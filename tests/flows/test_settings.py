import os
import subprocess
import sys

from flows.settings import prepare


def test_prefect_lives_beside_the_market_file_and_reports_to_nobody(tmp_path):
    environment = {"PREFECT_SERVER_ANALYTICS_ENABLED": "true"}
    prepare(tmp_path / "market.toml", environment)
    assert environment["PREFECT_HOME"] == str(tmp_path / ".prefect")
    assert environment["PREFECT_SERVER_ANALYTICS_ENABLED"] == "false"
    assert environment["DO_NOT_TRACK"] == "1"


def test_a_server_of_our_own_gets_a_password_and_a_given_one_keeps_its_own(tmp_path):
    own: dict[str, str] = {}
    prepare(tmp_path / "market.toml", own)
    assert len(own["PREFECT_API_AUTH_STRING"]) > 30
    assert own["PREFECT_API_AUTH_STRING"] == own["PREFECT_SERVER_API_AUTH_STRING"]
    given = {"PREFECT_API_URL": "http://127.0.0.1:4200/api", "PREFECT_HOME": "/home/of/prefect"}
    prepare(tmp_path / "market.toml", given)
    assert "PREFECT_API_AUTH_STRING" not in given
    assert given["PREFECT_HOME"] == "/home/of/prefect"


def test_prefect_itself_reads_what_was_set(tmp_path):
    code = """
import sys
from pathlib import Path
from flows.settings import prepare
prepare(Path(sys.argv[1]) / "market.toml")
from prefect.settings import get_current_settings
settings = get_current_settings()
print(settings.home, settings.server.analytics_enabled, settings.server.database.connection_url.get_secret_value())
"""
    environment = {name: value for name, value in os.environ.items() if "PREFECT" not in name}
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    home, analytics, database = done.stdout.split()
    assert home == str(tmp_path / ".prefect")
    assert analytics == "False"
    assert database.endswith(f"{tmp_path}/.prefect/prefect.db")
