"""Chromium and Firefox ESR as Debian packages them, with names of our own that lead to loopback.

A browser trusts `http://127.0.0.1` as if it had HTTPS. A room reaches a laptop by another name, which it
does not trust; so the pages are visited by name, and nothing leaves the machine.
"""

import os
import shutil
import stat
import sys
from pathlib import Path

from playwright.sync_api import Browser, Playwright

ROOT = Path(__file__).parents[3]
INSECURE_HOST = "laptop.test"
SECURE_HOST = "kaart.test"
TRUSTED_HOST = "localhost"
"""An origin that browsers trust although it has no HTTPS."""
HOSTS = (INSECURE_HOST, SECURE_HOST, TRUSTED_HOST)


def chromium(playwright: Playwright, *trusted: str) -> Browser:
    """Return a running Chromium that trusts certificates with these keys (`tls.key_of`)."""
    rules = ", ".join(f"MAP {host} 127.0.0.1" for host in HOSTS)
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    return playwright.chromium.launch(
        executable_path=found,
        args=[
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            f"--host-resolver-rules={rules}",
            *([f"--ignore-certificate-errors-spki-list={','.join(trusted)}"] if trusted else []),
        ],
    )


def firefox(playwright: Playwright, folder: Path) -> Browser:
    """Return a running Firefox ESR; `folder` holds what starts it."""
    starter = folder / "firefox"
    starter.write_text(f'#!/bin/sh\ncd "{ROOT}" && exec "{sys.executable}" -m tests.e2e.support.relay "$@"\n')
    starter.chmod(starter.stat().st_mode | stat.S_IXUSR)
    return playwright.firefox.launch(
        channel="moz-firefox",
        executable_path=starter,
        # What Firefox does for itself must not ask other hosts either.
        firefox_user_prefs={
            "network.dns.localDomains": ",".join(HOSTS),
            "services.settings.server": "data:,#remote-settings-dummy/v1",
            "network.captive-portal-service.enabled": False,
            "network.connectivity-service.enabled": False,
        },
    )
